package xlsx

import (
	"strconv"
	"strings"
	"unicode/utf16"

	"github.com/xuri/excelize/v2"
)

// grid streams the rows of one sheet: a table of figures has thousands of cells,
// and setting them one by one takes ten times as long.
type grid struct {
	w    *sheetWriter
	out  *excelize.StreamWriter
	name string // of the sheet
	row  int    // written last
}

// layout is how a sheet of rows lies on paper and on the screen.
type layout struct {
	head   [2]int // first and last row of the heading, repeated on every page
	widths []float64
	filter int   // the last row under a filter on the heading; 0 for no filter
	frozen int   // columns that stay in sight
	breaks []int // columns that begin a page, with the first column repeated; nil for one page across
}

// breakScale is the size in per cent of a sheet that goes over several pages
// across, breakWidth what then fits on one.
const (
	breakScale = 70
	breakWidth = 150
)

// sheet begins a sheet of rows named after a text. Everything but the rows is
// said here, for the library writes it out before the first of them.
func (w *sheetWriter) sheet(text string, l layout) *grid {
	name := w.sheetName(text)
	w.open(name)
	if l.filter > 0 { // before the page is laid out: a filter begins the properties of the sheet anew
		w.keep(w.book.AutoFilter(name, "A"+strconv.Itoa(l.head[1])+":"+w.cell(l.filter, len(l.widths)), nil))
	}
	w.paged(&l)
	out, err := w.book.NewStreamWriter(name)
	w.keep(err)
	g := &grid{w: w, out: out, name: name}
	if w.err != nil {
		return g
	}
	for i := len(l.widths); i > 0; i-- { // each call puts its column before the others, and Excel wants them in order
		w.keep(out.SetColWidth(i, i, l.widths[i-1]))
	}
	if l.frozen > 0 {
		w.keep(out.SetPanes(&excelize.Panes{
			Freeze: true, XSplit: l.frozen, YSplit: l.head[1], TopLeftCell: w.cell(l.head[1]+1, l.frozen+1), ActivePane: "bottomRight",
		}))
	}
	return g
}

// paged lays the sheet out for paper.
func (w *sheetWriter) paged(l *layout) {
	if len(l.breaks) == 0 {
		w.printed(l.head[0], l.head[1], 1)
		return
	}
	scale := uint(breakScale)
	w.keep(w.book.SetPageLayout(w.name, &excelize.PageLayoutOptions{AdjustTo: &scale}))
	w.paper("'" + w.name + "'!$A:$A," + w.rows(l.head[0], l.head[1]))
	for _, column := range l.breaks {
		w.keep(w.book.InsertPageBreak(w.name, w.cell(1, column)))
	}
}

// add writes the next row.
func (g *grid) add(cells []any, height float64) {
	if g.row++; g.w.err != nil {
		return
	}
	var opts []excelize.RowOpts
	if height > 0 {
		opts = []excelize.RowOpts{{Height: min(height, 400)}}
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

// heads writes a row of headings.
func (g *grid) heads(texts []string, height float64) {
	cells := make([]any, len(texts))
	for i, s := range texts {
		cells[i] = excelize.Cell{StyleID: g.w.style.head, Value: s}
	}
	g.add(cells, height)
}

// merge joins columns of the row written last.
func (g *grid) merge(first, last int) {
	if first < last && g.w.err == nil {
		g.w.keep(g.out.MergeCell(g.w.cell(g.row, first), g.w.cell(g.row, last)))
	}
}

func (g *grid) close() {
	if g.w.err == nil {
		g.w.keep(g.out.Flush())
	}
}

// ref is a cell of the sheet as formulas of other sheets name it.
func (g *grid) ref(column, row int) string { return "'" + g.name + "'!" + at(column, row) }

// at names a cell.
func at(column, row int) string { return letter(column) + strconv.Itoa(row) }

func letter(column int) string {
	name, _ := excelize.ColumnNumberToName(column) // fails only beyond the last column, where SetRow fails too
	return name
}

// nameUnits is the length of the name of a sheet, in UTF-16, less what a number
// behind it may take.
const nameUnits = 27

// sheetName is a text as the name of a sheet may be, and not yet taken.
func (w *sheetWriter) sheetName(text string) string {
	name := strings.Map(func(r rune) rune {
		if r < ' ' || strings.ContainsRune(`[]:*?/\'`, r) {
			return '_'
		}
		return r
	}, strings.TrimSpace(strings.ToValidUTF8(text, "_")))
	units := 0
	for i, r := range name {
		if units += utf16.RuneLen(r); units > nameUnits {
			name = name[:i]
			break
		}
	}
	if name == "" || strings.EqualFold(name, "History") { // Excel keeps this one for itself
		name += "_"
	}
	for i, base := 2, name; ; i++ {
		if at, err := w.book.GetSheetIndex(name); err != nil || at < 0 || w.name == "" {
			return name
		}
		name = base + "_" + strconv.Itoa(i)
	}
}
