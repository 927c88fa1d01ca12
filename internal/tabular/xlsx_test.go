package tabular_test

import (
	"bytes"
	"slices"
	"testing"

	"github.com/xuri/excelize/v2"

	"leitai/internal/fault"
	"leitai/internal/tabular"
)

// styles: 1 a date, 2 a percentage, 3 date and time, 4 hours beyond a day,
// 5 a Chinese date, 6 a colour and a word that are no date, 7 text.
const styles = `<styleSheet><numFmts><numFmt numFmtId="164" formatCode="yyyy/m/d h:mm"/>` +
	`<numFmt numFmtId="165" formatCode="[h]:mm:ss"/><numFmt numFmtId="166" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;;@"/>` +
	`<numFmt numFmtId="167" formatCode="[Red]0.00&quot;days %&quot;\d_y"/></numFmts>` +
	`<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>` +
	`<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="9"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="166"/><xf numFmtId="167"/><xf numFmtId="49"/></cellXfs></styleSheet>`

func TestCellIsReadAsAPersonSeesIt(t *testing.T) {
	shared := `<sst><si><t>石口村</t></si><si><r><t>辛</t></r><r><rPr><b/></rPr><t xml:space="preserve">关 </t></r><rPh sb="0" eb="1"><t>xin</t></rPh></si><si><t>a_x000A_b_x005F_x</t></si></sst>`
	for _, c := range []struct{ name, cell, want string }{
		{"a number", `<c r="A1"><v>91.2</v></c>`, "91.2"},
		{"a number that binary cannot hold", `<c r="A1"><v>91.200000000000003</v></c>`, "91.2"},
		{"a number from a sum", `<c r="A1"><v>0.30000000000000004</v></c>`, "0.3"},
		{"a scientific number", `<c r="A1"><v>1E+2</v></c>`, "100"},
		{"a small scientific number", `<c r="A1"><v>-1.5E-7</v></c>`, "-0.00000015"},
		{"zeros nobody sees", `<c r="A1"><v>91.20</v></c>`, "91.2"},
		{"negative zero", `<c r="A1"><v>-0</v></c>`, "0"},
		{"a code of twelve digits", `<c r="A1"><v>141130000001</v></c>`, "141130000001"},
		{"a number with a style that has words", `<c r="A1" s="6"><v>3.50</v></c>`, "3.5"},
		{"a number that is formatted as text", `<c r="A1" s="7"><v>12</v></c>`, "12"},
		{"a percentage", `<c r="A1" s="2"><v>0.95</v></c>`, "95%"},
		{"a percentage with decimals that are not shown", `<c r="A1" s="2"><v>0.95230000000000004</v></c>`, "95.23%"},
		{"a percentage below one", `<c r="A1" s="2"><v>-0.005</v></c>`, "-0.5%"},
		{"a date", `<c r="A1" s="1"><v>45000</v></c>`, "2023-03-15"},
		{"a Chinese date", `<c r="A1" s="5"><v>45000</v></c>`, "2023-03-15"},
		{"a moment", `<c r="A1" s="3"><v>45000.354166666664</v></c>`, "2023-03-15 08:30:00"},
		{"hours beyond a day", `<c r="A1" s="4"><v>1.5</v></c>`, "36:00:00"},
		{"a date in ISO", `<c r="A1" t="d"><v>2023-03-15T00:00:00</v></c>`, "2023-03-15"},
		{"a style that is not there", `<c r="A1" s="77"><v>5</v></c>`, "5"},
		{"a shared text", `<c r="A1" t="s"><v>0</v></c>`, "石口村"},
		{"a rich text keeps its spaces and loses its pronunciation", `<c r="A1" t="s"><v>1</v></c>`, "辛关 "},
		{"a text with escaped characters", `<c r="A1" t="s"><v>2</v></c>`, "a\nb_x"},
		{"a text in place", `<c r="A1" t="inlineStr"><is><t> 石楼 </t></is></c>`, " 石楼 "},
		{"a text that looks like a number stays", `<c r="A1" t="inlineStr"><is><t>091.20</t></is></c>`, "091.20"},
		{"true", `<c r="A1" t="b"><v>1</v></c>`, "TRUE"},
		{"false", `<c r="A1" t="b"><v>0</v></c>`, "FALSE"},
		{"a formula with its value", `<c r="A1"><f>SUM(B1:B9)</f><v>91.2</v></c>`, "91.2"},
		{"a formula with a text", `<c r="A1" t="str"><f>B1</f><v>石口</v></c>`, "石口"},
		{"a cell without a name", `<c><v>7</v></c>`, "7"},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := rows("<row>"+c.cell+"</row>").with("xl/styles.xml", styles).with("xl/sharedStrings.xml", shared)
			readAll(t, p.zip(t), tabular.Options{}).wantRows(t, c.want)
		})
	}
}

