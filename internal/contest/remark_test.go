package contest_test

import (
	"maps"
	"strings"
	"testing"

	"leitai/internal/contest"
)

// reminded wants which entry a seat is reminded of, empty for none.
func (d *day) reminded(id contest.SeatID, want contest.EntryID) {
	d.t.Helper()
	v, _ := d.r.SeatView(id, "log")
	var got contest.EntryID
	if v.Reminded != nil {
		got = v.Reminded.Entry
	}
	if got != want {
		d.t.Fatalf("%s is reminded of %q; want %q", id, got, want)
	}
}

func TestWhoseBallotIsMissingIsReminded(t *testing.T) {
	d := opened(t, small())
	d.must(ballot("e1", "s1", 0, "5", "3"))
	sent := d.must(d.command(contest.Remind, "e1", verifier)).Fact
	d.reminded("s1", "")
	d.reminded("s2", "e1")
	d.reminded("s3", "e1")
	if v, _ := d.r.SeatView("s2", "log"); v.Reminded.At != sent.At {
		t.Errorf("reminded at %s; want %s", v.Reminded.At, sent.At)
	}
	d.must(ballot("e1", "s2", 0, "5", "3"))
	d.reminded("s2", "")
	d.must(d.command(contest.Close, "e1", reason("不等了")))
	d.reminded("s3", "")
	d.must(d.command(contest.Reopen, "e1", reason("再等")))
	d.reminded("s3", "") // that was another scoring
}

func TestOneSeatIsRemindedAlone(t *testing.T) {
	d := opened(t, small())
	d.must(d.command(contest.Remind, "e1", seat("s2")))
	d.reminded("s2", "e1")
	d.reminded("s3", "")
}

func TestNobodyIsRemindedOfNothing(t *testing.T) {
	d := opened(t, small())
	d.refused(contest.WrongState, d.command(contest.Remind, "e2"))
	d.must(ballot("e1", "s1", 0, "5", "3"))
	d.refused(contest.NoneMissing, d.command(contest.Remind, "e1", seat("s1")))
	d.must(d.command(contest.Recuse, "e1", seat("s2"), reason("回避")))
	d.refused(contest.NoneMissing, d.command(contest.Remind, "e1", seat("s2")))
	d.must(d.command(contest.Recuse, "e1", seat("s3"), reason("回避")))
	d.refused(contest.NoneMissing, d.command(contest.Remind, "e1"))
}

// TestNoJudgeIsToldWhoElseIsMissing: what a judge is sent is the same whoever was
// reminded, but for the version.
func TestNoJudgeIsToldWhoElseIsMissing(t *testing.T) {
	told := map[contest.SeatID]string{}
	for _, id := range []contest.SeatID{"s1", "s2"} {
		d := opened(t, small())
		d.must(d.command(contest.Remind, "e1", seat(id)))
		raw, err := d.r.Picture(contest.ForJudge, "log")
		if err != nil {
			t.Fatal(err)
		}
		told[id] = string(raw)
		d.reminded("s3", "")
	}
	if told["s1"] != told["s2"] || strings.Contains(told["s1"], "remind") {
		t.Errorf("judges are told apart who is missing: %s", told["s1"])
	}
}

func remark(name, text string) func(*contest.Deed) {
	return func(d *contest.Deed) { d.Name, d.Text = name, text }
}

func TestACommentStandsOnTheConsoleAlone(t *testing.T) {
	d := opened(t, small())
	sent := d.must(d.command(contest.Comment, "e1", verifier, remark("王教授", "数据翔实\n可再具体"))).Fact
	list := d.entry(contest.Console, "e1")["comments"].([]any)
	got := list[0].(map[string]any)
	if len(list) != 1 || got["seq"] != float64(sent.Seq) || got["name"] != "王教授" || got["text"] != "数据翔实\n可再具体" || got["by"] != "核分员" || got["at"] != sent.At {
		t.Errorf("the console sees %v", list)
	}
	for _, a := range []contest.Audience{contest.Hall, contest.ForJudge} {
		if _, there := d.entry(a, "e1")["comments"]; there {
			t.Errorf("%s sees comments", a)
		}
	}
	d.must(d.command(contest.Comment, "e1", remark("王教授", strings.Repeat("字", 500))))
	d.refused(contest.FieldWrong, d.command(contest.Comment, "e1", remark("王教授", strings.Repeat("字", 501))))
	d.refused(contest.FieldWrong, d.command(contest.Comment, "e1", remark("王教授", "\x1b[2J")))
	d.refused(contest.FieldMissing, d.command(contest.Comment, "e1", remark("王教授", " ")))
	d.refused(contest.FieldMissing, d.command(contest.Comment, "e1", remark("", "好")))
}

