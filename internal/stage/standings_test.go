package stage_test

import (
	"fmt"
	"strings"
	"testing"

	"leitai/internal/contest"
	"leitai/internal/stage"
)

// TestATieThatTheRulesRefuseIsShownShared: rank refuses it of the files, and the
// seal waits for it; the hall sees the day all the same.
func TestATieThatTheRulesRefuseIsShownShared(t *testing.T) {
	s := stage.New(&shelf{}, stage.Options{})
	t.Cleanup(s.Close)
	rules := strings.Replace(rulesText, `"rank":{"by":"batch"}`, `"rank":{"by":"batch","left_over":"refuse"}`, 1)
	must(t, s, contest.Deed{Kind: contest.KindRound, Role: contest.Organiser, By: "组织员", Definition: &contest.Definition{Contest: "c", Name: "第一场",
		Mode: contest.Open, Part: "stage", RulesJSON: []byte(rules), Seats: []contest.SeatRow{{ID: "s0", Name: "评委1"}},
		Entries: []contest.EntryRow{{ID: "e1", Name: "西街社区"}, {ID: "e2", Name: "广兴村"}}}})
	version := int64(1)
	do := func(d contest.Deed) {
		d.Key, d.Expect = fmt.Sprintf("key-%08d", version), &version
		must(t, s, d)
		version++
	}
	director := contest.Deed{By: "导播甲", Role: contest.Director}
	all := func(kinds ...contest.Kind) {
		for _, kind := range kinds {
			d := director
			if d.Kind = kind; kind == contest.Verify {
				d.By = "导播乙"
			}
			do(d)
		}
	}
	all(contest.Call, contest.Start, contest.OpenEntry)
	for _, entry := range []contest.EntryID{"e1", "e2"} {
		based := int64(0)
		do(contest.Deed{Kind: contest.KindBallot, By: "s0", Seat: "s0", Entry: entry, BasedOn: &based, Marks: map[string]string{"A": "9"}})
	}
	all(contest.Close, contest.Verify, contest.Reveal)
	result, at, final, err := s.Standings(t.Context(), "r")
	if err != nil || at.Version != version || final {
		t.Fatalf("at %+v, final %t: %v", at, final, err)
	}
	for _, row := range result.Lists[0].Rows {
		if row.Place != 1 || !row.Shared {
			t.Errorf("place %d, shared %t", row.Place, row.Shared)
		}
	}
}
