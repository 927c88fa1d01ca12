package xlsx

import (
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"leitai/internal/tabular"
)

// sheetWriter writes the sheets of a workbook cell by cell in the manner of
// office tables: title in row 1, borders, A4 landscape. The first error stays
// and the rest does nothing.
type sheetWriter struct {
	book  *excelize.File
	name  string // of the sheet being written
	style styles
	foot  string // to the left of the page number
	err   error

	numbers map[int]int // styles of numbers, by decimals
}

// styles are the looks of cells.
type styles struct {
	title, left, right, head, code, cell, textCell, wrapCell, wrap, section, label, word, answer, score, struck int
}

func newSheets() *sheetWriter {
	w := &sheetWriter{book: excelize.NewFile()}
	border := thinBorder()
	font := func(size float64, bold bool) *excelize.Font {
		return &excelize.Font{Family: "宋体", Size: size, Bold: bold}
	}
	add := func(s excelize.Style) int {
		id, err := w.book.NewStyle(&s)
		w.keep(err)
		return id
	}
	align := func(h, v string) *excelize.Alignment {
		return &excelize.Alignment{Horizontal: h, Vertical: v, WrapText: true}
	}
	plain := func(h string) *excelize.Alignment { return &excelize.Alignment{Horizontal: h, Vertical: "center"} }
	text, two := 49, 2 // built-in formats: text, 0.00
	paper := excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"FAF7F4"}}
	w.style = styles{
		title:    add(excelize.Style{Font: &excelize.Font{Family: "黑体", Size: 16}, Alignment: plain("center")}),
		left:     add(excelize.Style{Font: font(10.5, false), Alignment: plain("left")}),
		right:    add(excelize.Style{Font: font(10.5, false), Alignment: plain("right")}),
		head:     add(excelize.Style{Font: font(10.5, true), Alignment: align("center", "center"), Border: border, Fill: paper}),
		code:     add(excelize.Style{Font: &excelize.Font{Family: "宋体", Size: 6, Color: "8C827B"}, Alignment: &excelize.Alignment{Horizontal: "center", Vertical: "center", ShrinkToFit: true}, Border: border}),
		cell:     add(excelize.Style{Font: font(10.5, false), Alignment: plain("center"), Border: border}),
		textCell: add(excelize.Style{Font: font(10.5, false), Alignment: plain("left"), Border: border, NumFmt: text}),
		wrapCell: add(excelize.Style{Font: font(10.5, false), Alignment: align("left", "center"), Border: border}),
		wrap:     add(excelize.Style{Font: font(11, false), Alignment: align("left", "center")}),
		word:     add(excelize.Style{Font: font(10.5, false), Alignment: &excelize.Alignment{Horizontal: "center", Vertical: "center", ShrinkToFit: true}, Border: border}),
		label:    add(excelize.Style{Font: font(10.5, false), Alignment: &excelize.Alignment{Horizontal: "left", Vertical: "center", Indent: 1, WrapText: true}, Border: border, NumFmt: text}),
		section:  add(excelize.Style{Font: font(12, true), Alignment: plain("left")}),
		answer:   add(excelize.Style{Font: font(11, false), Alignment: align("center", "center"), Border: border}),
		struck:   add(excelize.Style{Font: &excelize.Font{Family: "宋体", Size: 10.5, Strike: true, Color: "6E645E"}, Alignment: plain("right"), Border: border}),
		score:    add(excelize.Style{Font: font(10.5, false), Alignment: plain("right"), Border: border, NumFmt: two}),
	}
	return w
}

func (w *sheetWriter) keep(err error) {
	if w.err == nil {
		w.err = err
	}
}

// open begins a sheet; the first takes the place of the one a workbook has.
func (w *sheetWriter) open(name string) {
	if w.name == "" {
		w.keep(w.book.SetSheetName("Sheet1", name))
	} else {
		_, err := w.book.NewSheet(name)
		w.keep(err)
	}
	w.name = name
}

func (w *sheetWriter) cell(row, column int) string {
	name, err := excelize.CoordinatesToCellName(column, row)
	w.keep(err)
	return name
}

func (w *sheetWriter) put(row, column int, v any, style int) {
	at := w.cell(row, column)
	w.keep(w.book.SetCellValue(w.name, at, v))
	w.keep(w.book.SetCellStyle(w.name, at, at, style))
}

