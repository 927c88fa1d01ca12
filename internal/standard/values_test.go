package standard_test

import (
	"slices"
	"strings"
	"testing"

	"leitai/internal/standard"
)

// six is a standard with a point of each kind.
func six(t *testing.T) *standard.Standard {
	t.Helper()
	return parse(t,
		def{"1-1", "judge", "90", aJudge}, def{"1-2", "indicator", "5", aBetween}, def{"1-3", "check", "2", aCheck}, def{"1-4", "deduct", "3", aDeduct},
		def{"2-1", "bonus", "3", aBonus}, def{"2-2", "veto", "0", aVeto})
}

var codeOf = map[string]string{"judge": "T-01-01-01", "indicator": "T-01-02-01", "check": "T-01-03-01", "deduct": "T-01-04-01", "bonus": "T-02-01-01", "veto": "T-02-02-01"}

// with are sound rows of one entry but for the rows of one kind, from row 8 on.
func with(kind string, given ...[]string) []standard.Value {
	var out []standard.Value
	for i, k := range []string{"judge", "indicator", "check", "deduct", "bonus", "veto"} {
		if k != kind {
			out = append(out, row(i+2, "成村", codeOf[k], "value", "0"))
		}
	}
	for i, cells := range given {
		out = append(out, row(i+8, "成村", codeOf[kind], cells...))
	}
	return out
}

func TestFaultsOfAValue(t *testing.T) {
	tests := []struct {
		name, kind string
		cells      []string
		want       string
	}{
		{"a mark above max", "judge", []string{"value", "90.1"}, "8 value value_range"},
		{"a mark below zero", "judge", []string{"value", "-0.1"}, "8 value value_range"},
		{"a mark off the step", "judge", []string{"value", "1.05"}, "8 value value_step"},
		{"a mark in words", "judge", []string{"value", "好"}, "8 value value_number"},
		{"no mark", "judge", nil, "8 value value_empty"},
		{"a figure in words", "indicator", []string{"value", "很高"}, "8 value value_number"},
		{"no figure", "indicator", nil, "8 value value_empty"},
		{"a numerator alone", "indicator", []string{"numerator", "3"}, "8 denominator value_empty"},
		{"a denominator alone", "indicator", []string{"denominator", "3"}, "8 numerator value_empty"},
		{"divided by zero", "indicator", []string{"numerator", "3", "denominator", "0"}, "8 denominator value_denominator"},
		{"divided by less", "indicator", []string{"numerator", "3", "denominator", "-4"}, "8 denominator value_denominator"},
		{"another qualifier", "indicator", []string{"value", "5", "qualifier", "?"}, "8 qualifier value_qualifier"},
		{"a line that is not there", "check", []string{"value", "1;5"}, "8 value value_no_such_number"},
		{"line zero", "check", []string{"value", "1;0"}, "8 value value_no_such_number"},
		{"a line twice", "check", []string{"value", "2;~2"}, "8 value value_number_twice"},
		{"a line in words", "check", []string{"value", "一"}, "8 value value_check"},
		{"nothing said of the lines", "check", nil, "8 value value_empty"},
		{"a trailing semicolon", "check", []string{"value", "1;"}, "8 value value_check"},
		{"a rule that is not there", "deduct", []string{"value", "3*1"}, "8 value value_no_such_number"},
		{"less than no times", "deduct", []string{"value", "1*-1"}, "8 value value_deduct"},
		{"half a time", "deduct", []string{"value", "1*0.5"}, "8 value value_deduct"},
		{"a rule without its count", "deduct", []string{"value", "1"}, "8 value value_deduct"},
		{"a rule twice", "deduct", []string{"value", "1*1;1*2"}, "8 value value_number_twice"},
		{"a bonus without its matter", "bonus", []string{"value", "1@"}, "8 value value_bonus"},
		{"a bonus that is not there", "bonus", []string{"value", "3@丰收节"}, "8 value value_no_such_number"},
		{"a bonus twice for one matter", "bonus", []string{"value", "1@甲;1@甲"}, "8 value value_number_twice"},
		{"a veto without a document", "veto", []string{"value", "1"}, "8 document value_no_document"},
		{"two cases of a veto", "veto", []string{"value", "1;2", "document", "文件"}, "8 value value_veto"},
		{"a case that is not there", "veto", []string{"value", "3", "document", "文件"}, "8 value value_no_such_number"},
		{"an unknown state", "judge", []string{"value", "1", "state", "sick"}, "8 state value_state"},
		{"missing without a note", "judge", []string{"state", "missing"}, "8 note value_no_note"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := six(t).Evaluate(&standard.Input{Values: with(tt.kind, tt.cells)})
			if got := faultsOf(err); len(got) != 1 || got[0] != tt.want {
				t.Errorf("faults %q; want %q alone", got, tt.want)
			}
		})
	}
}