func TestThePointsOfAnAdjustmentAreAFigure(t *testing.T) {
	d := opened(t, small())
	sent := d.must(d.command(contest.Deduct, "e1", as("计时员", contest.Timekeeper), reason("超时"), func(d *contest.Deed) { d.Points, d.Part = "0.5", "stage" })).Fact
	look := func() map[string]any {
		return d.entry(contest.Console, "e1")["adjustments"].([]any)[0].(map[string]any)
	}
	a := look()
	if a["points"] != nil || a["kind"] != "deduct" || a["part"] != "stage" || a["reason"] != "超时" || a["by"] != "计时员" || a["seq"] != float64(sent.Seq) {
		t.Errorf("before the close the console sees %v", a)
	}
	d.must(d.command(contest.Close, "e1", reason("缺席")))
	if a := look(); a["points"] != "0.5" {
		t.Errorf("after the close the console sees %v", a)
	}
	if _, there := d.entry(contest.Hall, "e1")["adjustments"]; there {
		t.Error("the hall sees adjustments")
	}
}

// TestTheHallIsToldWhatWasTakenOff: who adds the marks up himself must come to
// the score that he is shown.
func TestTheHallIsToldWhatWasTakenOff(t *testing.T) {
	d := opened(t, small())
	d.must(d.command(contest.Deduct, "e1", as("计时员", contest.Timekeeper), reason("超时"), func(d *contest.Deed) { d.Points, d.Part = "0.5", "stage" }))
	d.must(d.command(contest.Bonus, "e1", reason("国家级荣誉"), func(d *contest.Deed) { d.Points = "1" }))
	for i, s := range []contest.SeatID{"s1", "s2", "s3"} {
		d.must(ballot("e1", s, 0, "5", []string{"3", "3.5", "4"}[i]))
	}
	silent := func(when string, a contest.Audience) {
		t.Helper()
		e := d.entry(a, "e1")
		for _, field := range []string{"adjustments", "unadjusted"} {
			if _, there := e[field]; there {
				t.Errorf("%s %s sees %s: %v", when, a, field, e[field])
			}
		}
	}
	silent("while it is scored", contest.Hall)
	d.must(d.command(contest.Close, "e1"))
	silent("closed", contest.Hall)
	d.must(d.command(contest.Verify, "e1", verifier))
	silent("verified", contest.Hall)
	d.must(d.command(contest.Reveal, "e1"))
	silent("revealed", contest.ForJudge)
	e := d.entry(contest.Hall, "e1")
	list, _ := e["adjustments"].([]any)
	if e["unadjusted"] != "8.50" || e["score"] != "8.00" || len(list) != 1 {
		t.Fatalf("the hall sees %v become %v by %v", e["unadjusted"], e["score"], list)
	}
	if want := (map[string]any{"kind": "deduct", "points": "0.5", "part": "stage", "reason": "超时"}); !maps.Equal(list[0].(map[string]any), want) {
		t.Errorf("the hall sees %v; want %v", list[0], want)
	}
	if told := d.picture(contest.Hall)["round"].(map[string]any)["adjusted"]; told != true {
		t.Error("the hall is not told that a total has a bonus")
	}
	if v := d.entry(contest.Console, "e1")["unadjusted"]; v != "8.50" {
		t.Errorf("the console sees %v before the deduction", v)
	}
}

func TestTheRulesMayReleaseTheAdjustmentsOfTheTotal(t *testing.T) {
	def := small()
	def.RulesJSON = canonical(strings.Replace(rulesSmall, `"parts":[`, `"release":{"adjustments":"hall"},"parts":[`, 1))
	d := opened(t, def)
	d.must(d.command(contest.Bonus, "e1", reason("国家级荣誉"), func(d *contest.Deed) { d.Points = "1" }))
	d.must(ballot("e1", "s1", 0, "5", "3"))
	d.finish("e1")
	if list, _ := d.entry(contest.Hall, "e1")["adjustments"].([]any); len(list) != 1 || list[0].(map[string]any)["reason"] != "国家级荣誉" {
		t.Errorf("the hall sees %v", list)
	}
}

func TestThePartsOfTheTotalAreInEveryPicture(t *testing.T) {
	def := small()
	def.RulesJSON = canonical(strings.Replace(rulesSmall, `"parts":[`, `"parts":[{"key":"field","name":"实地观摩","weight":0.5,"aggregate":{"trim_high":0,"trim_low":0,"mean":"arithmetic","decimals":2}},`, 1))
	d := newDay(t, def)
	for _, a := range everyone {
		round := d.picture(a)["round"].(map[string]any)
		parts := round["parts"].([]any)
		first, second := parts[0].(map[string]any), parts[1].(map[string]any)
		if first["key"] != "field" || first["name"] != "实地观摩" || first["weight"] != "0.5" || second["name"] != "现场比武" || second["weight"] != "1" || round["across"] != false {
			t.Errorf("%s sees %v, across %v", a, parts, round["across"])
		}
	}
}
