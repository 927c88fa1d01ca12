package xlsx

import (
	"fmt"

	"github.com/xuri/excelize/v2"
)

// write writes the sheet and those that it draws on. All are begun before any is
// filled, for formulas name them.
func (c *recount) write() {
	if c.large {
		return
	}
	c.open()
	c.head()
	cells := make([]any, len(c.columns))
	for i := range c.lines {
		for j := range c.columns {
			cells[j] = c.columns[j].cell(&c.lines[i])
		}
		c.sheet.add(cells, 16)
	}
	c.sheet.close()
	if c.factors != nil {
		c.factors.write()
	}
	c.adjust.write()
	for _, p := range c.points {
		if p != nil {
			p.write()
		}
	}
	yes := true
	c.w.keep(c.w.book.SetCalcProps(&excelize.CalcPropsOptions{FullCalcOnLoad: &yes}))
}

func (c *recount) open() {
	widths := make([]float64, len(c.columns))
	for i := range c.columns {
		widths[i] = c.columns[i].width
	}
	c.sheet = c.w.sheet(c.l.T("sheet.recount"), layout{
		head: [2]int{recountHead, recountHead + 1}, widths: widths, frozen: 1, breaks: c.breaks(),
	})
	c.warn()
	if c.factors != nil {
		c.factors.open()
	}
	c.adjust.open()
	for _, p := range c.points {
		if p != nil {
			p.open()
		}
	}
}

// breaks begins a page where the next block of columns has no room on this one.
func (c *recount) breaks() (columns []int) {
	page := 0.0
	for first := 0; first < len(c.columns); {
		last, block := c.block(first), 0.0
		for _, col := range c.columns[first:last] {
			block += col.width
		}
		if page+block > breakWidth && page > c.columns[0].width {
			columns = append(columns, first+1)
			page = c.columns[0].width
		}
		page += block
		first = last
	}
	return columns
}

// firstPage is how many columns the first page has.
func (c *recount) firstPage() int {
	if breaks := c.breaks(); len(breaks) > 0 {
		return breaks[0] - 1
	}
	return len(c.columns)
}

// block is the end of the columns that stand under one heading with the first.
func (c *recount) block(first int) int {
	last := first + 1
	for last < len(c.columns) && c.columns[first].over != "" && c.columns[last].over == c.columns[first].over {
		last++
	}
	return last
}

// warn has a difference stand out.
func (c *recount) warn() {
	id, err := c.w.book.NewConditionalStyle(&excelize.Style{
		Font: &excelize.Font{Bold: true, Color: "8A4B00"}, Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"FFF0D9"}},
	})
	c.w.keep(err)
	rule := excelize.ConditionalFormatOptions{Type: "cell", Criteria: "==", Value: `"` + c.l.T("sheet.differs") + `"`, Format: &id}
	span := at(1, recountFirst) + ":" + at(len(c.columns), recountFirst+max(1, len(c.lines))-1)
	c.w.keep(c.w.book.SetConditionalFormat(c.sheet.name, span, []excelize.ConditionalFormatOptions{rule}))
}

// head writes title, how many differ, and the two rows of headings; what stands
// over several columns is written once.
func (c *recount) head() {
	g := c.sheet
	title := make([]any, c.firstPage()) // not in the first column, which stands on every page across
	title[1] = c.w.words(c.r.Title+"　"+c.l.T("sheet.recount"), c.w.style.title)
	g.add(title, 30)
	g.merge(2, len(title))
	verdicts := c.verdicts()
	c.differences("sheet.differences", verdicts[0])
	if len(verdicts) > 1 {
		c.differences("xlsx.place_differences", verdicts[1])
	} else {
		g.add(nil, 18)
	}
	over, head := make([]any, len(c.columns)), make([]any, len(c.columns))
	for i, col := range c.columns {
		over[i], head[i] = c.w.words("", c.w.style.head), c.w.words(col.head, c.w.style.head)
		switch {
		case col.over == "":
			over[i], head[i] = head[i], over[i]
		case i == 0 || c.columns[i-1].over != col.over:
			over[i] = c.w.words(col.over, c.w.style.head)
		}
	}
	g.add(over, 20)
	c.join()
	g.add(head, 34)
	for i, col := range c.columns {
		if col.over == "" && c.w.err == nil {
			c.w.keep(g.out.MergeCell(at(i+1, recountHead), at(i+1, recountHead+1)))
		}
	}
}

// join merges what stands over several columns.
func (c *recount) join() {
	for first := 0; first < len(c.columns); {
		last := c.block(first)
		c.sheet.merge(first+1, last)
		first = last
	}
}

// verdicts are the columns that say yes or no.
func (c *recount) verdicts() (columns []int) {
	for i := range c.columns {
		if c.columns[i].head == c.l.T("sheet.agrees") {
			columns = append(columns, i+1)
		}
	}
	return columns
}

// differences counts how often a column says no.
func (c *recount) differences(label string, column int) {
	span := at(column, recountFirst) + ":" + at(column, recountFirst+max(1, len(c.lines))-1)
	c.sheet.add([]any{
		c.w.words(c.l.T(label), c.w.style.left),
		excelize.Cell{StyleID: c.w.style.cell, Formula: fmt.Sprintf(`COUNTIF(%s,"%s")`, span, c.l.T("sheet.differs")), Value: 0},
	}, 18)
}
