package standard

import (
	"cmp"
	"slices"

	"leitai/internal/fault"
	"leitai/internal/score"
)

// Evaluate scores every entry. If anything is wrong with the values the error is
// a fault.List of all of it, and there is no assessment.
func (s *Standard) Evaluate(in *Input) (*Assessment, error) {
	if !in.Listed {
		in = withEntries(in)
	}
	l := newLedger(s, in)
	for i := range in.Values {
		l.take(&in.Values[i])
	}
	l.complete(in)
	if len(l.faults) > 0 {
		return nil, l.faults
	}
	a := &Assessment{Standard: s}
	for e := range l.entries {
		a.Results = append(a.Results, l.result(e, in.MissingZero))
	}
	a.Warnings = l.warnings
	return a, nil
}

// withEntries takes the entries from the values, by id.
func withEntries(in *Input) *Input {
	out := *in
	out.Entries = nil
	seen := map[string]bool{}
	for i := range in.Values {
		if id := in.Values[i].Entry; id != "" && !seen[id] {
			seen[id] = true
			out.Entries = append(out.Entries, Entry{ID: id, Name: id})
		}
	}
	slices.SortFunc(out.Entries, func(a, b Entry) int { return cmp.Compare(a.ID, b.ID) })
	return &out
}

// result is all that the standard says of one entry.
func (l *ledger) result(e int, zero bool) Result {
	r := Result{Entry: l.entries[e]}
	var base, bonus []part
	for _, d := range l.standard.Dimensions {
		ds := DimensionScore{Dimension: d}
		var items []part
		for _, i := range d.Items {
			is := l.item(e, i, zero)
			ds.Items = append(ds.Items, is)
			items = append(items, part{is.Outcome, i.Max})
			r.vetoes(&is)
		}
		ds.Outcome = whole(KindDimension, d.Section, items)
		r.Dimensions = append(r.Dimensions, ds)
		if of := (part{ds.Outcome, d.Max}); d.Outside {
			bonus = append(bonus, of)
		} else {
			base = append(base, of)
		}
	}
	r.Base = whole(KindBase, Section{Max: hundred}, base)
	r.Bonus = whole(score.KindBonus, Section{Outside: true}, bonus)
	r.Total = r.total()
	if !r.Total.Scored() {
		l.warn(fault.New(NoTotal, fault.At{}, "", "entry", r.Entry.ID, "name", r.Entry.Name))
	}
	return r
}

// item scores an item; a veto is never part of its sum.
func (l *ledger) item(e int, i *Item, zero bool) ItemScore {
	is := ItemScore{Item: i}
	var parts []part
	for _, p := range i.Points {
		ps := l.point(e, p, zero)
		is.Points = append(is.Points, ps)
		if p.Kind != Veto {
			parts = append(parts, part{ps.Outcome, p.Max})
		}
	}
	is.Outcome = whole(KindItem, i.Section, parts)
	return is
}

// point scores one point and warns where a value is not there.
func (l *ledger) point(e int, p *Point, zero bool) PointScore {
	at, out := &l.said[e][l.standard.byCode[p.Code]], PointScore{Point: p}
	out.State = at.state
	figure := score.Figure{Kind: KindPoint, Key: p.Code, Round: &cents}
	switch {
	case at.state == Valid:
		out.Said = at.readings
		var among peers
		if p.Comparative() {
			among = l.peers(l.entries[e].Class, l.standard.byCode[p.Code])
		}
		s := p.rule.score(p, at.readings, among)
		out.Why = s.why
		if s.na {
			out.State = NA
			l.absent(PointNA, e, p, "")
			return out
		}
		if figure.Exact = held(s.exact, p.Max); s.marks != nil {
			figure.Op, figure.From = score.Blend, s.marks
		}
	case at.state == Missing && zero:
		l.absent(PointZero, e, p, at.note)
		out.Why = because("why.missing_zero", "note", at.note)
	case at.state == Missing:
		l.absent(PointMissing, e, p, at.note)
		out.Why = because("why.missing", "note", at.note)
		return out
	default:
		l.absent(PointNA, e, p, at.note)
		if out.Why = because("why.na", "note", at.note); at.note != "" {
			out.Why.Code = "why.na_note"
		}
		return out
	}
	figure = figure.Evaluated()
	out.Figure = &figure
	out.Why.Args = append(out.Why.Args, "exact", figure.Exact.Short(4), "score", figure.Text())
	return out
}

func (l *ledger) absent(code fault.Code, e int, p *Point, note string) {
	l.warn(fault.New(code, fault.At{}, "", "entry", l.entries[e].ID, "point", p.Code, "name", p.Name, "note", note))
}

// held keeps a score within 0…max.
func held(x, max score.Exact) score.Exact {
	switch {
	case x.Sign() < 0:
		return score.Exact{}
	case x.Cmp(max) > 0:
		return max
	default:
		return x
	}
}

// part is one part of a whole: its outcome and what it carries at most.
type part struct {
	Outcome
	max score.Exact
}

// whole adds parts up. What does not apply leaves the rest to be scaled to the
// whole; what is missing leaves no figure. Outside the hundred nothing is scaled.
func whole(kind score.Kind, s Section, parts []part) Outcome {
	f := score.Figure{Kind: kind, Key: s.Code, Op: score.Sum, Round: &cents}
	var there []part
	for _, p := range parts {
		switch {
		case p.Scored():
			there = append(there, p)
		case p.State == Missing:
			return Outcome{State: Missing}
		}
	}
	if len(there) == 0 && !s.Outside {
		return Outcome{State: NA}
	}
	if len(there) < len(parts) && !s.Outside {
		f.Op, f.Limit = score.Rescaled, s.Max
	}
	for _, p := range there {
		from := *p.Figure
		if from.Weight = score.Int(1); f.Op == score.Rescaled {
			from.Weight = p.max
		}
		f.From = append(f.From, from)
	}
	f = f.Evaluated()
	return Outcome{State: Valid, Figure: &f}
}
