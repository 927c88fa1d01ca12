package examples_test

import (
	"encoding/csv"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"leitai/internal/intake"
	"leitai/internal/lang"
	"leitai/internal/report"
	"leitai/internal/standing"
)

// TestExpected ranks every contest that has an expected.csv, which was worked
// by hand, and compares each figure in it.
func TestExpected(t *testing.T) {
	found, err := filepath.Glob("*/expected.csv")
	if err != nil || len(found) < 6 {
		t.Fatalf("found %d contests, %v; want at least 6", len(found), err)
	}
	for _, path := range found {
		folder := filepath.Dir(path)
		t.Run(folder, func(t *testing.T) {
			got := rank(t, files(t, folder))
			rows := read(t, path)
			if len(rows) != len(got) {
				t.Errorf("%d rows for %d entries", len(rows), len(got))
			}
			for _, want := range rows {
				for column, cell := range want {
					if x := got[want["entry"]][column]; x != cell {
						t.Errorf("%s %s = %q; want %q", want["entry"], column, x, cell)
					}
				}
			}
		})
	}
}

// files are those of a folder, by name; all that is nothing else holds scores.
func files(t *testing.T, folder string) (f intake.Files) {
	t.Helper()
	list, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range list {
		switch path := filepath.Join(folder, file.Name()); file.Name() {
		case "rules.yaml":
			f.Rules = path
		case "entries.csv":
			f.Entries = path
		case "adjust.csv":
			f.Adjust = path
		case "expected.csv", "README.md":
		default:
			f.Scores = append(f.Scores, path)
		}
	}
	return f
}

// rank returns the figures of every entry by the columns of expected.csv.
func rank(t *testing.T, f intake.Files) map[string]map[string]string {
	t.Helper()
	in, _, err := intake.Contest(f)
	if err != nil {
		t.Fatal(err)
	}
	result, err := standing.Rank(in)
	if err != nil {
		t.Fatal(err)
	}
	if len(result.Warnings) > 0 {
		t.Errorf("warnings: %v", result.Warnings)
	}
	out := map[string]map[string]string{}
	for _, g := range report.RankJSON(lang.Chinese, result).Groups {
		for i := range g.Rows {
			out[g.Rows[i].Entry] = figures(g.Key, &g.Rows[i])
		}
	}
	return out
}

func figures(group string, r *report.RowWire) map[string]string {
	text := func(p *string) string {
		if p == nil {
			return ""
		}
		return *p
	}
	out := map[string]string{
		"group": group, "entry": r.Entry, "shared": strconv.FormatBool(r.Shared), "award": text(r.Award),
		"total": text(r.Total), "total_exact": text(r.TotalExact), "total_raw": text(r.TotalRaw),
	}
	if r.Rank != nil {
		out["rank"] = strconv.Itoa(*r.Rank)
	}
	for key, p := range r.Parts {
		out["part."+key] = p.Value
	}
	return out
}

// read reads a CSV file as one map a row.
func read(t *testing.T, path string) (out []map[string]string) {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(strings.NewReader(string(data))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range rows[1:] {
		r := map[string]string{}
		for i, name := range rows[0] {
			r[name] = row[i]
		}
		out = append(out, r)
	}
	return out
}

// TestSheets holds the sheets in the rules of Jiaocheng against the sample
// sheets they are taken from.
func TestSheets(t *testing.T) {
	rules, err := os.ReadFile("jiaocheng/rules.yaml")
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(string(rules), "\n")
	for _, file := range []string{"20_sheet_stage.csv", "22_sheet_field.csv"} {
		for _, r := range read(t, filepath.Join("standards", file)) {
			want := "      - {point: " + r["point_code"] + ", name: " + r["point"] + ", short: " + r["short"]
			more := ", part: " + r["part"] + ", max: " + r["max_points"] + ", step: 0.1, "
			if !slices.ContainsFunc(lines, func(line string) bool { return strings.HasPrefix(line, want) && strings.Contains(line, more) }) {
				t.Errorf("rules.yaml has no line %q … %q", want, more)
			}
		}
	}
}
