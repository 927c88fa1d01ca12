package tabular_test

import (
	"slices"
	"strings"
	"testing"

	"leitai/internal/fault"
	"leitai/internal/tabular"
)

func TestCSVIsRead(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       []string
		at         []int
	}{
		{"a plain table", "单位,得分\n石口村,91.2\n", []string{"单位|得分", "石口村|91.2"}, []int{1, 2}},
		{"a byte order mark is no part of the first cell", "\uFEFF单位\n石口村\n", []string{"单位", "石口村"}, []int{1, 2}},
		{"Windows line ends", "单位,得分\r\n石口村,91.2\r\n", []string{"单位|得分", "石口村|91.2"}, []int{1, 2}},
		{"line ends of old Macs", "单位,得分\r石口村,91.2\r", []string{"单位|得分", "石口村|91.2"}, []int{1, 2}},
		{"no line end at the end", "a,b\n1,2", []string{"a|b", "1|2"}, []int{1, 2}},
		{"empty columns at the end stay", "a,b,,\n1,2,,\n", []string{"a|b||", "1|2||"}, []int{1, 2}},
		{"rows of different length", "a\n1,2,3\n", []string{"a", "1|2|3"}, []int{1, 2}},
		{"rows without text are skipped and counted", "\n\na,b\n,\n \t　,\n1,2\n", []string{"a|b", "1|2"}, []int{3, 6}},
		{"a line break in a cell does not count as a row", "a,b\n\"1\n2\",\"x\r\ny\"\n\n3,4\n", []string{"a|b", "1\n2|x\ny", "3|4"}, []int{1, 2, 4}},
		{"spaces in a cell stay", "a , b\n", []string{"a | b"}, []int{1}},
		{"our own apostrophes are taken away, others not", "'=1+1,'-石口,''@,'石口,'\n", []string{"=1+1|-石口|'@|'石口|'"}, []int{1}},
		{"tabs where there is no comma", "单位\t得分\n石口村\t91.2\n", []string{"单位|得分", "石口村|91.2"}, []int{1, 2}},
		{"semicolons where there is no comma", "单位;得分\r\n石口村;\"9;1\"\r\n", []string{"单位|得分", "石口村|9;1"}, []int{1, 2}},
		{"semicolons within cells of a comma table", "entry,value\n石口村,1;2;4\n", []string{"entry|value", "石口村|1;2;4"}, []int{1, 2}},
		{"one column with a list below its head", "通过\n1;2;4\n", []string{"通过", "1;2;4"}, []int{1, 2}},
		{"tabs not in every line", "a\tb\nc\n", []string{"a\tb", "c"}, []int{1, 2}},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := readAll(t, []byte(c.text), tabular.Options{})
			got.wantRows(t, c.want...)
			if !slices.Equal(got.at, c.at) {
				t.Errorf("rows %v, want %v", got.at, c.at)
			}
			readFile(t, []byte(c.text)).wantRows(t, c.want...)
		})
	}
}

func TestCSVFaultsSayWhere(t *testing.T) {
	long := strings.Repeat("x", 1<<20+1)
	for _, c := range []struct {
		name, text string
		code       fault.Code
		row        int
		column     string
		rows       int // read all the same
	}{
		{"nothing", "", tabular.TableEmpty, 0, "", 0},
		{"only separators", ",,\n,,\n", tabular.TableEmpty, 0, "", 0},
		{"a quotation mark within a cell", "a,b\n\"x\ny\",2\n\n石\"口\",3\n", tabular.BrokenQuote, 4, "", 2},
		{"a quotation mark that stays open", "a\n\"石口村\n石楼\n", tabular.BrokenQuote, 2, "", 1},
		{"a NUL", "a,b\n1,\x00\n3,4\n", tabular.NulByte, 2, "B", 2},
		{"a cell of more than a mebibyte", "a,b\n1," + long + "\n3,4\n", tabular.CellTooLong, 2, "B", 2},
		{"more cells than a spreadsheet has", "a\n" + strings.Repeat(",1", 16384) + "\n3\n", tabular.RowTooWide, 2, "", 2},
		{"an open quotation mark above many megabytes", "a\n\"b" + strings.Repeat("石口村,91.2\n", 2<<20) + "\n", tabular.RowTooLong, 2, "", 1},
		{"UTF-8 with a broken character", "单位,得分\n石口村,9\n石\xE6\x9D,9\n好村,1\n", tabular.NotText, 3, "A", 3},
		{"marked UTF-8 with bytes of GB 18030", "\uFEFFa\n\xCA\xAF\xBF\xDA\n", tabular.NotText, 2, "A", 1},
		{"neither", "a,b\n1,\xFF\xFF\xFF\n", tabular.NotText, 2, "B", 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := readAll(t, []byte(c.text), tabular.Options{})
			got.wantFault(t, c.code, c.row, c.column)
			if len(got.faults) != 1 || len(got.rows) != c.rows {
				t.Errorf("%d rows and faults %v, want %d rows", len(got.rows), got.faults, c.rows)
			}
		})
	}
}

func TestFaultNamesTheCell(t *testing.T) {
	got := readAll(t, []byte("a,b\n1,\x00\n"), tabular.Options{})
	if f := got.wantFault(t, tabular.NulByte, 2, "B"); f.Args["cell"] != "B2" {
		t.Errorf("cell %q", f.Args["cell"])
	}
}

func TestSeparatorIsNoted(t *testing.T) {
	readAll(t, []byte("a\tb\n1\t2\n"), tabular.Options{}).wantNote(t, tabular.SeparatedBy, fault.Args{"separator": "TAB"})
	readAll(t, []byte("a;b\n1;2\n"), tabular.Options{}).wantNote(t, tabular.SeparatedBy, fault.Args{"separator": ";"})
	if got := readAll(t, []byte("a,b\n"), tabular.Options{}); len(got.notes) > 0 {
		t.Errorf("a plain table has notes %v", got.notes)
	}
}

func TestOtherFilesAreRefused(t *testing.T) {
	ole := "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1" + strings.Repeat("\x00", 70_000)
	for _, c := range []struct {
		name, data string
		code       fault.Code
		kind       string
	}{
		{"PDF", "%PDF-1.7\n", tabular.NotATable, "PDF"},
		{"a picture", "\x89PNG\r\n\x1a\n", tabular.NotATable, "PNG"},
		{"a page that a system called .xls", "\uFEFF\r\n<HTML><table>", tabular.NotATable, "HTML"},
		{"an old .xls", ole + wide("Workbook"), tabular.OldExcel, ""},
		{"an .xlsx with a password", ole + wide("EncryptedPackage"), tabular.FileEncrypted, ""},
		{"an old .doc", ole + wide("WordDocument"), tabular.NotATable, "Word"},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := readAll(t, []byte(c.data), tabular.Options{}).wantFault(t, c.code, 0, "")
			if f.Args["kind"] != c.kind {
				t.Errorf("kind %q, want %q", f.Args["kind"], c.kind)
			}
		})
	}
}

func wide(s string) string {
	var b strings.Builder
	for _, c := range s {
		b.WriteRune(c)
		b.WriteByte(0)
	}
	return b.String()
}

func TestNoFileAndFolder(t *testing.T) {
	_, err := tabular.Open(t.TempDir()+"/无", tabular.Options{})
	if f := faultsOf(t, err)[0]; f.Code != tabular.FileMissing {
		t.Errorf("%v", f)
	}
	_, err = tabular.Open(t.TempDir(), tabular.Options{})
	if f := faultsOf(t, err)[0]; f.Code != tabular.FileUnreadable {
		t.Errorf("%v", f)
	}
}
