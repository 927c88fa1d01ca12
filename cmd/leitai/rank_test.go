package main

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"leitai/internal/report"
)

// files are the texts of the files of a contest, by name.
type files map[string]string

// rank runs leitai rank --json on files and returns the result by entry; the
// names of the files say what each is.
func (f files) rank(t *testing.T) map[string]report.RowWire {
	t.Helper()
	dir := t.TempDir()
	args := []string{"rank", "--json"}
	for name, text := range f {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		flag := map[string]string{"rules.yaml": "--rules", "scores.csv": "--scores", "entries.csv": "--entries", "adjust.csv": "--adjust"}[name]
		args = append(args, flag, path)
	}
	var out, errs bytes.Buffer
	if status := run(args, &out, &errs); status != 0 {
		t.Fatalf("exit status %d: %s", status, errs.String())
	}
	var result report.RankWire
	if err := json.Unmarshal(out.Bytes(), &result); err != nil {
		t.Fatal(err)
	}
	rows := map[string]report.RowWire{}
	for _, g := range result.Groups {
		for _, row := range g.Rows {
			rows[row.Entry] = row
		}
	}
	return rows
}

// table is a CSV file of a folder of testdata, a row a map.
func table(t *testing.T, path string) []map[string]string {
	t.Helper()
	f, err := os.Open(filepath.Join("../../testdata", path))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var out []map[string]string
	for _, row := range rows[1:] {
		m := map[string]string{}
		for i, name := range rows[0] {
			m[name] = row[i]
		}
		out = append(out, m)
	}
	return out
}

// csvText writes rows as CSV.
func csvText(rows [][]string) string {
	var b bytes.Buffer
	_ = csv.NewWriter(&b).WriteAll(rows) // into memory
	return b.String()
}

// said is what a pointer points to, or a dash.
func said[T any](p *T, text func(T) string) string {
	if p == nil {
		return "—"
	}
	return text(*p)
}
