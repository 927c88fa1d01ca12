package xlsx

import (
	"io"
	"strconv"
	"strings"

	"leitai/internal/report"
	"leitai/internal/score"
	"leitai/internal/standard"
)

// WriteScoring writes the scores of an assessment: totals by dimension, a matrix
// of points, and for every score the sentence of how it came about.
func WriteScoring(w io.Writer, r *report.Scoring) error {
	x := &scoreWriter{newSheets(), r}
	x.totals()
	x.points()
	x.reasons()
	return x.writeTo(w)
}

type scoreWriter struct {
	*sheetWriter
	r *report.Scoring
}

// totals is the table of the report, numbers as numbers.
func (x *scoreWriter) totals() {
	x.open(x.r.Lang.T("score.sheet_totals"))
	last := len(x.r.Columns)
	x.title(x.r.Title, last)
	x.text(2, 1, strings.Join(x.r.Basis, x.r.Lang.T("list.comma")), x.style.left)
	for i, c := range x.r.Columns {
		x.text(3, i+1, c.Head, x.style.head)
		x.width(i+1, scoreWidth(c))
	}
	x.width(1, 6)
	x.height(3, 46)
	for i, row := range x.r.Rows {
		for j, cell := range row {
			x.shown(i+4, j+1, cell.Text, x.r.Columns[j].Number)
		}
	}
	x.notes(len(x.r.Rows)+5, last)
	x.freeze(2, 3)
	x.printed(3, 3, 1)
}

// shown writes a figure as a number, and a word in its place as a word.
func (x *scoreWriter) shown(row, column int, text string, number bool) {
	if n, ok := score.ParseExact(text); ok && number {
		x.number(row, column, n.Float(), x.style.score)
		return
	}
	if n, err := strconv.Atoi(text); err == nil && column == 1 {
		x.number(row, column, float64(n), x.style.cell)
		return
	}
	x.text(row, column, text, x.style.wrapCell)
}

func scoreWidth(c report.Column) float64 {
	switch {
	case c.Number:
		return 11
	case c.Brief:
		return 14
	default:
		return 26
	}
}

// notes stand under the table.
func (x *scoreWriter) notes(row, last int) {
	for _, note := range append(append([]string{}, x.r.Notes...), x.r.Lang.T("score.hash", "hash", x.r.Hash)) {
		x.text(row, 1, note, x.style.wrap)
		x.merge(row, 1, row, last, x.style.wrap)
		x.height(row, 15*float64(lines(note, 110)))
		row++
	}
}

// points is the matrix: entries down, scoring points across.
func (x *scoreWriter) points() {
	x.open(x.r.Lang.T("score.sheet_points"))
	all := x.r.Assessment.Standard.Points
	x.title(x.r.Title, len(all)+2)
	for i, key := range []string{"score.no", "rank.name"} {
		x.text(3, i+1, x.r.Lang.T(key), x.style.head)
		x.text(4, i+1, "", x.style.head)
		x.merge(3, i+1, 4, i+1, x.style.head)
	}
	x.width(2, 14)
	for i, p := range all {
		x.text(3, i+3, p.Code, x.style.code)
		x.text(4, i+3, x.r.Lang.T("score.of", "name", p.Name+"\n", "max", p.Max.String()), x.style.head)
		x.width(i+3, 10)
	}
	x.height(4, 76)
	for i := range x.r.Assessment.Results {
		result := &x.r.Assessment.Results[i]
		x.number(i+5, 1, float64(i+1), x.style.cell)
		x.text(i+5, 2, result.Entry.Name, x.style.textCell)
		column := 3
		for _, line := range report.ScoreLines(x.r.Lang, result) {
			if line.Depth == 2 {
				x.shown(i+5, column, line.Mark, true)
				column++
			}
		}
	}
	x.freeze(2, 4)
	x.printed(3, 4, 1+len(all)/20)
}

// reasons is a row a score, with the sentence of how it came about; the
// spreadsheet can filter it by entry or by point.
func (x *scoreWriter) reasons() {
	l := x.r.Lang
	x.open(l.T("score.sheet_reasons"))
	heads := []string{"rank.name", "form.code", "score.what", "form.kind", "form.max", "standard.line", "score.score", "score.why"}
	x.title(x.r.Title, len(heads))
	for i, key := range heads {
		x.text(3, i+1, l.T(key), x.style.head)
		x.width(i+1, []float64{14, 16, 26, 11, 8, 8, 9, 90}[i])
	}
	row := 3
	for i := range x.r.Assessment.Results {
		result := &x.r.Assessment.Results[i]
		for _, line := range report.ScoreLines(l, result) {
			row++
			x.reason(row, result.Entry.Name, line)
		}
	}
	x.keep(x.book.AutoFilter(x.name, "A3:"+x.cell(max(row, 4), len(heads)), nil))
	x.freeze(1, 3)
	x.printed(3, 3, 1)
}

func (x *scoreWriter) reason(row int, entry string, line report.ScoreLine) {
	kind := x.r.Lang.T("score.depth" + strconv.Itoa(line.Depth))
	if line.Kind != standard.Kind("") {
		kind = x.r.Lang.Name("kind", string(line.Kind))
	}
	for i, s := range []string{entry, line.Code, strings.Repeat("　", line.Depth) + line.Name, kind} {
		x.text(row, i+1, s, x.style.textCell)
	}
	for i, s := range []string{line.Max, line.Line, line.Mark} {
		x.shown(row, i+5, s, true)
	}
	x.text(row, 8, line.Why, x.style.wrapCell)
	x.height(row, 15*float64(lines(line.Why, 90))+4)
}
