package standard_test

import (
	"testing"

	"leitai/internal/standard"
)

// three is a standard of two dimensions, three items, with bonus and vetoes.
func three(t *testing.T) *standard.Standard {
	t.Helper()
	return parse(t,
		def{"1-1", "judge", "10", aJudge}, def{"1-1", "judge", "20", aJudge}, def{"1-2", "judge", "30", aJudge},
		def{"2-1", "judge", "40", aJudge},
		def{"3-1", "bonus", "3", aBonus}, def{"3-2", "veto", "0", aVeto})
}

// filled are rows for three: given says what stands in the place of a valid 0.
func filled(given map[string][]string) []standard.Value {
	var out []standard.Value
	for i, code := range []string{"T-01-01-01", "T-01-01-02", "T-01-02-01", "T-02-01-01", "T-03-01-01", "T-03-02-01"} {
		cells := given[code]
		if cells == nil {
			cells = []string{"value", "0"}
		}
		out = append(out, row(i+2, "成村", code, cells...))
	}
	return out
}

func TestWhole(t *testing.T) {
	na, missing := []string{"state", "na"}, []string{"state", "missing", "note", "未反馈"}
	mark := func(s string) []string { return []string{"value", s} }
	tests := []struct {
		name                         string
		given                        map[string][]string
		zero                         bool
		item, dimension, base, total string
	}{
		{"plain sums", map[string][]string{"T-01-01-01": mark("7"), "T-01-01-02": mark("3.5"), "T-01-02-01": mark("1"), "T-02-01-01": mark("2")}, false, "10.50", "11.50", "13.50", "13.50"},
		{"the rest of an item is scaled to the item", map[string][]string{"T-01-01-01": na, "T-01-01-02": mark("7.1")}, false, "10.65", "10.65", "10.65", "10.65"},
		{"scaled scores are rounded half up", map[string][]string{"T-01-01-02": na, "T-01-01-01": mark("0.1"), "T-01-02-01": na}, false, "0.30", "0.60", "0.60", "0.60"},
		{"an item all na leaves its dimension", map[string][]string{"T-01-01-01": na, "T-01-01-02": na, "T-01-02-01": mark("10")}, false, "na", "20.00", "20.00", "20.00"},
		{"a dimension all na leaves the base", map[string][]string{"T-01-01-01": na, "T-01-01-02": na, "T-01-02-01": na, "T-02-01-01": mark("10")}, false, "na", "na", "25.00", "25.00"},
		{"where all is na there is no total", map[string][]string{"T-01-01-01": na, "T-01-01-02": na, "T-01-02-01": na, "T-02-01-01": na}, false, "na", "na", "na", "na"},
		{"missing leaves no figure above it", map[string][]string{"T-01-01-01": missing}, false, "missing", "missing", "missing", "missing"},
		{"missing counts zero if asked", map[string][]string{"T-01-01-01": missing, "T-01-01-02": mark("5")}, true, "5.00", "5.00", "5.00", "5.00"},
		{"missing beside na is missing", map[string][]string{"T-01-01-01": missing, "T-01-01-02": na}, false, "missing", "missing", "missing", "missing"},
		{"a bonus is outside the base", map[string][]string{"T-01-01-01": mark("10"), "T-03-01-01": mark("1@甲")}, false, "10.00", "10.00", "10.00", "12.00"},
		{"a total is not capped", map[string][]string{"T-01-01-01": mark("10"), "T-01-01-02": mark("20"), "T-01-02-01": mark("30"), "T-02-01-01": mark("40"), "T-03-01-01": mark("1@甲;2@乙")}, false, "30.00", "60.00", "100.00", "103.00"},
		{"a bonus that does not apply adds nothing", map[string][]string{"T-03-01-01": na}, false, "0.00", "0.00", "0.00", "0.00"},
		{"a missing bonus leaves the base", map[string][]string{"T-03-01-01": missing}, false, "0.00", "0.00", "0.00", "missing"},
		{"a veto not known leaves no total", map[string][]string{"T-03-02-01": missing}, false, "0.00", "0.00", "0.00", "missing"},
		{"a veto changes no figure", map[string][]string{"T-01-01-01": mark("10"), "T-03-02-01": {"value", "1", "document", "文件"}}, false, "10.00", "10.00", "10.00", "10.00"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			a := evaluate(t, three(t), &standard.Input{Values: filled(tt.given), MissingZero: tt.zero})
			r := &a.Results[0]
			d := r.Dimensions[0]
			got := [4]string{figure(d.Items[0].Outcome), figure(d.Outcome), figure(r.Base), figure(r.Total)}
			if want := [4]string{tt.item, tt.dimension, tt.base, tt.total}; got != want {
				t.Errorf("item, dimension, base, total = %v; want %v", got, want)
			}
		})
	}
}

func TestVetoesAreListed(t *testing.T) {
	a := evaluate(t, three(t), &standard.Input{Values: filled(map[string][]string{"T-03-02-01": {"value", "2", "document", "交纪函〔2023〕7号"}})})
	v := a.Results[0].Vetoes
	if len(v) != 1 || v[0].Effect != standard.Disqualify || v[0].Case != "严重违反政治纪律" || v[0].Document != "交纪函〔2023〕7号" {
		t.Errorf("vetoes = %+v", v)
	}
}

func TestWhatHasNoValueIsAWarning(t *testing.T) {
	a := evaluate(t, three(t), &standard.Input{Values: filled(map[string][]string{"T-01-01-01": {"state", "na"}, "T-02-01-01": {"state", "missing", "note", "未反馈"}})})
	var codes []string
	for _, f := range a.Warnings {
		codes = append(codes, string(f.Code)+" "+f.Args["point"])
	}
	want := []string{"point_na T-01-01-01", "point_missing T-02-01-01", "score_no_total "}
	if len(codes) != 3 || codes[0] != want[0] || codes[1] != want[1] || codes[2] != want[2] {
		t.Errorf("warnings %q; want %q", codes, want)
	}
}

func TestEveryFigureFollowsFromItsTree(t *testing.T) {
	a := evaluate(t, three(t), &standard.Input{Values: filled(map[string][]string{"T-01-01-01": {"state", "na"}, "T-01-01-02": {"value", "7.1"}, "T-03-01-01": {"value", "1@甲"}})})
	total := a.Results[0].Total.Figure
	if again := total.Evaluated(); again.Value.Cmp(total.Value) != 0 {
		t.Errorf("evaluated again the total is %s; want %s", again.Text(), total.Text())
	}
	item := total.From[0].From[0].From[0]
	if item.Key != "T-01-01" || item.From[0].Key != "T-01-01-02" || item.From[0].From[0].Kind != standard.KindMark {
		t.Errorf("the tree does not lead from the total to a mark: %+v", item)
	}
}

func TestEntriesOfOtherDomainsAreNotScored(t *testing.T) {
	in := &standard.Input{Listed: true, Values: filled(nil), Entries: []standard.Entry{
		{ID: "成村", Domain: "农村"}, {ID: "一中", Domain: "学校"},
	}}
	a := evaluate(t, three(t), in)
	if len(a.Results) != 1 || a.Results[0].Entry.ID != "成村" {
		t.Errorf("results %+v; want 成村 alone", a.Results)
	}
}
