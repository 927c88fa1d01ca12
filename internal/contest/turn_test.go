package contest_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"leitai/internal/contest"
	"leitai/internal/standing"
)

func TestATurnFromCallToLock(t *testing.T) {
	d := opened(t, small())
	d.must(ballot("e1", "s1", 0, "5.5", "3.5"))
	d.must(ballot("e1", "s2", 0, "4", "3"))
	third := d.must(ballot("e1", "s3", 0, "6", "4"))
	if r := third.Receipt; r.Total != "10" || r.Version != 1 || r.Seq != d.r.Version() || len(r.Receipt) != 4 {
		t.Errorf("receipt %+v", r)
	}
	if e := d.entry(contest.Hall, "e1"); e["in"] != 3.0 || e["of"] != 3.0 || e["score"] != nil || e["marks"] != nil {
		t.Errorf("the hall sees %v before the reveal", e)
	}
	d.must(d.command(contest.Close, "e1"))
	if e := d.entry(contest.Console, "e1"); e["score"] != "9" && e["score"] != "9.00" {
		t.Errorf("the check page shows %v", e["score"])
	}
	d.refused(contest.SamePerson, d.command(contest.Verify, "e1"))
	d.must(d.command(contest.Verify, "e1", verifier))
	d.must(d.command(contest.Reveal, "e1"))
	e := d.entry(contest.Hall, "e1")
	if e["score"] != "9.00" || e["rank"] != 1.0 || e["state"] != "revealed" {
		t.Errorf("the hall sees %v", e)
	}
	dropped := []any{}
	for _, m := range e["marks"].([]any) {
		dropped = append(dropped, m.(map[string]any)["dropped"])
	}
	if !slices.Equal(dropped, []any{nil, "low", "high"}) {
		t.Errorf("dropped %v", dropped)
	}
	d.must(d.command(contest.Lock, "e1"))
	d.refused("locked", ballot("e1", "s1", 1, "1", "1"))
}

func TestBallotsAreRefusedByState(t *testing.T) {
	d := newDay(t, small())
	d.must(d.command(contest.Draw, "", func(deed *contest.Deed) { deed.Seed = "2024" }))
	give := func() contest.Deed { return ballot("e1", "s1", 0, "5", "3") }
	d.refused(contest.NotOnStage, give())
	d.must(d.command(contest.Call, "e1"))
	d.refused(contest.NotOpen, give())
	d.must(d.command(contest.Start, "e1"))
	d.refused(contest.NotOpen, give())
	d.must(d.command(contest.OpenEntry, "e1"))
	d.must(give())
	if no := d.refused(contest.Stale, give()); no.Ballot == nil || no.Ballot.Version != 1 || no.State != contest.Scoring {
		t.Errorf("the refusal carries %+v", no)
	}
	d.must(ballot("e1", "s1", 1, "6", "4"))
	d.must(d.command(contest.Close, "e1", reason("两位评委有事")))
	d.refused(contest.IsClosed, ballot("e1", "s1", 2, "1", "1"))
	d.must(d.command(contest.Annul, "e1", reason("超龄")))
	d.refused(contest.IsAnnulled, ballot("e1", "s1", 2, "1", "1"))
	d.must(d.command(contest.Withdraw, "e2", reason("有事")))
	d.refused(contest.IsWithdrawn, ballot("e2", "s1", 0, "1", "1"))
	d.must(d.command(contest.Absent, "e3", reason("未到")))
	d.refused(contest.IsAbsent, ballot("e3", "s1", 0, "1", "1"))
	d.refused(contest.NoSuchEntry, ballot("e9", "s1", 0, "1", "1"))
}

func TestMarksAreCheckedAgainstTheSheet(t *testing.T) {
	d := opened(t, small())
	for _, bad := range []string{"", "-1", "6.1", "5.55", "1e1", "NaN", "+5", " 5", "05", "5.", ".5", "9999999", "５"} {
		if no := d.refused(contest.BadMark, ballot("e1", "s1", 0, bad, "3")); no.Field != "marks.A" {
			t.Errorf("%q is refused for %q", bad, no.Field)
		}
	}
	d.refused(contest.BadMark, ballot("e1", "s1", 0, "5", "3.2"))
	one := ballot("e1", "s1", 0, "5", "3")
	delete(one.Marks, "B")
	if no := d.refused(contest.MissingPoint, one); no.Field != "marks.B" {
		t.Error(no.Field)
	}
	more := ballot("e1", "s1", 0, "5", "3")
	more.Marks["C"] = "1"
	if no := d.refused(contest.UnknownPoint, more); no.Field != "marks.C" {
		t.Error(no.Field)
	}
	d.must(ballot("e1", "s1", 0, "6", "4"))
}

