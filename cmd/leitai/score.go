package main

import (
	"fmt"
	"io"

	"leitai/internal/fault"
	"leitai/internal/intake"
	"leitai/internal/report"
	"leitai/internal/report/html"
	"leitai/internal/report/xlsx"
	"leitai/internal/standard"
)

// vetoForAdjust warns of a veto that only adjust.csv can carry into a ranking:
// a file of scores has no place for it.
const vetoForAdjust fault.Code = "veto_for_adjust"

// scoreFlags name the files of an assessment.
type scoreFlags struct {
	Standard string   `help:"help.standard_file" placeholder:"01_rural.csv"`
	Values   []string `help:"help.values" placeholder:"values.csv" sep:"none"`
	Entries  string   `help:"help.entries" placeholder:"entries.csv"`
	Missing  string   `help:"help.missing" placeholder:"zero"`
	Sheet    string   `help:"help.sheet"`
	JSON     bool     `name:"json" help:"help.json"`
}

// scoreCmd is leitai score: entries against a standard, from files.
type scoreCmd struct {
	scoreFlags `embed:""`
	Part       string `help:"help.part" placeholder:"daily"`
	Output     string `short:"o" help:"help.score_output" placeholder:"daily.csv"`
}

var scoreFormats = formats[*report.Scoring]{
	".csv":  report.WriteScores,
	".html": html.WriteScoring,
	".xlsx": xlsx.WriteScoring,
	".json": func(w io.Writer, r *report.Scoring) error {
		return writeJSON(w, report.ScoreJSON(r.Lang, r.Assessment))
	},
}

func (c *scoreCmd) Run(a *app) error {
	if err := c.check(); err != nil {
		return err
	}
	assessment, notes, err := c.assessment()
	if !c.JSON {
		a.notes(notes)
	}
	if err != nil {
		return err
	}
	if c.Output != "" {
		assessment.Warnings = append(assessment.Warnings, vetoes(assessment)...)
	}
	r := report.NewScoring(a.lang, assessment, c.Part)
	if c.JSON {
		err = writeJSON(a.out, report.ScoreJSON(a.lang, assessment))
	}
	switch {
	case err != nil:
		return err
	case c.Output != "":
		err = save(a, c.Output, scoreFormats, r)
	case !c.JSON:
		err = report.WriteScoreText(a.out, r)
	}
	if err == nil && !c.JSON {
		for _, note := range r.Notes {
			fmt.Fprintln(a.err, note)
		}
	}
	return err
}

func (c *scoreCmd) check() error {
	if err := checkOutput(c.Output, scoreFormats); err != nil {
		return err
	}
	if err := checkInputs(c.Output, append(c.Values, c.Standard, c.Entries)...); err != nil {
		return err
	}
	if c.Output != "" && c.Part == "" {
		return usage{"usage.score_part", nil}
	}
	return nil
}

// assessment reads the files and scores. Notes say how the files were read, also
// where they are at fault.
func (c *scoreFlags) assessment() (*standard.Assessment, fault.List, error) {
	switch {
	case c.Standard == "":
		return nil, nil, usage{"usage.standard", nil}
	case len(c.Values) == 0:
		return nil, nil, usage{"usage.values", nil}
	case c.Missing != "" && c.Missing != "zero":
		return nil, nil, usage{"usage.missing", nil}
	}
	s, notes, err := intake.Standard(c.Standard, "")
	if err != nil {
		return nil, nil, err
	}
	in, more, err := intake.Values(s, intake.ValueFiles{Values: c.Values, Entries: c.Entries, Sheet: c.Sheet})
	if err != nil {
		return nil, append(notes, more...), err
	}
	in.MissingZero = c.Missing == "zero"
	assessment, err := s.Evaluate(in)
	return assessment, append(notes, more...), err
}

// vetoes are the warnings for those who write adjust.csv.
func vetoes(a *standard.Assessment) (out fault.List) {
	for i := range a.Results {
		e := &a.Results[i].Entry
		for _, v := range a.Results[i].Vetoes {
			if v.Effect == standard.Disqualify {
				out = append(out, fault.New(vetoForAdjust, fault.At{}, "", "entry", e.ID, "name", e.Name, "point", v.Point.Code, "case", v.Case, "document", v.Document))
			}
		}
	}
	return out
}
