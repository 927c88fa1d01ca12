package contest_test

import (
	"slices"
	"strings"
	"testing"

	"leitai/internal/contest"
	"leitai/internal/standing"
)

// What http.md says in a word or two, and what goes wrong first when the code
// around it is changed.

func TestRulesRefuseWithAReasonAndWithout(t *testing.T) {
	def := small()
	def.RulesJSON = canonical(strings.Replace(rulesSmall, `"mean"`, `"missing":"refuse","mean"`, 1))
	d := opened(t, def)
	d.must(ballot("e1", "s1", 0, "5", "3"))
	no := d.refused(contest.RulesRefuse, d.command(contest.Close, "e1"))
	if !slices.Equal(no.Missing, []contest.SeatID{"s2", "s3"}) {
		t.Errorf("missing %v", no.Missing)
	}
}

func TestATimerWithoutAnEntryIsThatOfTheOneOnStage(t *testing.T) {
	d := newDay(t, small())
	d.must(d.command(contest.Draw, "", func(deed *contest.Deed) { deed.Seed = "2024" }))
	action := func(s string) func(*contest.Deed) { return func(deed *contest.Deed) { deed.Action = s } }
	d.refused(contest.FieldMissing, d.command(contest.Timer, "", action("start")))
	d.must(d.command(contest.Call, "e1"))
	fact := d.must(d.command(contest.Timer, "", action("start"))).Fact
	timer, _ := d.picture(contest.Hall)["timer"].(map[string]any)
	if timer["entry"] != "e1" || timer["since"] != fact.At || fact.Entry != "e1" {
		t.Errorf("the timer is %v, of the fact %q", timer, fact.Entry)
	}
}

func TestAnUndoLeavesTheTimerOfAnotherAlone(t *testing.T) {
	d := opened(t, small())
	d.must(d.command(contest.Close, "e1", reason("缺席")))
	d.must(d.command(contest.Call, "e2"))
	d.must(d.command(contest.Start, "e2"))
	before := d.picture(contest.Hall)["timer"].(map[string]any)
	gone := d.must(d.command(contest.Withdraw, "e3", reason("弃赛"))).Fact.Seq
	d.must(d.command(contest.Undo, "", of(gone)))
	if now, _ := d.picture(contest.Hall)["timer"].(map[string]any); now["entry"] != "e2" || now["since"] != before["since"] {
		t.Errorf("the timer was %v and is %v", before, now)
	}
	gone = d.must(d.command(contest.Withdraw, "e2", reason("弃赛"))).Fact.Seq
	if now := d.picture(contest.Hall)["timer"].(map[string]any); now["since"] != nil {
		t.Errorf("who has left is timed: %v", now)
	}
	d.must(d.command(contest.Undo, "", of(gone)))
	if now := d.picture(contest.Hall)["timer"].(map[string]any); now["since"] != before["since"] {
		t.Errorf("who is back was timed from %v, now from %v", before["since"], now["since"])
	}
	d.must(d.command(contest.Absent, "e3", reason("未到")))
}

func TestAnUndoBringsBackWhyTheScoringWasOpenedAgain(t *testing.T) {
	d := opened(t, small())
	d.must(d.command(contest.Close, "e1", reason("缺席")))
	d.must(d.command(contest.Verify, "e1", verifier))
	d.must(d.command(contest.Reopen, "e1", reason("再看")))
	if e := d.entry(contest.Console, "e1"); e["closed_by"] != nil || e["verified_by"] != nil {
		t.Errorf("while it is scored the console sees it closed by %v, verified by %v", e["closed_by"], e["verified_by"])
	}
	gone := d.must(d.command(contest.Withdraw, "e1", reason("弃赛"))).Fact.Seq
	d.must(d.command(contest.Undo, "", of(gone)))
	v, _ := d.r.SeatView("s1", "log")
	if i := slices.IndexFunc(v.Entries, func(e contest.SeatEntry) bool { return e.ID == "e1" }); v.Entries[i].Reopened == nil || *v.Entries[i].Reopened != "再看" {
		t.Errorf("the judge sees %+v", v.Entries[i])
	}
}

func TestWhoIsLeftOutOfTheLotsHasNone(t *testing.T) {
	d := newDay(t, small())
	lots := func(ids ...contest.EntryID) func(*contest.Deed) { return func(deed *contest.Deed) { deed.Order = ids } }
	d.must(d.command(contest.Draw, "", lots("e1", "e2", "e3")))
	gone := d.must(d.command(contest.Withdraw, "e1", reason("弃赛"))).Fact.Seq
	d.must(d.command(contest.Draw, "", lots("e3", "e2"), reason("少了一家")))
	if e := d.entry(contest.Hall, "e1"); e["order"] != nil {
		t.Errorf("e1 has the lot %v beside that of another", e["order"])
	}
	d.must(d.command(contest.Undo, "", of(gone)))
	d.refused(contest.NotDrawn, d.command(contest.Call, "e1"))
	d.must(d.command(contest.Draw, "", lots("e3", "e1", "e2"), reason("回来了")))
	d.must(d.command(contest.Call, "e1"))
}

func TestWhatWasPublicStaysOpenWhenTheEntryIsAnnulled(t *testing.T) {
	d := opened(t, small())
	given := d.must(ballot("e1", "s1", 0, "5", "3")).Fact
	d.must(d.command(contest.Close, "e1", reason("缺席")))
	d.must(d.command(contest.Annul, "e1", reason("超龄")))
	if !d.r.Withheld(&given) {
		t.Error("a ballot that nobody saw opens with the annulment")
	}
	d.score("e2")
	shown := d.must(ballot("e2", "s1", 0, "5", "3")).Fact
	d.finish("e2")
	asked := d.must(d.command(contest.Correct, "e2", reason("查实虚报"), func(deed *contest.Deed) { deed.Annul = true })).Fact
	done := d.must(d.command(contest.Confirm, "", of(asked.Seq), verifier)).Fact
	for _, f := range []contest.Fact{shown, asked, done} {
		if d.r.Withheld(&f) {
			t.Errorf("the %s is taken back from who has read it", f.Kind)
		}
	}
}

func TestATieThatTheRulesRefuseIsShownSharedInTheStandings(t *testing.T) {
	def := small()
	def.RulesJSON = canonical(strings.Replace(rulesSmall, `"ties":["exact"]`, `"ties":["exact"],"left_over":"refuse"`, 1))
	d := opened(t, def)
	for _, e := range []contest.EntryID{"e1", "e2"} {
		if e != "e1" {
			d.score(e)
		}
		d.must(ballot(e, "s1", 0, "5", "3"))
		d.finish(e)
	}
	result, err := standing.Rank(d.r.Shown())
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range result.Lists[0].Rows {
		if row.Place != 1 || !row.Shared {
			t.Errorf("place %d, shared %t", row.Place, row.Shared)
		}
	}
	if _, err := d.r.Standings(); err == nil {
		t.Error("what rank refuses of the files is no result")
	}
}