func TestAKeyIsLookedUpBeforeAllElse(t *testing.T) {
	d := opened(t, small())
	first := ballot("e1", "s1", 0, "5.0", "3.00")
	first.Key = "phone-one-0001"
	sent := d.must(first)
	d.must(ballot("e1", "s1", 1, "6", "4"))
	d.finish("e1")
	again, err := d.try(first)
	if err != nil || !again.Repeated || *again.Receipt != *sent.Receipt {
		t.Errorf("a late duplicate: %+v, %v", again, err)
	}
	other := first
	other.Marks = map[string]string{"A": "1", "B": "3"}
	d.refused(contest.KeyReused, other)
	elsewhere := first
	elsewhere.Entry = "e2"
	d.refused(contest.KeyReused, elsewhere)
	notMine := ballot("e1", "s2", 0, "5", "3")
	notMine.Key = first.Key
	d.refused(contest.IsLocked, notMine) // a key belongs to the seat that sent it

	call := d.command(contest.Call, "e2")
	call.Key = "director-0001"
	done := d.must(call)
	if again, err := d.try(call); err != nil || !again.Repeated || again.Fact.Seq != done.Fact.Seq {
		t.Errorf("a second press: %+v, %v", again, err)
	}
}

func TestCommandsWantThePictureTheyWereDecidedOn(t *testing.T) {
	d := opened(t, small())
	before := d.r.Version()
	d.must(ballot("e1", "s1", 0, "5", "3"))
	d.must(d.command(contest.Timer, "", func(deed *contest.Deed) { deed.Action = "pause" }))
	late := d.command(contest.Close, "e1", reason("缺席"))
	late.Expect = at(before)
	d.must(late) // ballots and the timer make nothing stale
	stale := d.command(contest.Reopen, "e1", reason("再看"))
	stale.Expect = at(before)
	d.refused(contest.Stale, stale)
	ahead := d.command(contest.Reopen, "e1", reason("再看"))
	ahead.Expect = at(d.r.Version() + 1)
	d.refused(contest.Stale, ahead)
	missing := contest.Deed{Kind: contest.Pause, By: "导播甲", Role: contest.Director, Reason: "停电", Key: "abcdefgh"}
	if _, err := d.r.Decide(&missing, d.chance()); err == nil || err.(*contest.Refusal).Field != "expect_version" {
		t.Errorf("without expect_version: %v", err)
	}
}

func TestOneEntryIsOnStage(t *testing.T) {
	d := newDay(t, small())
	d.refused(contest.NotDrawn, d.command(contest.Call, "e1"))
	d.must(d.command(contest.Draw, "", func(deed *contest.Deed) { deed.Seed = "一二三" }))
	d.must(d.command(contest.Call, "e1"))
	d.refused(contest.AnotherOnStage, d.command(contest.Call, "e2"))
	d.must(d.command(contest.Start, "e1"))
	d.must(d.command(contest.OpenEntry, "e1"))
	d.refused(contest.BallotsMissing, d.command(contest.Close, "e1"))
	d.must(d.command(contest.Close, "e1", reason("缺席")))
	d.score("e2")
	d.refused(contest.AnotherOnStage, d.command(contest.Reopen, "e1", reason("再看")))
	d.must(d.command(contest.Pause, "", reason("停电")))
	d.refused(contest.IsPaused, d.command(contest.Close, "e2", reason("缺席")))
	d.must(ballot("e2", "s1", 0, "5", "3")) // a pause stops no ballot
	d.must(d.command(contest.Resume, "", reason("来电")))
	d.must(d.command(contest.Close, "e2", reason("缺席")))
	d.must(d.command(contest.Reopen, "e1", reason("再看")))
}

func TestTheFirstEntriesAreHeldOpenTogether(t *testing.T) {
	def := small()
	def.RulesJSON = canonical(strings.Replace(rulesSmall, `"schema"`, `"hold_first":2,"schema"`, 1))
	d := newDay(t, def)
	d.must(d.command(contest.Draw, "", func(deed *contest.Deed) { deed.Order = []contest.EntryID{"e3", "e1", "e2"} }))
	d.score("e3")
	d.score("e1")
	d.refused(contest.AnotherOnStage, d.command(contest.Call, "e2"))
	d.must(ballot("e3", "s1", 0, "5", "3"))
	d.must(ballot("e1", "s1", 0, "5", "3"))
}

