package xlsx

import (
	"fmt"
	"strconv"

	"github.com/xuri/excelize/v2"

	"leitai/internal/rules"
	"leitai/internal/score"
)

// write adds the correction between batches and the comparison with what was
// published, and writes the sheet.
func (c *recount) write(total int) {
	l := c.r.Lang
	name := c.w.sheetName(l.T("sheet.recount"))
	if a := c.rules.Rank.Across; a != nil && a.Method != rules.NoMethod && c.corrected() {
		total = c.across(a, name, total)
	}
	published := c.add(l.T("sheet.check"), l.T("sheet.published"), 10, func(x *recountLine) excelize.Cell {
		if !x.row.HasTotal() {
			return excelize.Cell{StyleID: c.w.style.cell}
		}
		return c.w.figure(x.row.Figure.Text(), places(c.rules.Total))
	})
	yes, no := l.T("sheet.equal"), l.T("sheet.differs")
	check := c.add(l.T("sheet.check"), l.T("sheet.agrees"), 8, func(x *recountLine) excelize.Cell {
		a, b := c.ref(total, x), c.ref(published, x)
		return excelize.Cell{StyleID: c.w.style.cell, Formula: fmt.Sprintf(`IF(ABS(N(%s)-N(%s))<0.0000001,"%s","%s")`, a, b, yes, no)}
	})
	c.w.open(name)
	c.w.printed(firstLine-2, firstLine-1, 2)
	g := c.w.stream()
	for i := range c.columns {
		c.w.keep(g.out.SetColWidth(i+1, i+1, c.columns[i].width))
	}
	g.freeze(2, firstLine-1)
	g.line(c.r.Title+"　"+l.T("sheet.recount"), min(12, len(c.columns)), c.w.style.title, 30)
	last := firstLine + len(c.lines) - 1
	span := letter(check) + strconv.Itoa(firstLine) + ":" + letter(check) + strconv.Itoa(last)
	g.add([]any{
		excelize.Cell{StyleID: c.w.style.left, Value: l.T("sheet.differences")},
		excelize.Cell{StyleID: c.w.style.left, Formula: fmt.Sprintf(`COUNTIF(%s,"%s")`, span, no), Value: 0},
	}, 20)
	c.heads(g)
	for i := range c.lines {
		cells := make([]any, len(c.columns))
		for j := range c.columns {
			cells[j] = c.columns[j].cell(&c.lines[i])
		}
		g.add(cells, 16)
	}
	g.close()
}

// heads writes the two rows of the heading; what stands over several columns is
// written once.
func (c *recount) heads(g *grid) {
	over, head := make([]any, len(c.columns)), make([]any, len(c.columns))
	for i, col := range c.columns {
		over[i], head[i] = excelize.Cell{StyleID: c.w.style.head, Value: col.over}, excelize.Cell{StyleID: c.w.style.head, Value: col.head}
	}
	g.add(over, 20)
	for first := 0; first < len(c.columns); {
		last := first
		for last+1 < len(c.columns) && c.columns[last+1].over == c.columns[first].over {
			last++
		}
		if c.columns[first].over != "" {
			g.merge(first+1, last+1)
		}
		first = last + 1
	}
	g.add(head, 34)
}

func places(r *score.Rounding) int {
	if r == nil {
		return -1
	}
	return r.Decimals
}

// corrected tells whether any total was.
func (c *recount) corrected() bool {
	for i := range c.lines {
		if c.lines[i].row.Figure.Kind == score.KindCorrected {
			return true
		}
	}
	return false
}

// rows of the sheet of factors.
const (
	factorHead   = 3
	factorCommon = 4
	factorMean   = 5
	factorRow    = 6
	factorFirst  = 8
)

// across writes the sheet of factors, a column a batch with the totals of its
// ranked entries below, and appends the corrected total.
func (c *recount) across(a *rules.Across, sheet string, total int) int {
	l := c.r.Lang
	var batches []string
	of := map[string][]string{}
	for i := range c.lines {
		x := &c.lines[i]
		if batch := c.in.Entries[x.row.Entry].Batch; x.row.Unranked == "" {
			if of[batch] == nil {
				batches = append(batches, batch)
			}
			of[batch] = append(of[batch], fmt.Sprintf("'%s'!%s", sheet, c.ref(total, x)))
		}
	}
	column := map[string]int{}
	for i, b := range batches {
		column[b] = i + 2
	}
	name := c.w.sheetName(l.T("sheet.factors"))
	c.factors(name, a, batches, of)
	return c.formula(l.T("rank.total"), l.T("sheet.corrected"), places(c.rules.Total), func(x *recountLine) string {
		col, ok := column[c.in.Entries[x.row.Entry].Batch]
		if !ok {
			return c.ref(total, x)
		}
		factor := fmt.Sprintf("'%s'!%s%d", name, letter(col), factorRow)
		return blank(c.ref(total, x), rounded(factor+"*"+c.ref(total, x), c.rules.Total))
	}, func(x *recountLine) *score.Figure {
		if !x.row.HasTotal() {
			return nil
		}
		return &x.row.Figure
	})
}

// factors writes the sheet of factors.
func (c *recount) factors(name string, a *rules.Across, batches []string, of map[string][]string) {
	l, w := c.r.Lang, c.w
	longest := 0
	for _, cells := range of {
		longest = max(longest, len(cells))
	}
	w.open(name)
	w.printed(1, factorHead, 1)
	w.title(c.r.Title+"　"+l.T("sheet.factors"), len(batches)+1)
	w.width(1, 24)
	for row, key := range map[int]string{factorHead: "rank.batch", factorCommon: "sheet.common_mean", factorMean: "sheet.batch_mean", factorRow: "rank.factor"} {
		w.text(row, 1, l.T(key), w.style.head)
	}
	formula := func(row, col int, text string) {
		at := w.cell(row, col)
		w.keep(w.book.SetCellFormula(name, at, text))
		w.keep(w.book.SetCellStyle(name, at, at, w.numberStyle(-1)))
	}
	trim := score.Trim{}
	if a.Method == rules.TrimmedFactor {
		trim = score.Trim{High: a.Trim, Low: a.Trim, Min: 2*a.Trim + 1}
	}
	var short *score.Rounding
	if a.MeanDecimals != nil {
		short = &score.Rounding{Decimals: *a.MeanDecimals}
	}
	bottom := strconv.Itoa(factorFirst + longest - 1)
	top := strconv.Itoa(factorFirst)
	common := "$B$" + top + ":$" + letter(len(batches)+1) + "$" + bottom
	if a.Method == rules.TwoStepMean {
		common = fmt.Sprintf("$B$%d:$%s$%d", factorMean, letter(len(batches)+1), factorMean)
	}
	for i, batch := range batches {
		col := i + 2
		w.width(col, 14)
		w.text(factorHead, col, batch, w.style.head)
		formula(factorCommon, col, rounded(trimmedMean(common, trim), short))
		formula(factorMean, col, rounded(trimmedMean(letter(col)+top+":"+letter(col)+bottom, trim), short))
		formula(factorRow, col, rounded(fmt.Sprintf("%[1]s%[2]d/%[1]s%[3]d", letter(col), factorCommon, factorMean), a.Round))
		for j, cell := range of[batch] {
			formula(factorFirst+j, col, cell)
		}
	}
}