func (w *sheetWriter) text(row, column int, s string, style int) {
	at := w.cell(row, column)
	if s != "" {
		w.keep(w.book.SetCellStr(w.name, at, s))
	}
	w.keep(w.book.SetCellStyle(w.name, at, at, style))
}

func (w *sheetWriter) number(row, column int, x float64, style int) { w.put(row, column, x, style) }

func (w *sheetWriter) merge(row, column, toRow, toColumn, style int) {
	if row == toRow && column == toColumn {
		return
	}
	w.fill(row, column, toRow, toColumn, style)
	w.keep(w.book.MergeCell(w.name, w.cell(row, column), w.cell(toRow, toColumn)))
}

func (w *sheetWriter) fill(row, column, toRow, toColumn, style int) {
	w.keep(w.book.SetCellStyle(w.name, w.cell(row, column), w.cell(toRow, toColumn), style))
}

func (w *sheetWriter) title(s string, last int) {
	w.text(1, 1, s, w.style.title)
	w.merge(1, 1, 1, last, w.style.title)
	w.height(1, 30)
	w.height(2, 20)
}

func (w *sheetWriter) width(column int, width float64) {
	name, err := excelize.ColumnNumberToName(column)
	w.keep(err)
	w.keep(w.book.SetColWidth(w.name, name, name, width))
}

func (w *sheetWriter) height(row int, points float64) {
	w.keep(w.book.SetRowHeight(w.name, row, min(points, 400)))
}

// freeze keeps the first columns and rows in sight.
func (w *sheetWriter) freeze(columns, rows int) {
	w.keep(w.book.SetPanes(w.name, &excelize.Panes{Freeze: true, XSplit: columns, YSplit: rows, TopLeftCell: w.cell(rows+1, columns+1), ActivePane: "bottomRight"}))
}

// printed lays the sheet out for A4 landscape, as many pages wide as said, with
// the rows of the heading on every page.
func (w *sheetWriter) printed(firstRow, lastRow, wide int) {
	tall, yes := 0, true
	w.keep(w.book.SetSheetProps(w.name, &excelize.SheetPropsOptions{FitToPage: &yes}))
	w.keep(w.book.SetPageLayout(w.name, &excelize.PageLayoutOptions{FitToWidth: &wide, FitToHeight: &tall}))
	w.paper(w.rows(firstRow, lastRow))
}

// scaled lays the sheet out for A4 landscape at a scale, broken into pages where
// the sheet says, with the rows of the heading and the first three columns on
// every page.
func (w *sheetWriter) scaled(firstRow, lastRow int, percent uint) {
	w.keep(w.book.SetPageLayout(w.name, &excelize.PageLayoutOptions{AdjustTo: &percent}))
	w.paper("'" + w.name + "'!$A:$C," + w.rows(firstRow, lastRow))
}

func (w *sheetWriter) rows(first, last int) string {
	return "'" + w.name + "'!$" + strconv.Itoa(first) + ":$" + strconv.Itoa(last)
}

// paper is what every printed sheet has: size, margins, page numbers, titles.
func (w *sheetWriter) paper(titles string) {
	size, landscape, yes, margin, narrow := 9, "landscape", true, 0.6, 0.3
	w.keep(w.book.SetPageLayout(w.name, &excelize.PageLayoutOptions{Size: &size, Orientation: &landscape}))
	w.keep(w.book.SetPageMargins(w.name, &excelize.PageLayoutMarginsOptions{Left: &margin, Right: &margin, Top: &margin, Bottom: &margin, Footer: &narrow, Header: &narrow, Horizontally: &yes}))
	w.keep(w.book.SetHeaderFooter(w.name, &excelize.HeaderFooterOptions{OddFooter: w.footer()}))
	w.keep(w.book.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Titles", RefersTo: titles, Scope: w.name}))
}

// footer is the line at the foot of every page. & begins a code there.
func (w *sheetWriter) footer() string {
	if w.foot == "" {
		return "&C&P / &N"
	}
	return "&L&\"宋体,Regular\"&8" + strings.ReplaceAll(w.foot, "&", "&&") + "&C&P / &N&R&A"
}

// lines is how many lines a text takes in a column of a width.
func lines(s string, width float64) int {
	return 1 + int(float64(tabular.Width(s))*1.05/width)
}

// cut shortens a text to n characters.
func cut(s string, n int) string {
	r := []rune(s)
	if len(r) <= n {
		return s
	}
	return string(r[:n-1]) + "…"
}
