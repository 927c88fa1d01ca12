package rules_test

import (
	"encoding/json"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"leitai/internal/rules"
)

// word and num are scalars as a file has them.
func word(s string) *rules.Node { return &rules.Node{Type: rules.String, Text: s} }
func num(s string) *rules.Node  { return &rules.Node{Type: rules.Number, Text: s} }

// object makes a node of pairs of key and value.
func object(pairs ...any) *rules.Node {
	n := &rules.Node{Type: rules.Object}
	for i := 0; i < len(pairs); i += 2 {
		n.Fields = append(n.Fields, rules.Field{Key: pairs[i].(string), Value: pairs[i+1].(*rules.Node)})
	}
	return n
}

func list(items ...*rules.Node) *rules.Node { return &rules.Node{Type: rules.List, Items: items} }

// The examples of RFC 8785, §3.2.2 and §3.2.3; its first number has more digits
// than rules may have.
func TestCanonicalFormIsThatOfRFC8785(t *testing.T) {
	tests := []struct {
		name string
		n    *rules.Node
		want string
	}{
		{
			"values",
			object(
				"numbers", list(num("333333333.333333"), num("1E30"), num("4.50"), num("2e-3"), num("0.000000000000000000000000001")),
				"string", word("€$\x0F\nA'B\"\\\\\"/"),
				"literals", list(&rules.Node{Type: rules.Null, Text: "~"}, &rules.Node{Type: rules.Bool, Text: "TRUE"}, &rules.Node{Type: rules.Bool, Text: "false"}),
			),
			`{"literals":[null,true,false],"numbers":[333333333.333333,1e+30,4.5,0.002,1e-27],"string":"€$\u000f\nA'B\"\\\\\"/"}`,
		},
		{
			"keys, by UTF-16 code units",
			object("€", word("Euro Sign"), "\r", word("Carriage Return"), "\ufb33", word("Hebrew Letter Dalet With Dagesh"), "1", word("One"),
				"\U0001F600", word("Emoji: Grinning Face"), "\u0080", word("Control"), "ö", word("Latin Small Letter O With Diaeresis")),
			`{"\r":"Carriage Return","1":"One","` + "\u0080" + `":"Control","ö":"Latin Small Letter O With Diaeresis","€":"Euro Sign","😀":"Emoji: Grinning Face","` + "\ufb33" + `":"Hebrew Letter Dalet With Dagesh"}`,
		},
		{"nothing is escaped that need not be", word("\b\f\t\u007f\u2028<>&𠮷"), `"\b\f\t` + "\u007f\u2028" + `<>&𠮷"`},
		{"empty", list(object(), list(), word("")), `[{},[],""]`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := string(tt.n.Canonical()); got != tt.want {
				t.Errorf("\n%s\nwant\n%s", got, tt.want)
			}
		})
	}
}

func TestNumbersAreWrittenInShortestForm(t *testing.T) {
	for text, want := range map[string]string{
		"0": "0", "-0": "0", "0.0": "0", "-0e5": "0", "0.60": "0.6", ".5": "0.5", "5.": "5", "+1": "1", "1e-1": "0.1", "100": "100", "1e2": "100", "007": "7",
		"0x1F": "31", "0o17": "15", "1e20": "100000000000000000000", "1e21": "1e+21", "123456789012345e6": "123456789012345000000", "123456789012345e7": "1.23456789012345e+21",
		"0.000001": "0.000001", "0.0000001": "1e-7", "-0.00000123": "-0.00000123", "-0.000000123": "-1.23e-7", "99999999999999.5": "99999999999999.5", "-12.50": "-12.5",
	} {
		if got := string(num(text).Canonical()); got != want {
			t.Errorf("%s is written %s; want %s", text, got, want)
		}
	}
}

