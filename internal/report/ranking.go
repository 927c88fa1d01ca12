// Package report assembles what a result says, once, as data: tables, notes and
// the derivation of every figure in words. The folders below it render the same
// data as html and xlsx; text and CSV, which need no library, are here. It
// computes nothing: every figure is one of standing or standard.
package report

import (
	"strconv"

	"leitai/internal/lang"
	"leitai/internal/rules"
	"leitai/internal/score"
	"leitai/internal/standing"
)

// Ranking is the report of one official result.
type Ranking struct {
	Lang   lang.Lang
	Title  string
	Basis  []string // lines under the title: how many units, in what lists
	Tables []Table  // one for each list
	Notes  []string // warnings, in words
	Rules  []Section
	Hash   string
	Result *standing.Result
}

// Table is one list as a reader sees it. Rows are made when asked for: a list
// may have a million.
type Table struct {
	Title   string
	Columns []Column
	Rows    []*standing.Row
	cells   func(*standing.Row) []Cell
}

// Cells returns the cells of row i, one for each column.
func (t *Table) Cells(i int) []Cell { return t.cells(t.Rows[i]) }

// Column is a column of a table.
type Column struct {
	Head     string
	Number   bool // its cells are numbers and stand to the right
	Decimals int  // of a Number: the decimals that its rule gives, −1 where there is no rule
	Brief    bool // shown also where there is little room
	Long     bool // a sentence, which may go over several lines
}

// Cell is the text of a figure exactly as every rendering shows it.
type Cell struct {
	Text string
}

// NewRanking assembles the report of a result.
func NewRanking(l lang.Lang, result *standing.Result) *Ranking {
	r := result.Input.Rules
	out := &Ranking{Lang: l, Title: r.Name, Hash: r.Hash, Result: result, Rules: RulesProse(l, r)}
	if out.Title == "" {
		out.Title = l.T("rank.title")
	}
	c := newColumns(l, result)
	ranked := 0
	for i := range result.Lists {
		list := &result.Lists[i]
		out.Tables = append(out.Tables, Table{Title: listTitle(l, r.Rank.By, list.Key), Columns: c.heads, Rows: list.Rows, cells: c.cells})
		for _, row := range list.Rows {
			if row.Unranked == "" {
				ranked++
			}
		}
	}
	out.Basis = append(out.Basis, l.T("rank.basis", "entries", strconv.Itoa(len(result.Input.Entries)), "ranked", strconv.Itoa(ranked), "lists", strconv.Itoa(len(result.Lists))))
	for _, w := range result.Warnings {
		out.Notes = append(out.Notes, l.Fault(w))
	}
	return out
}

func listTitle(l lang.Lang, by rules.By, key string) string {
	if key == "all" {
		return l.T("rank.list_all")
	}
	return key
}

// columns are the columns of a ranking and what fills them, side by side.
type columns struct {
	l     lang.Lang
	in    *standing.Input
	heads []Column
	fill  []func(*standing.Row) string
}

func (c *columns) add(head Column, fill func(*standing.Row) string) {
	c.heads = append(c.heads, head)
	c.fill = append(c.fill, fill)
}

func (c *columns) cells(r *standing.Row) []Cell {
	cells := make([]Cell, len(c.fill))
	for i, f := range c.fill {
		cells[i].Text = f(r)
	}
	return cells
}

func newColumns(l lang.Lang, result *standing.Result) *columns {
	c := &columns{l: l, in: result.Input}
	entry := func(r *standing.Row) *standing.Entry { return &c.in.Entries[r.Entry] }
	text := func(head string, brief bool, of func(*standing.Entry) string) {
		if anyEntry(c.in, of) {
			c.add(Column{Head: l.T(head), Brief: brief}, func(r *standing.Row) string { return of(entry(r)) })
		}
	}
	c.add(Column{Head: l.T("rank.place"), Number: true, Brief: true}, c.place)
	text("rank.name", true, func(e *standing.Entry) string { return e.Name })
	text("rank.township", false, func(e *standing.Entry) string { return e.Township })
	if c.in.Rules.Rank.By != rules.ByBatch {
		text("rank.batch", false, func(e *standing.Entry) string { return e.Batch })
	}
	text("rank.class", false, func(e *standing.Entry) string { return e.Class })
	for i := range c.in.Rules.Parts {
		c.part(&c.in.Rules.Parts[i])
	}
	c.adjustments(standing.Bonus, "rank.bonus")
	c.adjustments(standing.Deduct, "rank.deduct")
	c.total()
	if len(c.in.Rules.Tiers) > 0 {
		c.add(Column{Head: l.T("rank.tier"), Brief: true}, c.tier)
	}
	if len(c.in.Rules.Awards) > 0 {
		c.add(Column{Head: l.T("rank.award"), Brief: !compared(result)}, func(r *standing.Row) string { return r.Award })
	}
	if compared(result) {
		c.add(Column{Head: l.T("rank.movement"), Brief: true}, c.movement)
	}
	c.add(Column{Head: l.T("rank.note"), Brief: true, Long: true}, c.note)
	text("rank.code", false, func(e *standing.Entry) string { return codeOf(e) })
	return c
}

