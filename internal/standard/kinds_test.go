package standard_test

import (
	"strings"
	"testing"

	"leitai/internal/standard"
)

// TestScoreOfOnePoint: every kind and formula, from the cells of a row to the
// score as printed and before its rounding.
func TestScoreOfOnePoint(t *testing.T) {
	indicator := func(formula string) string { return `{"metric":"率","unit":"%","formula":` + formula + `}` }
	tests := []struct {
		name, kind, max, params string
		cells                   []string
		score, exact            string
	}{
		{"a mark is the score", "judge", "4", aJudge, []string{"value", "3.3"}, "3.30", "3.3"},
		{"full marks", "judge", "4", aJudge, []string{"value", "4.0"}, "4.00", "4"},

		{"floor earns nothing", "indicator", "2", aBetween, []string{"value", "60"}, "0.00", "0"},
		{"below the floor earns nothing either", "indicator", "2", aBetween, []string{"value", "-5"}, "0.00", "0"},
		{"target earns all", "indicator", "2", aBetween, []string{"value", "95"}, "2.00", "2"},
		{"beyond the target earns no more", "indicator", "2", aBetween, []string{"value", "120.5"}, "2.00", "2"},
		{"in proportion between them", "indicator", "2", aBetween, []string{"value", "70"}, "0.57", "4/7"},
		{"a target below its floor", "indicator", "2", indicator(`"between","target":0,"floor":10`), []string{"value", "2.5"}, "1.50", "1.5"},
		{"a rate is never rounded before it is scored", "indicator", "2", aBetween, []string{"numerator", "2", "denominator", "3"}, "0.38", "8/21"},
		{"a rate that is no percentage", "indicator", "2", `{"metric":"就业","unit":"人/户","formula":"ratio","target":1}`, []string{"numerator", "3", "denominator", "4"}, "1.50", "1.5"},
		{"the value counts beside a rate", "indicator", "2", aBetween, []string{"value", "95", "numerator", "1", "denominator", "2"}, "2.00", "2"},
		{"a lower bound counts as the figure", "indicator", "2", aBetween, []string{"value", "77.5", "qualifier", ">="}, "1.00", "1"},

		{"ratio below the target", "indicator", "2", indicator(`"ratio","target":12`), []string{"value", "5"}, "0.83", "5/6"},
		{"ratio above the target is held", "indicator", "2", indicator(`"ratio","target":12`), []string{"value", "30"}, "2.00", "2"},
		{"a negative ratio is held at zero", "indicator", "2", indicator(`"ratio","target":12`), []string{"value", "-3"}, "0.00", "0"},

		{"a threshold is met by its own value", "indicator", "3", indicator(`"tiers","tiers":[[15,3],[10,2.4],[0,1]],"else":0`), []string{"value", "10"}, "2.40", "2.4"},
		{"just under a threshold is the next tier", "indicator", "3", indicator(`"tiers","tiers":[[15,3],[10,2.4],[0,1]],"else":0`), []string{"value", "9.99"}, "1.00", "1"},
		{"no threshold met", "indicator", "3", indicator(`"tiers","tiers":[[15,3],[10,2.4],[0,1]],"else":0.5`), []string{"value", "-0.01"}, "0.50", "0.5"},

		{"no loss at full", "indicator", "1.5", indicator(`"loss","full":100,"per_unit_loss":0.1`), []string{"value", "100"}, "1.50", "1.5"},
		{"parts of a unit are lost too", "indicator", "1.5", indicator(`"loss","full":100,"per_unit_loss":0.1`), []string{"value", "97.6"}, "1.26", "1.26"},
		{"nothing is left to lose", "indicator", "1.5", indicator(`"loss","full":100,"per_unit_loss":0.1`), []string{"value", "20"}, "0.00", "0"},

		{"each line its share", "check", "2", aCheck, []string{"value", "1;3"}, "1.00", "1"},
		{"no line passed", "check", "2", aCheck, []string{"value", "0"}, "0.00", "0"},
		{"those that apply carry the whole", "check", "2", aCheck, []string{"value", "1;2;~4"}, "1.33", "4/3"},
		{"half up at the third decimal", "check", "1", `{"checks":["甲","乙","丙","丁","戊","己","庚","辛"]}`, []string{"value", "1"}, "0.13", "0.125"},

		{"nothing to deduct", "deduct", "3", aDeduct, []string{"value", "0"}, "3.00", "3"},
		{"times the count", "deduct", "3", aDeduct, []string{"value", "1*3;2*1"}, "0.50", "0.5"},
		{"down to the floor and no further", "deduct", "3", aDeduct, []string{"value", "2*9"}, "0.00", "0"},
		{"a floor of its own", "deduct", "3", `{"base":3,"floor":1,"rules":[{"when":"甲","minus":2}]}`, []string{"value", "1*5"}, "1.00", "1"},
		{"a count of zero is none", "deduct", "3", aDeduct, []string{"value", "1*0"}, "3.00", "3"},

		{"no bonus", "bonus", "3", aBonus, []string{"value", "0"}, "0.00", "0"},
		{"one matter once, at its highest", "bonus", "3", aBonus, []string{"value", "2@丰收节;1@丰收节"}, "2.00", "2"},
		{"two matters add up to the cap", "bonus", "3", aBonus, []string{"value", "1@甲;1@乙"}, "3.00", "3"},
		{"blanks do not make another matter", "bonus", "3", aBonus, []string{"value", "2@ 甲;2@乙 ;1@甲"}, "3.00", "3"},

		{"a veto takes no points", "veto", "0", aVeto, []string{"value", "2", "document", "交纪函〔2023〕7号"}, "0.00", "0"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := alone(t, tt.kind, tt.max, tt.params)
			code, other := s.Points[0].Code, s.Points[1].Code
			if s.Points[1].Kind == standard.Kind(tt.kind) && standard.Kind(tt.kind).Outside() {
				code, other = other, code
			}
			a := evaluate(t, s, &standard.Input{Values: []standard.Value{row(2, "成村", code, tt.cells...), row(3, "成村", other, "value", "0")}})
			p := pointOf(t, &a.Results[0], code)
			if figure(p.Outcome) != tt.score || p.Figure.Exact.String() != tt.exact {
				t.Errorf("score %s, exact %s; want %s, %s", figure(p.Outcome), p.Figure.Exact, tt.score, tt.exact)
			}
			if p.Why.Code == "" {
				t.Error("nothing says why")
			}
		})
	}
}