func TestDatesOfOldMacs(t *testing.T) {
	p := rows(`<row><c s="1"><v>43538</v></c></row>`).with("xl/styles.xml", styles)
	p["xl/workbook.xml"] = `<workbook xmlns:r="r"><workbookPr date1904="1"/><sheets><sheet name="得分" r:id="rId1"/></sheets></workbook>`
	readAll(t, p.zip(t), tabular.Options{}).wantRows(t, "2023-03-15")
}

func TestCellFaults(t *testing.T) {
	for _, c := range []struct {
		name, cell string
		code       fault.Code
		found      string
	}{
		{"an error", `<c r="B2" t="e"><v>#N/A</v></c>`, tabular.ErrorCell, "#N/A"},
		{"an error of a formula", `<c r="B2" t="e"><f>1/0</f><v>#DIV/0!</v></c>`, tabular.ErrorCell, "#DIV/0!"},
		{"a formula never computed", `<c r="B2"><f>SUM(A1:A9)</f></c>`, tabular.FormulaWithoutValue, "=SUM(A1:A9)"},
		{"a formula with an empty value", `<c r="B2"><f>SUM(A1:A9)</f><v/></c>`, tabular.FormulaWithoutValue, "=SUM(A1:A9)"},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := rows(`<row r="1"><c r="A1"><v>1</v></c></row><row r="2">` + c.cell + `</row><row r="3"><c r="A3"><v>3</v></c></row>`)
			got := readAll(t, p.zip(t), tabular.Options{})
			f := got.wantFault(t, c.code, 2, "B")
			if f.Found != c.found || f.Args["cell"] != "B2" || len(got.rows) != 2 {
				t.Errorf("%+v, %d other rows", f, len(got.rows))
			}
		})
	}
}

// Some libraries write 0 for every formula and ask that it be computed on
// opening: such a value is none.
func TestValuesThatAreYetToBeComputed(t *testing.T) {
	p := rows(`<row><c r="A1"><f>SUM(B1:B9)</f><v>0</v></c></row>`)
	p["xl/workbook.xml"] = `<workbook xmlns:r="r"><sheets><sheet name="得分" r:id="rId1"/></sheets><calcPr fullCalcOnLoad="1"/></workbook>`
	readAll(t, p.zip(t), tabular.Options{}).wantFault(t, tabular.FormulaWithoutValue, 1, "A")
}

func TestMergedCellsAreFilled(t *testing.T) {
	text := func(ref, s string) string { return `<c r="` + ref + `" t="inlineStr"><is><t>` + s + `</t></is></c>` }
	p := book(`<sheetData><row r="1">` + text("A1", "石楼县评分表") + `</row>` +
		`<row r="2">` + text("A2", "乡镇") + text("B2", "评委") + `</row>` +
		`<row r="3">` + text("B3", "评委1") + text("C3", "评委2") + `</row>` +
		`<row r="4">` + text("A4", "灵泉镇") + text("B4", "9") + text("C4", "8") + `</row>` +
		`<row r="5"><c r="A5"/>` + text("B5", "7") + text("C5", "6") + `</row>` +
		`<row r="6"><c r="A6"/></row>` +
		`<row r="7">` + text("B7", "5") + `</row></sheetData>` +
		`<mergeCells><mergeCell ref="A1:C1"/><mergeCell ref="A2:A3"/><mergeCell ref="B2:C2"/><mergeCell ref="A4:A6"/></mergeCells>`)
	got := readAll(t, p.zip(t), tabular.Options{})
	got.wantRows(t, "石楼县评分表|石楼县评分表|石楼县评分表", "乡镇|评委|评委", "乡镇|评委1|评委2", "灵泉镇|9|8", "灵泉镇|7|6", "|5")
	if want := []int{1, 2, 3, 4, 5, 7}; !slices.Equal(got.at, want) {
		t.Errorf("rows %v, want %v", got.at, want)
	}
	got.wantNote(t, tabular.MergedFilled, fault.Args{"count": "4"})
}

func TestHiddenRowsAndColumnsAreRead(t *testing.T) {
	p := book(`<cols><col min="2" max="16384" hidden="1"/></cols><sheetData><row><c><v>1</v></c><c><v>2</v></c></row>` +
		`<row hidden="1"><c><v>3</v></c></row><row hidden="1"/></sheetData>`)
	got := readAll(t, p.zip(t), tabular.Options{})
	got.wantRows(t, "1|2", "3")
	got.wantNote(t, tabular.HiddenRows, fault.Args{"count": "1"})
	got.wantNote(t, tabular.HiddenColumns, fault.Args{"count": "1"})
}