// TestNumbersAreWrittenAsEcmaScriptDoes: encoding/json prints binary fractions
// as ECMAScript does, and 15 digits survive a binary fraction.
func TestNumbersAreWrittenAsEcmaScriptDoes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		digits := strconv.FormatInt(rapid.Int64Range(1, 999_999_999_999_999).Draw(t, "digits"), 10)
		text := rapid.SampledFrom([]string{"", "-", "+"}).Draw(t, "sign") + digits
		switch point := rapid.IntRange(0, len(digits)).Draw(t, "point"); rapid.IntRange(0, 2).Draw(t, "form") {
		case 0:
			text = text[:len(text)-point] + "." + text[len(text)-point:]
			if strings.HasSuffix(text, ".") {
				text += "0"
			}
		case 1:
			text += "e" + strconv.Itoa(rapid.IntRange(-40, 40).Draw(t, "exponent"))
		}
		f, err := strconv.ParseFloat(text, 64)
		if err != nil {
			t.Fatal(err)
		}
		want, err := json.Marshal(f)
		if err != nil {
			t.Fatal(err)
		}
		if got := num(text).Canonical(); string(got) != string(want) {
			t.Fatalf("%s is written %s; want %s", text, got, want)
		}
		if !rules.Writable(text) {
			t.Fatalf("%s is not taken", text)
		}
	})
}

func TestFifteenSignificantDigitsAreTheMost(t *testing.T) {
	for text, ok := range map[string]bool{
		"123456789012345": true, "1234567890123456": false, "0.123456789012345": true, "0.1234567890123456": false, "1234567890123450000": true,
		"0.000000000000000000000123": true, "1.00000000000000000000": true, "1.0000000000000001": false, "0x38D7EA4C67FFF": true, "0x38D7EA4C68001": false,
		"0xFFFFFFFFFFFFFFFFFF": false, "1e99999": false, "": false, "-": false, "1e": false, "1e+": false, "1e+-1": false, "x": false,
	} {
		if rules.Writable(text) != ok {
			t.Errorf("%q is taken: %v; want %v", text, !ok, ok)
		}
	}
}

// sample is a rule set whose hash another program has computed: SHA-256 of
// Python's json.dumps(sort_keys=True, ensure_ascii=False, separators=(",", ":")).
const (
	sample = `
# 第三批
schema: leitai.rules/1
name: 擂台比武 “第三批”
full_marks: 100
score: {min: 0, max: 100, step: 0.1}
combine: weighted
parts:
  - key: stage
    weight: 0.60
    sheet:
      - {point: STG-1-01, name: 内容真实，反映近一年变化, max: 7, step: 0.1, bands: L4}
    aggregate: {trim_high: 1, trim_low: 1, decimals: 2}
  - key: field
    weight: 4e-1
total: {decimals: 2, rounding: half_up}
rank: {ties: [exact, part.stage]}
tiers:
  - {key: top, share: .2}
  - key: rest
`
	sampleHash = "469caba17965726a79e5633686d01d21be9b73c89b83441321c490b7b4e2c85a"
)

func TestTheHashIsThatOfTheRulesAsRead(t *testing.T) {
	asJSON := `{"tiers":[{"share":0.2,"key":"top"},{"key":"rest"}],"rank":{"ties":["exact","part.stage"]},"total":{"rounding":"half_up","decimals":2},
		"parts":[{"weight":0.6,"key":"stage","sheet":[{"point":"STG-1-01","name":"内容真实，反映近一年变化","max":7,"step":1e-1,"bands":"L4"}],"aggregate":{"trim_high":1,"trim_low":1,"decimals":2}},{"key":"field","weight":0.40}],
		"combine":"weighted","score":{"min":0,"max":100.0,"step":0.10},"full_marks":1e2,"name":"擂台比武 “第三批”","schema":"leitai.rules\/1"}`
	for name, doc := range map[string]string{"YAML": sample, "JSON": asJSON, "with a BOM": "\uFEFF" + sample, "with Windows lines": strings.ReplaceAll(sample, "\n", "\r\n")} {
		if got := sound(t, doc).Hash; got != sampleHash {
			t.Errorf("%s: hash %s; want %s", name, got, sampleHash)
		}
	}
}

func TestWhatRulesDoNotSayIsNotHashed(t *testing.T) {
	plain := sound(t, head).Hash
	for name, doc := range map[string]string{
		"a default written out":  head + "combine: weighted\n",
		"a number in quotes":     strings.Replace(head, "stage", "\"1\"", 1),
		"another name of a part": strings.Replace(head, "stage", "field", 1),
		"a name":                 head + "name: 比武\n",
	} {
		if sound(t, doc).Hash == plain {
			t.Errorf("%s has the hash of rules without it", name)
		}
	}
	if sound(t, strings.Replace(head, "stage", "1", 1)).Hash == sound(t, strings.Replace(head, "stage", "\"1\"", 1)).Hash {
		t.Error("the number 1 and the word 1 have one hash")
	}
}
