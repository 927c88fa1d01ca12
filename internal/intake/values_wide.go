package intake

import (
	"strings"

	"leitai/internal/fault"
	"leitai/internal/standard"
)

// pointColumn is one point of a table with the points across.
type pointColumn struct {
	at    int
	code  string
	names map[string]string // what the columns of a value are called there
}

// wide recognises a table with entries down and points or metrics across, says
// so, and returns what reads its rows.
func (v *values) wide(t *table) func(*table) {
	var points []pointColumn
	for i, head := range t.head {
		if head == "" || columns[head] || besides[strings.ToLower(head)] {
			continue
		}
		at := fault.At{File: t.file, Row: t.now, Column: head}
		code := v.point(head, at)
		if v.s.Point(code) == nil {
			if len(v.points[pointKey(head)]) == 0 {
				v.notes = append(v.notes, fault.New(ColumnIgnored, at, head, "meant", fault.Nearest(head, v.pointWords())))
			}
			continue
		}
		points = append(points, pointColumn{i, code, map[string]string{
			"value": head, "point": head, "state": head, "note": head, "document": head, "qualifier": head,
		}})
	}
	if len(points) == 0 {
		v.c.add(fault.New(NoPointColumn, fault.At{File: t.file, Row: t.now, Column: "point"}, strings.Join(t.head, ", ")))
		return func(*table) {}
	}
	v.notes = append(v.notes, fault.New(ReadWidePoints, fault.At{File: t.file}, "", "n", itoa(len(points)), "first", t.head[points[0].at], "last", t.head[points[len(points)-1].at]))
	return func(t *table) { v.wideRow(t, points) }
}

func (v *values) pointWords() []string {
	var words []string
	for _, p := range v.s.Points {
		words = append(words, p.Name, p.Code)
	}
	return words
}

// wideRow takes one entry: a value, or the word for why there is none, a point.
func (v *values) wideRow(t *table, points []pointColumn) {
	own := func(column string) string { return strings.Clone(t.cell(column)) }
	entry := v.entry(own("entry"), t.where("entry"))
	for _, p := range points {
		x := standard.Value{
			At: fault.At{File: t.file, Row: t.now}, Columns: p.names, Entry: entry, Point: p.code, Scorer: own("scorer"),
			Period: own("period"), Source: own("source"), Filler: own("filler"), Document: own("document"), Note: own("note"),
		}
		text := strings.Clone(t.cellAt(p.at))
		if state, note, ok := stateInCell(text); ok {
			x.State = state
			if note != "" {
				x.Note = note
			}
		} else {
			x.Text = text
			x.Text, x.Qualifier = bound(v.s.Point(p.code), text)
		}
		v.add(x)
	}
}

// bound parts the sign of a lower bound from a figure: ≥120, 120余.
func bound(p *standard.Point, text string) (string, string) {
	if p.Kind != standard.Indicator {
		return text, ""
	}
	for _, sign := range []string{">=", "≥"} {
		if rest, ok := strings.CutPrefix(fold(text), sign); ok {
			return clean(rest), standard.AtLeast
		}
	}
	if rest, ok := strings.CutSuffix(text, "余"); ok {
		return rest, standard.AtLeast
	}
	return text, ""
}
