package tabular_test

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"fmt"
	"hash/crc32"
	"io"
	"runtime"
	"runtime/debug"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"leitai/internal/fault"
	"leitai/internal/tabular"
)

const (
	hostileTime   = 2 * time.Second
	hostileMemory = 200 << 20
)

// watched reads a file and holds it to its time and memory; to its time in the
// best of three, since the machine may be busy with something else.
func watched(t *testing.T, data []byte) (got table) {
	t.Helper()
	best := time.Duration(1<<63 - 1)
	for range 3 {
		var took time.Duration
		got, took = measured(t, data)
		if best = min(best, took); best <= hostileTime*slack {
			return got
		}
	}
	t.Errorf("took %v", best)
	return got
}

func measured(t *testing.T, data []byte) (got table, took time.Duration) {
	t.Helper()
	debug.FreeOSMemory()
	var peak atomic.Uint64
	var before runtime.MemStats
	runtime.ReadMemStats(&before)
	stop, stopped := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(stopped)
		for {
			var m runtime.MemStats
			runtime.ReadMemStats(&m)
			peak.Store(max(peak.Load(), m.HeapInuse))
			select {
			case <-stop:
				return
			case <-time.After(2 * time.Millisecond):
			}
		}
	}()
	start := time.Now()
	if r, err := tabular.NewReader("得分.xlsx", data, tabular.Options{}); err != nil {
		got.faults = faultsOf(t, err)
	} else {
		got = drain(t, r)
	}
	took = time.Since(start)
	close(stop)
	<-stopped
	grown := int64(peak.Load()) - int64(before.HeapInuse)
	t.Logf("%v, %d MiB more, %d rows, faults %v", took.Round(time.Millisecond), grown>>20, len(got.rows), got.faults)
	if grown > hostileMemory {
		t.Errorf("took %d MiB", grown>>20)
	}
	return got, took
}

// pack writes parts and then one more, in which a piece comes n times. The
// pieces are deflated once and the result repeated, which is a bomb's own trick.
func pack(t *testing.T, p parts, name, head, piece string, n int, tail string) []byte {
	t.Helper()
	block := strings.Repeat(piece, min(n, 1000))
	var packed bytes.Buffer
	sum, size := crc32.NewIEEE(), 0
	for _, part := range []struct {
		text  string
		times int
	}{{head, 1}, {block, n / min(n, 1000)}, {tail, 1}} {
		once := deflated(part.text)
		for range part.times {
			packed.Write(once)
			io.WriteString(sum, part.text)
			size += len(part.text)
		}
	}
	packed.WriteString("\x01\x00\x00\xFF\xFF") // the last block, empty
	return withRaw(t, p, packed.Bytes(), zip.FileHeader{Name: name, CRC32: sum.Sum32(), UncompressedSize64: uint64(size)})
}

// deflated is text as blocks that refer to nothing before them.
func deflated(text string) []byte {
	var buf bytes.Buffer
	w, _ := flate.NewWriter(&buf, flate.DefaultCompression)
	io.WriteString(w, text)
	w.Flush()
	return buf.Bytes()
}

// withRaw adds a part that is deflated already, whatever its header says.
func withRaw(t *testing.T, p parts, packed []byte, h zip.FileHeader) []byte {
	t.Helper()
	delete(p, h.Name)
	var buf bytes.Buffer
	z := zip.NewWriter(&buf)
	for _, other := range sorted(p) {
		add(t, z, other, strings.NewReader(p[other]))
	}
	h.Method, h.CompressedSize64 = zip.Deflate, uint64(len(packed))
	w, err := z.CreateRaw(&h)
	if err != nil {
		t.Fatal(err)
	}
	w.Write(packed)
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return buf.Bytes()
}

const sheet1 = "xl/worksheets/sheet1.xml"

