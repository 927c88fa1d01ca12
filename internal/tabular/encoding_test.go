package tabular_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
	"pgregory.net/rapid"

	"leitai/internal/tabular"
)

func gb(t testing.TB, s string) string {
	t.Helper()
	out, err := simplifiedchinese.GB18030.NewEncoder().String(s)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestGB18030IsConverted(t *testing.T) {
	for _, c := range []struct {
		name string
		text string // as Unicode
		want []string
	}{
		{"common characters", "单位,得分\n石口村,91.2\n", []string{"单位|得分", "石口村|91.2"}},
		{"characters of four bytes", "单位,书记\n石口村,𠅤㐂\n", []string{"单位|书记", "石口村|𠅤㐂"}},
		{"the text that is well-formed UTF-8 by chance", "name,sex\n谭颖,女\n", []string{"name|sex", "谭颖|女"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := readAll(t, []byte(gb(t, c.text)), tabular.Options{})
			got.wantRows(t, c.want...)
			got.wantNote(t, tabular.FromGB18030, nil)
		})
	}
}

func TestUTF8IsNotTakenForGB18030(t *testing.T) {
	for _, c := range []struct{ name, text string }{
		{"Chinese", "单位,得分\n石口村,9\n"},
		{"a middle dot only", "a·b,1\n"},
		{"accents only", "café,née,1\n"},
		{"Cyrillic only", "Москва,1\n"},
		{"characters beyond the basic plane", "𠅤,1\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := readAll(t, []byte(c.text), tabular.Options{})
			if len(got.notes) > 0 || len(got.faults) > 0 {
				t.Errorf("notes %v, faults %v", got.notes, got.faults)
			}
			if line := strings.Join(got.rows[0], ",") + "\n"; !strings.HasPrefix(c.text, line) {
				t.Errorf("read %q", line)
			}
		})
	}
}

// The first Chinese character may stand behind megabytes of digits.
func TestLateBytesDecideTheEncoding(t *testing.T) {
	digits := strings.Repeat("12345,91.20,3\n", 100_000)
	last := func(got table) string { return strings.Join(got.rows[len(got.rows)-1], "|") }

	got := readFile(t, []byte(digits+gb(t, "石口村,1,2\n")))
	if len(got.faults) > 0 || last(got) != "石口村|1|2" {
		t.Errorf("GB 18030 after 1.4 MB: %v %s", got.faults, last(got))
	}
	got.wantNote(t, tabular.FromGB18030, nil)

	got = readFile(t, []byte(digits+"石口村,1,2\n"))
	if len(got.faults) > 0 || len(got.notes) > 0 || last(got) != "石口村|1|2" {
		t.Errorf("UTF-8 after 1.4 MB: %v %s", got.faults, last(got))
	}

	mixed := "单位,得分\n" + strings.Repeat("石口村,91.20\n", 100_000) + gb(t, "石口村,1\n")
	got = readFile(t, []byte(mixed))
	got.wantFault(t, tabular.NotText, 100_002, "A")
	if len(got.rows) != 100_001 {
		t.Errorf("%d rows before the damage", len(got.rows))
	}
}

func TestValidAgreesWithTheStandardLibrary(t *testing.T) {
	pieces := []string{"a", "石", "é", "𠅤", "\u0800", "\uD7FF", "\uE000", "\U0010FFFF", "\x80", "\xC0\x80", "\xC3", "\xE7\x9F", "\xE0\x80\x80", "\xED\xA0\x80", "\xF0\x80\x80\x80", "\xF4\x90\x80\x80", "\xFF"}
	rapid.Check(t, func(rt *rapid.T) {
		text := strings.Join(rapid.SliceOf(rapid.SampledFrom(pieces)).Draw(rt, "text"), "")
		if got := tabular.Valid([]byte(text)); got != utf8.ValidString(text) {
			rt.Fatalf("%x: %v", text, got)
		}
	})
	rapid.Check(t, func(rt *rapid.T) {
		good := rapid.StringOf(rapid.RuneFrom([]rune("ab石口村é，"))).Draw(rt, "good")
		b := []byte(good)
		if len(b) > 0 {
			b[rapid.IntRange(0, len(b)-1).Draw(rt, "at")] = rapid.Byte().Draw(rt, "byte")
		}
		if got := tabular.Valid(b); got != utf8.Valid(b) {
			rt.Fatalf("%x: %v", b, got)
		}
	})
}

func TestUTF16IsConverted(t *testing.T) {
	for _, order := range []unicode.Endianness{unicode.LittleEndian, unicode.BigEndian} {
		text, err := unicode.UTF16(order, unicode.UseBOM).NewEncoder().String("单位\t得分\r\n石口村\t91.2\r\n")
		if err != nil {
			t.Fatal(err)
		}
		got := readAll(t, []byte(text), tabular.Options{})
		got.wantRows(t, "单位|得分", "石口村|91.2")
		got.wantNote(t, tabular.FromUTF16, nil)
	}
}
