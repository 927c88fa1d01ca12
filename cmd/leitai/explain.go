package main

import (
	"fmt"
	"strings"

	"leitai/internal/fault"
	"leitai/internal/intake"
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
	names := make([]named, len(result.Input.Entries))
	for i := range names {
		names[i] = named{result.Input.Entries[i].ID, result.Input.Entries[i].Name}
	}
	entry, err := c.find(names)
	if err != nil {
		return nil, err
	}
	list, row := rowOf(result, entry)
	e := &result.Input.Entries[row.Entry]
	return &explanation{e.ID, e.Name, result.Input.Rules.Hash, report.Explain(a.lang, result, list, row)}, nil
}

func (c *explainCmd) ofScore(a *app) (*explanation, error) {
	files := scoreFlags{Standard: c.Standard, Values: c.Values, Entries: c.Entries, Missing: c.Missing, Sheet: c.Sheet}
	assessment, _, err := files.assessment()
	if err != nil {
		return nil, err
	}
	names := make([]named, len(assessment.Results))
	for i := range names {
		names[i] = named{assessment.Results[i].Entry.ID, assessment.Results[i].Entry.Name}
	}
	i, err := c.find(names)
	if err != nil {
		return nil, err
	}
	x := &assessment.Results[i]
	return &explanation{x.Entry.ID, x.Entry.Name, assessment.Standard.Hash, report.ExplainScore(a.lang, x)}, nil
}

// named is what an entry may be asked for by.
type named struct{ id, name string }

// find finds the entry that was asked for by its id, or by a name that only it
// has.
func (c *explainCmd) find(entries []named) (int, error) {
	var those []int
	var words, ids []string
	for i, e := range entries {
		if e.id == c.Entry {
			return i, nil
		}
		if words = append(words, e.name, e.id); e.name == c.Entry {
			those, ids = append(those, i), append(ids, e.id)
		}
	}
	switch len(those) {
	case 1:
		return those[0], nil
	case 0:
		return 0, fault.List{fault.New(noSuchEntry, fault.At{}, c.Entry, "entry", c.Entry, "meant", fault.Nearest(c.Entry, words))}
	default:
		return 0, fault.List{fault.New(intake.AmbiguousName, fault.At{}, c.Entry, "entry", c.Entry, "those", strings.Join(ids, "、"))}
	}
}

// noSuchEntry is the fault of explaining what is not there.
const noSuchEntry fault.Code = "no_such_entry"

// rowOf is the row of an entry and the list it stands in.
func rowOf(result *standing.Result, entry int) (*standing.List, *standing.Row) {
	for i := range result.Lists {
		for _, row := range result.Lists[i].Rows {
			if row.Entry == entry {
				return &result.Lists[i], row
			}
		}
	}
	return nil, nil
}