func TestBombsAreRefused(t *testing.T) {
	data := sheetHead + "<sheetData>"
	end := "</sheetData></worksheet>"
	for _, c := range []struct {
		name string
		file func(t *testing.T) []byte
		code fault.Code
	}{
		{"a sheet of a gibibyte of spaces", func(t *testing.T) []byte {
			return pack(t, rows(""), sheet1, data, strings.Repeat(" ", 1<<10), 1<<20, end)
		}, tabular.FileTooLarge},
		{"a sheet that hides its size", func(t *testing.T) []byte { return lying(t) }, tabular.FileDamaged},
		{"a text of sixty megabytes", func(t *testing.T) []byte {
			return pack(t, rows(""), sheet1, data+`<row><c t="str"><v>`, strings.Repeat("9", 1000), 60_000, "</v></c></row>"+end)
		}, tabular.FileDamaged},
		{"elements in elements", func(t *testing.T) []byte {
			return pack(t, rows(""), sheet1, data, "<row>", 10_000_000, end)
		}, tabular.FileDamaged},
		{"a text in a million pieces", func(t *testing.T) []byte {
			return pack(t, rows(""), sheet1, data+`<row><c t="str"><v>`, "a<!---->", 6_000_000, "</v></c></row>"+end)
		}, tabular.FileDamaged},
		{"another part of a hundred megabytes", func(t *testing.T) []byte {
			return pack(t, rows("<row><c><v>1</v></c></row>"), "docProps/app.xml", "<a>", strings.Repeat(" ", 1000), 100_000, "</a>")
		}, tabular.FileTooLarge},
		{"shared texts of sixty megabytes", func(t *testing.T) []byte {
			return pack(t, rows("<row><c><v>1</v></c></row>"), "xl/sharedStrings.xml", "<sst>", "<si><t>石口</t></si>", 2_000_000, "</sst>")
		}, tabular.FileTooLarge},
		{"overlapping merged ranges over everything", func(t *testing.T) []byte {
			cells := strings.Repeat(`<row><c><v>1</v></c></row>`, 5000)
			return pack(t, rows(""), sheet1, data+cells+"</sheetData><mergeCells>", `<mergeCell ref="A1:XFD1048576"/>`, 90_000, "</mergeCells></worksheet>")
		}, tabular.FileDamaged},
		{"a million merged ranges", func(t *testing.T) []byte {
			return pack(t, rows(""), sheet1, data+`<row><c><v>1</v></c></row></sheetData><mergeCells>`, `<mergeCell ref="A1:B1"/>`, 200_000, "</mergeCells></worksheet>")
		}, tabular.FileDamaged},
	} {
		t.Run(c.name, func(t *testing.T) {
			file := c.file(t)
			if got := watched(t, file); len(got.faults) != 1 || got.faults[0].Code != c.code {
				t.Errorf("faults %v, want %s", got.faults, c.code)
			}
		})
	}
}

// lying is a workbook whose sheet unpacks to more than its directory says.
func lying(t *testing.T) []byte {
	t.Helper()
	packed := bytes.Repeat(deflated(strings.Repeat(" ", 1<<20)), 300)
	return withRaw(t, rows(""), append(packed, "\x01\x00\x00\xFF\xFF"...), zip.FileHeader{Name: sheet1, UncompressedSize64: 1000})
}

func TestHugeButEmptyIsReadQuickly(t *testing.T) {
	data := sheetHead + `<dimension ref="A1:XFD1048576"/><sheetData>`
	for _, c := range []struct{ name, piece string }{
		{"a million empty rows", "<row/>"},
		{"a million rows of empty cells", `<row><c s="1"/></row>`},
	} {
		t.Run(c.name, func(t *testing.T) {
			file := pack(t, rows(""), sheet1, data, c.piece, 1_000_000, `<row><c><v>7</v></c></row></sheetData></worksheet>`)
			got := watched(t, file)
			got.wantRows(t, "7")
			if len(got.at) == 1 && got.at[0] != 1_000_001 {
				t.Errorf("row %d", got.at[0])
			}
		})
	}
	t.Run("the last cell of all", func(t *testing.T) {
		got := watched(t, rows(`<row r="1048576"><c r="XFD1048576"><v>7</v></c></row>`).zip(t))
		if len(got.rows) != 1 || len(got.rows[0]) != 16384 || got.at[0] != 1048576 {
			t.Errorf("%d rows, faults %v", len(got.rows), got.faults)
		}
	})
}

