package standard

import (
	"leitai/internal/fault"
	"leitai/internal/score"
)

// section finds the dimension or item that the row names, and checks that it
// stands where it stood before.
func (p *parser) section(level, parent string) *branch {
	code := p.cell(level + "_code")
	b, known := p.sections[level+" "+code]
	if !known {
		b = &branch{first: p.row, parent: parent}
		p.sections[level+" "+code] = b
	}
	if b.parent != parent {
		p.fault(TwoParents, level+"_code", code, "parent", parent, "before", b.parent)
	}
	return b
}

// describe fills a section from its first row, compares later ones with it, and
// adds the point to its sums.
func (p *parser) describe(b *branch, level string, pt *Point) {
	name, claimed := p.cell(level), p.number(level+"_points")
	if b.Code == "" {
		b.Code, b.Name, b.claimed, b.Outside = p.cell(level+"_code"), name, claimed, pt.Kind.Outside()
	}
	if name != b.Name {
		p.fault(Differs, level, name, "before", b.Name)
	}
	if claimed.Cmp(b.claimed) != 0 {
		p.fault(Differs, level+"_points", p.cell(level+"_points"), "before", b.claimed.String())
	}
	if pt.Kind.Outside() != b.Outside {
		p.fault(MixedSection, level+"_code", b.Code, "name", b.Name)
	}
	if !pt.Kind.Outside() {
		b.Max, b.Line = b.Max.Add(pt.Max), b.Line.Add(pt.Line)
	}
}

// sums checks that dimensions, items and the whole are the sums of their base
// points. A file without the columns of these sums claims nothing.
func (p *parser) sums() {
	total := score.Exact{}
	check := func(b *branch, level string) {
		if text := b.first.Cells[level+"_points"]; text != "" && b.claimed.Cmp(b.Max) != 0 {
			at := b.first.At
			at.Column = level + "_points"
			p.faults = append(p.faults, fault.New(SumDiffers, at, text, "code", b.Code, "name", b.Name, "sum", b.Max.String()))
		}
	}
	for _, d := range p.s.Dimensions {
		total = total.Add(d.Max)
		check(p.sections["dimension "+d.Code], "dimension")
		for _, i := range d.Items {
			check(p.sections["item "+i.Code], "item")
		}
	}
	// A point that could not be read is lacking in the total: say so only if all could.
	if p.allRead() && total.Cmp(hundred) != 0 {
		p.faults = append(p.faults, fault.New(NotHundred, fault.At{File: p.last.At.File, Column: "max_points"}, total.String(), "sum", total.String()))
	}
}

// allRead tells whether the points of every row went into the sums.
func (p *parser) allRead() bool {
	for _, f := range p.faults {
		switch f.Code {
		case CellEmpty, CellNumber, UnknownKind, CodeTwice, NoPoints, TwoParents:
			return false
		}
	}
	return true
}

// codes lists the codes of all points.
func (s *Standard) codes() []string {
	var codes []string
	for _, p := range s.Points {
		codes = append(codes, p.Code)
	}
	return codes
}
