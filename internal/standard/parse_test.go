package standard_test

import (
	"slices"
	"strings"
	"testing"

	"leitai/internal/fault"
	"leitai/internal/standard"
)

func TestTheSevenSamplesAreSound(t *testing.T) {
	for _, file := range samples(t) {
		if s := sample(t, file); len(s.Points) < 34 || len(s.Hash) != 64 {
			t.Errorf("%s: %d points, hash %q", file, len(s.Points), s.Hash)
		}
	}
}

// sound is a standard of 100 points that tests then spoil.
func sound() []standard.Row {
	return rows(def{"1-1", "judge", "50", aJudge}, def{"1-2", "check", "40", `{"checks":["甲","乙"]}`}, def{"2-1", "judge", "10", aJudge}, def{"3-1", "bonus", "3", aBonus})
}

func TestFaultsOfTheTable(t *testing.T) {
	tests := []struct {
		name  string
		row   int // of sound(), from 0
		cells []string
		want  string
	}{
		{"an empty cell", 1, []string{"item", ""}, "3 item standard_empty"},
		{"points that are no number", 1, []string{"max_points", "四十"}, "3 max_points standard_number"},
		{"points of three decimals", 1, []string{"max_points", "40.125"}, "3 max_points standard_max"},
		{"points of nothing", 1, []string{"max_points", "0"}, "3 max_points standard_max"},
		{"an unknown kind", 1, []string{"score_type", "chek"}, "3 score_type standard_kind"},
		{"a total other than 100", 2, []string{"max_points", "11", "item_points", "11", "dimension_points", "11"}, "0 max_points standard_total"},
		{"item points that are not the sum", 1, []string{"item_points", "41"}, "3 item_points standard_sum"},
		{"dimension points that are not the sum", 2, []string{"dimension_points", "9"}, "4 dimension_points standard_sum"},
		{"two names of one dimension", 1, []string{"dimension", "另一个"}, "3 dimension standard_differs"},
		{"two amounts of one dimension", 1, []string{"dimension_points", "80"}, "3 dimension_points standard_differs"},
		{"another standard", 3, []string{"domain", "社区"}, "5 domain standard_differs"},
		{"a code twice", 3, []string{"point_code", "T-02-01-01", "item_code", "T-02-01", "dimension_code", "T-02"}, "5 point_code standard_code_twice"},
		{"a code that does not name its parent", 1, []string{"point_code", "T-01-09-01"}, "3 point_code standard_code_parent"},
		{"a bonus among base points", 3, []string{"item_code", "T-02-02", "point_code", "T-02-02-01", "dimension_code", "T-02", "dimension", "维度T-02", "dimension_points", "10"}, "5 dimension_code standard_mixed"},
		{"a line above the points", 1, []string{"line", "41"}, "3 line standard_line"},
		{"a veto with points", 3, []string{"score_type", "veto", "params", aVeto}, "5 max_points standard_max"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r := sound()
			for i := 0; i+1 < len(tt.cells); i += 2 {
				r[tt.row].Cells[tt.cells[i]] = tt.cells[i+1]
			}
			_, err := standard.Parse(r, nil)
			if got := faultsOf(err); !slices.Contains(got, tt.want) {
				t.Errorf("faults %q; want %q among them", got, tt.want)
			}
		})
	}
}

func TestCodesRiseByNumberNotByLetter(t *testing.T) {
	r := sound()
	r[1].Cells["item_code"], r[1].Cells["point_code"] = "T-01-10", "T-01-10-01"
	r[0].Cells["item_code"], r[0].Cells["point_code"] = "T-01-9", "T-01-9-01"
	if _, err := standard.Parse(r, nil); err != nil {
		t.Errorf("1-9 before 1-10: %q", faultsOf(err))
	}
	r[0], r[1] = r[1], r[0]
	if _, err := standard.Parse(r, nil); !slices.Contains(faultsOf(err), "2 point_code standard_code_order") {
		t.Errorf("1-10 before 1-9: %q; want a fault of order", faultsOf(err))
	}
}

func TestAnItemUnderTwoDimensions(t *testing.T) {
	r := sound()
	for column, text := range map[string]string{"dimension_code": "T", "item_code": "T-01-01", "point_code": "T-01-01-02"} {
		r[1].Cells[column] = text
	}
	r[1].Cells["standard_code"] = "T"
	_, err := standard.Parse(r, nil)
	if got := faultsOf(err); !slices.Contains(got, "3 item_code standard_two_parents") {
		t.Errorf("faults %q", got)
	}
}

