package xlsx

import (
	"math"
	"strconv"

	"leitai/internal/lang"
	"leitai/internal/report"
	"leitai/internal/rules"
	"leitai/internal/score"
	"leitai/internal/standing"
)

// Beyond these a spreadsheet takes minutes to open a workbook, and the command
// line is there to recompute.
const (
	mostCells   = 300_000 // of 重算
	mostColumns = 2_000
	mostPoints  = 40_000 // of the points of a part
	mostRanked  = 3_000  // entries of a list whose places are counted again
)

// The rows of 重算: under the title and how many totals and how many places
// differ there are two rows of headings, then the entries.
const (
	recountHead  = 4
	recountFirst = 6
)

// recount is the sheet 重算, marks as given and beside them the formulas that
// lead to the total, and the sheets that it draws on.
type recount struct {
	w     *sheetWriter
	r     *report.Ranking
	l     lang.Lang
	in    *standing.Input
	rules *rules.Rules
	math  arithmetic

	columns []column
	lines   []line
	large   bool // there will be no such sheet

	sheet   *grid
	adjust  *adjustments
	factors *factors
	points  []*points // of each part; nil where marks are one number
}

// line is one entry, a row of the sheet.
type line struct {
	row  *standing.Row
	at   int
	list *span
}

// span is a list with the rows of its placed entries.
type span struct {
	title       string
	first, last int // last < first if there are none
}

// newRecount lays the sheet out.
func newRecount(w *sheetWriter, r *report.Ranking) *recount {
	c := &recount{w: w, r: r, l: r.Lang, in: r.Result.Input, rules: r.Result.Input.Rules}
	rows := 0
	for i := range r.Tables {
		rows += len(r.Tables[i].Rows)
	}
	c.adjust = newAdjustments(c)
	c.points = make([]*points, len(c.rules.Parts))
	c.math = arithmeticFor(c.most())
	c.build()
	if c.large = len(c.columns) > mostColumns || rows*len(c.columns) > mostCells; c.large {
		return c
	}
	c.arrange()
	return c
}

// arrange gives every entry its row, list by list, and finds the marks and the
// adjustments that have rows of their own.
func (c *recount) arrange() {
	for i := range c.r.Tables {
		t := &c.r.Tables[i]
		s := &span{title: t.Title, first: recountFirst + len(c.lines)}
		s.last = s.first - 1
		for _, row := range t.Rows {
			c.lines = append(c.lines, line{row, recountFirst + len(c.lines), s})
			if row.Unranked == "" {
				s.last++
			}
		}
	}
	for p := range c.points {
		c.points[p] = newPoints(c, p)
	}
	c.adjust.arrange(c.lines)
}

// most is the greatest figure that formulas will meet.
func (c *recount) most() float64 {
	most := 0.0
	for p := range c.in.Panels {
		for _, marks := range c.in.Panels[p].Marks {
			for i := range marks {
				most = max(most, math.Abs(float64(marks[i].Points))/score.PointsPerUnit)
			}
		}
	}
	for i := range c.r.Tables {
		for _, row := range c.r.Tables[i].Rows {
			if row.HasTotal() {
				most = max(most, math.Abs(row.Figure.Value.Float()), math.Abs(row.Raw().Value.Float()))
			}
		}
	}
	return most
}

// guide is what 说明 says of the sheet.
func (c *recount) guide() []string {
	if c.large {
		return []string{c.l.T("sheet.too_large")}
	}
	lines := []string{
		c.l.T("sheet.recomputed_how"),
		c.l.T("xlsx.guide_sources", "differs", c.l.T("sheet.differs")),
		c.l.T("xlsx.guide_guard", "digits", strconv.Itoa(int(c.math))),
	}
	if c.ranked() {
		lines = append(lines, c.l.T("xlsx.guide_places"))
	}
	return lines
}
