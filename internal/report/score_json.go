package report

import (
	"leitai/internal/lang"
	"leitai/internal/score"
	"leitai/internal/standard"
)

// ScoreWire is what leitai score --json prints; its shape is a contract.
// Decimals are strings.
type ScoreWire struct {
	Standard string           `json:"standard"`
	Hash     string           `json:"hash"`
	Entries  []ScoreEntryWire `json:"entries"`
	Warnings []WarnWire       `json:"warnings"`
}

// ScoreEntryWire is what a standard says of one entry.
type ScoreEntryWire struct {
	Entry      string          `json:"entry"`
	Name       string          `json:"name"`
	Total      *string         `json:"total"`
	Base       *string         `json:"base"`
	Bonus      *string         `json:"bonus"`
	Vetoes     []VetoWire      `json:"vetoes"`
	Dimensions []DimensionWire `json:"dimensions"`
}

// VetoWire is a veto that the entry incurs.
type VetoWire struct {
	Code     string `json:"code"`
	Effect   string `json:"effect"`
	Case     string `json:"case"`
	Document string `json:"document"`
}

// SectionWire is what dimensions, items and points have in common. Exact is the
// value before the figure's own rounding; State says why there is no score.
type SectionWire struct {
	Code  string  `json:"code"`
	Name  string  `json:"name"`
	Kind  string  `json:"kind,omitempty"`
	Max   string  `json:"max"`
	Line  string  `json:"line"`
	Score *string `json:"score"`
	Exact *string `json:"exact"`
	State string  `json:"state,omitempty"`
}

// DimensionWire is one dimension.
type DimensionWire struct {
	SectionWire
	Items []ItemWire `json:"items"`
}

// ItemWire is one item.
type ItemWire struct {
	SectionWire
	Points []PointWire `json:"points"`
}

// PointWire is one scoring point, with the sentence that has its figures in it.
type PointWire struct {
	SectionWire
	Why string `json:"why"`
}

// ScoreJSON returns the wire form of an assessment; the language is that of the
// sentences, nothing else depends on it.
func ScoreJSON(l lang.Lang, a *standard.Assessment) *ScoreWire {
	out := &ScoreWire{Standard: a.Standard.Code, Hash: a.Standard.Hash, Entries: []ScoreEntryWire{}, Warnings: []WarnWire{}}
	for i := range a.Results {
		out.Entries = append(out.Entries, scoreEntryWire(l, &a.Results[i]))
	}
	for _, f := range a.Warnings {
		out.Warnings = append(out.Warnings, WarnWire{Code: string(f.Code), Entry: text(f.Entry()), Message: l.Fault(f)})
	}
	return out
}

func scoreEntryWire(l lang.Lang, r *standard.Result) ScoreEntryWire {
	w := ScoreEntryWire{
		Entry: r.Entry.ID, Name: r.Entry.Name, Total: shownScore(r.Total), Base: shownScore(r.Base), Bonus: shownScore(r.Bonus),
		Vetoes: []VetoWire{}, Dimensions: []DimensionWire{},
	}
	for _, v := range r.Vetoes {
		w.Vetoes = append(w.Vetoes, VetoWire{v.Point.Code, string(v.Effect), v.Case, v.Document})
	}
	for _, d := range r.Dimensions {
		dw := DimensionWire{sectionWire(d.Section, d.Outcome), []ItemWire{}}
		for _, i := range d.Items {
			iw := ItemWire{sectionWire(i.Section, i.Outcome), []PointWire{}}
			for j := range i.Points {
				iw.Points = append(iw.Points, pointWire(l, &i.Points[j]))
			}
			dw.Items = append(dw.Items, iw)
		}
		w.Dimensions = append(w.Dimensions, dw)
	}
	return w
}

func pointWire(l lang.Lang, p *standard.PointScore) PointWire {
	w := sectionWire(standard.Section{Code: p.Code, Name: p.Name, Max: p.Max, Line: p.Line}, p.Outcome)
	w.Kind = string(p.Kind)
	return PointWire{w, p.Why.Text(l.T)}
}

func sectionWire(s standard.Section, o standard.Outcome) SectionWire {
	w := SectionWire{Code: s.Code, Name: s.Name, Max: s.Max.String(), Line: s.Line.String(), Score: shownScore(o)}
	if o.Scored() {
		w.Exact = exactScore(o.Figure)
	}
	if o.State != standard.Valid {
		w.State = string(o.State)
	}
	return w
}

func shownScore(o standard.Outcome) *string {
	if !o.Scored() {
		return nil
	}
	s := o.Figure.Text()
	return &s
}

func exactScore(f *score.Figure) *string {
	s := f.Exact.String()
	return &s
}
