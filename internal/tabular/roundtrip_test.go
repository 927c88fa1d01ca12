package tabular_test

import (
	"bytes"
	"encoding/csv"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"leitai/internal/tabular"
)

func written(t rapid.TB, rows ...[]string) []byte {
	var buf bytes.Buffer
	w := tabular.NewCSV(&buf)
	for _, r := range rows {
		if err := w.Write(r); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Flush(); err != nil {
		t.Fatal(err)
	}
	return buf.Bytes()
}

// Whatever cells are written, the same are read: but for rows nobody sees, and
// line breaks, which become LF.
func TestWhatIsWrittenIsRead(t *testing.T) {
	cell := rapid.OneOf(
		rapid.StringOf(rapid.RuneFrom([]rune("'=+-@\t\n\r,;\" 01.a石 　\uFEFF"))),
		rapid.String().Filter(func(s string) bool { return !strings.Contains(s, "\x00") }),
	)
	rapid.Check(t, func(rt *rapid.T) {
		rows := rapid.SliceOf(rapid.SliceOfN(cell, 1, 4)).Draw(rt, "rows")
		var want [][]string
		for _, r := range rows {
			if strings.TrimSpace(strings.Join(r, "")) == "" {
				continue
			}
			kept := slices.Clone(r)
			for i, c := range kept {
				kept[i] = strings.ReplaceAll(strings.ReplaceAll(c, "\r\n", "\n"), "\r", "\n")
			}
			want = append(want, kept)
		}
		got := readAll(t, written(rt, rows...), tabular.Options{})
		if len(want) > 0 && len(got.faults) > 0 {
			rt.Fatalf("faults %v", got.faults)
		}
		if !slices.EqualFunc(got.rows, want, slices.Equal[[]string]) {
			rt.Fatalf("read %q, want %q", got.rows, want)
		}
	})
}

func TestNoCellRunsAsAFormula(t *testing.T) {
	for _, c := range []struct{ name, cell, file string }{
		{"a formula", "=1+1", "'=1+1"},
		{"a command", "@SUM(A1)", "'@SUM(A1)"},
		{"a sign before a word", "-石口", "'-石口"},
		{"a call behind a sign", `+cmd|' /C calc'!A0`, `'+cmd|' /C calc'!A0`},
		{"a tab before a formula", "\t=1", "\"'\t=1\""},
		{"a negative number stays", "-0.5", "-0.5"},
		{"a number with a plus stays", "+3", "+3"},
		{"two signs are no number", "--3", "'--3"},
		{"an unfinished number is none", "-3.", "'-3."},
		{"a lone dash stays", "-", "-"},
		{"an apostrophe before a formula is kept apart from ours", "'=1", "''=1"},
		{"a bare carriage return is a line break", "a\rb", "\"a\nb\""},
		{"a NUL is no text", "a\x00b", "a\uFFFDb"},
		{"bytes that are no text", "a\xFFb", "a\uFFFDb"},
		{"a semicolon is no separator", "1;2", `"1;2"`},
	} {
		t.Run(c.name, func(t *testing.T) {
			want := "\uFEFF" + c.file + ",x\r\n"
			if got := string(written(t, []string{c.cell, "x"})); got != want {
				t.Errorf("wrote %q, want %q", got, want)
			}
		})
	}
}

// A reader of anyone else's understands our files.
func TestCSVIsPlainCSV(t *testing.T) {
	data := written(t, []string{"单位", `引"号`}, []string{"a,b", "c\nd"})
	rows, err := csv.NewReader(bytes.NewReader(data[3:])).ReadAll()
	if err != nil || rows[0][1] != `引"号` || rows[1][0] != "a,b" || rows[1][1] != "c\nd" {
		t.Errorf("%q %v", rows, err)
	}
}

func TestAnEmptyTableIsStillMarked(t *testing.T) {
	if got := string(written(t)); got != "\uFEFF" {
		t.Errorf("wrote %q", got)
	}
}
