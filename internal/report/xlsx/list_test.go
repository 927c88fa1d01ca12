package xlsx_test

import (
	"archive/zip"
	"bytes"
	"io"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

func TestTheSameResultGivesTheSameBytes(t *testing.T) {
	a, b := written(t, jiaocheng(t)), written(t, jiaocheng(t))
	if !bytes.Equal(a, b) {
		t.Error("two workbooks of one result differ")
	}
}

func TestAListIsReadyForTheScreenAndForPaper(t *testing.T) {
	f := workbook(t, drawn(t, 1, sheets))
	panes, err := f.GetPanes("第一批")
	if err != nil || !panes.Freeze || panes.YSplit != 3 || panes.XSplit != 2 {
		t.Errorf("panes %+v, %v", panes, err)
	}
	page, err := f.GetPageLayout("第一批")
	if err != nil || *page.Size != 9 || *page.Orientation != "landscape" || *page.FitToWidth != 1 {
		t.Errorf("page %+v, %v", page, err)
	}
	if props, err := f.GetSheetProps("第一批"); err != nil || props.FitToPage == nil || !*props.FitToPage {
		t.Errorf("properties %+v, %v", props, err)
	}
	foot, err := f.GetHeaderFooter("第一批")
	if err != nil || !strings.Contains(foot.OddFooter, "&P / &N") || !strings.Contains(foot.OddFooter, drawn(t, 1, sheets).Hash) {
		t.Errorf("footer %+v, %v", foot, err)
	}
	names := map[string]string{}
	for _, n := range f.GetDefinedName() {
		names[n.Name+" "+n.Scope] = n.RefersTo
	}
	if names["_xlnm.Print_Titles 第一批"] != "'第一批'!$3:$3" || names["_xlnm._FilterDatabase 第一批"] == "" {
		t.Errorf("names %v", names)
	}
}

// TestColumnsStandInOrder: Excel takes a file for damaged where they do not.
func TestColumnsStandInOrder(t *testing.T) {
	data := written(t, drawn(t, 1, sheets))
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	for _, part := range z.File {
		if !strings.HasPrefix(part.Name, "xl/worksheets/") {
			continue
		}
		in, err := part.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(in)
		if err != nil {
			t.Fatal(err)
		}
		before := 0
		for _, m := range regexp.MustCompile(`<col min="(\d+)"`).FindAllStringSubmatch(string(text), -1) {
			column, _ := strconv.Atoi(m[1])
			if column <= before {
				t.Errorf("%s: column %d after %d", part.Name, column, before)
			}
			before = column
		}
		if before == 0 {
			t.Errorf("%s has no widths", part.Name)
		}
	}
}

func TestNumbersAreNumbersAndCodesAreText(t *testing.T) {
	f := workbook(t, jiaocheng(t))
	rows, err := f.GetRows("第一批")
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]struct {
		kind   excelize.CellType
		format string
	}{
		"总分": {excelize.CellTypeUnset, "0.00"}, "现场比武": {excelize.CellTypeUnset, "0.00"}, "名次": {excelize.CellTypeUnset, ""},
		"编码": {excelize.CellTypeInlineString, "@"}, "单位": {excelize.CellTypeInlineString, "@"}, "等次": {excelize.CellTypeInlineString, `"★ "@`},
	}
	for j, head := range rows[2] {
		w, ok := want[head]
		if !ok {
			continue
		}
		delete(want, head)
		cell, _ := excelize.CoordinatesToCellName(j+1, 4)
		kind, err := f.GetCellType("第一批", cell)
		if err != nil || kind != w.kind {
			t.Errorf("%s is of type %d, %v", head, kind, err)
		}
		if format := formatOf(t, f, "第一批", cell); format != w.format {
			t.Errorf("%s has format %q", head, format)
		}
	}
	if len(want) > 0 {
		t.Errorf("not found: %v", want)
	}
}

func formatOf(t *testing.T, f *excelize.File, sheet, cell string) string {
	t.Helper()
	id, err := f.GetCellStyle(sheet, cell)
	if err != nil {
		t.Fatal(err)
	}
	style, err := f.GetStyle(id)
	switch {
	case err != nil:
		t.Fatal(err)
	case style.CustomNumFmt != nil:
		return *style.CustomNumFmt
	case style.NumFmt == 49:
		return "@"
	case style.NumFmt == 2:
		return "0.00"
	}
	return ""
}

// TestAValueWithoutAnEndKeepsItsDigits: no rule rounds the total of this contest.
func TestAValueWithoutAnEndKeepsItsDigits(t *testing.T) {
	r := drawn(t, 1, sheets)
	f := workbook(t, r)
	table := &r.Tables[0]
	checked := 0
	for i, row := range table.Rows {
		for j, c := range table.Cells(i) {
			if table.Columns[j].Head != "总分" || !strings.Contains(c.Text, "/") {
				continue
			}
			cell, _ := excelize.CoordinatesToCellName(j+1, i+4)
			got, err := f.GetCellValue(table.Title, cell, excelize.Options{RawCellValue: true})
			if want := row.Figure.Value.Float(); err != nil || !near(got, formatFloat(want)) {
				t.Errorf("%s is %s, not %v", c.Text, got, want)
			}
			checked++
		}
	}
	if checked == 0 {
		t.Error("every total ends")
	}
}

func TestANameIsNeverAFormula(t *testing.T) {
	r := drawn(t, 1, sheets)
	for i, name := range []string{"=1+1", "@SUM(A1)", "+1", "-1", "a\x00b", "]]>&<", "_x0041_"} {
		r.Result.Input.Entries[i].Name = name
	}
	f := workbook(t, r)
	seen := 0
	for _, sheet := range f.GetSheetList() {
		rows, err := f.GetRows(sheet)
		if err != nil {
			t.Fatal(err)
		}
		for i, row := range rows {
			for j, text := range row {
				if cell, _ := excelize.CoordinatesToCellName(j+1, i+1); text == "=1+1" || text == "]]>&<" || text == "_x0041_" {
					seen++
					if formula, _ := f.GetCellFormula(sheet, cell); formula != "" {
						t.Errorf("%s!%s runs %q", sheet, cell, formula)
					}
				}
			}
		}
	}
	if seen < 9 { // three names on at least three sheets
		t.Errorf("names found in %d cells", seen)
	}
}

func TestASheetMayHaveAnyNameThatAListHas(t *testing.T) {
	r := drawn(t, 1, sheets)
	one := r.Tables[0]
	r.Tables = nil
	for _, title := range []string{"a/b:c", "A_B_C", "'说明'", "说明", "重算", "", "  ", "History", strings.Repeat("很", 40), strings.Repeat("很", 41), strings.Repeat("𠮷", 40), "Sheet1", "x\x01y"} {
		one.Title = title
		r.Tables = append(r.Tables, one)
	}
	f := workbook(t, r)
	seen := map[string]bool{}
	for _, name := range f.GetSheetList() {
		if seen[strings.ToLower(name)] {
			t.Errorf("%q stands twice", name)
		}
		seen[strings.ToLower(name)] = true
	}
	if len(seen) < len(r.Tables)+3 {
		t.Errorf("%d sheets: %q", len(seen), f.GetSheetList())
	}
}
