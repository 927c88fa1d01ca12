package standing_test

import (
	"strconv"
	"testing"

	"leitai/internal/score"
	"leitai/internal/standing"
)

func TestMovementSinceAnEarlierResult(t *testing.T) {
	in := read(t, "parts: [{key: stage}]\n", one(9.5, 9, 8, 7, 6), "entry,name,former\ne1,甲村,\ne2,乙社区,\ne3,丙村,\ne4,丁村,x4\ne5,戊村,老戊村\n", "entry,kind,points\ne3,veto,\n")
	result, err := standing.Rank(in)
	if err != nil {
		t.Fatal(err)
	}
	total := func(s string) *score.Exact { x, _ := score.ParseExact(s); return &x }
	result.CompareWith([]standing.Earlier{
		{Entry: "e1", Name: "甲村", Place: 3, Total: total("8"), Tier: "middle"},
		{Entry: "e2", Name: "乙村", Place: 1, Total: total("9.25"), Tier: "top"},
		{Entry: "e3", Name: "丙村", Place: 2, Total: total("9")},
		{Entry: "x4", Name: "老丁村"},
		{Entry: "x5", Name: "老戊村", Place: 5, Total: total("6")},
		{Entry: "e9", Name: "己村", Place: 4, Total: total("7")},
	})
	want := map[string]string{
		"e1": "same e1 3→1 +1.5 middle", "e2": "renamed e2 1→2 +-0.25 top", "e3": "same e3 2→0 +-1 ", "e4": "renamed x4 0→3 + ", "e5": "renamed x5 5→4 +0 ",
	}
	for _, row := range result.Lists[0].Rows {
		m := row.Movement
		change := ""
		if m.TotalChange != nil {
			change = m.TotalChange.String()
		}
		got := string(m.State) + " " + m.From + " " + strconv.Itoa(m.PlaceBefore) + "→" + strconv.Itoa(m.PlaceNow) + " +" + change + " " + m.TierBefore
		if id := in.Entries[row.Entry].ID; got != want[id] {
			t.Errorf("%s: %q; want %q", id, got, want[id])
		}
	}
	if got := sentences(result.Warnings); got != "上次结果中的 e9 己村 不在这次结果里" {
		t.Errorf("warned %q", got)
	}
	result.CompareWith(nil)
	if m := result.Lists[0].Rows[0].Movement; m.State != standing.New || m.PlaceNow != 1 || m.TotalBefore != nil {
		t.Errorf("without an earlier result: %+v", m)
	}
}
