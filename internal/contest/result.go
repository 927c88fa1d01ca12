package contest

import (
	"cmp"
	"errors"
	"slices"
	"strconv"

	"leitai/internal/fault"
	"leitai/internal/rules"
	"leitai/internal/score"
	"leitai/internal/standing"
)

// resultCache is a ranking of some entries at the figures it was made of.
type resultCache struct {
	figures int64
	result  *standing.Result
	partial bool // of no use but for the values of parts
}

// Standings is the official result of what has been revealed so far. Its error
// is a fault.List where the marks allow no result.
func (r *Round) Standings() (*standing.Result, error) {
	if r.def == nil {
		return nil, fault.List{fault.New(DefNoEntries, fault.At{}, "")}
	}
	return standing.Rank(r.Input())
}

// Input is everything the result depends on, of what has been revealed. It is
// what leitai rank reads from the files of Export.
func (r *Round) Input() *standing.Input {
	return r.input(func(e *entry) bool { return e.state.Public() }, r.parts)
}

// Shown is Input with the ties that the rules refuse to leave shared: what the
// hall is shown until the seal, which they keep back.
func (r *Round) Shown() *standing.Input {
	in := r.Input()
	in.Rules = sharing(in.Rules)
	return in
}

// shown ranks the revealed entries and also, whose figures nobody but the check
// page may see, the one named; ties that the rules refuse are shown shared. It is
// partial where the marks that are there allow no ranking yet: then only the
// values of parts in it mean something.
func (r *Round) shown(also EntryID) (_ *standing.Result, partial bool) {
	hit := r.cache[string(also)]
	figures := max(r.figures, r.entryFigures(also))
	if hit != nil && hit.figures == figures {
		return hit.result, hit.partial
	}
	in := r.input(func(e *entry) bool { return e.state.Public() || e.row.ID == also }, r.parts)
	in.Rules = sharing(in.Rules)
	result, err := standing.Rank(in)
	if partial = err != nil; partial { // batches that cannot be compared yet: an entry's own figure needs no other
		in.Rules = alone(in.Rules)
		if result, err = standing.Rank(in); err != nil {
			result = nil
		}
	}
	if len(r.cache) > 2*len(r.entries) {
		clear(r.cache)
	}
	r.cache[string(also)] = &resultCache{figures: figures, result: result, partial: partial}
	return result, partial
}

// entryFigures is the seq of the last fact that may have changed the figures of
// an entry that is not revealed: between close and reveal only its state does.
func (r *Round) entryFigures(id EntryID) int64 {
	if i, ok := r.index[id]; ok {
		return r.entries[i].changed
	}
	return 0
}

// sharing is the rules with ties shown shared: what is refused at the end must
// not keep the hall from seeing the day.
func sharing(original *rules.Rules) *rules.Rules {
	if original.Rank.LeftOver != rules.Refuse {
		return original
	}
	shared := *original
	shared.Rank.LeftOver = rules.Share
	return &shared
}

// alone is the rules with every batch for itself.
func alone(original *rules.Rules) *rules.Rules {
	single := *original
	single.Rank.By, single.Rank.Across = rules.ByBatch, nil
	return &single
}

// refusedByRules is what the rules find wrong with closing an entry now: a
// ballot missing that they refuse to miss, a group without one. The ranking takes
// who has a row somewhere for the panel; here everybody is in it who has a seat,
// so a second entry is put beside it from which all of them step aside.
func (r *Round) refusedByRules(e *entry) fault.List {
	all := *e
	all.ballots = make([]ballot, len(r.seats))
	for s := range all.ballots {
		all.ballots[s].recused = true
	}
	both := *r
	both.entries = []*entry{e, &all}
	in := both.input(func(*entry) bool { return true }, nil)
	in.Rules = sharing(in.Rules)
	return ownFaults(in)
}

// ownFaults are the faults of a ranking that are about missing marks; what
// concerns comparing with others is not for this moment.
func ownFaults(in *standing.Input) (out fault.List) {
	_, err := standing.Rank(in)
	var faults fault.List
	if !errors.As(err, &faults) {
		return nil
	}
	for _, f := range faults {
		switch f.Code {
		case standing.JudgeMissing, standing.TooFewBallots, standing.GroupEmpty:
			out = append(out, f)
		}
	}
	return out
}

// tiesLeft are the entries of ties that the rules refuse to leave.
func (r *Round) tiesLeft() (out []EntryID, ties fault.List) {
	_, err := r.Standings()
	var faults fault.List
	if !errors.As(err, &faults) {
		return nil, nil
	}
	for _, f := range faults {
		if f.Code == standing.TieLeft && f.Entry() != "" {
			out, ties = append(out, EntryID(f.Entry())), append(ties, f)
		}
	}
	return out, ties
}

