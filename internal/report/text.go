package report

import (
	"fmt"
	"io"
	"strings"

	"leitai/internal/tabular"
)

// WriteText writes the ranking for a terminal, columns aligned by the width
// that characters take there: a Chinese one takes two.
func WriteText(w io.Writer, r *Ranking) error {
	out := &strings.Builder{}
	fmt.Fprintln(out, r.Title)
	for _, line := range r.Basis {
		fmt.Fprintln(out, line)
	}
	for i := range r.Tables {
		out.WriteString("\n" + r.Tables[i].Title + "\n")
		writeTable(out, &r.Tables[i])
	}
	for _, note := range r.Notes {
		fmt.Fprintln(out, "\n"+r.Lang.T("rank.warning", "note", note))
	}
	fmt.Fprintln(out, "\n"+r.Lang.T("rank.hash", "hash", r.Hash))
	_, err := io.WriteString(w, out.String())
	return err
}

func writeTable(out *strings.Builder, t *Table) {
	lines := [][]string{nil}
	var numbers []bool
	for _, c := range t.Columns {
		if c.Brief || c.Number {
			lines[0] = append(lines[0], c.Head)
			numbers = append(numbers, c.Number)
		}
	}
	for i := range t.Rows {
		var line []string
		for j, cell := range t.Cells(i) {
			if t.Columns[j].Brief || t.Columns[j].Number {
				line = append(line, cell.Text)
			}
		}
		lines = append(lines, line)
	}
	WriteColumns(out, lines, numbers)
}

// WriteColumns writes lines of cells as aligned columns, numbers to the right.
func WriteColumns(out *strings.Builder, lines [][]string, numbers []bool) {
	widths := make([]int, len(numbers))
	for _, line := range lines {
		for i, s := range line {
			widths[i] = max(widths[i], tabular.Width(s))
		}
	}
	for _, line := range lines {
		var b strings.Builder
		for i, s := range line {
			gap := strings.Repeat(" ", widths[i]-tabular.Width(s))
			if numbers[i] {
				b.WriteString(gap + s + "  ")
			} else {
				b.WriteString(s + gap + "  ")
			}
		}
		fmt.Fprintln(out, strings.TrimRight(b.String(), " "))
	}
}
