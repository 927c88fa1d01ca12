//go:build soffice

package xlsx_test

import (
	"encoding/csv"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"leitai/internal/report"
	"leitai/internal/score"
)

// TestLibreOfficeAgrees has LibreOffice calculate every workbook from the marks,
// without the values that the program wrote beside the formulas, and looks for
// a difference or an error. Run it with -tags soffice.
func TestLibreOfficeAgrees(t *testing.T) {
	rankings := map[string]*report.Ranking{
		"jiaocheng": example(t, "jiaocheng", "entries.csv", "adjust.csv", "stage.csv", "field.csv", "daily.csv", "survey.csv"),
		"dengzhou":  example(t, "dengzhou", "", "", "stage.csv", "field.csv"),
		"linshui":   example(t, "linshui", "", "", "scores.csv"),
		"chaonan":   example(t, "chaonan", "entries.csv", "", "scores.csv"),
		"village":   example(t, "village", "", "adjust.csv", "scores.xlsx"),
		"xuancheng": example(t, "xuancheng", "", "", "scores.csv"),
		"gaoan":     example(t, "gaoan", "", "", "scores.csv"),
	}
	for seed, mode := range score.ModeNames() {
		for _, mean := range []string{"arithmetic", "median"} {
			rankings[mode+"-"+mean] = variety(t, uint64(seed), mode, mean)
		}
	}
	dir := t.TempDir()
	args := []string{"--headless", "-env:UserInstallation=file://" + filepath.Join(dir, "profile"),
		"--convert-to", "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1", "--outdir", dir}
	for name, r := range rankings {
		f := workbook(t, r)
		if err := f.UpdateLinkedValue(); err != nil {
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
	for name := range rankings {
		t.Run(name, func(t *testing.T) { agrees(t, filepath.Join(dir, name+"-"+recount+".csv")) })
	}
	for _, path := range glob(t, dir, "*.csv") {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		for _, word := range []string{"#N/A", "#VALUE!", "#REF!", "#NAME?", "#DIV/0!", "Err:"} {
			if strings.Contains(string(data), word) {
				t.Errorf("%s has a cell %s", filepath.Base(path), word)
			}
		}
	}
}

func glob(t *testing.T, dir, pattern string) []string {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join(dir, pattern))
	if err != nil {
		t.Fatal(err)
	}
	return paths
}

func agrees(t *testing.T, path string) {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	r := csv.NewReader(f)
	r.FieldsPerRecord = -1
	rows, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if len(rows) < 5 {
		t.Fatalf("%d rows", len(rows))
	}
	if rows[1][1] != "0" {
		t.Errorf("differences: %s", rows[1][1])
	}
	for _, row := range rows[4:] {
		if row[len(row)-1] != "是" {
			t.Errorf("%s: recomputed %s, published %s", row[0], row[len(row)-3], row[len(row)-2])
		}
	}
}
