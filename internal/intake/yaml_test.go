package intake_test

import (
	"errors"
	"strings"
	"testing"

	"leitai/internal/fault"
	"leitai/internal/intake"
	"leitai/internal/rules"
)

// parsed reads a rule set from a text.
func parsed(t *testing.T, doc string) (*rules.Rules, fault.List) {
	t.Helper()
	r, _, err := intake.ParseRules("rules.yaml", []byte(doc))
	var faults fault.List
	if err != nil && !errors.As(err, &faults) {
		t.Fatal(err)
	}
	return r, faults
}

const rest = "\nschema: leitai.rules/1\nparts: [{key: stage}]\n"

// TestPlainScalarsMeanWhatTheCoreSchemaSays: many programs that read YAML take
// no for false, 017 for 15 and 1_000 for 1000; YAML 1.2 does not.
func TestPlainScalarsMeanWhatTheCoreSchemaSays(t *testing.T) {
	numbers := map[string]string{
		"100": "100", "+1": "1", "0.60": "0.6", ".5": "0.5", "1.": "1", "1e-1": "0.1", "1E2": "100", "1e+2": "100", "017": "17", "0o17": "15", "0x1F": "31", "00.5": "0.5",
		"12345678901234500000": "12345678901234500000", "0.000000000000001": "0.000000000000001",
	}
	for text, want := range numbers {
		r, faults := parsed(t, "full_marks: "+text+rest)
		if r == nil || r.FullMarks.String() != want {
			t.Errorf("%s is no number %s: %s", text, want, told(faults))
		}
	}
	words := map[string]string{
		"no": "no", "yes": "yes", "on": "on", "off": "off", "y": "y", "1_000": "1_000", "0b11": "0b11", "0o8": "0o8", "0xZ": "0xZ", "1e": "1e", "2001-07-01": "2001-07-01",
		"12:30:45": "12:30:45", "1,000": "1,000", `"1"`: "1", `'1'`: "1", `"null"`: "null", `"true"`: "true", "tRUE": "tRUE", "nULL": "nULL", "NaN": "NaN", "Inf": "Inf", "<<": "<<", "１": "１",
		`"a\tb\u6751"`: "a\tb村", `'it''s'`: "it's", "村 # 注": "村", "a#b": "a#b", "- 村": "",
	}
	for text, want := range words {
		r, faults := parsed(t, "name: "+text+rest)
		if got := nameOf(r); got != want {
			t.Errorf("%s is %q, not the word %q: %s", text, got, want, told(faults))
		}
	}
	for text, want := range map[string]string{
		"null": "null", "~": "~", "": "null", "true": "true", "False": "False", "[a]": "list", "{a: b}": "object",
	} {
		if _, faults := parsed(t, "name: "+text+rest); len(faults) != 1 || faults[0].Code != rules.WrongType || faults[0].Found != want && text != "~" {
			t.Errorf("%q as a name: %s", text, told(faults))
		}
	}
	for _, text := range []string{".inf", "-.INF", "+.Inf", ".nan", ".NaN"} {
		if _, faults := parsed(t, "full_marks: "+text+rest); told(faults) != "rules.yaml:1:full_marks “"+text+"”不是有限的数" {
			t.Errorf("%s: %s", text, told(faults))
		}
	}
}

func nameOf(r *rules.Rules) string {
	if r == nil {
		return ""
	}
	return r.Name
}

func TestNamesMayBeNumbers(t *testing.T) {
	if r, faults := parsed(t, "name: 2024"+rest); nameOf(r) != "2024" {
		t.Errorf("a contest called 2024: %s", told(faults))
	}
}

func TestTextMayGoOverSeveralLines(t *testing.T) {
	for doc, want := range map[string]string{
		"name: 擂台\n  比武":              "擂台 比武",
		"name: \"擂台\n  比武\"":          "擂台 比武",
		"name: |\n  擂台\n  比武\nx: 1":   "",
		"name: |\n  擂台\n  比武":         "擂台\n比武\n",
		"name: |-\n  擂台\n  比武":        "擂台\n比武",
		"name: >-\n  擂台\n  比武":        "擂台 比武",
		"name: >-\n  1":               "1",
		"name: |-\n  # 不是注释":          "# 不是注释",
		"# 注释\nname: 比武   # 注释\n\n\n": "比武",
	} {
		if r, faults := parsed(t, doc+rest); nameOf(r) != want {
			t.Errorf("%q is %q; want %q: %s", doc, nameOf(r), want, told(faults))
		}
	}
}

func TestFlowAndBlockStyleSayTheSame(t *testing.T) {
	block := "schema: leitai.rules/1\ncombine: sum\nparts:\n  - key: stage\n    aggregate:\n      groups:\n      - key: a\n        weight: 1\n  - key: field\nrank:\n  ties:\n    - exact\n    - part.stage\n"
	flow := "schema: \"leitai.rules/1\"\ncombine: 'sum'\nparts: [{key: stage, aggregate: {groups: [{key: a, weight: 1}]}},\n  {\"key\": field}]\nrank: {ties: [exact,\n    part.stage]}\n"
	one, faults := parsed(t, block)
	other, more := parsed(t, flow)
	if one == nil || other == nil || one.Hash != other.Hash {
		t.Errorf("block and flow style differ: %s %s", told(faults), told(more))
	}
}

