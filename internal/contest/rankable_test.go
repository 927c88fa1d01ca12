package contest_test

import (
	"errors"
	"strings"
	"testing"

	"leitai/internal/contest"
	"leitai/internal/fault"
	"leitai/internal/standing"
)

// TestWhatCouldNeverBeRankedIsNotDefined: what rank refuses of files, whatever
// the marks, is refused before the day, whoever sends the definition.
func TestWhatCouldNeverBeRankedIsNotDefined(t *testing.T) {
	field := func(values ...string) func(*contest.Definition) {
		return func(d *contest.Definition) {
			for i := range d.Entries {
				d.Entries[i].Fields = map[string]string{}
				if i < len(values) {
					d.Entries[i].Fields["founded"] = values[i]
				}
			}
		}
	}
	batches := func(d *contest.Definition) {
		for i := range d.Entries {
			d.Entries[i].Batch = []string{"一", "二", "二"}[i]
		}
	}
	const byFounded = `"by":"batch","ties":["field.founded_asc"]`
	tests := []struct {
		name, rank string
		change     func(*contest.Definition)
		code       fault.Code // empty: it can be ranked
	}{
		{"a tie key without its column", byFounded, field(), contest.DefNoTieColumn},
		{"numbers and dates in it", byFounded, field("1950", "", "1950-01-01"), contest.DefMixedColumn},
		{"neither number nor date", byFounded, field("早", "", ""), contest.DefTieField},
		{"an empty column", byFounded, field("", "", ""), ""},
		{"dates", byFounded, field("1950-01-01", "", "1949-10-01"), ""},
		{"no class where classes are ranked", `"by":"class"`, func(d *contest.Definition) { d.Entries[0].Class = "川区" }, standing.NoListKey},
		{"batches that nothing makes comparable", `"by":"all"`, batches, standing.AcrossUnsaid},
		{"batches with a rule for it", `"by":"all","across":{"method":"none"}`, batches, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			def := small()
			def.RulesJSON = canonical(strings.Replace(rulesSmall, `"by":"batch","ties":["exact"]`, tt.rank, 1))
			tt.change(def)
			deed := contest.Deed{Kind: contest.KindRound, By: "组织员", Role: contest.Organiser, Definition: def}
			_, err := contest.NewRound("r").Decide(&deed, contest.Chance{Salt: strings.Repeat("0", 32)})
			no, _ := errors.AsType[*contest.Refusal](err)
			switch {
			case tt.code == "" && err != nil:
				t.Error(err)
			case tt.code != "" && (no == nil || no.Code != tt.code || len(no.Faults) == 0):
				t.Errorf("said %v, want %s", err, tt.code)
			}
		})
	}
}
