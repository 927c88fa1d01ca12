// Package intake knows what each file means: which heading is which column,
// wide tables, names against codes, words of state. It turns files into the
// inputs of the pure packages and reports everything wrong with all of them at
// once, each fault with file, row and column. It computes nothing. It imports
// tabular for cells and a YAML parser for rules.
package intake

import (
	"cmp"
	"slices"
	"strconv"

	"leitai/internal/fault"
	"leitai/internal/rules"
	"leitai/internal/standing"
	"leitai/internal/tabular"
)

// Files names the files of a contest.
type Files struct {
	Rules   string
	Scores  []string
	Entries string // may be empty
	Adjust  string // may be empty
	Sheet   string // of an .xlsx; empty is the first

	Progress func(bytes int) // told while files of scores are read; may be nil
}

// Contest reads a contest from files. Notes say how tables were read, where
// that is worth saying. If anything is wrong the error is a fault.List: what is
// wrong with the rules, or, if they are sound, with all of the other files.
func Contest(f Files) (in *standing.Input, notes fault.List, err error) {
	r, warnings, err := Rules(f.Rules)
	if err != nil {
		return nil, nil, err
	}
	opt := tabular.Options{Sheet: f.Sheet}
	c := &collector{}
	var entries []standing.Entry
	if f.Entries != "" {
		if entries, err = readEntries(f.Entries, opt, r.Rank.Ties, c); err != nil {
			return nil, nil, err
		}
	} else {
		needsNoEntries(r, f.Rules, c)
	}
	in = &standing.Input{Rules: r, Warnings: warnings}
	who := newRoster(entries, len(entries) == 0) // of a list that cannot be read nobody is missing
	s := newScores(r, who, c)
	for _, path := range f.Scores {
		if err := s.read(path, tabular.Options{Sheet: f.Sheet, Progress: f.Progress}); err != nil {
			return nil, nil, err
		}
	}
	if who.open {
		s.byID()
	}
	for p := range r.Parts {
		in.Panels = append(in.Panels, s.panel(p))
	}
	if f.Adjust != "" {
		if in.Adjust, err = readAdjust(f.Adjust, opt, r, who, c); err != nil {
			return nil, nil, err
		}
	}
	in.Entries = who.entries
	checkBatches(in.Entries, c)
	return in, append(s.notes, who.notes...), c.err()
}

// needsNoEntries finds tie keys that only entries.csv could answer.
func needsNoEntries(r *rules.Rules, file string, c *collector) {
	for _, k := range r.Rank.Ties {
		if k.Kind == rules.TieField {
			c.add(fault.New(NoTieColumn, fault.At{File: file, Column: k.Name}, "", "key", k.Text))
		}
	}
}

// byID puts entries that no entries.csv orders into the order of their ids, so
// that the order of rows and files changes nothing.
func (s *scores) byID() {
	entries := s.who.entries
	if slices.IsSortedFunc(entries, func(a, b standing.Entry) int { return cmp.Compare(a.ID, b.ID) }) {
		return
	}
	index := make([]int32, len(entries))
	for i := range index {
		index[i] = int32(i)
	}
	slices.SortFunc(index, func(a, b int32) int { return cmp.Compare(entries[a].ID, entries[b].ID) })
	sorted, rank := make([]standing.Entry, len(entries)), make([]int32, len(entries))
	for to, from := range index {
		sorted[to], rank[from] = entries[from], int32(to)
	}
	for p := range s.parts {
		for _, block := range s.parts[p].blocks {
			for i := range block {
				block[i].entry = rank[block[i].entry]
			}
		}
	}
	s.who.entries = sorted
	for id, e := range s.who.byText {
		s.who.byText[id] = rank[e]
	}
	s.who.last, s.who.lastEntry = "", 0
}

// checkBatches: a batch for some entries and not for others would put some of
// them into no list.
func checkBatches(entries []standing.Entry, c *collector) {
	some := slices.ContainsFunc(entries, func(e standing.Entry) bool { return e.Batch != "" })
	for i := range entries {
		if some && entries[i].Batch == "" {
			c.add(fault.New(BatchHalf, fault.At{}, "", "entry", entries[i].ID, "name", entries[i].Name))
		}
	}
}

func itoa(n int) string { return strconv.Itoa(n) }
