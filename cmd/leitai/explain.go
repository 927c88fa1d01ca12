package main

import (
	"fmt"
	"strings"

	"leitai/internal/fault"
	"leitai/internal/report"
	"leitai/internal/standing"
)

// explainCmd is leitai explain: the calculation of one entry, step by step.
type explainCmd struct {
	contestFlags `embed:""`
	Entry        string `help:"help.entry" placeholder:"ID"`
}

func (c *explainCmd) Run(a *app) error {
	if c.Entry == "" {
		return usage{"usage.entry"}
	}
	result, err := c.result(a)
	if err != nil {
		return err
	}
	list, row := findRow(result, c.Entry)
	if row == nil {
		return fault.List{fault.New("no_such_entry", fault.At{}, c.Entry, "entry", c.Entry, "meant", nearestEntry(result, c.Entry))}
	}
	steps := report.Explain(a.lang, result, list, row)
	if c.JSON {
		lines := make([]string, len(steps))
		for i, s := range steps {
			lines[i] = s.Text
		}
		e := &result.Input.Entries[row.Entry]
		return writeJSON(a.out, map[string]any{"rules_hash": result.Input.Rules.Hash, "entry": e.ID, "name": e.Name, "steps": lines})
	}
	e := &result.Input.Entries[row.Entry]
	fmt.Fprintln(a.out, a.lang.T("explain.title", "name", e.Name, "entry", e.ID))
	for _, s := range steps {
		fmt.Fprintln(a.out, strings.Repeat("  ", s.Depth)+s.Text)
	}
	fmt.Fprintln(a.out, a.lang.T("rank.hash", "hash", result.Input.Rules.Hash))
	return nil
}

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

func nearestEntry(result *standing.Result, entry string) string {
	var words []string
	for i := range result.Input.Entries {
		words = append(words, result.Input.Entries[i].Name, result.Input.Entries[i].ID)
	}
	return fault.Nearest(entry, words)
}
