package xlsx

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"leitai/internal/report"
	"leitai/internal/tabular"
)

const (
	listHead  = 3         // the row of the headings: under the title and what it rests on
	listRows  = 1_000_000 // of one sheet, which has room for 1,048,576
	listNotes = 6         // under a list; more stand in 说明 only
	widest    = 24        // column; longer text is wrapped
	indent    = 1.4       // of words, so that they keep off the number beside them
	fitted    = 500       // rows whose cells decide the width of a column
)

// list writes one list of places, on further sheets what one has no room for.
func (w *sheetWriter) list(r *report.Ranking, t *report.Table) {
	tiers := w.tierStyles(r)
	for first := 0; first < max(1, len(t.Rows)); first += listRows {
		w.listSheet(r, t, tiers, first, min(len(t.Rows), first+listRows))
	}
}

// listSheet writes the rows of a list from first up to last.
func (w *sheetWriter) listSheet(r *report.Ranking, t *report.Table, tiers map[string]int, first, last int) {
	n := len(t.Columns)
	widths := listWidths(t, first, last)
	g := w.sheet(t.Title, layout{head: [2]int{listHead, listHead}, widths: widths, filter: listHead + max(1, last-first), frozen: min(2, n-1)})
	g.line(r.Title, n, w.style.title, 30)
	g.line(strings.Join(append([]string{t.Title}, r.Basis...), "　"), n, w.style.left, 20)
	var heads []string
	tier := -1
	for j, c := range t.Columns {
		heads = append(heads, c.Head)
		if c.Head == r.Lang.T("rank.tier") {
			tier = j
			widths[j] += tierSign
		}
	}
	g.heads(heads, 34)
	cells := make([]any, n)
	for i := first; i < last; i++ {
		high := 1
		for j, c := range t.Cells(i) {
			cells[j] = w.listCell(t, j, c.Text)
			if style, ok := tiers[t.Rows[i].Tier]; ok && j == tier {
				cells[j] = excelize.Cell{StyleID: style, Value: c.Text}
			}
			high = max(high, lines(c.Text, widths[j]-1))
		}
		g.add(cells, 15*float64(high)+3)
	}
	w.listFoot(g, r, n, sum(widths))
	g.close()
}

// listFoot says under a list what is to be noted, and by which rules it came
// about.
func (w *sheetWriter) listFoot(g *grid, r *report.Ranking, columns int, width float64) {
	g.add(nil, 8)
	say := func(s string) { g.line(s, columns, w.style.wrap, 16*float64(lines(s, width))+2) }
	for i, note := range r.Notes {
		if i == listNotes {
			say(r.Lang.T("xlsx.more_notes", "n", strconv.Itoa(len(r.Notes)-listNotes), "sheet", r.Lang.T("sheet.notes")))
			break
		}
		say(r.Lang.T("rank.warning", "note", note))
	}
	say(r.Lang.T("rank.hash", "hash", r.Hash))
}

// listCell is the cell of column j; a place is a number that stands in the middle.
func (w *sheetWriter) listCell(t *report.Table, j int, text string) excelize.Cell {
	if !t.Columns[j].Number {
		return w.words(text, w.style.label)
	}
	cell := w.figure(text, t.Columns[j].Decimals)
	if j == 0 {
		cell.StyleID = w.style.cell
	}
	return cell
}

// listWidths fits the widest of the first cells of each column, within reason; a
// heading may take two lines.
func listWidths(t *report.Table, first, last int) []float64 {
	widths := make([]float64, len(t.Columns))
	for j, c := range t.Columns {
		widths[j] = max(5.5, headWidth(c.Head))
	}
	for i := first; i < min(last, first+fitted); i++ {
		for j, c := range t.Cells(i) {
			width := textWidth(c.Text)
			if !t.Columns[j].Number {
				width += indent
			}
			widths[j] = min(widest, max(widths[j], width))
		}
	}
	return widths
}

// headWidth has room for a heading in two lines, with the sign of the filter,
// and for the longest of its words that are written with spaces.
func headWidth(s string) float64 {
	width := textWidth(s)/2 + 2
	for word := range strings.FieldsSeq(s) {
		if word[0] < utf8.RuneSelf {
			width = max(width, textWidth(word)+1)
		}
	}
	return width
}

// textWidth is the width of a column that shows s: a Chinese character takes two.
func textWidth(s string) float64 { return float64(tabular.Width(s))*1.05 + 1.6 }

func sum(widths []float64) (total float64) {
	for _, w := range widths {
		total += w
	}
	return total
}

// tierSign is the room that the shape before a tier takes.
const tierSign = 3

// tierLook is how a tier stands out: by a shape and a tint so light that print
// without colours keeps the word.
type tierLook struct{ sign, ink, tint string }

var (
	topTier    = tierLook{"★", "8F0D14", "FDF3F1"}
	middleTier = tierLook{"●", "1F1A17", ""}
	lowTier    = tierLook{"▽", "1F1A17", "E3EDF8"}
)

// tierStyles are the looks of the tiers, by key. The shape belongs to the format:
// the cell holds the word alone, so that filters and counts find it.
func (w *sheetWriter) tierStyles(r *report.Ranking) map[string]int {
	styles := map[string]int{}
	all := r.Result.Input.Rules.Tiers
	for i := range all {
		look := middleTier
		switch {
		case i == 0:
			look = topTier
		case i == len(all)-1:
			look = lowTier
		}
		styles[all[i].Key] = w.tierStyle(look)
	}
	return styles
}

func (w *sheetWriter) tierStyle(look tierLook) int {
	format := `"` + look.sign + ` "@`
	s := excelize.Style{Font: bodyFont(), Border: thinBorder(), CustomNumFmt: &format, Alignment: &excelize.Alignment{Horizontal: "left", Vertical: "center", Indent: 1}}
	s.Font.Color = look.ink
	if look.tint != "" {
		s.Fill = excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{look.tint}}
	}
	id, err := w.book.NewStyle(&s)
	w.keep(err)
	return id
}
