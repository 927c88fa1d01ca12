package standing

import (
	"strconv"

	"leitai/internal/fault"
	"leitai/internal/rules"
	"leitai/internal/score"
)

// calculation is one run of Rank.
type calculation struct {
	in     *Input
	rules  *rules.Rules
	faults fault.List
	warned fault.List

	batch   []int       // of each entry: index into batches
	batches []string    // in the order of their first entry
	panels  [][][]int32 // part, batch → the judges with a row there, in order
	adjust  map[int][]*Adjustment

	block []score.Figure // what room cuts from
}

// room returns an empty slice with room for n figures. Most figures are made of
// one or two others: cutting their slices from blocks spares a country a
// million and a half allocations.
func (c *calculation) room(n int) []score.Figure {
	const size = 1 << 10
	if len(c.block) < n {
		c.block = make([]score.Figure, max(n, min(size, len(c.in.Entries))))
	}
	cut := c.block[:0:n]
	c.block = c.block[n:]
	return cut
}

func (c *calculation) fault(code fault.Code, entry int, args ...string) {
	c.faults = append(c.faults, c.about(code, entry, args...))
}

func (c *calculation) about(code fault.Code, entry int, args ...string) fault.Fault {
	e := &c.in.Entries[entry]
	return fault.New(code, fault.At{}, "", append(args, "entry", e.ID, "name", e.Name)...)
}

// prepare finds the batches, their panels, and the adjustments of each entry.
func (c *calculation) prepare() {
	index := map[string]int{}
	c.batch = make([]int, len(c.in.Entries))
	for i := range c.in.Entries {
		b, ok := index[c.in.Entries[i].Batch]
		if !ok {
			b = len(c.batches)
			index[c.in.Entries[i].Batch] = b
			c.batches = append(c.batches, c.in.Entries[i].Batch)
		}
		c.batch[i] = b
	}
	for p := range c.in.Panels {
		c.panels = append(c.panels, c.panelByBatch(&c.in.Panels[p]))
	}
	c.adjust = map[int][]*Adjustment{}
	for i := range c.in.Adjust {
		a := &c.in.Adjust[i]
		c.adjust[a.Entry] = append(c.adjust[a.Entry], a)
	}
}

// panelByBatch lists for each batch the judges who have a row in it, in
// whatever state.
func (c *calculation) panelByBatch(p *Panel) [][]int32 {
	present := make([][]bool, len(c.batches))
	for b := range present {
		present[b] = make([]bool, len(p.Judges))
	}
	for e, marks := range p.Marks {
		for i := range marks {
			present[c.batch[e]][marks[i].Judge] = true
		}
	}
	byBatch := make([][]int32, len(c.batches))
	for b := range present {
		for j, here := range present[b] {
			if here {
				byBatch[b] = append(byBatch[b], int32(j))
			}
		}
	}
	return byBatch
}

// row computes the total of one entry and why it may have no place.
func (c *calculation) row(e int) Row {
	r := Row{Entry: e}
	from := c.room(len(c.rules.Parts))
	for p := range c.rules.Parts {
		if w, ok := c.part(&r, p); ok {
			from = append(from, w)
		} else {
			r.Unranked = NoPart
			c.warned = append(c.warned, c.about(PartLacking, e, "part", c.rules.Parts[p].Name))
		}
	}
	r.Figure = score.Figure{Kind: score.KindTotal, Op: score.Sum, From: from, Round: c.rules.Total}
	if r.Unranked == NoPart {
		return r
	}
	r.Figure.From = c.adjusted(r.Figure.From, e, -1)
	r.Figure = r.Figure.Evaluated()
	switch {
	case c.vetoed(e):
		r.Unranked = Vetoed
	case c.in.Entries[e].Exempt:
		r.Unranked = Exempt
	}
	return r
}

func (c *calculation) vetoed(e int) bool {
	for _, a := range c.adjust[e] {
		if a.Kind == Veto {
			return true
		}
	}
	return false
}

// part returns weight × value of a part, and false if it has no valid mark.
func (c *calculation) part(r *Row, p int) (score.Figure, bool) {
	part := &c.rules.Parts[p]
	marks := c.in.Panels[p].Marks[r.Entry]
	valid := score.Valid(marks)
	r.Ballots.NotValid += len(marks) - valid
	if valid == 0 {
		return score.Figure{}, false
	}
	r.Ballots.Valid += valid
	marks = c.withMissing(r, p, marks)
	if valid < part.Aggregate.Missing.AtLeast {
		c.fault(TooFewBallots, r.Entry, "part", part.Name, "n", strconv.Itoa(valid), "least", strconv.Itoa(part.Aggregate.Missing.AtLeast))
	}
	value, ok := c.combined(r, p, marks)
	if !ok {
		return score.Figure{}, true // a fault has been noted, and there will be no result
	}
	value.Weight = score.Int(1)
	if c.adjust[r.Entry] != nil {
		if with := c.adjusted([]score.Figure{value}, r.Entry, p); len(with) > 1 {
			value = score.Figure{Kind: score.KindAdjusted, Key: part.Key, Op: score.Sum, From: with}.Evaluated()
		}
	}
	value.Weight = part.Weight
	w := score.Figure{Kind: score.KindWeighted, Key: part.Key, Op: score.Sum, Weight: score.Int(1), From: append(c.room(1), value), Round: part.Weighted}
	return w.Evaluated(), true
}

