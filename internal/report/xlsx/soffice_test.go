//go:build soffice

package xlsx_test

import (
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"leitai/internal/report"
)

// crowd drops more marks than a formula names one by one, as an array that the
// calculator of the library does not follow.
const crowd = `
score: {min: 0, max: 10}
parts: [{key: vote, name: 测评, aggregate: {trim_high: 12, trim_low: 12, decimals: 2}}]
rank: {by: all, across: {method: none}}
`

// TestLibreOfficeAgrees has LibreOffice calculate every formula of every
// workbook, without the values that the program wrote beside them, and compares
// each with those. Run it with -tags soffice.
func TestLibreOfficeAgrees(t *testing.T) {
	rankings := contests(t)
	rankings["crowd"] = drawn(t, 9, crowd)
	rankings["jiaocheng"] = jiaocheng(t)
	rankings["chaonan"] = example(t, "chaonan", "entries.csv", "", "scores.csv")
	rankings["village"] = example(t, "village", "", "adjust.csv", "scores.xlsx")
	for _, name := range []string{"linshui", "xuancheng", "gaoan"} {
		rankings[name] = example(t, name, "", "", "scores.csv")
	}
	rankings["dengzhou"] = example(t, "dengzhou", "", "", "stage.csv", "field.csv")
	for name, back := range recalculated(t, rankings) {
		t.Run(name, func(t *testing.T) {
			if n := compare(t, workbook(t, rankings[name]), back); n == 0 {
				t.Error("no formula")
			}
		})
	}
}

// recalculated are the workbooks of rankings as LibreOffice saves them.
func recalculated(t *testing.T, rankings map[string]*report.Ranking) map[string]*excelize.File {
	t.Helper()
	dir := t.TempDir()
	out := filepath.Join(dir, "out")
	args := []string{"--headless", "-env:UserInstallation=file://" + filepath.Join(dir, "profile"), "--convert-to", "xlsx", "--outdir", out}
	for name, r := range rankings {
		f := workbook(t, r)
		if err := f.UpdateLinkedValue(); err != nil { // takes the values away
			t.Fatal(err)
		}
		path := filepath.Join(dir, name+".xlsx")
		if err := f.SaveAs(path); err != nil {
			t.Fatal(err)
		}
		args = append(args, path)
	}
	if out, err := exec.Command("soffice", args...).CombinedOutput(); err != nil {
		t.Fatalf("soffice: %v: %s", err, out)
	}
	files := map[string]*excelize.File{}
	for name := range rankings {
		f, err := excelize.OpenFile(filepath.Join(out, name+".xlsx"))
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { f.Close() })
		files[name] = f
	}
	return files
}

// compare compares the values of all formulas and returns how many there are.
func compare(t *testing.T, ours, theirs *excelize.File) (n int) {
	t.Helper()
	raw := excelize.Options{RawCellValue: true}
	for _, sheet := range ours.GetSheetList() {
		rows, err := ours.GetRows(sheet, raw)
		if err != nil {
			t.Fatal(err)
		}
		back, err := theirs.GetRows(sheet, raw)
		if err != nil {
			t.Fatal(err)
		}
		for i, row := range rows {
			for j, want := range row {
				got := ""
				if i < len(back) && j < len(back[i]) {
					got = back[i][j]
				}
				cell, _ := excelize.CoordinatesToCellName(j+1, i+1)
				formula, _ := ours.GetCellFormula(sheet, cell)
				if formula != "" {
					n++
				}
				if !near(got, want) || strings.HasPrefix(got, "#") {
					t.Errorf("%s!%s: =%s makes %q there, %q here", sheet, cell, formula, got, want)
				}
			}
		}
	}
	return n
}
