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

// maxRecount is how many cells the sheet 重算 may have: a larger one takes a
// spreadsheet minutes, and the command line is there to recompute.
const maxRecount = 400_000

// firstLine is the first row of figures in 重算: under title, count of
// differences, and a heading of two rows.
const firstLine = 5

// recount builds the sheet 重算: marks as given, and beside them the formulas
// that lead from them to the total.
type recount struct {
	w       *sheetWriter
	r       *report.Ranking
	in      *standing.Input
	rules   *rules.Rules
	columns []recountColumn
	lines   []recountLine
	sums    map[int]map[adjustKey]score.Exact // of each entry
}

// recountLine is one entry in a row of the sheet.
type recountLine struct {
	row  *standing.Row
	at   int
	list string
}

// recountColumn is a column with the part it belongs to above its heading.
type recountColumn struct {
	over, head string
	width      float64
	cell       func(x *recountLine) excelize.Cell
}

type adjustKey struct {
	kind standing.AdjustmentKind
	part int
}

func (w *sheetWriter) recomputed(r *report.Ranking) {
	c := &recount{w: w, r: r, in: r.Result.Input, rules: r.Result.Input.Rules, sums: map[int]map[adjustKey]score.Exact{}}
	for i := range r.Tables {
		for _, row := range r.Tables[i].Rows {
			c.lines = append(c.lines, recountLine{row, firstLine + len(c.lines), r.Tables[i].Title})
		}
	}
	c.sum()
	total := c.build()
	if len(c.columns)*len(c.lines) > maxRecount {
		r.Notes = append(r.Notes, r.Lang.T("sheet.too_large"))
		return
	}
	c.write(total)
	yes := true
	w.keep(w.book.SetCalcProps(&excelize.CalcPropsOptions{FullCalcOnLoad: &yes}))
}

// sum adds up the adjustments of each entry by kind and part.
func (c *recount) sum() {
	for i := range c.in.Adjust {
		a := &c.in.Adjust[i]
		if c.sums[a.Entry] == nil {
			c.sums[a.Entry] = map[adjustKey]score.Exact{}
		}
		key := adjustKey{a.Kind, a.Part}
		c.sums[a.Entry][key] = c.sums[a.Entry][key].Add(a.Points)
	}
}

// has tells whether any entry has such an adjustment.
func (c *recount) has(kind standing.AdjustmentKind, part int) bool {
	for _, sums := range c.sums {
		if _, ok := sums[adjustKey{kind, part}]; ok {
			return true
		}
	}
	return false
}

// add appends a column and returns its number, counted from 1.
func (c *recount) add(over, head string, width float64, cell func(x *recountLine) excelize.Cell) int {
	c.columns = append(c.columns, recountColumn{over, head, width, cell})
	return len(c.columns)
}

// formula appends a column of formulas; value is what the program has there, for
// viewers that do not calculate.
func (c *recount) formula(over, head string, decimals int, text func(x *recountLine) string, value func(x *recountLine) *score.Figure) int {
	style := c.w.numberStyle(decimals)
	return c.add(over, head, 10, func(x *recountLine) excelize.Cell {
		cell := excelize.Cell{StyleID: style, Formula: text(x)}
		if f := value(x); f != nil {
			cell.Value = f.Value.Float()
		}
		return cell
	})
}

// round appends the rounding of column col, if there is a rule for it, and
// returns the column of the result.
func (c *recount) round(over, head string, col int, r *score.Rounding, value func(x *recountLine) *score.Figure) int {
	if r == nil {
		return col
	}
	return c.formula(over, head, r.Decimals, func(x *recountLine) string {
		return blank(c.ref(col, x), rounded(c.ref(col, x), r))
	}, value)
}

// ref is the cell of a column in the row of x.
func (c *recount) ref(col int, x *recountLine) string { return letter(col) + strconv.Itoa(x.at) }

func letter(col int) string {
	name, _ := excelize.ColumnNumberToName(col) // col counts from 1
	return name
}

// blank is a formula that stays empty while a cell is.
func blank(cell, formula string) string { return fmt.Sprintf(`IF(%s="","",%s)`, cell, formula) }

// build lays out all columns and returns that of the recomputed total.
func (c *recount) build() int {
	l := c.r.Lang
	text := func(head string, width float64, of func(x *recountLine) string) {
		c.add("", l.T(head), width, func(x *recountLine) excelize.Cell {
			return excelize.Cell{StyleID: c.w.style.textCell, Value: of(x)}
		})
	}
	text("rank.name", 16, func(x *recountLine) string { return c.in.Entries[x.row.Entry].Name })
	text("rank.list", 12, func(x *recountLine) string { return x.list })
	var weighted []int
	for p := range c.rules.Parts {
		weighted = append(weighted, c.part(p))
	}
	return c.total(weighted)
}

// total adds the parts and the adjustments of the total up.
func (c *recount) total(weighted []int) int {
	l := c.r.Lang
	terms := func(x *recountLine) (sum, empty []string) {
		for _, col := range weighted {
			sum, empty = append(sum, c.ref(col, x)), append(empty, c.ref(col, x)+`=""`)
		}
		return sum, empty
	}
	tail := func(*recountLine) string { return "" }
	for _, a := range []struct {
		kind standing.AdjustmentKind
		head string
		sign string
		cap  *score.Exact
	}{{standing.Bonus, "rank.bonus", "+", c.rules.Adjust.BonusCap}, {standing.Deduct, "rank.deduct", "-", c.rules.Adjust.DeductCap}} {
		if !c.has(a.kind, -1) {
			continue
		}
		col, before := c.given(l.T("rank.total"), l.T(a.head), adjustKey{a.kind, -1}), tail
		tail = func(x *recountLine) string {
			if a.cap == nil {
				return before(x) + a.sign + "N(" + c.ref(col, x) + ")"
			}
			return before(x) + a.sign + "MIN(N(" + c.ref(col, x) + ")," + number(*a.cap) + ")"
		}
	}
	raw := func(x *recountLine) *score.Figure {
		if !x.row.HasTotal() {
			return nil
		}
		return x.row.Raw()
	}
	col := c.formula(l.T("rank.total"), l.T("sheet.sum_exact"), -1, func(x *recountLine) string {
		sum, empty := terms(x)
		return fmt.Sprintf(`IF(OR(%s),"",%s%s)`, strings.Join(empty, ","), strings.Join(sum, "+"), tail(x))
	}, func(*recountLine) *score.Figure { return nil })
	return c.round(l.T("rank.total"), l.T("sheet.rounded"), col, c.rules.Total, raw)
}

// given appends a column of the sums of adjustments, as written.
func (c *recount) given(over, head string, keys ...adjustKey) int {
	return c.add(over, head, 8, func(x *recountLine) excelize.Cell {
		var sum score.Exact
		any := false
		for _, k := range keys {
			if points, ok := c.sums[x.row.Entry][k]; ok {
				if any = true; k.kind == standing.Deduct && k.part >= 0 {
					points = points.Neg() // of a part both kinds stand in one column, signed
				}
				sum = sum.Add(points)
			}
		}
		cell := excelize.Cell{StyleID: c.w.numberStyle(-1)}
		if any {
			cell.Value = sum.Float()
		}
		return cell
	})
}
