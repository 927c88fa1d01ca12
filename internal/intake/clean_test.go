package intake_test

import (
	"strconv"
	"strings"
	"testing"
	"unicode"
)

// TestNothingInvisibleMakesTwoNamesDiffer: every character that nobody sees is
// taken out of a name, wherever it stands, and white space at its ends.
func TestNothingInvisibleMakesTwoNamesDiffer(t *testing.T) {
	var rows strings.Builder
	n := 0
	row := func(name, judge string) {
		n++
		rows.WriteString("\"" + name + "\",\"" + judge + strconv.Itoa(n) + "\",9\n")
	}
	for r := rune(0x80); r <= unicode.MaxRune; r++ {
		if unicode.Is(unicode.Cf, r) {
			row("成"+string(r)+"村"+string(r), "李"+string(r))
		}
	}
	for _, r := range "\u0085\u00a0\u1680\u2000\u2003\u200a\u2028\u2029\u202f\u205f\u3000\t\v\f " {
		row(string(r)+"成村"+string(r), string(r)+"李")
	}
	in, _, faults := contest(t, map[string]string{"rules.yaml": plainRules, "entries.csv": "entry\n成村\n", "scores.csv": long + rows.String()})
	if len(faults) > 0 || n < 150 {
		t.Fatalf("%d names:\n%.500s", n, told(faults))
	}
	for i, judge := range in.Panels[0].Judges {
		if want := "李" + strconv.Itoa(i+1); judge.ID != want {
			t.Errorf("judge %q; want %q", judge.ID, want)
		}
	}
}

func TestLettersAreKeptAsTheyAre(t *testing.T) {
	for _, name := range []string{"𠮷村", "é村", "e\u0301村", "ＡＢ村", "村（东）", "Ⅱ村", "村 东", "村\u00b7东", "👨村", strings.Repeat("村", 300), "=1+1", "'村", "\"村\"", "a,b", "<b>村</b>"} {
		in, _, faults := contest(t, map[string]string{"rules.yaml": plainRules, "scores.csv": long + "\"" + strings.ReplaceAll(name, `"`, `""`) + "\",李,9\n"})
		if len(faults) > 0 || in.Entries[0].ID != name {
			t.Errorf("%q has become %q: %s", name, in.Entries[0].ID, told(faults))
		}
	}
}
