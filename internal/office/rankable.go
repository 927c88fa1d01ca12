package office

import (
	"errors"
	"slices"
	"time"

	"leitai/internal/contest"
	"leitai/internal/fault"
	"leitai/internal/intake"
	"leitai/internal/rules"
	"leitai/internal/score"
	"leitai/internal/standing"
)

// rankable finds what would keep the entries from ever being ranked under the
// rules, whatever the marks: it must be known before the day, and where files
// are ranked it is a fault too.
func rankable(d *contest.Definition) error {
	var faults fault.List
	for _, k := range d.Rules.Rank.Ties {
		if k.Kind == rules.TieField {
			faults = append(faults, tieColumn(k, d.Entries)...)
		}
	}
	return append(faults, unlisted(d)...).Err()
}

// tieColumn checks the column of a key of the tie chain: there must be one, and
// it holds numbers or dates, not both.
func tieColumn(k rules.TieKey, entries []contest.EntryRow) fault.List {
	var first *contest.EntryRow
	there, dated := false, false
	for i := range entries {
		text, has := entries[i].Fields[k.Name]
		there = there || has
		if text == "" {
			continue
		}
		_, err := time.Parse(time.DateOnly, text)
		if isDate := err == nil; first != nil && isDate != dated {
			return fault.List{fault.New(intake.MixedColumn, fault.At{Row: i + 1, Column: k.Name}, text, "entry", string(entries[i].ID))}
		} else if first == nil {
			first, dated = &entries[i], isDate
		}
	}
	if !there {
		return fault.List{fault.New(intake.NoTieColumn, fault.At{File: "rules.yaml", Column: k.Name}, "", "key", k.Text)}
	}
	return nil
}

// unlisted ranks the entries without a mark and keeps what is said of lists: an
// entry without a class where classes are ranked, batches that no rule makes
// comparable.
func unlisted(d *contest.Definition) (faults fault.List) {
	in := &standing.Input{Rules: d.Rules, Panels: make([]standing.Panel, len(d.Rules.Parts))}
	for i := range d.Entries {
		e := &d.Entries[i]
		in.Entries = append(in.Entries, standing.Entry{ID: string(e.ID), Name: e.Name, Township: e.Township, Batch: e.Batch, Class: e.Class,
			Domain: e.Domain, Fields: make([]standing.Field, len(d.Rules.Rank.Ties))})
	}
	for p := range in.Panels {
		in.Panels[p].Marks = make([][]score.Mark, len(in.Entries))
	}
	var said fault.List
	if _, err := standing.Rank(in); errors.As(err, &said) {
		for _, f := range said {
			if slices.Contains([]fault.Code{standing.NoListKey, standing.AcrossUnsaid}, f.Code) {
				faults = append(faults, f)
			}
		}
	}
	return faults
}
