package standard

import (
	"slices"
	"strings"

	"leitai/internal/fault"
	"leitai/internal/score"
)

// Columns are the columns of a standard's file, in their order. The last may be
// left out.
var Columns = []string{
	"standard_code", "domain", "dimension_code", "dimension", "dimension_points", "item_code", "item", "item_points",
	"point_code", "point", "max_points", "score_type", "rule", "params", "source", "assessor", "period", "evidence", "basis", "line",
}

// Required are the columns without which nothing can be scored.
var Required = []string{
	"standard_code", "dimension_code", "dimension", "item_code", "item", "point_code", "point", "max_points", "score_type", "rule", "params",
}

// Row is one row of a standard's file: a scoring point and where it belongs.
type Row struct {
	At    fault.At
	Cells map[string]string // by the names of Columns
}

// Parse builds the standard that rows describe; file is the bytes they were
// read from. The error is a fault.List of everything wrong with it.
func Parse(rows []Row, file []byte) (*Standard, error) {
	p := &parser{s: &Standard{Hash: Hash(file), byCode: map[string]int{}}, sections: map[string]*branch{}}
	if len(rows) == 0 {
		p.faults = fault.List{fault.New(NoPoints, fault.At{}, "")}
	}
	for i := range rows {
		p.row = &rows[i]
		p.take()
	}
	p.sums()
	if len(p.faults) > 0 {
		return nil, p.faults
	}
	return p.s, nil
}

// parser builds a standard row by row and keeps every fault.
type parser struct {
	s        *Standard
	row      *Row
	last     *Row               // the row before
	sections map[string]*branch // dimensions and items by code
	faults   fault.List
}

// branch is a dimension or an item while it is being built.
type branch struct {
	*Section
	first   *Row        // the row that names it first
	parent  string      // the code above it
	claimed score.Exact // the points the file says it has
	item    *Item
	dim     *Dimension
}

func (p *parser) cell(column string) string { return p.row.Cells[column] }

func (p *parser) fault(code fault.Code, column, found string, args ...string) {
	at := p.row.At
	at.Column = column
	p.faults = append(p.faults, fault.New(code, at, found, append(args, "point", p.cell("point_code"))...))
}

// take adds the point of one row.
func (p *parser) take() {
	before := len(p.faults)
	for _, column := range Required {
		if p.cell(column) == "" {
			p.fault(CellEmpty, column, "")
		}
	}
	if len(p.faults) > before {
		return
	}
	p.same()
	p.order()
	point := p.point()
	if _, twice := p.s.byCode[point.Code]; twice {
		p.fault(CodeTwice, "point_code", point.Code)
		return
	}
	p.s.byCode[point.Code] = len(p.s.Points)
	p.s.Points = append(p.s.Points, point)
	d := p.section("dimension", p.cell("standard_code"))
	if d.dim == nil {
		d.dim = &Dimension{}
		p.s.Dimensions = append(p.s.Dimensions, d.dim)
		d.Section = &d.dim.Section
	}
	p.describe(d, "dimension", point)
	i := p.section("item", p.cell("dimension_code"))
	if i.item == nil {
		i.item = &Item{}
		d.dim.Items = append(d.dim.Items, i.item)
		i.Section = &i.item.Section
	}
	p.describe(i, "item", point)
	i.item.Points = append(i.item.Points, point)
	p.last = p.row
}

// same checks that every row is of one standard.
func (p *parser) same() {
	code, domain := p.cell("standard_code"), p.cell("domain")
	if p.last == nil {
		p.s.Code, p.s.Domain = code, domain
		return
	}
	if code != p.s.Code {
		p.fault(Differs, "standard_code", code, "before", p.s.Code)
	}
	if domain != p.s.Domain {
		p.fault(Differs, "domain", domain, "before", p.s.Domain)
	}
}

// order checks that codes say where a point belongs, and rise down the file.
func (p *parser) order() {
	for _, pair := range [][2]string{{"dimension_code", "standard_code"}, {"item_code", "dimension_code"}, {"point_code", "item_code"}} {
		code, parent := p.cell(pair[0]), p.cell(pair[1])
		if !strings.HasPrefix(code, parent+"-") {
			p.fault(CodeParent, pair[0], code, "parent", parent)
			return
		}
	}
	if p.last != nil && compareCodes(p.last.Cells["point_code"], p.cell("point_code")) > 0 {
		p.fault(CodeOrder, "point_code", p.cell("point_code"), "before", p.last.Cells["point_code"])
	}
}

// compareCodes orders codes part by part, numbers by size: 1-9 before 1-10.
func compareCodes(a, b string) int {
	return slices.CompareFunc(strings.Split(a, "-"), strings.Split(b, "-"), func(x, y string) int {
		m, mok := numeral(x)
		n, nok := numeral(y)
		if mok && nok {
			return m - n
		}
		return strings.Compare(x, y)
	})
}

// number reads a cell of points; an empty one is 0 if it may be.
func (p *parser) number(column string) score.Exact {
	text := p.cell(column)
	if text == "" {
		return score.Exact{}
	}
	x, ok := score.ParseExact(text)
	if !ok {
		p.fault(CellNumber, column, text)
	}
	return x
}

// point reads what stands in the row of the point itself.
func (p *parser) point() *Point {
	before := len(p.faults)
	pt := &Point{
		Code: p.cell("point_code"), Name: p.cell("point"), Kind: Kind(p.cell("score_type")), Max: p.number("max_points"),
		Rule: p.cell("rule"), Params: p.cell("params"), Source: p.cell("source"), Assessor: p.cell("assessor"),
		Period: p.cell("period"), Evidence: p.cell("evidence"), Basis: p.cell("basis"),
	}
	at := slices.Index(Kinds(), pt.Kind)
	if at < 0 {
		p.fault(UnknownKind, "score_type", string(pt.Kind), "allowed", kindWords(), "meant", fault.Nearest(string(pt.Kind), strings.Split(kindWords(), ", ")))
	}
	if len(p.faults) > before || !p.fits(pt) {
		return pt
	}
	in := parseParams(pt.Params, pt.Max, func(code fault.Code, found string, args ...string) {
		p.fault(code, "params", found, append(args, "kind", string(pt.Kind))...)
	})
	if in == nil {
		return pt
	}
	if pt.rule = kinds[at].parse(in); len(p.faults) == before {
		p.line(pt)
	}
	return pt
}

// line is the rule's own line, or what the file says in its place.
func (p *parser) line(pt *Point) {
	pt.Line = pt.rule.line(pt.Max)
	if text := p.cell("line"); text != "" {
		if pt.Line = p.number("line"); pt.Line.Sign() < 0 || pt.Line.Cmp(pt.Max) > 0 {
			p.fault(LineRange, "line", text, "max", pt.Max.String())
		}
	}
}

func kindWords() string {
	var words []string
	for _, k := range Kinds() {
		words = append(words, string(k))
	}
	return strings.Join(words, ", ")
}

// fits checks the points a scoring point may have: none for a veto, above zero
// for any other, and no more decimals than a score has.
func (p *parser) fits(pt *Point) bool {
	ok := pt.Max.Sign() > 0 && cents.Apply(pt.Max).Cmp(pt.Max) == 0
	allowed := "> 0"
	if pt.Kind == Veto {
		ok, allowed = pt.Max.Sign() == 0, "0"
	}
	if !ok {
		p.fault(MaxRange, "max_points", p.cell("max_points"), "allowed", allowed)
	}
	return ok
}
