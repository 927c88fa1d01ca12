package standard

import (
	"leitai/internal/fault"
	"leitai/internal/score"
)

// The kinds of figures of a standard; bonus and total are those of package score.
const (
	KindMark      score.Kind = "mark"      // one scorer's mark
	KindPoint     score.Kind = "point"     // a scoring point (评分点)
	KindItem      score.Kind = "item"      // an item (项目)
	KindDimension score.Kind = "dimension" // a dimension (维度)
	KindBase      score.Kind = "base"      // the hundred points (百分制得分)
)

// Outcome is a figure, or why there is none.
type Outcome struct {
	State  State
	Figure *score.Figure // nil if there is none
}

// Scored tells whether there is a figure.
func (o Outcome) Scored() bool { return o.Figure != nil }

// PointScore is the score of one point, before its item is scaled.
type PointScore struct {
	*Point
	Outcome
	Said []Reading // what the rows say; empty unless the state is Valid
	Why  Sentence
}

// ItemScore is the score of an item.
type ItemScore struct {
	*Item
	Outcome
	Points []PointScore
}

// DimensionScore is the score of a dimension.
type DimensionScore struct {
	*Dimension
	Outcome
	Items []ItemScore
}

// VetoFound is a veto that an entry incurs.
type VetoFound struct {
	Point    *Point
	Effect   Effect
	Case     string
	Document string
}

// Result is all that a standard says of one entry. Total holds Base and Bonus,
// these hold the dimensions, and so on down to the marks.
type Result struct {
	Entry              Entry
	Total, Base, Bonus Outcome
	Dimensions         []DimensionScore
	Vetoes             []VetoFound

	unknownVeto bool // a veto is missing: nobody knows whether it applies
}

// Assessment is the result of all entries, in the order of entries.csv, without
// it in that of their ids.
type Assessment struct {
	Standard *Standard
	Results  []Result
	Warnings fault.List
}

// vetoes notes the vetoes among the points of an item.
func (r *Result) vetoes(is *ItemScore) {
	for _, p := range is.Points {
		rule, isVeto := p.rule.(vetoRule)
		switch {
		case !isVeto:
		case p.State == Missing && !p.Scored():
			r.unknownVeto = true
		case p.State == Valid && len(p.Said[0].Picks) > 0:
			found := rule.cases[p.Said[0].Picks[0].Number-1]
			r.Vetoes = append(r.Vetoes, VetoFound{p.Point, rule.effect, found, p.Said[0].Document})
		}
	}
}

// total is base + bonus, not capped; a veto that is not known leaves it open.
func (r *Result) total() Outcome {
	switch {
	case !r.Bonus.Scored(), r.unknownVeto:
		return Outcome{State: Missing}
	case !r.Base.Scored():
		return Outcome{State: r.Base.State}
	}
	f := score.Figure{Kind: score.KindTotal, Op: score.Sum, Round: &cents}
	for _, from := range []score.Figure{*r.Base.Figure, *r.Bonus.Figure} {
		from.Weight = score.Int(1)
		f.From = append(f.From, from)
	}
	f = f.Evaluated()
	return Outcome{State: Valid, Figure: &f}
}
