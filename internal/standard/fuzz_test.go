package standard_test

import (
	"testing"

	"leitai/internal/standard"
)

// FuzzParams: whatever stands in a cell of params, Parse answers, and a standard
// that it accepts can score.
func FuzzParams(f *testing.F) {
	for _, seed := range []string{aJudge, aCheck, aDeduct, aBonus, aVeto, aRank, aBetween, `{"formula":"loss","metric":"率","full":1e9,"per_unit_loss":-0}`, `{"tiers":[[1]]}`, `null`, `{"a":`, `[]`} {
		for _, kind := range standard.Kinds() {
			f.Add(string(kind), seed, "1")
		}
	}
	f.Fuzz(func(t *testing.T, kind, params, value string) {
		defs := []def{{"1-1", "judge", "98", aJudge}, {"2-1", kind, "2", params}}
		if k := standard.Kind(kind); k.Outside() {
			defs[0].max = "100"
			if k == standard.Veto {
				defs[1].max = "0"
			}
		}
		s, err := standard.Parse(rows(defs...), nil)
		if err != nil {
			return
		}
		scoreSomehow(t, s, value)
	})
}

// FuzzValue: whatever stands in the cells of a value, it is scored within
// 0…max or a fault.
func FuzzValue(f *testing.F) {
	for _, seed := range []string{"", "0", "1;~2", "1*2;2*3", "1@甲;2@乙", "-1.5", "１；２", "999999999999999999999999999999", "1*999999999999999999999999999999", "~", "@", "*", ";;"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, value string) {
		s := parse(t, def{"1-1", "judge", "88", aJudge}, def{"1-2", "indicator", "5", aBetween}, def{"1-3", "check", "2", aCheck}, def{"1-4", "deduct", "3", aDeduct},
			def{"1-5", "indicator", "2", `{"metric":"次","unit":"次","formula":"loss","full":10,"per_unit_loss":0.7}`}, def{"2-1", "bonus", "3", aBonus}, def{"2-2", "veto", "0", aVeto})
		scoreSomehow(t, s, value)
	})
}

// scoreSomehow evaluates every point with the same cells, one at a time.
func scoreSomehow(t *testing.T, s *standard.Standard, value string) {
	t.Helper()
	for _, p := range s.Points {
		for _, cells := range [][]string{{"value", value}, {"numerator", value, "denominator", value}, {"value", value, "document", value, "numerator", value, "denominator", "1"}} {
			in := &standard.Input{Listed: true, Entries: []standard.Entry{{ID: "甲", Class: "川区"}}}
			for _, other := range s.Points {
				if other != p {
					in.Values = append(in.Values, row(2, "甲", other.Code, "value", "0"))
				}
			}
			in.Values = append(in.Values, row(3, "甲", p.Code, cells...))
			a, err := s.Evaluate(in)
			if err != nil {
				continue
			}
			x := pointOf(t, &a.Results[0], p.Code)
			if x.Scored() && (x.Figure.Value.Sign() < 0 || x.Figure.Value.Cmp(p.Max) > 0) {
				t.Errorf("%s with %q scores %s of %s", p.Code, cells, figure(x.Outcome), p.Max)
			}
			_ = x.Why.Text(func(key string, _ ...string) string { return key })
		}
	}
}
