package xlsx_test

import (
	"fmt"
	"testing"

	"github.com/xuri/excelize/v2"

	"leitai/internal/report"
)

const recount = "重算"

// formulas recalculates every formula of a workbook and compares it with what
// the program wrote beside it. It returns how many there are.
func formulas(t *testing.T, f *excelize.File) (n int) {
	t.Helper()
	raw := excelize.Options{RawCellValue: true}
	for _, sheet := range f.GetSheetList() {
		rows, err := f.GetRows(sheet, raw)
		if err != nil {
			t.Fatal(err)
		}
		for i, row := range rows {
			for j := range row {
				cell, _ := excelize.CoordinatesToCellName(j+1, i+1)
				formula, err := f.GetCellFormula(sheet, cell)
				if err != nil || formula == "" {
					continue
				}
				n++
				got, err := f.CalcCellValue(sheet, cell, raw)
				if err != nil || !near(got, row[j]) {
					t.Errorf("%s!%s: =%s makes %q (%v), the program has %q", sheet, cell, formula, got, err, row[j])
				}
			}
		}
	}
	return n
}

// verdicts recalculates the words under the headings 相符.
func verdicts(t *testing.T, f *excelize.File) map[string]int {
	t.Helper()
	rows, err := f.GetRows(recount)
	if err != nil {
		t.Fatal(err)
	}
	words := map[string]int{}
	for j, head := range rows[4] {
		if head != "相符" {
			continue
		}
		for i := 6; i <= len(rows); i++ {
			cell, _ := excelize.CoordinatesToCellName(j+1, i)
			word, err := f.CalcCellValue(recount, cell)
			if err != nil {
				t.Fatal(err)
			}
			words[word]++
		}
	}
	return words
}

func TestEveryFormulaMakesWhatTheProgramHas(t *testing.T) {
	for name, r := range contests(t) {
		t.Run(name, func(t *testing.T) {
			f := workbook(t, r)
			if n := formulas(t, f); n < 8*units {
				t.Errorf("only %d formulas", n)
			}
			if words := verdicts(t, f); words["否"] > 0 || words["是"] < units {
				t.Errorf("%v", words)
			}
		})
	}
}

func TestEveryTotalOfTheExamplesIsRecomputed(t *testing.T) {
	for name, r := range map[string]*report.Ranking{
		"dengzhou": example(t, "dengzhou", "", "", "stage.csv", "field.csv"),
		"village":  example(t, "village", "", "adjust.csv", "scores.xlsx"),
		"gaoan":    example(t, "gaoan", "", "", "scores.csv"),
	} {
		t.Run(name, func(t *testing.T) {
			if words := verdicts(t, workbook(t, r)); words["否"] > 0 || words["是"] == 0 {
				t.Errorf("%v", words)
			}
		})
	}
}

// TestNothingGivenGoesUnnoticed changes a mark, the points of two judges (for
// trimming drops one) and an adjustment.
func TestNothingGivenGoesUnnoticed(t *testing.T) {
	for name, c := range map[string]struct {
		sheet string
		cells []string
	}{
		"a mark": {recount, []string{"D6"}}, "points": {"评分点 现场", []string{"C4", "C5"}}, "an adjustment": {"加减分", []string{"D4"}},
	} {
		t.Run(name, func(t *testing.T) {
			f := workbook(t, drawn(t, 1, sheets))
			if n := verdicts(t, f)["否"]; n != 0 {
				t.Fatalf("%d differ before", n)
			}
			for _, cell := range c.cells {
				if err := f.SetCellValue(c.sheet, cell, 77.7); err != nil {
					t.Fatal(err)
				}
			}
			if n := verdicts(t, f)["否"]; n == 0 {
				t.Error("nothing differs")
			}
		})
	}
}

func TestAWordInTheCellOfAMarkIsNoNumber(t *testing.T) {
	f := workbook(t, drawn(t, 1, fmt.Sprintf(groups, "half_up", "arithmetic")))
	found := map[string]bool{}
	rows, err := f.GetRows(recount)
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range rows {
		for _, text := range row {
			found[text] = true
		}
	}
	for _, word := range []string{"回避", "缺席", "作废", "没有打分"} {
		if !found[word] {
			t.Errorf("no cell says %s", word)
		}
	}
}

func TestTooLargeAResultIsNotRecomputed(t *testing.T) {
	r := drawn(t, 1, wide)
	all := r.Tables[0].Rows
	for len(r.Tables[0].Rows) < 60_000 {
		r.Tables[0].Rows = append(r.Tables[0].Rows, all...)
	}
	f := workbook(t, r)
	if i, _ := f.GetSheetIndex(recount); i >= 0 {
		t.Error("there is a sheet 重算")
	}
	rows, err := f.GetRows("说明")
	if err != nil {
		t.Fatal(err)
	}
	said := false
	for _, row := range rows {
		said = said || len(row) > 0 && row[0] == r.Lang.T("sheet.too_large")
	}
	if !said {
		t.Error("说明 does not say why")
	}
}