func TestNumberWithLostDigitsIsNoted(t *testing.T) {
	p := rows(`<row><c r="B1"><v>1.2345678901234568E+17</v></c></row>`)
	got := readAll(t, p.zip(t), tabular.Options{})
	got.wantRows(t, "|123456789012346000")
	got.wantNote(t, tabular.DigitsLost, fault.Args{"count": "1", "cell": "B1"})
}

func TestSheetIsChosen(t *testing.T) {
	f := excelize.NewFile()
	defer f.Close()
	for _, name := range []string{"说明", "得分", "空表"} {
		if _, err := f.NewSheet(name); err != nil {
			t.Fatal(err)
		}
		if name != "空表" {
			f.SetCellValue(name, "A1", name)
		}
	}
	if err := f.SetSheetVisible("Sheet1", false); err != nil {
		t.Fatal(err)
	}
	f.SetActiveSheet(1)
	f.SetSheetVisible("Sheet1", false)
	data, err := f.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	got := readAll(t, data.Bytes(), tabular.Options{})
	got.wantRows(t, "说明")
	got.wantNote(t, tabular.OtherSheets, fault.Args{"sheet": "说明", "count": "1", "sheets": "得分"})

	got = readAll(t, data.Bytes(), tabular.Options{Sheet: "得分"})
	got.wantRows(t, "得分")
	if len(got.notes) > 0 {
		t.Errorf("a sheet that was asked for has notes %v", got.notes)
	}
	fl := readAll(t, data.Bytes(), tabular.Options{Sheet: "成绩"}).wantFault(t, tabular.NoSuchSheet, 0, "")
	if fl.Found != "成绩" || fl.Args["sheets"] != "Sheet1、说明、得分、空表" {
		t.Errorf("%+v", fl)
	}
}

func TestChartIsNoSheetOfCells(t *testing.T) {
	p := rows("<row><c><v>1</v></c></row>")
	p["xl/workbook.xml"] = `<workbook xmlns:r="r"><sheets><sheet name="图" r:id="rId7"/><sheet name="得分" r:id="rId1"/></sheets></workbook>`
	p["xl/_rels/workbook.xml.rels"] = relsHead + `<Relationship Id="rId7" Type="` + relType + `chartsheet" Target="chartsheets/sheet1.xml"/>` +
		`<Relationship Id="rId1" Type="` + relType + `worksheet" Target="worksheets/sheet1.xml"/></Relationships>`
	p["xl/chartsheets/sheet1.xml"] = "<chartsheet/>"
	readAll(t, p.zip(t), tabular.Options{}).wantRows(t, "1")
}

// The library's own reading of a file it wrote agrees with ours.
func TestExcelizeAgrees(t *testing.T) {
	f := excelize.NewFile()
	defer f.Close()
	for r := 1; r <= 50; r++ {
		name, _ := excelize.CoordinatesToCellName(1, r)
		if err := f.SetSheetRow("Sheet1", name, &[]any{"石口村", r, float64(r) / 8, nil, " 文 字 ", -r}); err != nil {
			t.Fatal(err)
		}
	}
	want, err := f.GetRows("Sheet1", excelize.Options{RawCellValue: true})
	if err != nil {
		t.Fatal(err)
	}
	data, err := f.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	got := readAll(t, bytes.Clone(data.Bytes()), tabular.Options{})
	if !slices.EqualFunc(got.rows, want, slices.Equal[[]string]) || len(got.faults) > 0 {
		t.Errorf("read %q %v, want %q", got.rows, got.faults, want)
	}
}

func TestOtherZipsAreNamed(t *testing.T) {
	for _, c := range []struct {
		name string
		p    parts
		code fault.Code
		kind string
	}{
		{"a Word file", rows("").with("word/document.xml", "<w/>"), tabular.NotATable, "Word"},
		{"an OpenDocument table", parts{"content.xml": "<o/>"}, tabular.NotATable, "ODS"},
		{"a binary workbook", rows("").with("xl/workbook.bin", "x"), tabular.OldExcel, ""},
		{"a zip of anything", parts{"得分.csv": "a,b"}, tabular.NotATable, "ZIP"},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := readAll(t, c.p.zip(t), tabular.Options{}).wantFault(t, c.code, 0, "")
			if f.Args["kind"] != c.kind {
				t.Errorf("kind %q, want %q", f.Args["kind"], c.kind)
			}
		})
	}
}

func TestMacrosAreNotRunButNoted(t *testing.T) {
	got := readAll(t, rows("<row><c><v>1</v></c></row>").with("xl/vbaProject.bin", "x").zip(t), tabular.Options{})
	got.wantRows(t, "1")
	got.wantNote(t, tabular.MacrosIgnored, nil)
}
