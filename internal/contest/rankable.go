package contest

import (
	"errors"
	"slices"
	"time"

	"leitai/internal/fault"
	"leitai/internal/rules"
	"leitai/internal/score"
	"leitai/internal/standing"
)

// The faults of a list that its rules could never rank; their codes and sentences
// are those of the same faults in files.
const (
	DefNoTieColumn fault.Code = "no_tie_column" // a key of the tie chain without its column
	DefMixedColumn fault.Code = "mixed_column"  // numbers and dates in one column
)

// rankable finds what would keep the entries from ever being ranked under the
// rules, whatever the marks: it must be known before the day. It is asked when a
// definition is decided, and not of one that is in the log.
func (d *Definition) rankable() (faults fault.List) {
	for _, k := range d.Rules.Rank.Ties {
		if k.Kind == rules.TieField {
			faults = append(faults, d.tieColumn(k)...)
		}
	}
	return append(faults, d.unlisted()...)
}

// tieColumn checks the column of a key of the tie chain: there must be one, and
// it holds numbers or dates, not both.
func (d *Definition) tieColumn(k rules.TieKey) fault.List {
	there, first, dated := false, true, false
	for i := range d.Entries {
		text, has := d.Entries[i].Fields[k.Name]
		there = there || has
		if text == "" {
			continue
		}
		_, err := time.Parse(time.DateOnly, text)
		if isDate := err == nil; first {
			first, dated = false, isDate
		} else if isDate != dated {
			at := fault.At{Row: i + 2, Column: k.Name} // as a spreadsheet counts
			return fault.List{fault.New(DefMixedColumn, at, text, "entry", string(d.Entries[i].ID))}
		}
	}
	if !there {
		return fault.List{fault.New(DefNoTieColumn, fault.At{File: "rules.yaml", Column: k.Name}, "", "key", k.Text)}
	}
	return nil
}

// unlisted ranks the entries without a mark and keeps what is said of lists: an
// entry without a class where classes are ranked, batches that no rule makes
// comparable.
func (d *Definition) unlisted() (faults fault.List) {
	in := &standing.Input{Rules: d.Rules, Panels: make([]standing.Panel, len(d.Rules.Parts))}
	for i := range d.Entries {
		in.Entries = append(in.Entries, d.entry(&d.Entries[i], ""))
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
