package xlsx

import (
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"
)

// grid streams the rows of one sheet: a table of figures has thousands of cells,
// and setting them one by one takes ten times as long.
type grid struct {
	w   *sheetWriter
	out *excelize.StreamWriter
	row int
}

// stream begins to write the rows of the sheet that is open. How it is printed
// must be said before, widths and panes before the first row.
func (w *sheetWriter) stream() *grid {
	out, err := w.book.NewStreamWriter(w.name)
	w.keep(err)
	return &grid{w: w, out: out}
}

// add writes the next row.
func (g *grid) add(cells []any, height float64) {
	if g.row++; g.w.err != nil {
		return
	}
	var opts []excelize.RowOpts
	if height > 0 {
		opts = append(opts, excelize.RowOpts{Height: height})
	}
	g.w.keep(g.out.SetRow("A"+strconv.Itoa(g.row), cells, opts...))
}

// line writes a row with one text across the first columns.
func (g *grid) line(text string, columns, style int, height float64) {
	cells := make([]any, columns)
	for i := range cells {
		cells[i] = excelize.Cell{StyleID: style}
	}
	cells[0] = excelize.Cell{StyleID: style, Value: text}
	g.add(cells, height)
	g.merge(1, columns)
}

// merge joins columns of the row written last.
func (g *grid) merge(first, last int) {
	if first < last && g.w.err == nil {
		g.w.keep(g.out.MergeCell(g.w.cell(g.row, first), g.w.cell(g.row, last)))
	}
}

// freeze keeps the first columns and rows in sight.
func (g *grid) freeze(columns, rows int) {
	g.w.keep(g.out.SetPanes(&excelize.Panes{Freeze: true, XSplit: columns, YSplit: rows, TopLeftCell: g.w.cell(rows+1, columns+1), ActivePane: "bottomRight"}))
}

func (g *grid) close() {
	if g.w.err == nil {
		g.w.keep(g.out.Flush())
	}
}

// figure is a cell for the text of a figure: a number where it is one.
func (w *sheetWriter) figure(text string, decimals int) excelize.Cell {
	style := w.numberStyle(decimals)
	over, under, fraction := strings.Cut(text, "/")
	p, err := strconv.ParseFloat(over, 64)
	if err != nil {
		return excelize.Cell{StyleID: style, Value: text}
	}
	if fraction { // exact, but without an end: a spreadsheet holds what it can
		q, _ := strconv.ParseFloat(under, 64)
		p /= q
	}
	return excelize.Cell{StyleID: style, Value: p}
}

// numberStyle is the look of a number with so many decimals, −1 for as many as
// it has.
func (w *sheetWriter) numberStyle(decimals int) int {
	if id, ok := w.numbers[decimals]; ok {
		return id
	}
	format, align := "General", "right"
	if decimals >= 0 {
		format = "0"
	}
	if decimals == 0 {
		align = "center" // places and the like
	}
	if decimals > 0 {
		format += "." + strings.Repeat("0", decimals)
	}
	id, err := w.book.NewStyle(&excelize.Style{Font: bodyFont(), Border: thinBorder(), CustomNumFmt: &format, Alignment: &excelize.Alignment{Horizontal: align, Vertical: "center"}})
	w.keep(err)
	if w.numbers == nil {
		w.numbers = map[int]int{}
	}
	w.numbers[decimals] = id
	return id
}

func bodyFont() *excelize.Font { return &excelize.Font{Family: "宋体", Size: 10.5} }

func thinBorder() []excelize.Border {
	var border []excelize.Border
	for _, side := range []string{"left", "right", "top", "bottom"} {
		border = append(border, excelize.Border{Type: side, Color: "8C827B", Style: 1})
	}
	return border
}

// sheetName is a text as the name of a sheet may be, and not yet taken.
func (w *sheetWriter) sheetName(text string) string {
	name := strings.Map(func(r rune) rune {
		if strings.ContainsRune(`[]:*?/\'`, r) {
			return '_'
		}
		return r
	}, text)
	name = cut(strings.TrimSpace(name), 28)
	if name == "" {
		name = "_"
	}
	for i, base := 2, name; ; i++ {
		if at, err := w.book.GetSheetIndex(name); err == nil && at < 0 {
			return name
		}
		name = base + "_" + strconv.Itoa(i)
	}
}
