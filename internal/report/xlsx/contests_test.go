package xlsx_test

import (
	"fmt"
	"testing"

	"leitai/internal/report"
	"leitai/internal/score"
)

// groups has two groups, trimming, an empty group, caps and the correction
// between batches; it takes a rounding and a mean.
const groups = `
score: {min: 0, max: 100, step: 0.1}
parts:
  - key: stage
    weight: 0.6
    aggregate:
      groups:
        - {key: leader, weight: 0.35, decimals: 1, rounding: %[1]s}
        - {key: expert, weight: 0.65, trim_high: 2, trim_low: 1, trim_min: 5}
      mean: %[2]s
      empty_group: renormalise
      decimals: 2
      rounding: %[1]s
    weighted: {decimals: 1, rounding: %[1]s}
  - {key: field, weight: 0.4, aggregate: {mean: %[2]s}}
adjust: {bonus_cap: 2, deduct_cap: 150}
total: {decimals: 1, rounding: %[1]s}
rank: {by: all, across: {method: trimmed_factor, trim: 1, decimals: 3, mean_decimals: 2}}
`

// sheets has judges who mark points beside some who give one number, and totals
// that no rule rounds.
const sheets = `
name: "A & B"
combine: sum
parts:
  - key: stage
    name: 现场
    sheet:
      - {point: S1, name: 内容真实, short: 内容, max: 7, step: 0.1}
      - {point: S2, name: 成效可视, max: 5, step: 0.5}
      - {point: S3, name: 仪态, max: 8, step: 0.25}
    aggregate:
      groups:
        - {key: leader, name: 领导, weight: 0.4, ballot: total}
        - {key: expert, name: 专家, weight: 0.6, trim_high: 1, trim_low: 1}
  - {key: field, name: 观摩, weight: 0.5, score: {min: 0, max: 100}, aggregate: {trim_high: 1, decimals: 0}}
adjust: {deduct_cap: 5}
rank: {by: batch, ties: [exact, part.field, field.founded_asc]}
tiers: [{key: top, name: 先进, share: 0.2}, {key: middle, name: 中间}, {key: bottom, name: 后进, share: 0.1}]
`

// classes ranks batches together by class, with factors that no rule rounds.
const classes = `
score: {min: 0, max: 10}
parts: [{key: daily, name: 日常, aggregate: {mean: median, trim_high: 1}}]
total: {decimals: 3, rounding: half_even}
rank: {by: class, left_over: dense, across: {method: %s}}
`

// wide has marks so great that a binary fraction holds few decimals of them.
const wide = `
score: {min: 0, max: 900000}
parts:
  - {key: output, name: 产值, weight: 0.7, weighted: {decimals: 1}}
  - {key: income, name: 收入, weight: 0.3, weighted: {decimals: 1}}
total: {decimals: 1, rounding: ceil}
rank: {by: township, across: {method: none}}
`

// contests are drawn contests that have every rule between them.
func contests(t testing.TB) map[string]*report.Ranking {
	t.Helper()
	all := map[string]*report.Ranking{
		"points":        drawn(t, 1, sheets),
		"two_step_mean": drawn(t, 2, fmt.Sprintf(classes, "two_step_mean")),
		"all_means":     drawn(t, 3, fmt.Sprintf(classes, "factor_of_means, decimals: 4")),
		"wide":          drawn(t, 4, wide),
	}
	for seed, mode := range score.ModeNames() {
		for _, mean := range []string{"arithmetic", "median"} {
			all[mode+" "+mean] = drawn(t, uint64(seed), fmt.Sprintf(groups, mode, mean))
		}
	}
	return all
}
