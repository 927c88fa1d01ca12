package xlsx_test

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"strconv"
	"testing"

	"github.com/xuri/excelize/v2"

	"leitai/internal/intake"
	"leitai/internal/lang"
	"leitai/internal/report"
	"leitai/internal/report/xlsx"
	"leitai/internal/score"
	"leitai/internal/standing"
)

// example ranks one of the example contests.
func example(t *testing.T, name, entries, adjust string, scores ...string) *report.Ranking {
	t.Helper()
	at := func(file string) string {
		if file == "" {
			return ""
		}
		return filepath.Join("..", "..", "..", "examples", name, file)
	}
	files := intake.Files{Rules: at("rules.yaml"), Entries: at(entries), Adjust: at(adjust)}
	for _, s := range scores {
		files.Scores = append(files.Scores, at(s))
	}
	in, _, err := intake.Contest(files)
	if err != nil {
		t.Fatal(err)
	}
	return ranked(t, in)
}

func ranked(t *testing.T, in *standing.Input) *report.Ranking {
	t.Helper()
	result, err := standing.Rank(in)
	if err != nil {
		t.Fatal(err)
	}
	return report.NewRanking(lang.Chinese, result)
}

func workbook(t *testing.T, r *report.Ranking) *excelize.File {
	t.Helper()
	var b bytes.Buffer
	if err := xlsx.WriteRanking(&b, r); err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(&b)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

const recount = "重算"

// checks recalculates the column 相符 of every entry.
func checks(t *testing.T, f *excelize.File) (words []string) {
	t.Helper()
	rows, err := f.GetRows(recount)
	if err != nil {
		t.Fatal(err)
	}
	last := len(rows[3]) // the heading is full
	for row := 5; row <= len(rows); row++ {
		cell, _ := excelize.CoordinatesToCellName(last, row)
		word, err := f.CalcCellValue(recount, cell)
		if err != nil {
			t.Fatalf("%s: %v", cell, err)
		}
		words = append(words, word)
	}
	return words
}

func TestEveryTotalOfTheExamplesIsRecomputed(t *testing.T) {
	for _, c := range []struct {
		name, entries, adjust string
		scores                []string
	}{
		{"dengzhou", "", "", []string{"stage.csv", "field.csv"}},
		{"village", "", "adjust.csv", []string{"scores.xlsx"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			words := checks(t, workbook(t, example(t, c.name, c.entries, c.adjust, c.scores...)))
			for i, word := range words {
				if word != "是" {
					t.Errorf("line %d: %s", i+1, word)
				}
			}
			if len(words) == 0 {
				t.Error("no line was recomputed")
			}
		})
	}
}

// variety is a contest that has a bit of everything, by a given rule for
// roundings, means and empty groups.
func variety(t *testing.T, seed uint64, mode, mean string) *report.Ranking {
	t.Helper()
	rules := fmt.Sprintf(`schema: leitai.rules/1
score: {min: 0, max: 100, step: 0.1}
parts:
  - key: stage
    weight: 0.6
    aggregate:
      groups:
        - {key: leader, weight: 0.35, decimals: 1, rounding: %[1]s}
        - {key: expert, weight: 0.65, trim_high: 2, trim_low: 1, trim_min: 5}
      mean: %[2]s
      empty_group: renormalise
      decimals: 2
      rounding: %[1]s
    weighted: {decimals: 1, rounding: %[1]s}
  - {key: field, weight: 0.4, aggregate: {mean: %[2]s}}
adjust: {bonus_cap: 2, deduct_cap: 150}
total: {decimals: 1, rounding: %[1]s}
rank: {by: all, across: {method: trimmed_factor, trim: 1, decimals: 3, mean_decimals: 2}}
`, mode, mean)
	r, _, err := intake.ParseRules("rules.yaml", []byte(rules))
	if err != nil {
		t.Fatal(err)
	}
	rng := rand.New(rand.NewPCG(seed, 1))
	in := &standing.Input{Rules: r, Panels: []standing.Panel{{}, {}}}
	for j := range 9 {
		in.Panels[0].Judges = append(in.Panels[0].Judges, standing.Judge{ID: "评委" + strconv.Itoa(j+1), Group: min(1, j/3)})
	}
	in.Panels[1].Judges = []standing.Judge{{ID: "甲"}, {ID: "乙"}}
	for e := range 14 {
		id := "村" + strconv.Itoa(e+1)
		in.Entries = append(in.Entries, standing.Entry{ID: id, Name: id, Batch: strconv.Itoa(e % 2)})
		for p := range in.Panels {
			in.Panels[p].Marks = append(in.Panels[p].Marks, someMarks(rng, &in.Panels[p], e == 13 && p == 1))
		}
		if rng.IntN(3) == 0 {
			in.Adjust = append(in.Adjust, standing.Adjustment{Entry: e, Kind: standing.Bonus, Points: score.Ratio(int64(rng.IntN(300)), 100), Part: rng.IntN(3) - 1})
			in.Adjust = append(in.Adjust, standing.Adjustment{Entry: e, Kind: standing.Deduct, Points: score.Ratio(int64(rng.IntN(30)), 10), Part: rng.IntN(3) - 1})
		}
	}
	in.Adjust = append(in.Adjust, standing.Adjustment{Entry: 3, Kind: standing.Deduct, Points: score.Int(140), Part: -1}) // a negative total
	return ranked(t, in)
}

func someMarks(rng *rand.Rand, panel *standing.Panel, none bool) (marks []score.Mark) {
	for j := range panel.Judges {
		m := score.Mark{Judge: int32(j), Points: score.Points(rng.IntN(1001) * 1000)}
		if m.Left = score.Counted; none || rng.IntN(4) == 0 && j > 0 {
			m = score.Mark{Judge: int32(j), Left: score.Recused}
		}
		if panel.Judges[j].Group == 0 && len(panel.Judges) == 9 && rng.IntN(3) == 0 {
			m = score.Mark{Judge: int32(j), Left: score.Absent}
		}
		marks = append(marks, m)
	}
	return marks
}

// The calculator of the library does not follow every formula that office
// programs do: the other roundings and the median are held by LibreOffice, in
// TestLibreOfficeAgrees.
func TestGroupsTrimmingCapsAndFactorsAreRecomputed(t *testing.T) {
	for seed := range uint64(5) {
		for i, word := range checks(t, workbook(t, variety(t, seed, "half_up", "arithmetic"))) {
			if word != "是" {
				t.Errorf("seed %d, line %d: %q", seed, i+1, word)
			}
		}
	}
}

func TestAChangedMarkIsNoticed(t *testing.T) {
	f := workbook(t, example(t, "dengzhou", "", "", "stage.csv", "field.csv"))
	if err := f.SetCellValue(recount, "C5", 0); err != nil {
		t.Fatal(err)
	}
	if word := checks(t, f)[0]; word != "否" {
		t.Errorf("a mark was changed and the sheet says %q", word)
	}
}

func TestTheSameResultGivesTheSameBytes(t *testing.T) {
	var a, b bytes.Buffer
	for _, out := range []*bytes.Buffer{&a, &b} {
		if err := xlsx.WriteRanking(out, example(t, "village", "", "adjust.csv", "scores.xlsx")); err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(a.Bytes(), b.Bytes()) {
		t.Error("two workbooks of one result differ")
	}
}

func TestANameIsNeverAFormula(t *testing.T) {
	r := variety(t, 1, "half_up", "arithmetic")
	r.Result.Input.Entries[0].Name = "=1+1"
	f := workbook(t, r)
	for _, sheet := range f.GetSheetList() {
		rows, err := f.GetRows(sheet)
		if err != nil {
			t.Fatal(err)
		}
		for i, row := range rows {
			for j, text := range row {
				if cell, _ := excelize.CoordinatesToCellName(j+1, i+1); text == "=1+1" {
					if formula, _ := f.GetCellFormula(sheet, cell); formula != "" {
						t.Errorf("%s!%s runs %q", sheet, cell, formula)
					}
				}
			}
		}
	}
}
