package main

import (
	"leitai/internal/intake"
	"leitai/internal/report"
	"leitai/internal/report/html"
)

// rulesCmd is leitai rules.
type rulesCmd struct {
	Print rulesPrintCmd `cmd:"" help:"help.rules_print"`
}

// rulesPrintCmd is leitai rules print: the rule set in words.
type rulesPrintCmd struct {
	Rules  string `help:"help.rules_file" placeholder:"rules.yaml"`
	Output string `short:"o" help:"help.prose_output" placeholder:"评分办法.html"`
}

var proseFormats = formats[*report.Prose]{
	".html": html.WriteProse,
	".txt":  report.WriteProse,
}

func (c *rulesPrintCmd) Run(a *app) error {
	if c.Rules == "" {
		return usage{"usage.rules", nil}
	}
	if err := checkOutput(c.Output, proseFormats); err != nil {
		return err
	}
	r, warnings, err := intake.Rules(c.Rules)
	if err != nil {
		return err
	}
	a.notes(warnings)
	p := report.NewProse(a.lang, r)
	if c.Output != "" {
		return save(a, c.Output, proseFormats, p)
	}
	return report.WriteProse(a.out, p)
}