func TestFaultsOfParams(t *testing.T) {
	indicator := func(rest string) string { return `{"metric":"率","unit":"%",` + rest + `}` }
	tests := []struct{ name, kind, params, code, path string }{
		{"no JSON", "judge", `{"scheme":`, "params_json", ""},
		{"text after the object", "judge", aJudge + " x", "params_json", ""},
		{"a list", "judge", `[1]`, "params_json", ""},
		{"null", "judge", `null`, "params_json", ""},
		{"no step", "judge", `{"scheme":"L4"}`, "params_missing", "step"},
		{"a step of nothing", "judge", `{"scheme":"L4","step":0}`, "params_range", "step"},
		{"a step that does not reach max", "judge", `{"scheme":"L4","step":0.3}`, "params_range", "step"},
		{"a step in words", "judge", `{"scheme":"L4","step":"0.1"}`, "params_number", "step"},
		{"a step with an exponent", "judge", `{"scheme":"L4","step":1e-1}`, "params_number", "step"},
		{"another scheme", "judge", `{"scheme":"L5","step":0.1}`, "params_word", "scheme"},
		{"no formula", "indicator", indicator(`"target":1`), "params_missing", "formula"},
		{"an unknown formula", "indicator", indicator(`"formula":"betwen","target":1,"floor":0`), "params_word", "formula"},
		{"no metric", "indicator", `{"formula":"ratio","target":1}`, "params_missing", "metric"},
		{"floor at the target", "indicator", indicator(`"formula":"between","target":1,"floor":1`), "params_range", "floor"},
		{"a target of nothing", "indicator", indicator(`"formula":"ratio","target":0`), "params_range", "target"},
		{"thresholds that rise", "indicator", indicator(`"formula":"tiers","tiers":[[1,2],[2,1]],"else":0`), "params_order", "tiers[1][0]"},
		{"points that rise", "indicator", indicator(`"formula":"tiers","tiers":[[2,1],[1,2]],"else":0`), "params_order", "tiers[1][1]"},
		{"more for nothing than for a tier", "indicator", indicator(`"formula":"tiers","tiers":[[2,2],[1,1]],"else":1.5`), "params_order", "else"},
		{"points above max", "indicator", indicator(`"formula":"tiers","tiers":[[2,3]],"else":0`), "params_range", "tiers[0][1]"},
		{"a tier of three", "indicator", indicator(`"formula":"tiers","tiers":[[2,2,2]],"else":0`), "params_pair", "tiers[0]"},
		{"no tiers", "indicator", indicator(`"formula":"tiers","tiers":[],"else":0`), "params_list", "tiers"},
		{"shares that fall", "indicator", indicator(`"formula":"rank","tiers":[[0.5,2],[0.2,1]],"else":0`), "params_order", "tiers[1][0]"},
		{"a share above one", "indicator", indicator(`"formula":"rank","tiers":[[20,2]],"else":0`), "params_range", "tiers[0][0]"},
		{"peers of no kind", "indicator", indicator(`"formula":"rank","peer_group":"town","tiers":[[0.2,2]],"else":0`), "params_word", "peer_group"},
		{"a loss of nothing", "indicator", indicator(`"formula":"loss","full":100,"per_unit_loss":0`), "params_range", "per_unit_loss"},
		{"no lines", "check", `{"checks":[]}`, "params_list", "checks"},
		{"a blank line", "check", `{"checks":["甲"," "]}`, "params_text", "checks[1]"},
		{"each that does not make max", "check", `{"each":0.5,"checks":["甲","乙"]}`, "params_range", "each"},
		{"a base above max", "deduct", `{"base":3,"rules":[{"when":"甲","minus":1}]}`, "params_range", "base"},
		{"a deduction below zero", "deduct", `{"base":2,"rules":[{"when":"甲","minus":-1}]}`, "params_range", "rules[0].minus"},
		{"a deduction for nothing", "deduct", `{"base":2,"rules":[{"minus":1}]}`, "params_missing", "rules[0].when"},
		{"a case in words", "deduct", `{"base":2,"rules":["甲"]}`, "params_object", "rules[0]"},
		{"a floor above the base", "deduct", `{"base":1,"floor":2,"rules":[{"when":"甲","minus":1}]}`, "params_range", "floor"},
		{"a cap above max", "bonus", `{"cap":3,"rules":[{"when":"甲","plus":1}]}`, "params_range", "cap"},
		{"matters that add up", "bonus", `{"cap":2,"same_matter":"sum","rules":[{"when":"甲","plus":1}]}`, "params_word", "same_matter"},
		{"an unknown effect", "veto", `{"effect":"disqualfy","whens":["甲"]}`, "params_word", "effect"},
		{"no case", "veto", `{"effect":"disqualify"}`, "params_missing", "whens"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d := def{"2-1", tt.kind, "2", tt.params}
			base := []def{{"1-1", "judge", "98", aJudge}, d}
			if standard.Kind(tt.kind).Outside() {
				base[0].max = "100"
				if tt.kind == "veto" {
					base[1].max = "0"
				}
			}
			_, err := standard.Parse(rows(base...), nil)
			if !has(err, tt.code, tt.path) {
				t.Errorf("faults %+v; want %s at %q", err, tt.code, tt.path)
			}
		})
	}
}

func has(err error, code, path string) bool {
	list, _ := err.(fault.List)
	return slices.ContainsFunc(list, func(f fault.Fault) bool {
		return f.Code == fault.Code(code) && f.Args["path"] == path && f.At.Column == "params" && f.At.Row == 3
	})
}

func TestEveryFaultIsToldAtOnce(t *testing.T) {
	r := sound()
	r[0].Cells["params"] = `{"scheme":"L5","step":-1}`
	r[1].Cells["params"] = `{"checks":[1,"乙",""]}`
	r[2].Cells["item_points"] = "12"
	_, err := standard.Parse(r, nil)
	want := []string{"2 params params_word", "2 params params_range", "3 params params_text", "3 params params_text", "4 item_points standard_sum"}
	if got := faultsOf(err); !slices.Equal(got, want) {
		t.Errorf("faults\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestAFileWithoutPoints(t *testing.T) {
	if _, err := standard.Parse(nil, nil); len(faultsOf(err)) != 1 {
		t.Errorf("faults %q; want one", faultsOf(err))
	}
}
