package xlsx

import (
	"fmt"
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
	part := &c.rules.Parts[p]
	a := &part.Aggregate
	col := 0
	if a.Grouped() {
		var groups []int
		for g := range a.Groups {
			groups = append(groups, c.group(p, g))
		}
		col = c.result(part.Name, c.l.T("sheet.blend"), a.Round, func(x *line) string { return blend(a, groups, x.at) },
			func(x *line) *score.Figure { _, f := x.row.PartValue(part.Key); return f })
	} else {
		col = c.group(p, 0)
	}
	value := func(x *line) *score.Figure { f, _ := x.row.PartValue(part.Key); return f }
	if c.adjust.has(standing.Bonus, p) || c.adjust.has(standing.Deduct, p) {
		adjust, before := c.adjusted(part.Name, c.l.T("sheet.adjust"), p, standing.Bonus, standing.Deduct), col
		col = c.formula(part.Name, c.l.T("sheet.adjusted"), -1, func(x *line) string {
			return blank(at(before, x.at), at(before, x.at)+"+N("+at(adjust, x.at)+")")
		}, valueOf(value))
	}
	if part.Weight.Cmp(score.Int(1)) == 0 && part.Weighted == nil {
		return col
	}
	times := func(x *line) string {
		return blank(at(col, x.at), c.math.rounded(number(part.Weight)+"*"+at(col, x.at), part.Weighted))
	}
	return c.formula(part.Name, c.l.T("rank.weighted", "weight", part.Weight.String()), decimals(part.Weighted), times,
		valueOf(func(x *line) *score.Figure { return x.row.Weighted(part.Key) }))
}

// group lays out the judges of a group and their mean.
func (c *recount) group(p, g int) int {
	part, panel := &c.rules.Parts[p], &c.in.Panels[p]
	rule, over := &part.Aggregate.Groups[g], part.Name
	if part.Aggregate.Grouped() {
		over += "　" + c.l.T("prose.group", "group", rule.Name, "weight", rule.Weight.String())
	}
	first := len(c.columns) + 1
	for j := range panel.Judges {
		if panel.Judges[j].Group == g {
			c.add(over, report.JudgeName(c.l, panel.Judges[j].ID), 7.5, func(x *line) excelize.Cell { return c.mark(p, g, int32(j), x) })
		}
	}
	if len(c.columns) < first { // nobody of the group has a row: an empty column keeps the formulas whole
		c.add(over, "", 7.5, func(*line) excelize.Cell { return excelize.Cell{StyleID: c.w.style.cell} })
	}
	last := len(c.columns)
	mean, head := trimmedMean, c.l.T("sheet.mean")
	if part.Aggregate.Median {
		mean, head = trimmedMedian, c.l.T("xlsx.median")
	}
	return c.result(over, head, rule.Round, func(x *line) string {
		cells := at(first, x.at) + ":" + at(last, x.at)
		return fmt.Sprintf(`IF(COUNT(%s)=0,"",%s)`, cells, mean(cells, rule.Trim))
	}, func(x *line) *score.Figure { return groupFigure(x.row, part, g) })
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
func (c *recount) mark(p, g int, judge int32, x *line) excelize.Cell {
	marks := c.in.Panels[p].Marks[x.row.Entry]
	if f := groupFigure(x.row, &c.rules.Parts[p], g); f != nil {
		marks = f.Marks
	}
	for i := range marks {
		if m := &marks[i]; m.Judge == judge {
			return c.given(p, m, x)
		}
	}
	return excelize.Cell{StyleID: c.w.style.cell}
}

func (c *recount) given(p int, m *score.Mark, x *line) excelize.Cell {
	if !m.Left.Valid() {
		return excelize.Cell{StyleID: c.w.style.word, Value: c.l.T("state." + stateWords[m.Left])}
	}
	cell := excelize.Cell{StyleID: c.w.numberStyle(-1), Value: float(m.Points)}
	if m.Left != score.Counted {
		cell.StyleID = c.w.style.struck
	}
	if points := c.points[p]; points != nil {
		cell.Formula = points.sum(x.row.Entry, m.Judge)
	}
	return cell
}

var stateWords = map[score.Reason]string{score.Recused: "recused", score.Absent: "absent", score.Void: "void", score.Missing: "missing"}

// blend is the weighted mean of the groups in a row.
func blend(a *rules.Aggregate, groups []int, row int) string {
	var sum, weights, cells []string
	for g, col := range groups {
		cell, weight := at(col, row), number(a.Groups[g].Weight)
		cells = append(cells, cell)
		if a.EmptyGroup == rules.Renormalise {
			sum = append(sum, fmt.Sprintf(`IF(%[1]s="",0,%[2]s*%[1]s)`, cell, weight))
			weights = append(weights, fmt.Sprintf(`IF(%s="",0,%s)`, cell, weight))
		} else {
			sum = append(sum, weight+"*"+cell)
		}
	}
	if a.EmptyGroup == rules.Renormalise {
		return fmt.Sprintf(`IF(COUNT(%s)=0,"",SUM(%s)/SUM(%s))`, strings.Join(cells, ","), strings.Join(sum, ","), strings.Join(weights, ","))
	}
	return anyBlank(cells, strings.Join(sum, "+"))
}
