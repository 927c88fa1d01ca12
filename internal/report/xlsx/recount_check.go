package xlsx

import (
	"fmt"
	"strconv"

	"github.com/xuri/excelize/v2"

	"leitai/internal/rules"
	"leitai/internal/score"
)

// check appends the comparison of the recomputed total with the published one,
// and of the places with what the published totals make them.
func (c *recount) check(total int) {
	over, yes, no := c.l.T("sheet.check"), c.l.T("sheet.equal"), c.l.T("sheet.differs")
	published := c.add(over, c.l.T("sheet.published"), 9, func(x *line) excelize.Cell {
		if !x.row.HasTotal() {
			return excelize.Cell{StyleID: c.w.style.cell}
		}
		return c.w.figure(x.row.Figure.Text(), decimals(c.rules.Total))
	})
	c.formula(over, c.l.T("xlsx.difference"), -1, func(x *line) string {
		a, b := at(total, x.at), at(published, x.at)
		return fmt.Sprintf(`IF(COUNT(%[1]s,%[2]s)=2,ROUND(%[1]s-%[2]s,%[3]d),"")`, a, b, int(c.math))
	}, func(x *line) (score.Exact, bool) { return score.Exact{}, x.row.HasTotal() })
	c.verdict(over, c.l.T("sheet.agrees"), func(x *line) string {
		return c.math.equal(at(total, x.at), at(published, x.at), yes, no)
	})
	if c.ranked() {
		c.checkPlaces(published)
	}
}

// ranked tells whether places can be counted again: not where equals leave no
// place out, and not in a list so long that counting takes a spreadsheet minutes.
func (c *recount) ranked() bool {
	if c.rules.Rank.LeftOver == rules.Dense {
		return false
	}
	for i := range c.r.Tables {
		if len(c.r.Tables[i].Rows) > mostRanked {
			return false
		}
	}
	return true
}

// checkPlaces counts the places again. Of those with one total, whom a key of the
// chain parts, the place must lie among those that they have together.
func (c *recount) checkPlaces(published int) {
	over, yes, no := c.l.T("rank.place"), c.l.T("sheet.equal"), c.l.T("sheet.differs")
	totals := func(x *line) string {
		return fmt.Sprintf("%[1]s$%[2]d:%[1]s$%[3]d", "$"+letter(published), x.list.first, x.list.last)
	}
	placed := func(x *line, formula string) string {
		if x.row.Place == 0 {
			return ""
		}
		return formula
	}
	counted := c.formula(over, c.l.T("xlsx.counted"), 0, func(x *line) string {
		return placed(x, fmt.Sprintf("RANK(%s,%s)", at(published, x.at), totals(x)))
	}, func(x *line) (score.Exact, bool) { first, _ := c.equals(x); return score.Int(first), x.row.Place > 0 })
	equals := c.formula(over, c.l.T("xlsx.equals"), 0, func(x *line) string {
		return placed(x, fmt.Sprintf("COUNTIF(%s,%s)", totals(x), at(published, x.at)))
	}, func(x *line) (score.Exact, bool) { _, n := c.equals(x); return score.Int(n), x.row.Place > 0 })
	place := c.add(over, c.l.T("sheet.published"), 7, func(x *line) excelize.Cell {
		if x.row.Place == 0 {
			return c.w.words("—", c.w.style.cell)
		}
		return c.w.figure(strconv.Itoa(x.row.Place), 0)
	})
	c.verdict(over, c.l.T("sheet.agrees"), func(x *line) string {
		p, n, k := at(place, x.at), at(counted, x.at), at(equals, x.at)
		if x.row.TieBrokenBy == "" {
			return placed(x, fmt.Sprintf(`IF(%s=%s,"%s","%s")`, p, n, yes, no))
		}
		return placed(x, fmt.Sprintf(`IF(AND(%[1]s>=%[2]s,%[1]s<%[2]s+%[3]s),"%[4]s","%[5]s")`, p, n, k, yes, no))
	})
}

// equals is the first place of those in the list with the total of x, by totals
// alone, and how many they are.
func (c *recount) equals(x *line) (place, n int64) {
	if x.row.Place == 0 {
		return 0, 0
	}
	same := func(at int) bool {
		return at >= x.list.first && at <= x.list.last && c.lines[at-recountFirst].row.Figure.Value.Cmp(x.row.Figure.Value) == 0
	}
	first, last := x.at, x.at
	for same(first - 1) {
		first--
	}
	for same(last + 1) {
		last++
	}
	return int64(first - x.list.first + 1), int64(last - first + 1)
}

// verdict appends a column that says yes or no.
func (c *recount) verdict(over, head string, formula func(x *line) string) {
	yes := c.l.T("sheet.equal")
	c.add(over, head, 7, func(x *line) excelize.Cell {
		cell := excelize.Cell{StyleID: c.w.style.cell, Formula: formula(x)}
		if cell.Formula != "" {
			cell.Value = yes
		}
		return cell
	})
}
