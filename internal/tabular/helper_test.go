package tabular_test

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"leitai/internal/fault"
	"leitai/internal/tabular"
)

const (
	relsHead  = `<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">`
	relType   = `http://schemas.openxmlformats.org/officeDocument/2006/relationships/`
	sheetHead = `<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">`
)

// parts are an .xlsx, by the names of its parts.
type parts map[string]string

// book is a workbook of one sheet whose XML, below its root, is body.
func book(body string) parts {
	return parts{
		"[Content_Types].xml": `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`,
		"_rels/.rels":         relsHead + `<Relationship Id="rId1" Type="` + relType + `officeDocument" Target="xl/workbook.xml"/></Relationships>`,
		"xl/workbook.xml":     `<workbook xmlns:r="r"><sheets><sheet name="得分" sheetId="1" r:id="rId1"/></sheets></workbook>`,
		"xl/_rels/workbook.xml.rels": relsHead + `<Relationship Id="rId1" Type="` + relType + `worksheet" Target="worksheets/sheet1.xml"/>` +
			`<Relationship Id="rId8" Type="` + relType + `sharedStrings" Target="/xl/sharedStrings.xml"/>` +
			`<Relationship Id="rId9" Type="` + relType + `styles" Target="styles.xml"/></Relationships>`,
		"xl/worksheets/sheet1.xml": sheetHead + body + `</worksheet>`,
	}
}

// rows is a workbook whose sheet has only cells.
func rows(cells string) parts { return book("<sheetData>" + cells + "</sheetData>") }

func (p parts) with(name, content string) parts {
	p[name] = content
	return p
}

func (p parts) zip(t testing.TB) []byte {
	t.Helper()
	var buf bytes.Buffer
	z := zip.NewWriter(&buf)
	for _, name := range sorted(p) {
		add(t, z, name, strings.NewReader(p[name]))
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return buf.Bytes()
}

func sorted(p parts) []string {
	var names []string
	for name := range p {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

func add(t testing.TB, z *zip.Writer, name string, r io.Reader) {
	t.Helper()
	w, err := z.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.Copy(w, r); err != nil {
		t.Fatal(err)
	}
}

// table is all that reading a file gave.
type table struct {
	rows   [][]string
	at     []int // the row of each
	faults fault.List
	notes  []fault.Fault
}

func readAll(t testing.TB, data []byte, opt tabular.Options) table {
	t.Helper()
	r, err := tabular.NewReader("得分.csv", data, opt)
	if err != nil {
		return table{faults: faultsOf(t, err)}
	}
	return drain(t, r)
}

func readFile(t testing.TB, data []byte) table {
	t.Helper()
	path := filepath.Join(t.TempDir(), "得分.csv")
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	r, err := tabular.Open(path, tabular.Options{})
	if err != nil {
		return table{faults: faultsOf(t, err)}
	}
	return drain(t, r)
}

func drain(t testing.TB, r *tabular.Reader) (all table) {
	t.Helper()
	defer func() {
		if err := r.Close(); err != nil {
			t.Error(err)
		}
	}()
	for {
		cells, err := r.Next()
		if err == io.EOF {
			all.notes = r.Notes()
			return all
		}
		if err != nil {
			all.faults = append(all.faults, faultsOf(t, err)...)
			continue
		}
		row := slices.Clone(cells)
		all.rows, all.at = append(all.rows, row), append(all.at, r.Row())
	}
}

func faultsOf(t testing.TB, err error) fault.List {
	t.Helper()
	var list fault.List
	if !errors.As(err, &list) || len(list) == 0 {
		t.Fatalf("%v (%T) is not a list of faults", err, err)
	}
	return list
}

// wantRows compares what was read with rows written as a|b|c.
func (got table) wantRows(t testing.TB, want ...string) {
	t.Helper()
	if len(got.faults) > 0 {
		t.Errorf("faults %v", got.faults)
	}
	var lines []string
	for _, r := range got.rows {
		lines = append(lines, strings.Join(r, "|"))
	}
	if !slices.Equal(lines, want) {
		t.Errorf("rows %q, want %q", lines, want)
	}
}

func (got table) wantFault(t testing.TB, code fault.Code, row int, column string) fault.Fault {
	t.Helper()
	for _, f := range got.faults {
		if f.Code == code && f.At.Row == row && f.At.Column == column && f.At.File != "" {
			return f
		}
	}
	t.Errorf("faults %+v, want %s at %d %s", got.faults, code, row, column)
	return fault.Fault{}
}

func (got table) wantNote(t testing.TB, code fault.Code, args fault.Args) {
	t.Helper()
	for _, n := range got.notes {
		if n.Code == code {
			for k, v := range args {
				if n.Args[k] != v {
					t.Errorf("%s has %s %q, want %q", code, k, n.Args[k], v)
				}
			}
			return
		}
	}
	t.Errorf("notes %+v, want %s", got.notes, code)
}