func TestUnsafePartsAreRefused(t *testing.T) {
	one := "<row><c><v>1</v></c></row>"
	dtd := `<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>`
	for _, c := range []struct {
		name string
		p    parts
		code fault.Code
	}{
		{"an entity in the sheet", rows(one).with(sheet1, dtd+"<worksheet><sheetData><row><c><v>&a;</v></c></row></sheetData></worksheet>"), tabular.UnsafePart},
		{"a declaration in the workbook", rows(one).with("xl/workbook.xml", dtd+"<workbook/>"), tabular.UnsafePart},
		{"a declaration in a part nobody reads", rows(one).with("docProps/core.xml", "<a>"+strings.Repeat(" ", 65530)+"</a>"+dtd), tabular.UnsafePart},
		{"a name that climbs", rows(one).with("../../etc/cron.d/x", "x"), tabular.UnsafePart},
		{"a name with a climb inside", rows(one).with("xl/../../x.xml", "<x/>"), tabular.UnsafePart},
		{"an absolute name", rows(one).with("/etc/x", "x"), tabular.UnsafePart},
		{"a name with a drive", rows(one).with(`C:\x`, "x"), tabular.UnsafePart},
		{"two parts of one name but for case", rows(one).with("xl/Workbook.xml", "<workbook/>"), tabular.UnsafePart},
		{"a link to another workbook", rows(one).with("xl/externalLinks/externalLink1.xml", "<x/>").
			with("xl/externalLinks/_rels/externalLink1.xml.rels", `<Relationships><Relationship Target="file:///D:/去年.xlsx" TargetMode="External"/></Relationships>`), tabular.ExternalLink},
		{"an unknown entity", rows("<row><c><v>&x;</v></c></row>"), tabular.FileDamaged},
		{"XML cut off", rows(one).with(sheet1, sheetHead+"<sheetData>"+one), tabular.FileDamaged},
		{"tags that do not match", rows("<row><c><v>1</c></v></row>"), tabular.FileDamaged},
		{"a shared text that is not there", rows(`<row><c t="s"><v>9</v></c></row>`), tabular.FileDamaged},
		{"a number that is none", rows(`<row><c><v>0x1p3</v></c></row>`), tabular.FileDamaged},
		{"cells out of order", rows(`<row><c r="B1"><v>1</v></c><c r="A1"><v>1</v></c></row>`), tabular.FileDamaged},
		{"rows out of order", rows(`<row r="2"><c><v>1</v></c></row><row r="1"/>`), tabular.FileDamaged},
		{"a column beyond the last", rows(`<row><c r="XFE1"><v>1</v></c></row>`), tabular.FileDamaged},
		{"no cells at all", rows(""), tabular.TableEmpty},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := watched(t, c.p.zip(t))
			if len(got.faults) != 1 || got.faults[0].Code != c.code {
				t.Errorf("faults %+v, want %s", got.faults, c.code)
			}
			if c.code == tabular.ExternalLink && got.faults[0].Found != "file:///D:/去年.xlsx" {
				t.Errorf("found %q", got.faults[0].Found)
			}
		})
	}
}

func TestPartTwiceIsRefused(t *testing.T) {
	var buf bytes.Buffer
	z := zip.NewWriter(&buf)
	p := rows("<row><c><v>1</v></c></row>")
	for _, name := range append(sorted(p), sheet1) {
		add(t, z, name, strings.NewReader(p[name]))
	}
	z.Close()
	watched(t, buf.Bytes()).wantFault(t, tabular.UnsafePart, 0, "")
}

func TestTenThousandSheetsAreRefused(t *testing.T) {
	p := rows("")
	for i := range 10_000 {
		p[fmt.Sprintf("xl/worksheets/sheet%d.xml", i)] = "<worksheet/>"
	}
	watched(t, p.zip(t)).wantFault(t, tabular.TooManySheets, 0, "")

	var sheets strings.Builder
	for i := range 10_000 {
		fmt.Fprintf(&sheets, `<sheet name="%d" r:id="rId1"/>`, i)
	}
	p = rows("").with("xl/workbook.xml", `<workbook xmlns:r="r"><sheets>`+sheets.String()+"</sheets></workbook>")
	watched(t, p.zip(t)).wantFault(t, tabular.TooManySheets, 0, "")
}

func TestEndlessDirectoryIsRefused(t *testing.T) {
	var buf bytes.Buffer
	z := zip.NewWriter(&buf)
	for i := range 200_000 {
		z.CreateRaw(&zip.FileHeader{Name: fmt.Sprintf("media/%d", i)})
	}
	z.Close()
	watched(t, buf.Bytes()).wantFault(t, tabular.FileDamaged, 0, "")
}

// Wherever a file is cut it is refused; never are rows given that are not all.
func TestCutFilesAreRefused(t *testing.T) {
	whole := rows(strings.Repeat("<row><c><v>1</v></c></row>", 300)).zip(t)
	for n := 4; n < len(whole); n += 7 {
		r, err := tabular.NewReader("得分.xlsx", whole[:n], tabular.Options{})
		if err == nil {
			t.Fatalf("%d of %d bytes were opened: %v", n, len(whole), drain(t, r))
		}
	}
}
