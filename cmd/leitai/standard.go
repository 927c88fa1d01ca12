package main

import (
	"io"

	"leitai/internal/intake"
	"leitai/internal/report"
	"leitai/internal/report/xlsx"
	"leitai/internal/standard"
)

// standardCmd is leitai standard.
type standardCmd struct {
	Check  standardCheckCmd  `cmd:"" help:"help.standard_check"`
	Diff   standardDiffCmd   `cmd:"" help:"help.standard_diff"`
	Export standardExportCmd `cmd:"" help:"help.standard_export"`
}

// standardCheckCmd is leitai standard check: every fault, or what it contains.
type standardCheckCmd struct {
	File  string `arg:"" help:"help.standard_file"`
	Sheet string `help:"help.sheet"`
	JSON  bool   `name:"json" help:"help.json"`
}

func (c *standardCheckCmd) Run(a *app) error {
	s, notes, err := intake.Standard(c.File, c.Sheet)
	if err != nil {
		return err
	}
	if c.JSON {
		return writeJSON(a.out, report.StandardJSON(s))
	}
	a.notes(notes)
	return report.WriteStandard(a.out, a.lang, s)
}

// standardDiffCmd is leitai standard diff: what changed between two editions.
type standardDiffCmd struct {
	Before string `arg:"" help:"help.standard_before"`
	After  string `arg:"" help:"help.standard_after"`
	JSON   bool   `name:"json" help:"help.json"`
}

func (c *standardDiffCmd) Run(a *app) error {
	before, _, err := intake.Standard(c.Before, "")
	if err != nil {
		return err
	}
	after, _, err := intake.Standard(c.After, "")
	if err != nil {
		return err
	}
	d := report.NewStandardDiff(before, after)
	if c.JSON {
		return writeJSON(a.out, d)
	}
	return report.WriteStandardDiff(a.out, a.lang, d)
}

// standardExportCmd is leitai standard export: another format, or the form that
// offices fill in.
type standardExportCmd struct {
	File    string `arg:"" help:"help.standard_file"`
	Sheet   string `help:"help.sheet"`
	Form    bool   `help:"help.form"`
	Entries string `help:"help.entries" placeholder:"entries.csv"`
	Output  string `short:"o" help:"help.standard_output" placeholder:"01_rural.xlsx"`
}

// standardFormats write the table of a standard.
var standardFormats = formats[[]standard.Row]{
	".csv":  report.WriteStandardCSV,
	".xlsx": xlsx.WriteStandard,
	".json": func(w io.Writer, rows []standard.Row) error { return writeJSON(w, report.StandardRows(rows)) },
}

var formFormats = formats[*report.Form]{".xlsx": xlsx.WriteForm}

func (c *standardExportCmd) Run(a *app) error {
	if c.Output == "" {
		return usage{"usage.standard_output", nil}
	}
	if c.Form {
		return c.form(a)
	}
	if err := checkOutput(c.Output, standardFormats); err != nil {
		return err
	}
	t, err := intake.ReadStandard(c.File, c.Sheet)
	if err != nil {
		return err
	}
	if _, err := standard.Parse(t.Rows, t.Bytes); err != nil {
		return err
	}
	a.notes(t.Notes)
	return save(a, c.Output, standardFormats, t.Rows)
}

// form writes the form for the entries that the standard covers.
func (c *standardExportCmd) form(a *app) error {
	if err := checkOutput(c.Output, formFormats); err != nil {
		return usage{"usage.form_format", nil}
	}
	s, notes, err := intake.Standard(c.File, c.Sheet)
	if err != nil {
		return err
	}
	var entries []standard.Entry
	if c.Entries != "" {
		if entries, err = intake.Entries(c.Entries); err != nil {
			return err
		}
	}
	a.notes(notes)
	return save(a, c.Output, formFormats, report.NewForm(a.lang, s, entries))
}
