package main

import (
	"fmt"
	"strings"

	"leitai/internal/fault"
	"leitai/internal/report"
	"leitai/internal/standing"
)

// explainCmd is leitai explain: the calculation of one entry, step by step. With
// --standard it is that of leitai score, otherwise that of leitai rank.
type explainCmd struct {
	contestFlags `embed:""`
	Entry        string   `help:"help.entry" placeholder:"ID"`
	Standard     string   `help:"help.standard_file" placeholder:"01_rural.csv"`
	Values       []string `help:"help.values" placeholder:"values.csv" sep:"none"`
	Missing      string   `help:"help.missing" placeholder:"zero"`
}

// explanation is what both kinds of calculation come to.
type explanation struct {
	id, name, hash string
	steps          []report.Step
}

func (c *explainCmd) Run(a *app) error {
	if c.Entry == "" {
		return usage{"usage.entry", nil}
	}
	explain := c.ofRank
	if c.Standard != "" {
		explain = c.ofScore
	}
	x, err := explain(a)
	if err != nil {
		return err
	}
	if c.JSON {
		lines := make([]string, len(x.steps))
		for i, s := range x.steps {
			lines[i] = s.Text
		}
		return writeJSON(a.out, map[string]any{"hash": x.hash, "entry": x.id, "name": x.name, "steps": lines})
	}
	lines := []string{a.lang.T("explain.title", "name", x.name, "entry", x.id)}
	for _, s := range x.steps {
		lines = append(lines, strings.Repeat("  ", s.Depth)+s.Text)
	}
	lines = append(lines, a.lang.T("explain.hash", "hash", x.hash))
	_, err = fmt.Fprintln(a.out, strings.Join(lines, "\n"))
	return err
}

func (c *explainCmd) ofRank(a *app) (*explanation, error) {
	result, err := c.result(a)
	if err != nil {
		return nil, err
	}
	list, row := findRow(result, c.Entry)
	if row == nil {
		return nil, c.unknown(func(say func(id, name string)) {
			for i := range result.Input.Entries {
				say(result.Input.Entries[i].ID, result.Input.Entries[i].Name)
			}
		})
	}
	e := &result.Input.Entries[row.Entry]
	return &explanation{e.ID, e.Name, result.Input.Rules.Hash, report.Explain(a.lang, result, list, row)}, nil
}

func (c *explainCmd) ofScore(a *app) (*explanation, error) {
	files := scoreFlags{Standard: c.Standard, Values: c.Values, Entries: c.Entries, Missing: c.Missing, Sheet: c.Sheet}
	assessment, _, err := files.assessment()
	if err != nil {
		return nil, err
	}
	for i := range assessment.Results {
		x := &assessment.Results[i]
		if x.Entry.ID == c.Entry || x.Entry.Name == c.Entry {
			return &explanation{x.Entry.ID, x.Entry.Name, assessment.Standard.Hash, report.ExplainScore(a.lang, x)}, nil
		}
	}
	return nil, c.unknown(func(say func(id, name string)) {
		for i := range assessment.Results {
			say(assessment.Results[i].Entry.ID, assessment.Results[i].Entry.Name)
		}
	})
}

// unknown is the fault of an entry that is not among those of each.
func (c *explainCmd) unknown(each func(say func(id, name string))) error {
	var words []string
	each(func(id, name string) { words = append(words, name, id) })
	return fault.List{fault.New(noSuchEntry, fault.At{}, c.Entry, "entry", c.Entry, "meant", fault.Nearest(c.Entry, words))}
}

// noSuchEntry is the fault of explaining what is not there.
const noSuchEntry fault.Code = "no_such_entry"

// findRow finds an entry by id, or by a name that only it has.
func findRow(result *standing.Result, entry string) (*standing.List, *standing.Row) {
	var list *standing.List
	var found *standing.Row
	for i := range result.Lists {
		for _, row := range result.Lists[i].Rows {
			switch e := &result.Input.Entries[row.Entry]; {
			case e.ID == entry:
				return &result.Lists[i], row
			case e.Name == entry && found != nil:
				return nil, nil
			case e.Name == entry:
				list, found = &result.Lists[i], row
			}
		}
	}
	return list, found
}