func TestAValueBesideAStateIsNotRead(t *testing.T) {
	a := evaluate(t, six(t), &standard.Input{Values: with("judge", []string{"value", "好", "state", "na"})})
	if got := figure(pointOf(t, &a.Results[0], codeOf["judge"]).Outcome); got != "na" {
		t.Errorf("score %s; want na", got)
	}
}

func TestFaultsOfRows(t *testing.T) {
	s := six(t)
	judge := codeOf["judge"]
	listed := []standard.Entry{{ID: "成村"}, {ID: "一中", Domain: "学校"}}
	tests := []struct {
		name   string
		values []standard.Value
		want   []string
	}{
		{"a point without a row", with("check"), []string{"0 point value_no_row"}},
		{"two rows for a point", with("check", []string{"value", "1"}, []string{"value", "1"}), []string{"9 point value_twice"}},
		{"two scorers of what is not judged", with("check", []string{"value", "1", "scorer", "甲"}, []string{"value", "1", "scorer", "乙"}), []string{"9 point value_twice"}},
		{"one scorer twice", with("judge", []string{"value", "1", "scorer", "甲"}, []string{"value", "1", "scorer", "甲"}), []string{"9 point value_twice"}},
		{"one of two scorers unsigned", with("judge", []string{"value", "1", "scorer", "甲"}, []string{"value", "1"}), []string{"9 point value_twice"}},
		{"an unsigned one before", with("judge", []string{"value", "1"}, []string{"value", "1", "scorer", "甲"}), []string{"9 point value_twice"}},
		{"an unknown point", append(with(""), row(9, "成村", judge+"9", "value", "1")), []string{"9 point value_unknown_point"}},
		{"an unknown entry", append(with(""), row(9, "覃村", judge, "value", "1")), []string{"9 entry value_unknown_entry"}},
		{"an entry of another domain", append(with(""), row(9, "一中", judge, "value", "1")), []string{"9 entry value_foreign_entry"}},
		{"a row of nobody", append(with(""), row(9, "", judge, "value", "1")), []string{"9 entry value_no_entry"}},
		{"no row at all", nil, []string{"0 entry value_no_rows"}},
		{"several faults at once", append(with("check", []string{"value", "x"}), row(12, "成村", codeOf["veto"], "value", "7")), []string{"8 value value_check", "12 point value_twice", "12 value value_no_such_number", "12 document value_no_document"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := s.Evaluate(&standard.Input{Values: tt.values, Entries: listed, Listed: true})
			got := faultsOf(err)
			for _, w := range tt.want {
				if !slices.Contains(got, w) {
					t.Errorf("faults %q; want %q", got, tt.want)
				}
			}
		})
	}
}

func TestEntriesThatAreComparedNeedAClass(t *testing.T) {
	s := alone(t, "indicator", "3", aRank)
	values := []standard.Value{
		row(2, "甲", s.Points[0].Code, "value", "1"), row(3, "甲", s.Points[1].Code, "value", "0"),
		row(4, "乙", s.Points[0].Code, "state", "na"), row(5, "乙", s.Points[1].Code, "value", "0"),
	}
	entries := []standard.Entry{{ID: "甲"}, {ID: "乙"}}
	entries[0].At.Row = 7
	_, err := s.Evaluate(&standard.Input{Values: values, Entries: entries, Listed: true})
	if got := strings.Join(faultsOf(err), ", "); got != "7 class value_no_class" {
		t.Errorf("faults %q; want the class of 甲 alone: 乙 has no figure to compare", got)
	}
	_, err = s.Evaluate(&standard.Input{Values: values})
	if got := strings.Join(faultsOf(err), ", "); got != "0 class value_no_classes" {
		t.Errorf("faults %q; want one for the list that is not there", got)
	}
}

func TestARateThatDiffersFromTheValueIsAWarning(t *testing.T) {
	for _, tt := range []struct {
		name  string
		cells []string
		warn  bool
	}{
		{"equal", []string{"value", "75", "numerator", "3", "denominator", "4"}, false},
		{"equal to the decimals of the value", []string{"value", "66.7", "numerator", "2", "denominator", "3"}, false},
		{"another value", []string{"value", "66", "numerator", "2", "denominator", "3"}, true},
		{"divided by zero", []string{"value", "66", "numerator", "2", "denominator", "0"}, true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			a := evaluate(t, six(t), &standard.Input{Values: with("indicator", tt.cells)})
			if got := len(a.Warnings) > 0; got != tt.warn {
				t.Errorf("warnings %+v; want any: %v", a.Warnings, tt.warn)
			}
		})
	}
}
