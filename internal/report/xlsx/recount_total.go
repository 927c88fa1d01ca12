package xlsx

import (
	"strings"

	"github.com/xuri/excelize/v2"

	"leitai/internal/score"
	"leitai/internal/standing"
)

// total adds the parts and the adjustments of the total up, each kind under its
// cap, and returns the column of the total before the correction between batches.
func (c *recount) total(weighted []int) int {
	over := c.l.T("rank.total")
	var tails []func(x *line) string
	for _, k := range []struct {
		kind       standing.AdjustmentKind
		head, sign string
		limit      *score.Exact
	}{{standing.Bonus, "rank.bonus", "+", c.rules.Adjust.BonusCap}, {standing.Deduct, "rank.deduct", "-", c.rules.Adjust.DeductCap}} {
		if !c.adjust.has(k.kind, -1) {
			continue
		}
		col := c.adjusted(over, c.l.T(k.head), -1, k.kind)
		tails = append(tails, func(x *line) string {
			if k.limit == nil {
				return k.sign + "N(" + at(col, x.at) + ")"
			}
			return k.sign + "MIN(N(" + at(col, x.at) + ")," + number(*k.limit) + ")"
		})
	}
	return c.result(over, c.l.T("sheet.sum_exact"), c.rules.Total, func(x *line) string {
		var cells []string
		for _, col := range weighted {
			cells = append(cells, at(col, x.at))
		}
		sum := strings.Join(cells, "+")
		for _, tail := range tails {
			sum += tail(x)
		}
		return anyBlank(cells, sum)
	}, func(x *line) *score.Figure {
		if !x.row.HasTotal() {
			return nil
		}
		return x.row.Raw()
	})
}

// adjusted appends a column of the adjustments of some kinds in a part, or for
// part −1 of the total. Of a part both kinds stand in one column, deductions with
// their sign; of the total each has its own, without.
func (c *recount) adjusted(over, head string, part int, kinds ...standing.AdjustmentKind) int {
	style := c.w.numberStyle(-1)
	return c.add(over, head, 7, func(x *line) excelize.Cell {
		var formula string
		var value score.Exact
		for _, kind := range kinds {
			sum, points := c.adjust.sum(adjustKey{x.row.Entry, part, kind})
			switch {
			case sum == "":
			case kind == standing.Deduct && part >= 0:
				formula, value = formula+"-"+sum, value.Sub(points)
			case formula == "":
				formula, value = sum, points
			}
		}
		cell := excelize.Cell{StyleID: style, Formula: formula}
		if formula != "" {
			cell.Value = value.Float()
		}
		return cell
	})
}