func TestUndoTakesBackTheNewestStepOnly(t *testing.T) {
	d := opened(t, small())
	d.refused(contest.WrongState, d.command(contest.Undo, "", of(d.r.Version()))) // open cannot be undone
	d.must(d.command(contest.Close, "e1", reason("缺席")))
	call := d.must(d.command(contest.Call, "e2")).Fact.Seq
	gone := d.must(d.command(contest.Withdraw, "e2", reason("弃赛"))).Fact.Seq
	d.refused(contest.WrongState, d.command(contest.Undo, "", of(call)))
	d.refused(contest.WrongState, d.command(contest.Undo, "e1", of(gone))) // it was not e1
	d.must(d.command(contest.Undo, "", of(gone)))
	if s, _ := d.r.State("e2"); s != contest.Called {
		t.Errorf("e2 is %s after the undo", s)
	}
	d.refused(contest.WrongState, d.command(contest.Undo, "", of(gone)))
}

func TestRecusalAndAbsenceNeverCountAsZero(t *testing.T) {
	def := small()
	def.Seats[0].Recused = []contest.EntryID{"e1"}
	d := opened(t, def)
	d.refused(contest.IsRecused, ballot("e1", "s1", 0, "5", "3"))
	d.must(ballot("e1", "s2", 0, "5", "3"))
	d.must(ballot("e1", "s3", 0, "4", "2"))
	d.must(d.command(contest.Recuse, "e1", seat("s3"), reason("亲属"), verifier))
	if in, of := d.r.Count("e1"); in != 1 || of != 1 {
		t.Errorf("%d of %d", in, of)
	}
	d.must(d.command(contest.Recuse, "e1", seat("s3"), reason("查无此事"), verifier, func(deed *contest.Deed) { deed.Off = true }))
	if in, of := d.r.Count("e1"); in != 2 || of != 2 {
		t.Errorf("taken back: %d of %d", in, of)
	}
	d.must(d.command(contest.JudgeAbsent, "e1", seat("s3"), reason("急事")))
	d.refused(contest.SeatAbsent, ballot("e1", "s3", 1, "5", "3"))
	d.must(d.command(contest.Close, "e1"))
	d.refused(contest.WrongState, d.command(contest.Recuse, "e1", seat("s2"), reason("亲属")))
	d.must(d.command(contest.Verify, "e1", verifier))
	d.must(d.command(contest.Reveal, "e1"))
	if e := d.entry(contest.Hall, "e1"); e["score"] != "8.00" || len(e["marks"].([]any)) != 1 {
		t.Errorf("the hall sees %v", e)
	}
	d.must(d.command(contest.Lock, "e1"))
	d.score("e2")
	d.refused(contest.SeatAbsent, ballot("e2", "s3", 0, "5", "3")) // from there on
}

func TestPaperNeedsTwoTypists(t *testing.T) {
	d := opened(t, small())
	typed := func(who func(*contest.Deed), a string) contest.Deed {
		return d.command(contest.Paper, "e1", seat("s1"), who, func(deed *contest.Deed) { deed.Marks = map[string]string{"A": a, "B": "3"} })
	}
	d.must(typed(verifier, "5"))
	if in, _ := d.r.Count("e1"); in != 0 {
		t.Error("one typing made a ballot")
	}
	d.must(typed(verifier, "5.5")) // the same person corrects himself
	other := as("核分员乙", contest.Verifier)
	no := d.refused(contest.PaperDiffers, typed(other, "5"))
	if len(no.Errors) != 1 || no.Field != "marks.A" || no.Errors[0] != (contest.FieldErr{Field: "marks.A", Code: contest.PaperDiffers}) {
		t.Errorf("the refusal names %v %v; want the point that differs and no other", no.Field, no.Errors)
	}
	out := d.must(typed(other, "5.5"))
	if out.Receipt == nil || out.Receipt.Total != "8.5" {
		t.Errorf("receipt %+v", out.Receipt)
	}
	if e := d.entry(contest.Console, "e1"); e["ballots"].([]any)[0].(map[string]any)["state"] != "paper" {
		t.Errorf("the console sees %v", e["ballots"])
	}
	d.must(d.command(contest.Close, "e1", reason("缺席")))
	d.refused(contest.SamePerson, d.command(contest.Verify, "e1", verifier))
	d.refused(contest.SamePerson, d.command(contest.Verify, "e1", other))
	d.must(d.command(contest.Verify, "e1", as("核分员丙", contest.Verifier)))
}