// input is what the ranking reads, with the marks of the entries that show and
// the names of those that left the contest.
func (r *Round) input(show func(*entry) bool, parts map[string][]PartRow) *standing.Input {
	in := &standing.Input{Rules: r.def.Rules, Warnings: slices.Clone(r.def.Warnings)}
	var listed []*entry
	for _, e := range r.entries {
		if shows := show(e); shows || e.state.Aside() {
			listed = append(listed, e)
			in.Entries = append(in.Entries, r.def.entry(e.row, e.orderText()))
		}
	}
	for i := range r.def.Rules.Parts {
		if key := r.def.Rules.Parts[i].Key; key == r.def.Part {
			in.Panels = append(in.Panels, r.ownPanel(listed, show))
		} else {
			in.Panels = append(in.Panels, r.otherPanel(i, listed, show, parts[key]))
		}
	}
	for at, e := range listed {
		if !show(e) {
			continue
		}
		for _, a := range e.adjust {
			part := -1
			if a.part != "" {
				part = r.def.Rules.PartIndex(a.part)
			}
			in.Adjust = append(in.Adjust, standing.Adjustment{Entry: at, Kind: standing.AdjustmentKind(a.kind),
				Points: a.points.Exact(), Part: part, Reason: a.reason})
		}
	}
	return in
}

func (e *entry) orderText() string {
	if e.order > 0 {
		return strconv.Itoa(e.order)
	}
	return e.row.Order
}

// ownPanel is the panel of the part that this round judges: every seat that has
// a ballot, a recusal or an absence among the entries that show.
func (r *Round) ownPanel(listed []*entry, show func(*entry) bool) standing.Panel {
	index := map[int]int32{}
	panel := standing.Panel{}
	for _, s := range r.panelOrder() {
		if slices.ContainsFunc(listed, func(e *entry) bool { return show(e) && e.ballots[s].hasRow() }) {
			index[s] = int32(len(panel.Judges))
			panel.Judges = append(panel.Judges, standing.Judge{ID: string(r.seats[s].row.ID), Group: r.def.group(r.seats[s].row), Place: s})
		}
	}
	_, part := r.def.part()
	panel.Points = []string{""}
	for i := range part.Sheet {
		panel.Points = append(panel.Points, part.Sheet[i].Point)
	}
	for _, e := range listed {
		panel.Marks = append(panel.Marks, r.marksOf(e, index, show(e), &panel))
	}
	return panel
}

// hasRow tells whether the seat stands in scores.csv for the entry.
func (b *ballot) hasRow() bool { return b.marks != nil || !b.due() }

// panelOrder are the seats by group and id.
func (r *Round) panelOrder() []int {
	out := make([]int, len(r.seats))
	for i := range out {
		out[i] = i
	}
	slices.SortFunc(out, func(a, b int) int {
		x, y := r.seats[a].row, r.seats[b].row
		return cmp.Or(cmp.Compare(r.def.group(x), r.def.group(y)), standing.Natural(string(x.ID), string(y.ID)), cmp.Compare(x.ID, y.ID))
	})
	return out
}

// marksOf are the marks of one entry in the order of the panel.
func (r *Round) marksOf(e *entry, index map[int]int32, shows bool, panel *standing.Panel) (out []score.Mark) {
	if !shows {
		return nil
	}
	for _, s := range r.panelOrder() {
		b := &e.ballots[s]
		at, in := index[s]
		if !in || !b.hasRow() {
			continue
		}
		m := score.Mark{Judge: at}
		switch {
		case b.recused:
			m.Left = score.Recused
		case b.absent:
			m.Left = score.Absent
		default:
			r.count(&m, b.marks, panel)
		}
		out = append(out, m)
	}
	return out
}

// count puts the sum of a sheet into a mark, and the sheet into the panel.
func (r *Round) count(m *score.Mark, given marks, panel *standing.Panel) {
	points := given.points()
	if total, single := points[TotalPoint]; single && len(points) == 1 {
		m.Points = total
		return
	}
	sheet := make([]standing.PointMark, 0, len(points))
	for i, name := range panel.Points {
		if mark, there := points[name]; there {
			sheet = append(sheet, standing.PointMark{Point: int32(i), Mark: mark})
			m.Points += mark
		}
	}
	panel.Sheets = append(panel.Sheets, sheet)
	m.Sheet = int32(len(panel.Sheets))
}