// withMissing adds the judges of the panel who have no row for the entry.
func (c *calculation) withMissing(r *Row, p int, marks []score.Mark) []score.Mark {
	panel := c.panels[p][c.batch[r.Entry]]
	if len(marks) == len(panel) {
		return marks
	}
	all := make([]score.Mark, 0, len(panel))
	for _, j := range panel {
		if len(marks) > 0 && marks[0].Judge == j {
			all, marks = append(all, marks[0]), marks[1:]
			continue
		}
		all = append(all, score.Mark{Judge: j, Left: score.Missing})
		r.Ballots.Missing++
		if c.rules.Parts[p].Aggregate.Missing.Refuse {
			c.fault(JudgeMissing, r.Entry, "part", c.rules.Parts[p].Name, "judge", c.in.Panels[p].Judges[j].ID)
		}
	}
	return all
}

// combined is the value of a part before its adjustments.
func (c *calculation) combined(r *Row, p int, marks []score.Mark) (score.Figure, bool) {
	part := &c.rules.Parts[p]
	a := &part.Aggregate
	if !a.Grouped() {
		f := c.group(r, a, 0, marks)
		f.Kind, f.Key = score.KindPart, part.Key
		return f, true
	}
	from := c.room(len(a.Groups))
	ok := true
	for g := range a.Groups {
		mine := c.ofGroup(p, g, &marks)
		if score.Valid(mine) > 0 {
			from = append(from, c.group(r, a, g, mine))
		} else if a.EmptyGroup != rules.Renormalise {
			c.fault(GroupEmpty, r.Entry, "part", part.Name, "group", a.Groups[g].Name)
			ok = false
		}
	}
	if !ok {
		return score.Figure{}, false
	}
	f := score.Figure{Kind: score.KindPart, Key: part.Key, Op: score.Blend, From: from, Round: a.Round}
	return f.Evaluated(), true
}

// ofGroup cuts the marks of group g off the front of marks.
func (c *calculation) ofGroup(p, g int, marks *[]score.Mark) []score.Mark {
	judges, n := c.in.Panels[p].Judges, 0
	for n < len(*marks) && judges[(*marks)[n].Judge].Group == g {
		n++
	}
	mine := (*marks)[:n:n]
	*marks = (*marks)[n:]
	return mine
}

func (c *calculation) group(r *Row, a *rules.Aggregate, g int, marks []score.Mark) score.Figure {
	rule := &a.Groups[g]
	f := score.Figure{Kind: score.KindGroup, Key: rule.Key, Op: score.Mean, Weight: rule.Weight, Round: rule.Round, Marks: rule.Trim.Apply(marks)}
	if a.Median {
		f.Op = score.Median
	}
	for i := range f.Marks {
		if left := f.Marks[i].Left; left == score.High || left == score.Low {
			r.Ballots.Dropped++
		}
	}
	return f.Evaluated()
}

// adjusted appends to from the adjustments of the entry in a part, line by line,
// or for part −1 those of the total, bonus and deductions each under its cap.
func (c *calculation) adjusted(from []score.Figure, e, part int) []score.Figure {
	for _, kind := range []AdjustmentKind{Bonus, Deduct} {
		var lines []score.Figure
		for _, a := range c.adjust[e] {
			if a.Kind == kind && a.Part == part {
				lines = append(lines, score.Figure{Kind: kindOf[kind], Key: a.Reason, Weight: score.Int(1), Exact: a.Points}.Evaluated())
			}
		}
		sign := score.Int(1)
		limit := c.rules.Adjust.BonusCap
		if kind == Deduct {
			sign, limit = score.Int(-1), c.rules.Adjust.DeductCap
		}
		switch {
		case len(lines) == 0:
		case part >= 0:
			for i := range lines {
				lines[i].Weight = sign
			}
			from = append(from, lines...)
		default:
			from = append(from, underCap(kind, lines, sign, limit))
		}
	}
	return from
}

var kindOf = map[AdjustmentKind]score.Kind{Bonus: score.KindBonus, Deduct: score.KindDeduct}

func underCap(kind AdjustmentKind, lines []score.Figure, sign score.Exact, limit *score.Exact) score.Figure {
	f := score.Figure{Kind: kindOf[kind], Op: score.Sum, Weight: sign, From: lines}
	if limit != nil {
		f.Op, f.Limit = score.Capped, *limit
	}
	return f.Evaluated()
}