func TestACorrectionTakesTwoAndAReason(t *testing.T) {
	d := opened(t, small())
	for _, s := range []contest.SeatID{"s1", "s2", "s3"} {
		d.must(ballot("e1", s, 0, "5", "3"))
	}
	change := d.command(contest.Correct, "e1", seat("s2"), func(deed *contest.Deed) { deed.Marks = map[string]string{"A": "6"} })
	d.refused(contest.FieldMissing, change)
	change.Reason = "核分员抄错"
	d.refused(contest.WrongState, change)
	d.finish("e1")
	asked := d.must(change).Fact.Seq
	if e := d.entry(contest.Hall, "e1"); e["corrected"] != false || e["score"] != "8.00" {
		t.Errorf("before it is confirmed the hall sees %v", e)
	}
	d.refused(contest.SamePerson, d.command(contest.Confirm, "", of(asked)))
	d.refused(contest.NothingPending, d.command(contest.Confirm, "", of(asked-1), verifier))
	d.must(d.command(contest.Confirm, "", of(asked), verifier))
	d.refused(contest.NothingPending, d.command(contest.Confirm, "", of(asked), verifier))
	e := d.entry(contest.Console, "e1")
	if e["corrected"] != true || e["marks"].([]any)[1].(map[string]any)["total"] != "9" {
		t.Errorf("corrected: %v", e["marks"])
	}
	for id, corrected := range map[contest.SeatID]bool{"s1": false, "s2": true} {
		if v, _ := d.r.SeatView(id, "log"); v.Ballots[0].Corrected != corrected || corrected != (v.Ballots[0].Total == "9") {
			t.Errorf("the judge of %s sees %+v", id, v.Ballots[0])
		}
	}
	annul := d.must(d.command(contest.Correct, "e1", reason("查实虚报"), func(deed *contest.Deed) { deed.Annul = true })).Fact.Seq
	d.must(d.command(contest.Confirm, "", of(annul), verifier))
	if s, _ := d.r.State("e1"); s != contest.Annulled {
		t.Errorf("e1 is %s", s)
	}
}

func TestACorrectionThatWaitsIsTakenBackOrDeclined(t *testing.T) {
	d := opened(t, small())
	d.must(ballot("e1", "s1", 0, "5", "3"))
	d.finish("e1")
	deduct := func(deed *contest.Deed) { deed.Deduct = "0.5" }
	ask := func() int64 { return d.must(d.command(contest.Correct, "e1", reason("复核"), deduct)).Fact.Seq }
	before := fmt.Sprint(d.entry(contest.Console, "e1"))
	own := ask()
	d.refused(contest.FieldMissing, d.command(contest.Decline, "", of(own)))
	d.refused(contest.NothingPending, d.command(contest.Decline, "e2", of(own), reason("提错了")))
	d.refused(contest.NothingPending, d.command(contest.Decline, "", of(own-1), reason("提错了")))
	if f := d.must(d.command(contest.Decline, "", of(own), reason("提错了"))).Fact; f.Entry != "e1" || f.Reason != "提错了" {
		t.Errorf("the fact is about %q: %q", f.Entry, f.Reason)
	}
	d.refused(contest.NothingPending, d.command(contest.Confirm, "", of(own), verifier))
	d.refused(contest.NothingPending, d.command(contest.Decline, "", of(own), reason("提错了")))
	d.must(d.command(contest.Decline, "", of(ask()), reason("依据不足"), verifier))
	if after := fmt.Sprint(d.entry(contest.Console, "e1")); after != before {
		t.Errorf("it was %s and is %s", before, after)
	}
	d.must(d.command(contest.Withdraw, "e2", reason("弃赛")))
	d.must(d.command(contest.Absent, "e3", reason("未到")))
	d.must(d.command(contest.Seal, "", verifier))
	d.refused(contest.IsSealed, d.command(contest.Decline, "", of(ask()), reason("依据不足"), verifier))
}