// codeOf is the id of an entry where it says more than its name.
func codeOf(e *standing.Entry) string {
	if e.ID == e.Name {
		return ""
	}
	return e.ID
}

func anyEntry(in *standing.Input, of func(*standing.Entry) string) bool {
	for i := range in.Entries {
		if of(&in.Entries[i]) != "" {
			return true
		}
	}
	return false
}

func (c *columns) place(r *standing.Row) string {
	if r.Place == 0 {
		return "—"
	}
	return strconv.Itoa(r.Place)
}

// part adds the value of a part and, where a weight or a rounding makes it
// another figure, what it puts into the total.
func (c *columns) part(p *rules.Part) {
	c.add(Column{Head: p.Name, Number: true, Decimals: decimals(partRound(p))}, func(r *standing.Row) string {
		if v, _ := r.PartValue(p.Key); v != nil {
			return v.Text()
		}
		return ""
	})
	if p.Weight.Cmp(score.Int(1)) == 0 && p.Weighted == nil {
		return
	}
	head := c.l.T("rank.weighted", "weight", p.Weight.String())
	c.add(Column{Head: head, Number: true, Decimals: decimals(p.Weighted)}, func(r *standing.Row) string {
		if w := r.Weighted(p.Key); w != nil {
			return w.Text()
		}
		return ""
	})
}

// partRound is the rounding of a part's value before adjustments.
func partRound(p *rules.Part) *score.Rounding {
	if p.Aggregate.Grouped() {
		return p.Aggregate.Round
	}
	return p.Aggregate.Groups[0].Round
}

func decimals(r *score.Rounding) int {
	if r == nil {
		return -1
	}
	return r.Decimals
}

// adjustments adds the sum of the bonus or the deductions of the total, if any
// entry has them.
func (c *columns) adjustments(kind standing.AdjustmentKind, head string) {
	for i := range c.in.Adjust {
		if c.in.Adjust[i].Kind == kind && c.in.Adjust[i].Part < 0 {
			c.add(Column{Head: c.l.T(head), Number: true, Decimals: -1}, func(r *standing.Row) string {
				if f := find(r.Raw().From, score.Kind(kind)); f != nil {
					return f.Text()
				}
				return ""
			})
			return
		}
	}
}

// find returns the first figure of a kind, or nil.
func find(from []score.Figure, kind score.Kind) *score.Figure {
	for i := range from {
		if from[i].Kind == kind {
			return &from[i]
		}
	}
	return nil
}

// total adds the total; where totals are corrected between batches the raw total
// and the factor stand beside it.
func (c *columns) total() {
	r := c.in.Rules
	corrected := r.Rank.By != rules.ByBatch && r.Rank.Across != nil && r.Rank.Across.Method != rules.NoMethod
	number := func(head string, d *score.Rounding, brief bool, of func(*standing.Row) *score.Figure) {
		c.add(Column{Head: c.l.T(head), Number: true, Decimals: decimals(d), Brief: brief}, func(row *standing.Row) string {
			if f := of(row); f != nil && row.HasTotal() {
				return f.Text()
			}
			return ""
		})
	}
	if corrected {
		number("rank.raw", r.Total, false, (*standing.Row).Raw)
		number("rank.factor", r.Rank.Across.Round, false, func(row *standing.Row) *score.Figure {
			if row.Figure.Kind != score.KindCorrected {
				return nil
			}
			return &row.Figure.From[0]
		})
	}
	number("rank.total", r.Total, true, func(row *standing.Row) *score.Figure { return &row.Figure })
}

func (c *columns) tier(r *standing.Row) string { return TierName(c.in.Rules, r.Tier) }

// compared tells whether the result was compared with an earlier one.
func compared(result *standing.Result) bool {
	return len(result.Lists) > 0 && result.Lists[0].Rows[0].Movement != nil
}

// movement says the place of the earlier result and the way since.
func (c *columns) movement(r *standing.Row) string {
	m := r.Movement
	switch gained := m.PlaceBefore - m.PlaceNow; {
	case m.State == standing.New:
		return c.l.T("movement.new")
	case m.PlaceBefore == 0 || m.PlaceNow == 0:
		return ""
	case gained > 0:
		return c.l.T("movement.up", "before", strconv.Itoa(m.PlaceBefore), "n", strconv.Itoa(gained))
	case gained < 0:
		return c.l.T("movement.down", "before", strconv.Itoa(m.PlaceBefore), "n", strconv.Itoa(-gained))
	default:
		return c.l.T("movement.same", "before", strconv.Itoa(m.PlaceBefore))
	}
}

// TierName is the name of the tier with the given key.
func TierName(r *rules.Rules, key string) string {
	for i := range r.Tiers {
		if r.Tiers[i].Key == key {
			return r.Tiers[i].Name
		}
	}
	return ""
}

// note says what a place alone does not: shared, parted by a key, unranked.
func (c *columns) note(r *standing.Row) string {
	switch {
	case r.Unranked != "":
		return c.l.Name("unranked", string(r.Unranked))
	case r.Shared:
		return c.l.T("rank.shared")
	case r.TieBrokenBy != "":
		return c.l.T("rank.tie_broken", "key", TieName(c.l, c.in.Rules, r.TieBrokenBy))
	default:
		return ""
	}
}
