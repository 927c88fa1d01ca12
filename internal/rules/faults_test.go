package rules_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"leitai/internal/fault"
)

// head opens every document of the table: its lines are 1 to 3.
const head = "schema: leitai.rules/1\nparts:\n  - key: stage\n"

// faulty are rule sets with what is said about each.
var faulty = []struct {
	name, doc, want string
	code            fault.Code
}{
	{"a list where an object stands", head + "score: [0, 10]\n", `4:score 类型不对，写的是“list”；应为：一组“项: 值”`, "rules_type"},
	{"a word where a number stands", head + "full_marks: 一百\n", `4:full_marks 类型不对，写的是“一百”；应为：数字`, "rules_type"},
	{"a number in quotes is a word", head + "full_marks: \"100\"\n", `4:full_marks 类型不对，写的是“100”；应为：数字`, "rules_type"},
	{"a key without a value", head + "total:\n", `4:total 类型不对，写的是“null”；应为：一组“项: 值”`, "rules_type"},
	{"no is a word and no name of truth, true is no name", head + "name: true\n", `4:name 类型不对，写的是“true”；应为：文字`, "rules_type"},
	{"a misspelt key, with what was meant", head + "    aggregat: {mean: median}\n", `4:parts[0].aggregat 不认识的项“aggregat”（是不是想写“aggregate”？）；应为：aggregate, key, name, score, sheet, weight, weighted`, "rules_unknown_key"},
	{"a key of nothing alike", head + "colour: red\n", `4:colour 不认识的项“colour”；应为：adjust, awards, combine, full_marks, hold_first, name, parts, rank, release, schema, score, screen, tiers, total`, "rules_unknown_key"},
	{"trims beside groups belong into them", head + "    aggregate: {trim_high: 1, groups: [{key: a}]}\n", `4:parts[0].aggregate.trim_high 不认识的项“trim_high”；应为：groups[].trim_high`, "rules_unknown_key"},
	{"a part without a key", "schema: leitai.rules/1\nparts:\n  - name: 现场\n", `3:parts[0] parts[0] 缺少必需的项“key”`, "rules_missing_key"},
	{"no schema", "parts: [{key: stage}]\n", `1:  缺少必需的项“schema”`, "rules_missing_key"},
	{"another schema", "schema: leitai.rules/2\nparts: [{key: stage}]\n", `1:schema 不认识“leitai.rules/2”（是不是想写“leitai.rules/1”？）；应为：leitai.rules/1`, "rules_unknown_word"},
	{"a misspelt word", head + "combine: wieghted\n", `4:combine 不认识“wieghted”（是不是想写“weighted”？）；应为：weighted, sum`, "rules_unknown_word"},
	{"a tie key that is none", head + "rank: {ties: [exact, total]}\n", `4:rank.ties[1] 不认识“total”；应为：exact, part.KEY, field.NAME_asc, field.NAME_desc`, "rules_unknown_word"},
	{"a field without a direction", head + "rank: {ties: [field.founded]}\n", `4:rank.ties[0] 不认识“field.founded”；应为：exact, part.KEY, field.NAME_asc, field.NAME_desc`, "rules_unknown_word"},
	{"a tie key of a part that is not there", head + "rank: {ties: [part.stge]}\n", `4:rank.ties[0] 不认识“part.stge”（是不是想写“part.stage”？）；应为：part.stage`, "rules_unknown_word"},
	{"a screen that shows a part that is not there", head + "screen: {score: field}\n", `4:screen.score 不认识“field”；应为：stage, total`, "rules_unknown_word"},
	{"sixteen significant digits", head + "full_marks: 1.234567890123456\n", `4:full_marks 数字“1.234567890123456”有效数字过多或过大，各程序读法会不一致；应为：最多 15 位有效数字`, "rules_too_precise"},
	{"a number beyond all use", head + "full_marks: 1e31\n", `4:full_marks 数字“1e31”有效数字过多或过大，各程序读法会不一致；应为：最多 15 位有效数字`, "rules_too_precise"},
	{"a step with five decimals", head + "score: {step: 0.00001}\n", `4:score.step “0.00001”的小数位太多；应为：最多四位小数`, "rules_four_decimals"},
	{"a negative weight", head + "    weight: -1\n", `4:parts[0].weight “-1”超出范围；应为：≥ 0`, "rules_out_of_range"},
	{"a group without weight", head + "    aggregate: {groups: [{key: a, weight: 0}, {key: b}]}\n", `4:parts[0].aggregate.groups[0].weight “0”超出范围；应为：> 0`, "rules_out_of_range"},
	{"a step of zero", head + "score: {step: 0}\n", `4:score.step “0”超出范围；应为：> 0`, "rules_out_of_range"},
	{"a greatest mark below the least", head + "score: {min: 60, max: 10}\n", `4:score.max “10”超出范围；应为：≥ 60`, "rules_out_of_range"},
	{"thirteen decimals", head + "total: {decimals: 13}\n", `4:total.decimals “13”超出范围；应为：0…12`, "rules_out_of_range"},
	{"half a decimal", head + "total: {decimals: 1.5}\n", `4:total.decimals “1.5”超出范围；应为：0…12`, "rules_out_of_range"},
	{"a share of more than all", head + "tiers: [{key: top, share: 1.2}]\n", `4:tiers[0].share “1.2”超出范围；应为：0 < share ≤ 1`, "rules_out_of_range"},
	{"at least no ballot", head + "    aggregate: {missing: {at_least: 0}}\n", `4:parts[0].aggregate.missing.at_least “0”超出范围；应为：1…100000`, "rules_out_of_range"},
	{"no parts", "schema: leitai.rules/1\nparts: []\n", `2:parts parts 是空的`, "rules_empty"},
	{"a blank name", head + "name: \" \"\n", `4:name name 是空的`, "rules_empty"},
	{"two parts of one key", "schema: leitai.rules/1\ncombine: sum\nparts:\n  - key: stage\n  - key: stage\n", `5:parts[1].key “stage”与前面的重复`, "rules_same_key"},
	{"two groups of one key", head + "    aggregate:\n      groups:\n        - {key: a, weight: 0.5}\n        - {key: a, weight: 0.5}\n", `7:parts[0].aggregate.groups[1].key “a”与前面的重复`, "rules_same_key"},
	{"two points of one name", head + "    sheet:\n      - {point: p, max: 5}\n      - {point: p, max: 5}\n", `6:parts[0].sheet[1].point “p”与前面的重复`, "rules_same_key"},
	{"weights of parts that make 0.95", "schema: leitai.rules/1\nparts:\n  - {key: stage, weight: 0.6}\n  - {key: field, weight: 0.35}\n", `3:parts 各部分权重之和是 0.95；应为：combine: weighted 时权重之和恰好为 1`, "rules_weights_parts"},
	{"weights of groups that make 1.1", head + "    aggregate:\n      groups:\n        - {key: a, weight: 0.6}\n        - {key: b, weight: 0.5}\n", `6:parts[0].aggregate.groups 各评委组权重之和是 1.1；应为：权重之和恰好为 1`, "rules_weights_groups"},
	{"trimming that would leave nobody", head + "    aggregate: {trim_high: 2, trim_low: 1, trim_min: 3}\n", `4:parts[0].aggregate.trim_min “3”太小，去掉最高最低分后会一个不剩；应为：不小于 4`, "rules_trim_min"},
	{"a tier of two sizes", head + "tiers:\n  - {key: top, share: 0.2, min: 90}\n", `5:tiers[0] 等次“top”同时写了 share、count、min 中的两个；应为：只写其中一个`, "rules_tier_two_sizes"},
	{"two tiers without a number", head + "tiers:\n  - key: top\n  - key: rest\n", `6:tiers[1] 等次“rest”和“top”都没有写数量；应为：最多一个等次不写 share、count、min`, "rules_tier_two_open"},
	{"a min below the tier without a number", head + "tiers:\n  - key: rest\n  - {key: low, min: 60}\n", `6:tiers[1] 等次“low”的 min 写在没有数量的等次之后；应为：min 只能写在它之前`, "rules_tier_min_below"},
}

