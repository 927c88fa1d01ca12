package xlsx

import (
	"github.com/xuri/excelize/v2"

	"leitai/internal/score"
)

// column is a column with the part it belongs to above its heading.
type column struct {
	over, head string
	width      float64
	cell       func(x *line) excelize.Cell
}

// build lays out all columns.
func (c *recount) build() {
	c.text("rank.name", 20, func(x *line) string { return c.in.Entries[x.row.Entry].Name })
	c.text("rank.list", 12, func(x *line) string { return x.list.title })
	for i := range c.in.Entries {
		if e := &c.in.Entries[i]; e.ID != e.Name {
			c.text("rank.code", 15, func(x *line) string { return c.in.Entries[x.row.Entry].ID })
			break
		}
	}
	var weighted []int
	for p := range c.rules.Parts {
		weighted = append(weighted, c.part(p))
	}
	c.check(c.corrected(c.total(weighted)))
}

// text appends a column of words.
func (c *recount) text(head string, width float64, of func(x *line) string) {
	c.add("", c.l.T(head), width, func(x *line) excelize.Cell { return c.w.words(of(x), c.w.style.label) })
}

// add appends a column and returns its number, counted from 1.
func (c *recount) add(over, head string, width float64, cell func(x *line) excelize.Cell) int {
	c.columns = append(c.columns, column{over, head, max(width, headWidth(head)), cell})
	return len(c.columns)
}

// known is what the program has in the place of a formula, for viewers that do
// not calculate; false where it has nothing.
type known func(x *line) (score.Exact, bool)

// formula appends a column of formulas; an empty text is an empty cell.
func (c *recount) formula(over, head string, decimals int, text func(x *line) string, value known) int {
	style := c.w.numberStyle(decimals)
	return c.add(over, head, 9, func(x *line) excelize.Cell {
		cell := excelize.Cell{StyleID: style, Formula: text(x)}
		if cell.Formula == "" {
			return cell
		}
		cell.Value = ""
		if v, ok := value(x); ok {
			cell.Value = v.Float()
		}
		return cell
	})
}

// result appends the columns of a figure: its value before rounding and, if a
// rule rounds it, after. It returns the last.
func (c *recount) result(over, head string, r *score.Rounding, text func(x *line) string, figure func(x *line) *score.Figure) int {
	exact := c.formula(over, head, -1, text, func(x *line) (score.Exact, bool) {
		f := figure(x)
		if f == nil {
			return score.Exact{}, false
		}
		return f.Exact, true
	})
	if r == nil {
		return exact
	}
	return c.formula(over, c.l.T("sheet.rounded"), r.Decimals, func(x *line) string {
		return blank(at(exact, x.at), c.math.rounded(at(exact, x.at), r))
	}, valueOf(figure))
}

func valueOf(figure func(x *line) *score.Figure) known {
	return func(x *line) (score.Exact, bool) {
		f := figure(x)
		if f == nil {
			return score.Exact{}, false
		}
		return f.Value, true
	}
}

// decimals are those of a rounding, −1 without one.
func decimals(r *score.Rounding) int {
	if r == nil {
		return -1
	}
	return r.Decimals
}
