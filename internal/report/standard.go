package report

import (
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"strings"

	"leitai/internal/lang"
	"leitai/internal/score"
	"leitai/internal/standard"
	"leitai/internal/tabular"
)

// StandardWire is what leitai standard check --json prints of a sound standard.
type StandardWire struct {
	Standard   string                `json:"standard"`
	Domain     string                `json:"domain"`
	Hash       string                `json:"hash"`
	Total      string                `json:"total"`
	Line       string                `json:"line"`
	Opinion    string                `json:"opinion"` // points that rest on a judge's opinion
	Kinds      []KindWire            `json:"kinds"`
	Dimensions []StandardSectionWire `json:"dimensions"`
}

// KindWire counts the points of a kind.
type KindWire struct {
	Kind   string `json:"kind"`
	Points int    `json:"points"`
	Max    string `json:"max"`
}

// StandardSectionWire is one dimension.
type StandardSectionWire struct {
	Code   string `json:"code"`
	Name   string `json:"name"`
	Max    string `json:"max"`
	Line   string `json:"line"`
	Items  int    `json:"items"`
	Points int    `json:"points"`
}

// StandardJSON sums a standard up.
func StandardJSON(s *standard.Standard) *StandardWire {
	w := &StandardWire{Standard: s.Code, Domain: s.Domain, Hash: s.Hash}
	var total, line score.Exact
	for _, d := range s.Dimensions {
		x := StandardSectionWire{Code: d.Code, Name: d.Name, Max: d.Max.String(), Line: d.Line.String(), Items: len(d.Items)}
		for _, i := range d.Items {
			x.Points += len(i.Points)
		}
		total, line = total.Add(d.Max), line.Add(d.Line)
		w.Dimensions = append(w.Dimensions, x)
	}
	for _, k := range standard.Kinds() {
		n, sum := 0, score.Exact{}
		for _, p := range s.Points {
			if p.Kind == k {
				n, sum = n+1, sum.Add(p.Max)
			}
		}
		w.Kinds = append(w.Kinds, KindWire{string(k), n, sum.String()})
		if k == standard.Judge {
			w.Opinion = sum.String()
		}
	}
	w.Total, w.Line = total.String(), line.String()
	return w
}

// WriteStandard says what a standard contains.
func WriteStandard(w io.Writer, l lang.Lang, s *standard.Standard) error {
	x, out := StandardJSON(s), &strings.Builder{}
	fmt.Fprintln(out, l.T("standard.sound", "standard", x.Standard, "domain", x.Domain, "points", strconv.Itoa(len(s.Points)), "total", x.Total, "line", x.Line)+"\n")
	lines := [][]string{{l.T("standard.dimension"), l.T("form.max"), l.T("standard.line"), l.T("standard.items"), l.T("standard.points")}}
	for _, d := range x.Dimensions {
		lines = append(lines, []string{d.Code + " " + d.Name, d.Max, d.Line, strconv.Itoa(d.Items), strconv.Itoa(d.Points)})
	}
	WriteColumns(out, lines, []bool{false, true, true, true, true})
	lines = [][]string{{l.T("form.kind"), l.T("form.max"), l.T("standard.points")}}
	for _, k := range x.Kinds {
		lines = append(lines, []string{l.Name("kind", k.Kind), k.Max, strconv.Itoa(k.Points)})
	}
	fmt.Fprintln(out)
	WriteColumns(out, lines, []bool{false, true, true})
	fmt.Fprintln(out, "\n"+l.T("standard.opinion", "points", x.Opinion, "total", x.Total))
	fmt.Fprintln(out, l.T("score.hash", "hash", x.Hash))
	_, err := io.WriteString(w, out.String())
	return err
}

// StandardRows are the rows of a standard as leitai standard export writes them
// to JSON: the columns as keys, params as the object it is.
func StandardRows(rows []standard.Row) []map[string]any {
	out := []map[string]any{}
	for _, r := range rows {
		object := map[string]any{}
		for column, text := range r.Cells {
			object[column] = text
		}
		object["params"] = json.RawMessage(r.Cells["params"])
		out = append(out, object)
	}
	return out
}

// StandardColumns are the columns that rows of a standard need: those that every
// standard has, and the last only where one of the rows uses it.
func StandardColumns(rows []standard.Row) []string {
	n := len(standard.Columns) - 1
	for _, r := range rows {
		if r.Cells[standard.Columns[n]] != "" {
			return standard.Columns
		}
	}
	return standard.Columns[:n]
}

// WriteStandardCSV writes the table of a standard.
func WriteStandardCSV(w io.Writer, rows []standard.Row) error {
	out, columns := tabular.NewCSV(w), StandardColumns(rows)
	if err := out.Write(columns); err != nil {
		return err
	}
	line := make([]string, len(columns))
	for _, r := range rows {
		for i, c := range columns {
			line[i] = r.Cells[c]
		}
		if err := out.Write(line); err != nil {
			return err
		}
	}
	return out.Flush()
}
