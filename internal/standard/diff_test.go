package standard_test

import (
	"strings"
	"testing"

	"leitai/internal/standard"
)

func TestDiff(t *testing.T) {
	base := func() []standard.Row {
		return rows(def{"1-1", "judge", "50", aJudge}, def{"1-2", "check", "2", aCheck}, def{"2-1", "judge", "48", aJudge})
	}
	name := func(r []standard.Row, names ...string) []standard.Row {
		for i, n := range names {
			r[i].Cells["point"] = n
		}
		return r
	}
	tests := []struct {
		name  string
		after func() []standard.Row
		want  string
	}{
		{"nothing", func() []standard.Row { return name(base(), "甲", "乙", "丙") }, ""},
		{"another spelling of the same params", func() []standard.Row {
			r := name(base(), "甲", "乙", "丙")
			r[0].Cells["params"] = `{"step":0.10, "scheme":"L4"}`
			return r
		}, ""},
		{"another rule", func() []standard.Row {
			r := name(base(), "甲", "乙", "丙")
			r[1].Cells["rule"] = "新办法"
			return r
		}, "changed 乙: rule"},
		{"another amount", func() []standard.Row {
			return name(rows(def{"1-1", "judge", "49", aJudge}, def{"1-2", "check", "2", aCheck}, def{"2-1", "judge", "49", aJudge}), "甲", "乙", "丙")
		}, "changed 甲: max_points line; changed 丙: max_points line"},
		{"a point put in before another moves that one", func() []standard.Row {
			return name(rows(def{"1-1", "judge", "10", aJudge}, def{"1-1", "judge", "40", aJudge}, def{"1-2", "check", "2", aCheck}, def{"2-1", "judge", "48", aJudge}), "新", "甲", "乙", "丙")
		}, "added 新; moved 甲: max_points line"},
		{"a point that is gone", func() []standard.Row {
			return name(rows(def{"1-1", "judge", "52", aJudge}, def{"2-1", "judge", "48", aJudge}), "甲", "丙")
		}, "changed 甲: max_points line; removed 乙"},
		{"another name under one code", func() []standard.Row { return name(base(), "甲", "乙", "丁") }, "changed 丁: point"},
	}
	before, err := standard.Parse(name(base(), "甲", "乙", "丙"), nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			after, err := standard.Parse(tt.after(), nil)
			if err != nil {
				t.Fatal(faultsOf(err))
			}
			var got []string
			for _, c := range standard.Diff(before, after) {
				p := c.After
				if p == nil {
					p = c.Before
				}
				line := string(c.Kind) + " " + p.Name
				for i, f := range c.Fields {
					if i == 0 {
						line += ":"
					}
					line += " " + f.Column
				}
				got = append(got, line)
			}
			if strings.Join(got, "; ") != tt.want {
				t.Errorf("got %q; want %q", strings.Join(got, "; "), tt.want)
			}
		})
	}
}
