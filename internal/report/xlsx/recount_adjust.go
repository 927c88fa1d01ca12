package xlsx

import (
	"cmp"
	"fmt"
	"slices"

	"leitai/internal/score"
	"leitai/internal/standing"
)

// adjustHead is the row of the headings of the sheet of adjustments.
const adjustHead = 3

// adjustments is the sheet of adjustments, a row a line of adjust.csv; those of
// one kind for one entry and part stand together, so that a formula can add them.
type adjustments struct {
	c     *recount
	sheet *grid
	order []*standing.Adjustment
	rows  map[adjustKey]*adjustRows
	kinds map[adjustKey]bool // with entry −1: whether any entry has such
}

type adjustKey struct {
	entry, part int
	kind        standing.AdjustmentKind
}

type adjustRows struct {
	first, last int
	points      score.Exact
}

func newAdjustments(c *recount) *adjustments {
	a := &adjustments{c: c, rows: map[adjustKey]*adjustRows{}, kinds: map[adjustKey]bool{}}
	for i := range c.in.Adjust {
		a.kinds[adjustKey{-1, c.in.Adjust[i].Part, c.in.Adjust[i].Kind}] = true
	}
	return a
}

// has tells whether any entry has such an adjustment.
func (a *adjustments) has(kind standing.AdjustmentKind, part int) bool {
	return a.kinds[adjustKey{-1, part, kind}]
}

// arrange gives every adjustment its row: in the order of the entries, then by part
// and kind, then as in the file.
func (a *adjustments) arrange(lines []line) {
	place := make([]int, len(a.c.in.Entries))
	for i := range lines {
		place[lines[i].row.Entry] = i
	}
	for i := range a.c.in.Adjust {
		a.order = append(a.order, &a.c.in.Adjust[i])
	}
	slices.SortStableFunc(a.order, func(x, y *standing.Adjustment) int {
		return cmp.Or(cmp.Compare(place[x.Entry], place[y.Entry]), cmp.Compare(x.Part, y.Part), cmp.Compare(x.Kind, y.Kind))
	})
	for i, x := range a.order {
		key, row := adjustKey{x.Entry, x.Part, x.Kind}, adjustHead+1+i
		if a.rows[key] == nil {
			a.rows[key] = &adjustRows{first: row}
		}
		a.rows[key].last = row
		a.rows[key].points = a.rows[key].points.Add(x.Points)
	}
}

// sum adds the adjustments of a key up, as a formula and as a number; the formula
// is empty if there are none.
func (a *adjustments) sum(key adjustKey) (formula string, points score.Exact) {
	r := a.rows[key]
	if r == nil {
		return "", points
	}
	return fmt.Sprintf("SUM(%s:%s)", a.sheet.ref(adjustPoints, r.first), at(adjustPoints, r.last)), r.points
}

// adjustPoints is the column of the points.
const adjustPoints = 4

// open begins the sheet, if there is anything to write.
func (a *adjustments) open() {
	if len(a.order) > 0 {
		a.sheet = a.c.w.sheet(a.c.l.T("xlsx.adjustments"), layout{
			head: [2]int{adjustHead, adjustHead}, widths: []float64{20, 12, 18, 10, 60}, filter: adjustHead + len(a.order), frozen: 1,
		})
	}
}

func (a *adjustments) write() {
	if a.sheet == nil {
		return
	}
	g, w, l := a.sheet, a.c.w, a.c.l
	g.line(a.c.r.Title, 5, w.style.title, 30)
	g.line(l.T("xlsx.adjustments"), 5, w.style.left, 20)
	g.heads([]string{l.T("rank.name"), l.T("xlsx.kind"), l.T("xlsx.part"), l.T("xlsx.points"), l.T("xlsx.reason")}, 20)
	for _, x := range a.order {
		part := l.T("rank.total")
		if x.Part >= 0 {
			part = a.c.rules.Parts[x.Part].Name
		}
		points := w.words("—", w.style.cell)
		if x.Kind != standing.Veto {
			points = w.figure(x.Points.String(), -1)
		}
		g.add([]any{
			w.words(a.c.in.Entries[x.Entry].Name, w.style.label), w.words(l.Name("adjust", string(x.Kind)), w.style.label),
			w.words(part, w.style.label), points, w.words(x.Reason, w.style.label),
		}, 15*float64(lines(x.Reason, 58))+3)
	}
	g.close()
}
