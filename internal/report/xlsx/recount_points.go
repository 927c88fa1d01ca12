package xlsx

import (
	"fmt"
	"strings"

	"github.com/xuri/excelize/v2"

	"leitai/internal/report"
	"leitai/internal/score"
)

// pointsHead is the row of the headings of the points of a part.
const pointsHead = 3

// pointsLead are the columns before the points: entry and judge.
const pointsLead = 2

// points is the sheet of what judges gave point by point in one part: a row for
// each entry and judge.
type points struct {
	c     *recount
	part  int
	sheet *grid
	heads []string
	place []int // of each point of the panel: its column, counted from 0
	order []sheetMark
	rows  map[markKey]int
}

type markKey struct {
	entry int
	judge int32
}

type sheetMark struct {
	entry int
	mark  *score.Mark
}

// newPoints finds the rows of a part; nil if nobody gave points, or so many that
// the sheet would be too large: then the sums stand alone.
func newPoints(c *recount, part int) *points {
	p := &points{c: c, part: part, rows: map[markKey]int{}}
	panel := &c.in.Panels[part]
	for i := range c.lines {
		e := c.lines[i].row.Entry
		for j := range panel.Marks[e] {
			if m := &panel.Marks[e][j]; m.Left.Valid() && m.Sheet > 0 {
				p.rows[markKey{e, m.Judge}] = pointsHead + 1 + len(p.order)
				p.order = append(p.order, sheetMark{e, m})
			}
		}
	}
	if len(p.order) == 0 || len(p.order)*len(panel.Points) > mostPoints {
		return nil
	}
	p.columns(p.used())
	return p
}

// used tells of each point of the panel whether a row has it: it may belong to
// ballots that do not count.
func (p *points) used() []bool {
	panel := &p.c.in.Panels[p.part]
	used := make([]bool, len(panel.Points))
	for _, x := range p.order {
		for _, m := range panel.Sheets[x.mark.Sheet-1] {
			used[m.Point] = true
		}
	}
	return used
}

// columns puts the points in the order of the score sheet, if the rules have one.
func (p *points) columns(used []bool) {
	panel, sheet := &p.c.in.Panels[p.part], p.c.rules.Parts[p.part].Sheet
	column := map[string]int{}
	for i := range sheet {
		name := sheet[i].Short
		if name == "" {
			name = sheet[i].Name
		}
		column[sheet[i].Point] = i
		p.heads = append(p.heads, p.c.l.T("score.of", "name", name+"\n", "max", sheet[i].Max.String()))
	}
	for i, id := range panel.Points {
		if _, ok := column[id]; !ok && used[i] {
			column[id] = len(p.heads)
			p.heads = append(p.heads, id)
		}
		p.place = append(p.place, column[id])
	}
}

// sum is the cell with the sum of a judge's points for an entry; empty if he gave
// one number.
func (p *points) sum(entry int, judge int32) string {
	row, ok := p.rows[markKey{entry, judge}]
	if !ok {
		return ""
	}
	return p.sheet.ref(pointsLead+len(p.heads)+1, row)
}

func (p *points) open() {
	widths := []float64{16, 12}
	for _, head := range p.heads {
		name, _, _ := strings.Cut(head, "\n")
		widths = append(widths, max(8.5, headWidth(name)))
	}
	p.sheet = p.c.w.sheet(p.c.l.T("xlsx.points_of", "part", p.c.rules.Parts[p.part].Name), layout{
		head: [2]int{pointsHead, pointsHead}, widths: append(widths, 9), filter: pointsHead + len(p.order), frozen: pointsLead,
	})
}

func (p *points) write() {
	g, w, l, n := p.sheet, p.c.w, p.c.l, pointsLead+len(p.heads)+1
	panel := &p.c.in.Panels[p.part]
	g.line(p.c.r.Title, n, w.style.title, 30)
	g.line(l.T("xlsx.points_of", "part", p.c.rules.Parts[p.part].Name), n, w.style.left, 20)
	g.heads(append(append([]string{l.T("rank.name"), l.T("xlsx.judge")}, p.heads...), l.T("sheet.sum")), 34)
	cells, style := make([]any, n), w.numberStyle(-1)
	for i, x := range p.order {
		row := pointsHead + 1 + i
		cells[0] = w.words(p.c.in.Entries[x.entry].Name, w.style.label)
		cells[1] = w.words(report.JudgeName(l, panel.Judges[x.mark.Judge].ID), w.style.label)
		for j := range p.heads {
			cells[pointsLead+j] = excelize.Cell{StyleID: style}
		}
		for _, m := range panel.Sheets[x.mark.Sheet-1] {
			cells[pointsLead+p.place[m.Point]] = excelize.Cell{StyleID: style, Value: float(m.Mark)}
		}
		cells[n-1] = excelize.Cell{
			StyleID: style, Value: float(x.mark.Points),
			Formula: fmt.Sprintf("ROUND(SUM(%s:%s),4)", at(pointsLead+1, row), at(n-1, row)),
		}
		g.add(cells, 0)
	}
	g.close()
}
