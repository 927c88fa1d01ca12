package main

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime/debug"

	"leitai/internal/fault"
	"leitai/internal/intake"
	"leitai/internal/report"
	"leitai/internal/rules"
	"leitai/internal/standing"
)

// contestFlags name the files of a contest: rank and explain take the same.
type contestFlags struct {
	Rules    string   `help:"help.rules_file" placeholder:"rules.yaml"`
	Scores   []string `help:"help.scores" placeholder:"scores.csv" sep:"none"`
	Entries  string   `help:"help.entries" placeholder:"entries.csv"`
	Adjust   string   `help:"help.adjust" placeholder:"adjust.csv"`
	Previous string   `help:"help.previous" placeholder:"result.json"`
	Sheet    string   `help:"help.sheet"`
	JSON     bool     `name:"json" help:"help.json"`
}

// rankCmd is leitai rank: the official result from files.
type rankCmd struct {
	contestFlags `embed:""`
	Output       string `short:"o" help:"help.output" placeholder:"result.xlsx"`
	Schema       bool   `help:"help.schema"`
}

func (c *rankCmd) Run(a *app) error {
	if c.Schema {
		_, err := a.out.Write(rules.JSONSchema())
		return err
	}
	if err := checkOutput(c.Output, rankFormats); err != nil {
		return err
	}
	if err := checkInputs(c.Output, append(c.Scores, c.Rules, c.Entries, c.Adjust, c.Previous)...); err != nil {
		return err
	}
	result, err := c.result(a)
	if err != nil {
		return err
	}
	if c.JSON {
		if err := writeJSON(a.out, report.RankJSON(a.lang, result)); err != nil {
			return err
		}
	}
	r := report.NewRanking(a.lang, result)
	switch {
	case c.Output != "":
		if !c.JSON {
			a.notes(result.Warnings)
		}
		return save(a, c.Output, rankFormats, r)
	case !c.JSON:
		return report.WriteText(a.out, r)
	}
	return nil
}

// result reads the files, says how where that is worth saying, and ranks.
func (c *contestFlags) result(a *app) (*standing.Result, error) {
	if c.Rules == "" {
		return nil, usage{"usage.rules", nil}
	}
	if len(c.Scores) == 0 {
		return nil, usage{"usage.scores", nil}
	}
	size := sizeOf(c.Scores)
	limitMemory(size)
	progress, done := a.progress(2 * size) // a CSV is read twice
	in, notes, err := intake.Contest(intake.Files{Rules: c.Rules, Scores: c.Scores, Entries: c.Entries, Adjust: c.Adjust, Sheet: c.Sheet, Progress: progress})
	done()
	if err == nil || !c.JSON { // with --json faults stand alone on standard error
		a.notes(notes)
	}
	var before []standing.Earlier
	if c.Previous != "" {
		var bad error
		before, bad = intake.Previous(c.Previous)
		err = together(err, bad)
	}
	if err != nil {
		return nil, err
	}
	result, err := standing.Rank(in)
	if err == nil && c.Previous != "" {
		result.CompareWith(before)
	}
	return result, err
}

// together joins the faults of two files; another error comes alone.
func together(a, b error) error {
	var x, y fault.List
	if errors.As(a, &x) && errors.As(b, &y) {
		return append(x, y...)
	}
	return cmp.Or(a, b)
}

// sizeOf is how many bytes files have together.
func sizeOf(files []string) (total int64) {
	for _, f := range files {
		if info, err := os.Stat(f); err == nil {
			total += info.Size()
		}
	}
	return total
}

// limitMemory has the collector keep the process near what it needs. A country
// of marks is a gigabyte that all lives to the end: letting the heap double
// before the next collection would only double the memory.
func limitMemory(input int64) {
	const small, perByte = 1150 << 20, 9
	debug.SetGCPercent(800) // a county is done before it would pay
	if input > small/perByte {
		debug.SetGCPercent(150)
	}
	debug.SetMemoryLimit(max(small, perByte*input))
}

func writeJSON(w io.Writer, v any) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return fmt.Errorf("json: %w", err)
	}
	return nil
}
