package tabular_test

import (
	"io"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"leitai/internal/tabular"
)

// bounds hold whatever a reader is given.
func bounds(t *testing.T, data []byte) table {
	t.Helper()
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	start := time.Now()
	r, err := tabular.NewReader("得分", data, tabular.Options{})
	if err != nil {
		return table{faults: faultsOf(t, err)}
	}
	var all table
	last := 0
	for {
		cells, err := r.Next()
		if err == io.EOF {
			break
		}
		if err != nil {
			all.faults = append(all.faults, faultsOf(t, err)...)
			continue
		}
		if r.Row() <= last {
			t.Fatalf("row %d after %d", r.Row(), last)
		}
		if last = r.Row(); len(cells) > 16384 || strings.TrimSpace(strings.Join(cells, "")) == "" {
			t.Fatalf("row %d of %d cells", last, len(cells))
		}
		if len(all.rows) < 100 {
			all.rows = append(all.rows, slices.Clone(cells))
		}
	}
	if took := time.Since(start); took > 20*time.Second {
		t.Fatalf("took %v", took)
	}
	runtime.ReadMemStats(&after)
	if after.HeapInuse > before.HeapInuse+200<<20 {
		t.Fatalf("%d MiB in use", after.HeapInuse>>20)
	}
	if err := r.Close(); err != nil {
		t.Fatal(err)
	}
	return all
}

// FuzzCSV: any bytes are read or refused; what was read, written, is read the
// same again.
func FuzzCSV(f *testing.F) {
	for _, s := range []string{"", "a,b\n1,2\n", "\uFEFF单位;得分\r\n石口村;9", "\"a\nb\",'=1\r\n", "a\tb\r1\t2\r", "\xCA\xAF\xBF\xDA,1\n", "\xFF\xFEa\x00,\x00b\x00"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		if strings.HasPrefix(string(data), "PK") {
			return
		}
		got := bounds(t, data)
		if len(got.faults) > 0 {
			return
		}
		again := bounds(t, written(t, got.rows...))
		want := slices.Clone(got.rows)
		for i, r := range want {
			want[i] = slices.Clone(r)
			for j, c := range r {
				want[i][j] = strings.ReplaceAll(strings.ReplaceAll(c, "\r\n", "\n"), "\r", "\n")
			}
		}
		if !slices.EqualFunc(again.rows, want, slices.Equal[[]string]) {
			t.Fatalf("%q was read back as %q", want, again.rows)
		}
	})
}

// FuzzXLSX: the sheet, the workbook, the styles and the shared texts may be
// anything; packing them here lets the fuzzer past the zip.
func FuzzXLSX(f *testing.F) {
	plain := rows(`<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" s="1"><v>45000.5</v></c></row>`)
	f.Add([]byte(plain[sheet1]), []byte(plain["xl/workbook.xml"]), []byte(styles), []byte(`<sst><si><t>石口</t></si></sst>`))
	merged := book(`<cols><col min="1" max="2" hidden="1"/></cols><sheetData><row><c t="inlineStr"><is><r><t>a</t></r></is></c></row><row><c><f>A1</f><v>1</v></c></row></sheetData><mergeCells><mergeCell ref="A1:C2"/></mergeCells>`)
	f.Add([]byte(merged[sheet1]), []byte(plain["xl/workbook.xml"]), []byte("<styleSheet/>"), []byte("<sst/>"))
	f.Fuzz(func(t *testing.T, sheet, workbook, style, shared []byte) {
		p := rows("").with(sheet1, string(sheet)).with("xl/workbook.xml", string(workbook)).
			with("xl/styles.xml", string(style)).with("xl/sharedStrings.xml", string(shared))
		bounds(t, p.zip(t))
	})
}

// FuzzZip: any bytes after the signature of a zip.
func FuzzZip(f *testing.F) {
	f.Add(rows(`<row><c><v>1</v></c></row>`).zip(f))
	f.Add([]byte("PK\x05\x06" + strings.Repeat("\x00", 18)))
	f.Fuzz(func(t *testing.T, data []byte) {
		if strings.HasPrefix(string(data), "PK") {
			bounds(t, data)
		}
	})
}