func TestEveryFaultIsSaidInAFullSentence(t *testing.T) {
	for _, tt := range faulty {
		t.Run(tt.name, func(t *testing.T) {
			_, _, faults := parse(t, tt.doc)
			if got := told(faults); got != tt.want {
				t.Errorf("said\n%s\nwant\n%s", got, tt.want)
			}
			if len(faults) == 1 && faults[0].Code != tt.code {
				t.Errorf("code %s; want %s", faults[0].Code, tt.code)
			}
		})
	}
}

func TestNoFaultIsLeftOutOfTheTable(t *testing.T) {
	shown := map[string]bool{"full_marks": true} // a warning, below
	for _, tt := range faulty {
		shown[string(tt.code)] = true
	}
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	declared := regexp.MustCompile(`fault\.Code = "([a-z_]+)"`)
	n := 0
	for _, file := range files {
		source, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range declared.FindAllSubmatch(source, -1) {
			if n++; !shown[string(m[1])] {
				t.Errorf("no case shows %s", m[1])
			}
		}
	}
	if n < 10 {
		t.Errorf("only %d codes found", n)
	}
}

func TestAllFaultsAreReportedTogether(t *testing.T) {
	_, _, faults := parse(t, "schema: leitai.rules/1\ncombin: sum\nparts:\n  - {kye: stage, weight: -1}\ntotal: {decimals: 99}\n")
	want := []string{"2:combin ", "4:parts[0].kye ", "4:parts[0].weight ", "4:parts[0] ", "5:total.decimals "}
	lines := strings.Split(told(faults), "\n")
	if len(lines) != len(want) {
		t.Fatalf("%d faults:\n%s", len(lines), told(faults))
	}
	for _, start := range want {
		found := false
		for _, line := range lines {
			found = found || strings.HasPrefix(line, start)
		}
		if !found {
			t.Errorf("no fault at %q:\n%s", start, told(faults))
		}
	}
}

func TestFullMarksThatDoNotAddUpAreAWarningOnly(t *testing.T) {
	doc := "schema: leitai.rules/1\nfull_marks: FULL\nscore: {max: 100}\ncombine: sum\nparts:\n  - {key: stage, weight: 0.6}\n  - {key: field, sheet: [{point: a, max: 30}, {point: b, max: 10.5}]}\n"
	_, warnings, faults := parse(t, strings.Replace(doc, "FULL", "100", 1))
	if len(faults) > 0 || told(warnings) != "2:full_marks full_marks 写的是 100，而各部分最高分合成是 100.5" {
		t.Errorf("faults %s, warnings %s", told(faults), told(warnings))
	}
	if _, warnings, _ := parse(t, strings.Replace(doc, "FULL", "100.5", 1)); len(warnings) > 0 {
		t.Errorf("warned: %s", told(warnings))
	}
	if _, warnings, _ := parse(t, strings.Replace(doc, "score: {max: 100}\n", "", 1)); len(warnings) > 0 {
		t.Errorf("where a part is not bounded: warned %s", told(warnings))
	}
}
