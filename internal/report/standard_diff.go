package report

import (
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"leitai/internal/lang"
	"leitai/internal/standard"
)

// StandardDiff is what leitai standard diff --json prints.
type StandardDiff struct {
	Before  string       `json:"before"` // the hash of the earlier edition
	After   string       `json:"after"`
	Changes []ChangeWire `json:"changes"`
}

// ChangeWire is what became of one point; From and To are its codes.
type ChangeWire struct {
	Change string      `json:"change"`
	From   *string     `json:"from"`
	To     *string     `json:"to"`
	Name   string      `json:"name"`
	Fields []FieldWire `json:"fields"`
}

// FieldWire is a column that says something else.
type FieldWire struct {
	Column string `json:"column"`
	Before string `json:"before"`
	After  string `json:"after"`
}

// NewStandardDiff compares two editions.
func NewStandardDiff(before, after *standard.Standard) *StandardDiff {
	d := &StandardDiff{Before: before.Hash, After: after.Hash, Changes: []ChangeWire{}}
	for _, c := range standard.Diff(before, after) {
		w := ChangeWire{Change: string(c.Kind), Fields: []FieldWire{}}
		if c.Before != nil {
			w.From, w.Name = text(c.Before.Code), c.Before.Name
		}
		if c.After != nil {
			w.To, w.Name = text(c.After.Code), c.After.Name
		}
		for _, f := range c.Fields {
			w.Fields = append(w.Fields, FieldWire{f.Column, f.Before, f.After})
		}
		d.Changes = append(d.Changes, w)
	}
	return d
}

// WriteStandardDiff writes a change a line, what is different below it.
func WriteStandardDiff(w io.Writer, l lang.Lang, d *StandardDiff) error {
	out := &strings.Builder{}
	if len(d.Changes) == 0 {
		fmt.Fprintln(out, l.T("standard.same"))
	} else {
		fmt.Fprintln(out, l.T("standard.changes", "n", strconv.Itoa(len(d.Changes))))
	}
	for _, c := range d.Changes {
		fmt.Fprintln(out, l.T("change."+c.Change, "from", word(c.From), "to", word(c.To), "name", c.Name))
		for _, f := range c.Fields {
			if f.Column == "params" && slices.ContainsFunc(c.Fields, func(f FieldWire) bool { return f.Column == "rule" }) {
				continue // the rule says the same in words
			}
			fmt.Fprintln(out, "    "+l.T("change.field", "column", l.Name("column", f.Column), "before", f.Before, "after", f.After))
		}
	}
	_, err := io.WriteString(w, out.String())
	return err
}

func word(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}
