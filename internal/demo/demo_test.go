package demo_test

import (
	"bytes"
	"encoding/csv"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"leitai/internal/demo"
	"leitai/internal/intake"
	"leitai/internal/standing"
)

const folder = "../../examples/jiaocheng"

// TestCommitted fails when the generator has changed and go generate was not
// run, or when a generated file was edited by hand.
func TestCommitted(t *testing.T) {
	for path, want := range demo.Files(demo.Seed) {
		got, err := os.ReadFile(filepath.Join(folder, path))
		if err != nil {
			t.Error(err)
		} else if !bytes.Equal(got, want) {
			t.Errorf("%s differs from a fresh one; run go generate ./internal/demo", path)
		}
	}
}

func TestSeedDecidesTheFiles(t *testing.T) {
	a, again, other := demo.Files(7), demo.Files(7), demo.Files(8)
	for path := range a {
		if !bytes.Equal(a[path], again[path]) {
			t.Errorf("%s: one seed, two files", path)
		}
	}
	for _, path := range []string{"stage.csv", "field.csv", "survey.csv", "adjust.csv", "daily.csv", "entries.csv", "values-rural.csv", "previous/scores.csv"} {
		if bytes.Equal(a[path], other[path]) {
			t.Errorf("%s: two seeds, one file", path)
		}
	}
}

// TestEverySeedRanks reads and ranks the files of other seeds, from a folder.
func TestEverySeedRanks(t *testing.T) {
	for seed := range uint64(5) {
		dir := t.TempDir()
		for path, content := range demo.Files(seed) {
			if err := os.MkdirAll(filepath.Dir(filepath.Join(dir, path)), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(filepath.Join(dir, path), content, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		if r := ranked(t, dir); len(r.Warnings) > 0 {
			t.Errorf("seed %d: %v", seed, r.Warnings)
		}
	}
}

func ranked(t *testing.T, dir string) *standing.Result {
	t.Helper()
	f := intake.Files{Rules: filepath.Join(dir, "rules.yaml"), Entries: filepath.Join(dir, "entries.csv"), Adjust: filepath.Join(dir, "adjust.csv")}
	for _, name := range []string{"stage.csv", "field.csv", "daily.csv", "survey.csv"} {
		f.Scores = append(f.Scores, filepath.Join(dir, name))
	}
	in, _, err := intake.Contest(f)
	if err != nil {
		t.Fatalf("%s: %v", dir, err)
	}
	r, err := standing.Rank(in)
	if err != nil {
		t.Fatalf("%s: %v", dir, err)
	}
	return r
}

// TestTies shows what the twins were planted for: a tie at each boundary.
func TestTies(t *testing.T) {
	r := ranked(t, folder)
	rows := map[string]*standing.Row{}
	for _, l := range r.Lists {
		for _, row := range l.Rows {
			rows[r.Input.Entries[row.Entry].ID] = row
		}
	}
	tests := []struct {
		name, a, b     string
		placeA, placeB int
		brokenBy       string
		tiers, awards  [2]string
	}{
		{"a tie at the end of the top tier takes both in", "141122100205", "141122101208", 7, 7, "", [2]string{"top", "top"}, [2]string{"二等奖", "二等奖"}},
		{"a tie at the end of the awards goes to the older branch", "141122105207", "141122100208", 15, 16, "field.founded_asc", [2]string{"middle", "middle"}, [2]string{"三等奖", ""}},
		{"equal totals are parted by what they were before rounding", "141122100221", "141122103203", 17, 18, "exact", [2]string{"middle", "middle"}, [2]string{"", ""}},
		{"a tie at the edge of the bottom tier leaves both out", "141122100005", "141122100002", 33, 33, "", [2]string{"middle", "middle"}, [2]string{"", ""}},
		{"a tie at the end of the first award goes to the better stage", "141122105213", "141122105206", 3, 4, "part.stage", [2]string{"top", "top"}, [2]string{"一等奖", "二等奖"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			a, b := rows[tt.a], rows[tt.b]
			if a.Figure.Text() != b.Figure.Text() {
				t.Errorf("totals %s and %s", a.Figure.Text(), b.Figure.Text())
			}
			if a.Place != tt.placeA || b.Place != tt.placeB || a.TieBrokenBy != tt.brokenBy || b.TieBrokenBy != tt.brokenBy {
				t.Errorf("places %d and %d, broken by %q and %q", a.Place, b.Place, a.TieBrokenBy, b.TieBrokenBy)
			}
			if got := [2]string{a.Tier, b.Tier}; got != tt.tiers {
				t.Errorf("tiers %v; want %v", got, tt.tiers)
			}
			if got := [2]string{a.Award, b.Award}; got != tt.awards {
				t.Errorf("awards %v; want %v", got, tt.awards)
			}
		})
	}
}

// TestNobodyIsAccused holds the promise that no real village is shown as weak
// or struck out.
func TestNobodyIsAccused(t *testing.T) {
	files := demo.Files(demo.Seed)
	for _, path := range slices.Sorted(maps.Keys(files)) {
		text := string(files[path])
		if path != "README.md" && strings.Contains(text, "软弱涣散") {
			t.Errorf("%s says 软弱涣散", path)
		}
	}
	if text := string(files["adjust.csv"]); strings.Contains(text, "veto") {
		t.Error("adjust.csv has a veto")
	}
	for file, code := range map[string]string{"values-rural.csv": "RUR-06-02", "values-community.csv": "COM-06-02"} {
		rows, err := csv.NewReader(bytes.NewReader(files[file])).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		vetoes := 0
		for _, row := range rows {
			if !strings.HasPrefix(row[1], code) {
				continue
			}
			if vetoes++; row[2] != "0" {
				t.Errorf("veto: %v", row)
			}
		}
		if vetoes == 0 {
			t.Errorf("%s has no row of a veto: the test looks in the wrong place", file)
		}
	}
}