func TestMarksOfSeveralScorersHaveTheirExactMean(t *testing.T) {
	s := alone(t, "judge", "4", aJudge)
	a := evaluate(t, s, &standard.Input{Values: []standard.Value{
		row(2, "成村", s.Points[0].Code, "value", "3.5", "scorer", "乙"), row(3, "成村", s.Points[0].Code, "value", "3.5", "scorer", "甲"),
		row(4, "成村", s.Points[0].Code, "value", "4", "scorer", "丙"), row(5, "成村", s.Points[0].Code, "state", "na", "scorer", "丁"),
		row(6, "成村", s.Points[1].Code, "value", "0"),
	}})
	p := pointOf(t, &a.Results[0], s.Points[0].Code)
	if figure(p.Outcome) != "3.67" || p.Figure.Exact.String() != "11/3" || len(p.Figure.From) != 3 {
		t.Errorf("score %s of %d marks, exact %s; want 3.67 of 3, 11/3", figure(p.Outcome), len(p.Figure.From), p.Figure.Exact)
	}
}

func TestRankInsideTheClass(t *testing.T) {
	s := alone(t, "indicator", "3", aRank)
	// Five of 川区 have a figure: 20 % cover one place, 50 % three (2.5 rounded half up).
	in := &standard.Input{Listed: true}
	for _, e := range []struct{ id, class, figure string }{
		{"甲", "川区", "90"}, {"乙", "川区", "90"}, {"丙", "川区", "70"}, {"丁", "川区", "60"}, {"戊", "川区", "50"}, {"己", "川区", ""}, {"庚", "山区", "1"},
	} {
		in.Entries = append(in.Entries, standard.Entry{ID: e.id, Class: e.class})
		v := row(2, e.id, s.Points[0].Code, "value", e.figure)
		if e.figure == "" {
			v = row(2, e.id, s.Points[0].Code, "state", "na")
		}
		in.Values = append(in.Values, v, row(3, e.id, s.Points[1].Code, "value", "0"))
	}
	var got []string
	for _, r := range evaluate(t, s, in).Results {
		got = append(got, figure(pointOf(t, &r, s.Points[0].Code).Outcome))
	}
	// Equal figures share the better place; alone in a class is first of one.
	if want := "3.00 3.00 2.40 1.20 1.20 na 3.00"; strings.Join(got, " ") != want {
		t.Errorf("got %v; want %s", got, want)
	}
}

func TestRankWhereLowerIsBetter(t *testing.T) {
	s := alone(t, "indicator", "3", strings.Replace(aRank, `"else"`, `"direction":"lower_is_better","else"`, 1))
	in := &standard.Input{Listed: true}
	for _, e := range []struct{ id, figure string }{{"甲", "9"}, {"乙", "1"}, {"丙", "5"}} {
		in.Entries = append(in.Entries, standard.Entry{ID: e.id, Class: "川区"})
		in.Values = append(in.Values, row(2, e.id, s.Points[0].Code, "value", e.figure), row(3, e.id, s.Points[1].Code, "value", "0"))
	}
	a := evaluate(t, s, in)
	if got := figure(pointOf(t, &a.Results[1], s.Points[0].Code).Outcome); got != "3.00" {
		t.Errorf("the lowest figure scores %s; want 3.00", got)
	}
}

func TestLines(t *testing.T) {
	tests := []struct{ name, kind, max, params, want string }{
		{"of a judged point, the lower end of 较好", "judge", "4", aJudge, "3"},
		{"up to the step", "judge", "1.5", aJudge, "1.2"},
		{"of an indicator, its target", "indicator", "2", aBetween, "2"},
		{"of a check, all", "check", "2", aCheck, "2"},
		{"of a deduction, the base", "deduct", "3", `{"base":2.5,"rules":[{"when":"甲","minus":1}]}`, "2.5"},
		{"of a bonus, nothing", "bonus", "3", aBonus, "0"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			for _, p := range alone(t, tt.kind, tt.max, tt.params).Points {
				if p.Max.String() == tt.max && p.Line.String() != tt.want {
					t.Errorf("line %s; want %s", p.Line, tt.want)
				}
			}
		})
	}
}

func TestAColumnLineReplacesTheLine(t *testing.T) {
	r := rows(def{"1-1", "judge", "60", aJudge}, def{"1-1", "judge", "40", aJudge})
	r[0].Cells["line"] = "50.5"
	s, err := standard.Parse(r, nil)
	if err != nil {
		t.Fatal(err)
	}
	if got := s.Dimensions[0].Line.String(); got != "80.5" {
		t.Errorf("line of the dimension %s; want 50.5 + 30", got)
	}
}
