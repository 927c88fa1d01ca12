// Package xlsx renders reports as workbooks that offices go on working with:
// numbers are numbers, and formulas recompute every total from the marks.
package xlsx

import (
	"io"
	"strconv"
	"time"

	"github.com/xuri/excelize/v2"

	"leitai/internal/report"
	"leitai/internal/tabular"
)

// WriteRanking writes an official result as a workbook: a sheet for each list,
// the sheet 重算 in which the spreadsheet's own formulas recompute every total
// from the marks, and the rules in words. The same result gives the same bytes.
func WriteRanking(out io.Writer, r *report.Ranking) error {
	w := newSheets()
	for i := range r.Tables {
		w.list(r, &r.Tables[i])
	}
	w.recomputed(r)
	w.notes(r)
	w.keep(w.book.SetDocProps(&excelize.DocProperties{Creator: "Leitai", Created: stamp, Modified: stamp, Title: r.Title}))
	return w.writeTo(out)
}

// stamp is the time that every workbook carries: that of the result is not known
// here, and a clock would make equal results differ.
var stamp = time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC).Format(time.RFC3339)

// headRow is the row of the headings of a list: under the title and what it
// rests on.
const headRow = 3

// list writes one list of places.
func (w *sheetWriter) list(r *report.Ranking, t *report.Table) {
	n := len(t.Columns)
	w.open(w.sheetName(t.Title))
	// before the page is laid out: the filter begins the properties of the sheet anew
	w.keep(w.book.AutoFilter(w.name, "A"+strconv.Itoa(headRow)+":"+w.cell(headRow+max(1, len(t.Rows)), n), nil))
	w.printed(headRow, headRow, 1)
	texts := make([][]report.Cell, len(t.Rows))
	for i := range t.Rows {
		texts[i] = t.Cells(i)
	}
	g := w.stream()
	for j := range t.Columns {
		w.keep(g.out.SetColWidth(j+1, j+1, columnWidth(t.Columns[j].Head, texts, j)))
	}
	g.freeze(2, headRow)
	g.line(r.Title, n, w.style.title, 30)
	g.line(t.Title+"　"+r.Basis[0], n, w.style.left, 20)
	head := make([]any, n)
	for j, c := range t.Columns {
		head[j] = excelize.Cell{StyleID: w.style.head, Value: c.Head}
	}
	g.add(head, 34)
	for i := range texts {
		cells := make([]any, n)
		for j, c := range texts[i] {
			if col := &t.Columns[j]; col.Number {
				cells[j] = w.figure(c.Text, col.Decimals)
			} else {
				cells[j] = excelize.Cell{StyleID: w.style.textCell, Value: c.Text}
			}
		}
		g.add(cells, 18)
	}
	for _, note := range append(r.Notes, r.Lang.T("prose.hash", "hash", r.Hash)) {
		g.line(note, n, w.style.left, 18)
	}
	g.close()
}

// columnWidth fits the widest cell of the first rows, within reason; a heading
// may take two lines.
func columnWidth(head string, texts [][]report.Cell, j int) float64 {
	widest := (tabular.Width(head) + 1) / 2
	for i := range min(len(texts), 500) {
		widest = max(widest, tabular.Width(texts[i][j].Text))
	}
	return min(40, max(6, float64(widest)*1.1+2))
}

// notes is the sheet 说明: warnings, what 重算 is, and the rules in words.
func (w *sheetWriter) notes(r *report.Ranking) {
	const columns = 5
	w.open(w.sheetName(r.Lang.T("sheet.notes")))
	w.printed(1, 1, 1)
	g := w.stream()
	for i, width := range []float64{16, 40, 10, 10, 60} {
		w.keep(g.out.SetColWidth(i+1, i+1, width))
	}
	g.line(r.Title, columns, w.style.title, 30)
	say := func(text string) { g.line(text, columns, w.style.wrap, 16*float64(lines(text, 130))+4) }
	for _, line := range append(append([]string{}, r.Basis...), r.Notes...) {
		say(line)
	}
	say(r.Lang.T("sheet.recomputed_how"))
	for _, s := range r.Rules {
		g.line(s.Head, columns, w.style.left, 22)
		for _, line := range s.Lines {
			say("　" + line)
		}
		for i, line := range s.Table {
			cells := make([]any, columns)
			style := w.style.wrapCell
			if i == 0 {
				style = w.style.head
			}
			for j := range cells {
				cells[j] = excelize.Cell{StyleID: style, Value: line[j]}
			}
			g.add(cells, 16*float64(max(lines(line[1], 38), lines(line[4], 58)))+4)
		}
	}
	say(r.Lang.T("prose.hash", "hash", r.Hash))
	g.close()
}
