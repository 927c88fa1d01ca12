package xlsx

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"leitai/internal/report"
	"leitai/internal/rules"
	"leitai/internal/score"
	"leitai/internal/standing"
)

// part lays out one part: its judges, its groups, its value, what it puts into
// the total. It returns the column of the last.
func (c *recount) part(p int) int {
	part, l := &c.rules.Parts[p], c.r.Lang
	a := &part.Aggregate
	combined := func(x *recountLine) *score.Figure { _, f := x.row.PartValue(part.Key); return f }
	var col int
	if a.Grouped() {
		var groups []int
		for g := range a.Groups {
			groups = append(groups, c.group(p, g))
		}
		col = c.formula(part.Name, l.T("sheet.blend"), -1, func(x *recountLine) string { return c.blend(a, groups, x) }, func(*recountLine) *score.Figure { return nil })
		col = c.round(part.Name, l.T("sheet.rounded"), col, a.Round, combined)
	} else {
		col = c.group(p, 0)
	}
	if c.has(standing.Bonus, p) || c.has(standing.Deduct, p) {
		adjust, before := c.given(part.Name, l.T("sheet.adjust"), adjustKey{standing.Bonus, p}, adjustKey{standing.Deduct, p}), col
		col = c.formula(part.Name, l.T("sheet.adjusted"), -1, func(x *recountLine) string {
			return blank(c.ref(before, x), c.ref(before, x)+"+N("+c.ref(adjust, x)+")")
		}, func(x *recountLine) *score.Figure { f, _ := x.row.PartValue(part.Key); return f })
	}
	if part.Weight.Cmp(score.Int(1)) == 0 && part.Weighted == nil {
		return col
	}
	value := col
	times := func(x *recountLine) string {
		return blank(c.ref(value, x), rounded(number(part.Weight)+"*"+c.ref(value, x), part.Weighted))
	}
	decimals := -1
	if part.Weighted != nil {
		decimals = part.Weighted.Decimals
	}
	return c.formula(part.Name, l.T("rank.weighted", "weight", part.Weight.String()), decimals, times, func(x *recountLine) *score.Figure { return x.row.Weighted(part.Key) })
}

// group lays out the judges of a group and their mean.
func (c *recount) group(p, g int) int {
	part, panel := &c.rules.Parts[p], &c.in.Panels[p]
	rule, l := &part.Aggregate.Groups[g], c.r.Lang
	over := part.Name
	if part.Aggregate.Grouped() {
		over += " " + rule.Name
	}
	first := len(c.columns) + 1
	for j := range panel.Judges {
		if panel.Judges[j].Group == g {
			c.add(over, report.JudgeName(l, panel.Judges[j].ID), 8, func(x *recountLine) excelize.Cell { return c.mark(p, g, int32(j), x) })
		}
	}
	if len(c.columns) < first { // nobody of the group has a row: an empty column keeps the formulas whole
		c.add(over, "", 8, func(*recountLine) excelize.Cell { return excelize.Cell{StyleID: c.w.style.cell} })
	}
	last := len(c.columns)
	mean := trimmedMean
	if part.Aggregate.Median {
		mean = trimmedMedian
	}
	figure := func(x *recountLine) *score.Figure { return groupFigure(x.row, part, g) }
	col := c.formula(over, l.T("sheet.mean"), -1, func(x *recountLine) string {
		cells := letter(first) + strconv.Itoa(x.at) + ":" + letter(last) + strconv.Itoa(x.at)
		return fmt.Sprintf(`IF(COUNT(%s)=0,"",%s)`, cells, mean(cells, rule.Trim))
	}, func(*recountLine) *score.Figure { return nil })
	return c.round(over, l.T("sheet.rounded"), col, rule.Round, figure)
}

// groupFigure is the mean of a group in the derivation of a row, or nil.
func groupFigure(row *standing.Row, part *rules.Part, g int) *score.Figure {
	_, combined := row.PartValue(part.Key)
	if combined == nil || !part.Aggregate.Grouped() {
		return combined
	}
	for i := range combined.From {
		if combined.From[i].Key == part.Aggregate.Groups[g].Key {
			return &combined.From[i]
		}
	}
	return nil
}

// mark is what a judge gave, struck out if trimming dropped it, or the word for
// why he gave nothing: a word is no number to a spreadsheet.
func (c *recount) mark(p, g int, judge int32, x *recountLine) excelize.Cell {
	marks := c.in.Panels[p].Marks[x.row.Entry]
	if f := groupFigure(x.row, &c.rules.Parts[p], g); f != nil {
		marks = f.Marks
	}
	for i := range marks {
		m := &marks[i]
		switch {
		case m.Judge != judge:
		case m.Left == score.Counted:
			return excelize.Cell{StyleID: c.w.numberStyle(-1), Value: m.Points.Exact().Float()}
		case m.Left.Valid():
			return excelize.Cell{StyleID: c.w.style.struck, Value: m.Points.Exact().Float()}
		default:
			return excelize.Cell{StyleID: c.w.style.cell, Value: c.r.Lang.T("state." + stateWords[m.Left])}
		}
	}
	return excelize.Cell{StyleID: c.w.style.cell}
}

var stateWords = map[score.Reason]string{score.Recused: "recused", score.Absent: "absent", score.Void: "void", score.Missing: "missing"}

// blend is the weighted mean of the groups.
func (c *recount) blend(a *rules.Aggregate, groups []int, x *recountLine) string {
	var sum, weights, empty, cells []string
	for g, col := range groups {
		cell, weight := c.ref(col, x), number(a.Groups[g].Weight)
		cells, empty = append(cells, cell), append(empty, cell+`=""`)
		if a.EmptyGroup == rules.Renormalise {
			sum = append(sum, weight+"*N("+cell+")")
			weights = append(weights, fmt.Sprintf(`IF(%s="",0,%s)`, cell, weight))
		} else {
			sum = append(sum, weight+"*"+cell)
		}
	}
	if a.EmptyGroup == rules.Renormalise {
		return fmt.Sprintf(`IF(COUNT(%s)=0,"",SUM(%s)/SUM(%s))`, strings.Join(cells, ","), strings.Join(sum, ","), strings.Join(weights, ","))
	}
	return fmt.Sprintf(`IF(OR(%s),"",%s)`, strings.Join(empty, ","), strings.Join(sum, "+"))
}
