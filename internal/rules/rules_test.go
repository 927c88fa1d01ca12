package rules_test

import (
	"strings"
	"testing"

	"leitai/internal/rules"
	"leitai/internal/score"
)

func TestWhatIsOmittedHasItsDefault(t *testing.T) {
	r := sound(t, "schema: leitai.rules/1\nparts: [{key: stage}]\ntiers: [{key: top, share: 0.1}]\nrank: {across: {}}\n")
	p, a := r.Parts[0], r.Parts[0].Aggregate
	g := a.Groups[0]
	one := score.Int(1)
	for what, holds := range map[string]bool{
		"combine: weighted":          r.Combine == rules.Weighted,
		"weight: 1":                  p.Weight.Cmp(one) == 0,
		"the name is the key":        p.Name == "stage",
		"any mark":                   p.Score == nil && p.Whole() == nil,
		"no groups":                  !a.Grouped() && len(a.Groups) == 1 && g.Weight.Cmp(one) == 0,
		"mean: arithmetic":           !a.Median,
		"missing: exclude":           a.Missing == rules.Missing{},
		"empty_group is refused":     a.EmptyGroup == rules.RefuseEmpty,
		"no trimming":                g.Trim.High+g.Trim.Low == 0,
		"exact values":               g.Round == nil && a.Round == nil && p.Weighted == nil && r.Total == nil,
		"no caps":                    r.Adjust.BonusCap == nil && r.Adjust.DeductCap == nil,
		"by: batch":                  r.Rank.By == rules.ByBatch,
		"no chain":                   len(r.Rank.Ties) == 0,
		"left_over: share":           r.Rank.LeftOver == rules.Share,
		"method: none, trim 2":       r.Rank.Across.Method == rules.NoMethod && r.Rank.Across.Trim == 2,
		"boundary: include":          !r.Tiers[0].Exclude && r.Tiers[0].CountRounding == rules.CountHalfUp && r.Tiers[0].Name == "top",
		"the hall is shown totals":   r.Screen == rules.Screen{Score: "total", Ranking: "total"},
		"full marks are not claimed": r.FullMarks == nil && r.HoldFirst == 0,
	} {
		if !holds {
			t.Errorf("%s does not hold where nothing is said", what)
		}
	}
	if sound(t, head).Rank.Across != nil {
		t.Error("across stands where it is not said")
	}
}

func TestWhatIsSaidIsRead(t *testing.T) {
	r := sound(t, `
schema: leitai.rules/1
name: 秋季比武
full_marks: 100
score: {min: 60, max: 100, step: 0.5}
combine: sum
parts:
  - key: stage
    name: 现场比武
    weight: 0.6
    sheet: [{point: A, name: 内容, short: 内, part: 展示, max: 7, step: 0.1, bands: L4, focus: 看}]
    aggregate:
      groups:
        - {key: leader, name: 领导, weight: 0.4, ballot: total, trim_high: 0, trim_low: 2, trim_min: 9, decimals: 3, rounding: ceil}
        - {key: expert, weight: 0.6, trim_high: 1, trim_low: 1, ballot: points}
      mean: median
      missing: {at_least: 5}
      empty_group: renormalise
      decimals: 2
      rounding: truncate
    weighted: {decimals: 1, rounding: half_even}
  - {key: field, weight: 1.25, score: {max: 10}, aggregate: {missing: refuse, trim_high: 1, decimals: 0}}
adjust: {bonus_cap: 5, deduct_cap: 2.5, after: parts}
total: {decimals: 2}
rank:
  by: township
  across: {method: trimmed_factor, decimals: 3, rounding: truncate, mean_decimals: 4, trim: 1}
  ties: [exact, part.field, field.founded_asc, field.x_desc]
  left_over: dense
tiers: [{key: top, name: 先进, count: 3, boundary: exclude}, {key: good, min: -1.5}, {key: low, share: 0.1, count_rounding: floor}]
awards: [{name: 一等奖, places: 3}]
screen: {score: stage, ranking: field}
hold_first: 2
release: {ranges: organiser}
`)
	stage, field := r.Parts[0], r.Parts[1]
	leader, expert := stage.Aggregate.Groups[0], stage.Aggregate.Groups[1]
	for what, holds := range map[string]bool{
		"name":       r.Name == "秋季比武" && r.FullMarks.String() == "100",
		"combine":    r.Combine == rules.Summed,
		"part":       stage.Key == "stage" && stage.Name == "现场比武" && stage.Weight.String() == "0.6",
		"sheet":      stage.Sheet[0] == rules.Point{Point: "A", Name: "内容", Short: "内", Part: "展示", Bands: "L4", Focus: "看", Max: 70_000, Step: 1000},
		"leader":     leader.Key == "leader" && leader.Name == "领导" && leader.Weight.String() == "0.4" && leader.Total,
		"its trims":  leader.Trim == score.Trim{Low: 2, Min: 9} && *leader.Round == score.Rounding{Decimals: 3, Mode: score.Ceil},
		"expert":     expert.Name == "expert" && !expert.Total && expert.Trim == score.Trim{High: 1, Low: 1, Min: 3} && expert.Round == nil,
		"aggregate":  stage.Aggregate.Median && stage.Aggregate.Missing == rules.Missing{AtLeast: 5} && stage.Aggregate.EmptyGroup == rules.Renormalise,
		"rounding":   *stage.Aggregate.Round == score.Rounding{Decimals: 2, Mode: score.Truncate} && *stage.Weighted == score.Rounding{Decimals: 1, Mode: score.HalfEven},
		"one group":  field.Aggregate.Missing.Refuse && field.Aggregate.Groups[0].Trim == score.Trim{High: 1, Min: 2} && *field.Aggregate.Groups[0].Round == score.Rounding{},
		"scales":     *stage.Score.Min == 600_000 && stage.Score.Step == 5000 && field.Score.Min == nil && *field.Score.Max == 100_000,
		"caps":       r.Adjust.BonusCap.String() == "5" && r.Adjust.DeductCap.String() == "2.5",
		"total":      *r.Total == score.Rounding{Decimals: 2},
		"rank":       r.Rank.By == rules.ByTownship && r.Rank.LeftOver == rules.Dense,
		"across":     r.Rank.Across.Method == rules.TrimmedFactor && *r.Rank.Across.Round == score.Rounding{Decimals: 3, Mode: score.Truncate} && *r.Rank.Across.MeanDecimals == 4 && r.Rank.Across.Trim == 1,
		"ties":       r.Rank.Ties[0].Kind == rules.TieExact && r.Rank.Ties[1] == rules.TieKey{Text: "part.field", Kind: rules.TiePart, Name: "field"} && r.Rank.Ties[3].Desc && r.Rank.Ties[2].Name == "founded" && !r.Rank.Ties[2].Desc,
		"tiers":      *r.Tiers[0].Count == 3 && r.Tiers[0].Exclude && r.Tiers[1].Min.String() == "-1.5" && r.Tiers[2].Share.String() == "0.1" && r.Tiers[2].CountRounding == rules.CountFloor,
		"awards":     r.Awards[0] == rules.Award{Name: "一等奖", Places: 3},
		"screen":     r.Screen == rules.Screen{Score: "stage", Ranking: "field"},
		"the others": r.HoldFirst == 2 && r.Release["ranges"] == "organiser",
		"indices":    r.PartIndex("field") == 1 && r.PartIndex("daily") == -1,
		"highest":    highest(r) == "16.7", // 0.6 × 7 + 1.25 × 10
	} {
		if !holds {
			t.Errorf("%s is not read as it is said", what)
		}
	}
}

