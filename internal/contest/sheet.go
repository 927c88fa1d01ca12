package contest

import (
	"slices"
	"strings"

	"leitai/internal/rules"
	"leitai/internal/score"
)

// TotalPoint is the point of a group that gives one total instead of points.
const TotalPoint = "total"

// Band is a word for a stretch of a point's marks: from and to are shares of its
// maximum.
type Band struct {
	Name string `json:"name"`
	From string `json:"from"`
	To   string `json:"to"`
}

// bands are the sets of bands that a rule set can name (rules.yaml, sheet).
var bands = map[string][]Band{
	"L4": {{"好", "0.9", "1"}, {"较好", "0.75", "0.9"}, {"一般", "0.6", "0.75"}, {"差", "0", "0.6"}},
}

func bandObjects(b []Band) any {
	if b == nil {
		return nil
	}
	out := []object{}
	for _, band := range b {
		out = append(out, object{"name": band.Name, "from": band.From, "to": band.To})
	}
	return out
}

// PointView is one line of the sheet as a judge sees it.
type PointView struct {
	Point string `json:"point"`
	Name  string `json:"name"`
	Short string `json:"short"`
	Part  string `json:"part"` // the heading it stands under
	Max   string `json:"max"`
	Step  string `json:"step"`
	Bands []Band `json:"bands"` // null where it is not graded
	Focus string `json:"focus"`
}

// sheetOf is the sheet of a part; of one without a sheet the single point total.
func sheetOf(p *rules.Part) []PointView {
	out := []PointView{}
	for i := range p.Sheet {
		line := &p.Sheet[i]
		out = append(out, PointView{Point: line.Point, Name: line.Name, Short: line.Short, Part: line.Part,
			Max: line.Max.String(), Step: line.Step.String(), Bands: bands[line.Bands], Focus: line.Focus})
	}
	if len(out) == 0 {
		out = append(out, totalOf(p))
	}
	return out
}

// totalOf is the sheet of who gives one number. Its step is what a hand gives:
// where the part has points, the finest of theirs, although the rules take any
// four decimals.
func totalOf(p *rules.Part) PointView {
	v := PointView{Point: TotalPoint, Name: p.Name, Max: "100", Step: "0.0001"}
	whole := p.Whole()
	if whole == nil {
		return v
	}
	if whole.Max != nil {
		v.Max = whole.Max.String()
	}
	step := whole.Step
	for i := range p.Sheet {
		if s := p.Sheet[i].Step; i == 0 || s < step {
			step = s
		}
	}
	if step > 0 {
		v.Step = step.String()
	}
	return v
}

// sheetFor is what one seat marks: the whole sheet, or one total.
func (d *Definition) sheetFor(s *SeatRow) []PointView {
	_, part := d.part()
	if part.Aggregate.Groups[d.group(s)].Total {
		return []PointView{totalOf(part)}
	}
	return sheetOf(part)
}

// lines are what one seat marks, sorted by point as the log writes it.
func (d *Definition) lines(s *SeatRow) (out []line) {
	for _, v := range d.sheetFor(s) {
		scale, _ := d.scale(s, v.Point)
		out = append(out, line{v.Point, scale})
	}
	slices.SortFunc(out, func(a, b line) int { return strings.Compare(a.point, b.point) })
	return out
}

// scale is the scale of one point for a seat, and false for an unknown point.
func (d *Definition) scale(s *SeatRow, point string) (*rules.Scale, bool) {
	_, part := d.part()
	if len(part.Sheet) == 0 || part.Aggregate.Groups[d.group(s)].Total {
		whole := part.Whole()
		if len(part.Sheet) > 0 { // one number for the sheet: 0 … Σ max, any four decimals
			whole = &rules.Scale{Max: whole.Max}
		}
		return whole, point == TotalPoint
	}
	for i := range part.Sheet {
		if part.Sheet[i].Point == point {
			return part.Sheet[i].Scale(), true
		}
	}
	return nil, false
}

// parseMark reads a mark as a request carries it: (0|[1-9][0-9]{0,5})(\.[0-9]{1,4})?.
func parseMark(s string) (score.Points, bool) {
	whole, frac, dotted := strings.Cut(s, ".")
	if whole == "" || len(whole) > 6 || len(whole) > 1 && whole[0] == '0' || dotted && (frac == "" || len(frac) > 4) {
		return 0, false
	}
	for _, c := range whole + frac {
		if c < '0' || c > '9' {
			return 0, false
		}
	}
	return score.ParsePoints(s)
}