func TestWhatIsNotTakenOfYAMLIsNamed(t *testing.T) {
	tests := []struct{ name, doc, want string }{
		{"an anchor", "name: &a 比武" + rest, "rules.yaml:1:name 不支持锚点、别名、标签和合并键（&）：请把内容写全"},
		{"an alias", "name: *a" + rest, "rules.yaml:1:name 不支持锚点、别名、标签和合并键（*）：请把内容写全"},
		{"a tag", "name: !!str 比武" + rest, "rules.yaml:1:name 不支持锚点、别名、标签和合并键（!!str）：请把内容写全"},
		{"a merge key", "total:\n  <<: {decimals: 2}" + rest, "rules.yaml:2:total 不支持锚点、别名、标签和合并键（<<）：请把内容写全"},
		{"a key twice", "name: a\nname: b" + rest, "rules.yaml:2:name 同一处把“name”写了两次"},
		{"a key twice, once in quotes", "name: a\n\"name\": b" + rest, "rules.yaml:2:name 同一处把“name”写了两次"},
		{"a key twice in flow style", "total: {decimals: 1, decimals: 2}" + rest, "rules.yaml:1:total.decimals 同一处把“decimals”写了两次"},
		{"a list as a key", "? [a]\n: 1" + rest, ""},
		{"nothing", "", "rules.yaml:1 不是有效的 YAML 或 JSON：0 documents"},
		{"two documents", "name: a\n---" + rest, "rules.yaml:1 不是有效的 YAML 或 JSON：2 documents"},
		{"a list that does not end", "name: [a" + rest, ""},
		{"a tab as indentation", "total:\n\tdecimals: 2" + rest, ""},
		{"a table", "entry,judge,score\na,b,1\n", ""},
		{"too deep", "release: " + strings.Repeat("[", 40) + strings.Repeat("]", 40) + rest, ""},
		{"sixteen digits", "release: {x: 1234567890.123456}" + rest, "rules.yaml:1:release.x 数字“1234567890.123456”有效数字过多或过大，各程序读法会不一致；应为：最多 15 位有效数字"},
		{"brackets without end", "name: " + strings.Repeat("[", 50_000) + rest, "rules.yaml:1 不是有效的 YAML 或 JSON：values stand too deep in one another"},
		{"dashes without end", "name: a\n" + strings.Repeat("- ", 10_000) + rest, "rules.yaml:2 不是有效的 YAML 或 JSON：values stand too deep in one another"},
		{"tags without end", "name: " + strings.Repeat("- ! ", 10_000) + rest, "rules.yaml:1 不是有效的 YAML 或 JSON：values stand too deep in one another"},
		{"more than 128 KiB", "name: " + strings.Repeat("村", 45_000) + rest, "rules.yaml 规则文件超过 128 KiB 或 5000 行"},
		{"more than 5000 lines", rest + strings.Repeat("#\n", 5000), "rules.yaml 规则文件超过 128 KiB 或 5000 行"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r, faults := parsed(t, tt.doc)
			if r != nil || len(faults) == 0 {
				t.Fatal("it is taken")
			}
			if got := told(faults); tt.want != "" && got != tt.want {
				t.Errorf("said\n%s\nwant\n%s", got, tt.want)
			}
			if strings.ContainsAny(told(faults), "{}") {
				t.Errorf("a sentence is not filled: %s", told(faults))
			}
		})
	}
}

func TestJSONIsTakenWithItsLines(t *testing.T) {
	good := "\n {\"schema\": \"leitai.rules\\/1\",\n\"name\": \"\\u6bd4\\u6b66\", \"parts\": [{\"key\": \"stage\", \"weight\": 1.0E0}]}\n"
	if r, faults := parsed(t, good); nameOf(r) != "比武" {
		t.Errorf("%s", told(faults))
	}
	tests := []struct{ name, doc, want string }{
		{"a misspelt key, where it stands", "{\"schema\": \"leitai.rules/1\",\n\n\"pats\": []\n}", "rules.yaml:3:pats 不认识的项“pats”"},
		{"a wrong value, where it stands", "{\"schema\": \"leitai.rules/1\",\n\"parts\": [{\"key\": \"a\",\n\n\"weight\":\n-1}]}", "rules.yaml:5:parts[0].weight “-1”超出范围；应为：≥ 0"},
		{"a key twice", "{\"schema\": \"leitai.rules/1\",\n\"parts\": [{\"key\": \"a\",\n\"key\": \"b\"}]}", "rules.yaml:3:parts[0].key 同一处把“key”写了两次"},
		{"sixteen digits", "{\"full_marks\": 1.234567890123456}", "rules.yaml:1:full_marks 数字“1.234567890123456”有效数字过多或过大，各程序读法会不一致；应为：最多 15 位有效数字"},
		{"an end that lacks", "{\n\"a\": [1", "rules.yaml:2 "},
		{"more after the end", "{}\n{}", "rules.yaml:"},
		{"too deep", "{\"release\": " + strings.Repeat("[", 40) + strings.Repeat("]", 40) + "}", "rules.yaml:1 "},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if _, faults := parsed(t, tt.doc); len(faults) == 0 || !strings.HasPrefix(told(faults), tt.want) {
				t.Errorf("said\n%s\nwant\n%s", told(faults), tt.want)
			}
		})
	}
}