func TestTheSealIsFinalButForCorrections(t *testing.T) {
	d := opened(t, small())
	d.must(ballot("e1", "s1", 0, "5", "3"))
	d.finish("e1")
	if no := d.refused(contest.NotFinished, d.command(contest.Seal, "", verifier)); !slices.Equal(no.Entries, []contest.EntryID{"e2", "e3"}) {
		t.Errorf("not finished: %v", no.Entries)
	}
	d.must(d.command(contest.Withdraw, "e2", reason("弃赛")))
	d.must(d.command(contest.Absent, "e3", reason("未到")))
	d.refused(contest.SamePerson, d.command(contest.Seal, ""))
	d.must(d.command(contest.Seal, "", verifier))
	d.refused(contest.IsSealed, d.command(contest.Pause, "", reason("停电")))
	p := d.picture(contest.Hall)
	if p["final"] != true || p["current"] != nil {
		t.Errorf("final %v, current %v", p["final"], p["current"])
	}
	asked := d.must(d.command(contest.Correct, "e1", reason("迟到"), func(deed *contest.Deed) { deed.Deduct = "0.5" })).Fact.Seq
	d.must(d.command(contest.Confirm, "", of(asked), verifier))
	if e := d.entry(contest.Hall, "e1"); e["total"] != "7.50" && e["total"] != "7.5" {
		t.Errorf("the hall sees %v", e)
	}
}

func TestATieThatTheRulesRefuseStopsTheSealOnly(t *testing.T) {
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
	if e := d.entry(contest.Hall, "e2"); e["rank"] != 1.0 {
		t.Errorf("the hall sees %v", e)
	}
	d.must(d.command(contest.Absent, "e3", reason("未到")))
	no := d.refused(standing.TieLeft, d.command(contest.Seal, "", verifier))
	if !slices.Equal(no.Entries, []contest.EntryID{"e1", "e2"}) {
		t.Errorf("tied: %v", no.Entries)
	}
}

func TestRulesThatRefuseAMissingBallotKeepTheEntryOpen(t *testing.T) {
	def := small()
	def.RulesJSON = canonical(strings.Replace(rulesSmall, `"mean"`, `"missing":"refuse","mean"`, 1))
	d := opened(t, def)
	d.must(ballot("e1", "s1", 0, "5", "3"))
	d.refused(contest.RulesRefuse, d.command(contest.Close, "e1", reason("不等了")))
	d.must(d.command(contest.JudgeAbsent, "e1", seat("s2"), reason("急事")))
	d.must(d.command(contest.JudgeAbsent, "e1", seat("s3"), reason("急事")))
	d.must(d.command(contest.Close, "e1"))
}

func TestAnOpenRoundStepsAllAtOnce(t *testing.T) {
	def := small()
	def.Mode = contest.Open
	d := newDay(t, def)
	for _, kind := range []contest.Kind{contest.Call, contest.Start, contest.OpenEntry} {
		d.must(d.command(kind, ""))
	}
	d.must(ballot("e3", "s1", 0, "5", "3"))
	d.must(ballot("e1", "s1", 0, "5", "3"))
	d.must(d.command(contest.Close, "", reason("缺席")))
	d.refused(contest.WrongState, d.command(contest.Close, "", reason("缺席")))
	d.must(d.command(contest.Verify, "", verifier))
	d.must(d.command(contest.Reveal, ""))
	for _, e := range d.picture(contest.Hall)["entries"].([]any) {
		if e.(map[string]any)["state"] != "revealed" {
			t.Errorf("%v", e)
		}
	}
}

func TestRolesAreHeld(t *testing.T) {
	d := opened(t, small())
	for _, kind := range contest.Commands() {
		for _, role := range append(slices.Clone(contest.Roles), contest.NoRole) {
			deed := d.command(kind, "e1", as("某人", role), reason("x"))
			deed.Key, deed.Expect = "whoever-0001", at(d.r.Version())
			_, err := d.r.Decide(&deed, d.chance())
			no, _ := err.(*contest.Refusal)
			denied := no != nil && no.Class == contest.Denied
			if denied == slices.Contains(contest.Allowed(kind), role) {
				t.Errorf("%s by %q: denied %t", kind, role, denied)
			}
		}
	}
}

func TestThePayloadIsWithheldUntilTheReveal(t *testing.T) {
	d := opened(t, small())
	given := d.must(ballot("e1", "s1", 0, "5", "3")).Fact
	if !d.r.Withheld(&given) {
		t.Error("a ballot is open before the reveal")
	}
	shown := given
	shown.Payload = nil
	text, _ := json.Marshal(shown)
	if !strings.Contains(string(text), `"payload":null`) {
		t.Errorf("%s", text)
	}
	d.finish("e1")
	if d.r.Withheld(&given) {
		t.Error("a ballot is withheld after the reveal")
	}
}
