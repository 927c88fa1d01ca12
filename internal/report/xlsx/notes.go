package xlsx

import (
	"strconv"

	"github.com/xuri/excelize/v2"

	"leitai/internal/report"
)

// noteWidths are the columns of 说明: those of a score sheet (section, point,
// max, step, focus); sentences go across.
var noteWidths = []float64{16, 40, 8, 8, 60}

// notes is the sheet 说明: warnings, how the sheet 重算 is read, and the rules in
// words.
func (w *sheetWriter) notes(r *report.Ranking, c *recount) {
	l, n := r.Lang, len(noteWidths)
	g := w.sheet(l.T("sheet.notes"), layout{head: [2]int{1, 1}, widths: noteWidths})
	head := func(s string) { g.line(s, n, w.style.section, 26) }
	say := func(s string) { g.line(s, n, w.style.wrap, 16*float64(lines(s, sum(noteWidths)))+3) }
	g.line(r.Title, n, w.style.title, 30)
	for _, line := range r.Basis {
		say(line)
	}
	say(l.T("prose.hash", "hash", r.Hash))
	if len(r.Notes) > 0 {
		head(l.T("page.notes"))
	}
	for i, note := range r.Notes {
		say(strconv.Itoa(i+1) + ". " + note)
	}
	head(l.T("sheet.recount"))
	for _, line := range c.guide() {
		say(line)
	}
	for _, s := range r.Rules {
		head(s.Head)
		for _, line := range s.Lines {
			say(line)
		}
		w.noteTable(g, s.Table)
	}
	g.close()
}

// noteTable writes a score sheet.
func (w *sheetWriter) noteTable(g *grid, table [][]string) {
	for i, line := range table {
		if i == 0 {
			g.heads(line, 20)
			continue
		}
		cells, most := make([]any, len(line)), 1
		for j, s := range line {
			cells[j] = w.words(s, w.style.label)
			if j == 2 || j == 3 {
				cells[j] = w.figure(s, -1)
			}
			if j < len(noteWidths) {
				most = max(most, lines(s, noteWidths[j]-2))
			}
		}
		g.add(cells, 15*float64(most)+4)
	}
}

// words is a cell of text, whatever it looks like.
func (w *sheetWriter) words(s string, style int) excelize.Cell {
	if s == "" {
		return excelize.Cell{StyleID: style}
	}
	return excelize.Cell{StyleID: style, Value: s}
}
