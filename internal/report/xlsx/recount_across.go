package xlsx

import (
	"fmt"
	"strconv"

	"github.com/xuri/excelize/v2"

	"leitai/internal/report"
	"leitai/internal/rules"
	"leitai/internal/score"
)

// The rows of the sheet of factors.
const (
	factorHead   = 3 // the batches
	factorCommon = 4 // the mean that they are compared with
	factorMean   = 5 // that of the batch
	factorRow    = 6
	factorLabel  = 7
	factorFirst  = 8 // the first of the totals of the batch
)

// factors is the sheet of the correction between batches: a column a batch, with
// the totals of its ranked entries below.
type factors struct {
	c       *recount
	rule    *rules.Across
	raw     int // the column of 重算 with the totals before correction
	sheet   *grid
	batches []batch
	column  map[string]int
	longest int
}

// batch is one column of the sheet.
type batch struct {
	name   string
	factor *score.Figure
	lines  []*line
}

// corrected appends the total after the correction between batches, where there
// is one, and returns the column of the total that counts.
func (c *recount) corrected(raw int) int {
	if !c.anyCorrected() {
		return raw
	}
	c.factors = &factors{c: c, rule: c.rules.Rank.Across, raw: raw}
	return c.formula(c.l.T("rank.total"), c.l.T("sheet.corrected"), decimals(c.rules.Total), func(x *line) string {
		factor, ok := c.factors.of(x)
		if !ok {
			return at(raw, x.at) // a batch without a ranked entry has no factor
		}
		return blank(at(raw, x.at), c.math.rounded(factor+"*"+at(raw, x.at), c.rules.Total))
	}, func(x *line) (score.Exact, bool) { return x.row.Figure.Value, x.row.HasTotal() })
}

func (c *recount) anyCorrected() bool {
	for i := range c.r.Tables {
		for _, row := range c.r.Tables[i].Rows {
			if row.Figure.Kind == score.KindCorrected {
				return true
			}
		}
	}
	return false
}

// of is the cell of the factor of a line.
func (f *factors) of(x *line) (string, bool) {
	col, ok := f.column[f.c.in.Entries[x.row.Entry].Batch]
	return f.sheet.ref(col, factorRow), ok
}

// open begins the sheet with its batches in the order of their first entry.
func (f *factors) open() {
	f.column = map[string]int{}
	for i := range f.c.lines {
		x := &f.c.lines[i]
		name := f.c.in.Entries[x.row.Entry].Batch
		if x.row.Unranked != "" {
			continue
		}
		if f.column[name] == 0 {
			f.batches = append(f.batches, batch{name: name, factor: &x.row.Figure.From[0]})
			f.column[name] = len(f.batches) + 1
		}
		b := &f.batches[f.column[name]-2]
		b.lines = append(b.lines, x)
		f.longest = max(f.longest, len(b.lines))
	}
	widths := []float64{24}
	for range f.batches {
		widths = append(widths, 16)
	}
	f.sheet = f.c.w.sheet(f.c.l.T("sheet.factors"), layout{head: [2]int{factorHead, factorHead}, widths: widths, frozen: 1})
}

func (f *factors) write() {
	g, w, l, n := f.sheet, f.c.w, f.c.l, len(f.batches)+1
	across := max(n, 6) // of columns that have a width of their own or not, the narrowest 9
	g.line(f.c.r.Title, across, w.style.title, 30)
	rule := l.T("prose.across_"+string(f.rule.Method), "trim", strconv.Itoa(f.rule.Trim), "rounding", report.Rounding(l, f.rule.Round))
	g.line(rule, across, w.style.wrap, 16*float64(lines(rule, 70))+3)
	heads := []string{l.T("rank.batch")}
	for i := range f.batches {
		heads = append(heads, f.batches[i].name)
	}
	g.heads(heads, 20)
	bottom := factorFirst + f.longest - 1
	common := fmt.Sprintf("$B$%d:$%s$%d", factorFirst, letter(n), bottom)
	if f.rule.Method == rules.TwoStepMean {
		common = fmt.Sprintf("$B$%d:$%s$%d", factorMean, letter(n), factorMean)
	}
	f.figures("sheet.common_mean", func(int) string { return f.mean(common) }, func(x *score.Figure) *score.Figure { return &x.From[0] })
	f.figures("sheet.batch_mean", func(col int) string { return f.mean(at(col, factorFirst) + ":" + at(col, bottom)) },
		func(x *score.Figure) *score.Figure { return &x.From[1] })
	f.figures("rank.factor", func(col int) string {
		return f.c.math.rounded(at(col, factorCommon)+"/"+at(col, factorMean), f.rule.Round)
	}, func(x *score.Figure) *score.Figure { return x })
	g.line(l.T("xlsx.raw_totals"), n, w.style.left, 24)
	for i := range f.longest {
		f.totals(i)
	}
	g.close()
}

// mean is a mean of totals as the rule takes it.
func (f *factors) mean(cells string) string {
	t := score.Trim{}
	if f.rule.Method == rules.TrimmedFactor {
		t = score.Trim{High: f.rule.Trim, Low: f.rule.Trim}
	}
	var round *score.Rounding
	if f.rule.MeanDecimals != nil {
		round = &score.Rounding{Decimals: *f.rule.MeanDecimals}
	}
	return f.c.math.rounded("("+trimmedMean(cells, t)+")", round)
}

// figures writes a row of formulas, one for each batch.
func (f *factors) figures(head string, formula func(col int) string, of func(*score.Figure) *score.Figure) {
	w := f.c.w
	cells := []any{w.words(f.c.l.T(head), w.style.head)}
	for i := range f.batches {
		cells = append(cells, excelize.Cell{StyleID: w.numberStyle(-1), Formula: formula(i + 2), Value: of(f.batches[i].factor).Value.Float()})
	}
	f.sheet.add(cells, 18)
}

// totals writes the i-th total of each batch, out of 重算.
func (f *factors) totals(i int) {
	w := f.c.w
	cells := []any{nil}
	for b := range f.batches {
		cell := excelize.Cell{StyleID: w.numberStyle(decimals(f.c.rules.Total))}
		if lines := f.batches[b].lines; i < len(lines) {
			cell.Formula, cell.Value = f.c.sheet.ref(f.raw, lines[i].at), lines[i].row.Raw().Value.Float()
		}
		cells = append(cells, cell)
	}
	f.sheet.add(cells, 16)
}