func highest(r *rules.Rules) string {
	x, ok := r.Highest()
	if !ok {
		return "unbounded"
	}
	return x.String()
}

func TestAMarkMustLieOnItsScale(t *testing.T) {
	tests := []struct {
		name, scale, fits, not string
	}{
		{"no bounds at all: not below zero", "", "0 100 0.0001 999999999", "-3 -0.0001"},
		{"an upper bound", "max: 10", "10 0.0001", "10.0001 -1"},
		{"a lower bound", "min: 0", "0 5", "-0.0001"},
		{"a step is counted from zero", "max: 10, step: 0.5", "0 0.5 10", "0.1 9.9 -0.5"},
		{"a step is counted from the least mark", "min: 0.3, max: 10, step: 0.5", "0.3 0.8 9.8", "0.5 10 0"},
		{"a step that the maximum does not meet", "min: 0, max: 1, step: 0.3", "0 0.9", "1 1.2"},
		{"below zero", "min: -10, max: -5, step: 1", "-10 -5", "-4 -10.5 0"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := sound(t, "schema: leitai.rules/1\nscore: {"+tt.scale+"}\nparts: [{key: a}]\n").Parts[0].Whole()
			for mark := range strings.FieldsSeq(tt.fits) {
				if p, ok := score.ParsePoints(mark); !ok || !s.Fits(p) {
					t.Errorf("%s does not fit", mark)
				}
			}
			for mark := range strings.FieldsSeq(tt.not) {
				if p, ok := score.ParsePoints(mark); !ok || s.Fits(p) {
					t.Errorf("%s fits", mark)
				}
			}
		})
	}
	if free := (*rules.Scale)(nil); !free.Fits(0) || !free.Fits(1) || free.Fits(-1) {
		t.Error("where no scale is, a mark is anything but negative")
	}
}

func TestASheetBoundsTheSumWhateverTheScoreSays(t *testing.T) {
	p := sound(t, "schema: leitai.rules/1\nscore: {max: 10, step: 1}\nparts: [{key: a, sheet: [{point: p, max: 7}, {point: q, max: 5.5, step: 0.5}]}]\n").Parts[0]
	if p.SheetMax() != 125_000 || !p.Whole().Fits(125_000) || !p.Whole().Fits(1) || p.Whole().Fits(125_001) || p.Whole().Fits(-1) {
		t.Errorf("the whole of the sheet is %+v", p.Whole())
	}
	if q := p.Sheet[1].Scale(); !q.Fits(5000) || q.Fits(1000) || q.Fits(60_000) || q.Fits(-5000) {
		t.Error("a point is not bound by its max and step")
	}
}
