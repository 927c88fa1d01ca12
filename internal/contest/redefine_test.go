package contest_test

import (
	"strings"
	"testing"

	"leitai/internal/contest"
)

// again is the definition with a change.
func again(def *contest.Definition, change func(*contest.Definition)) contest.Deed {
	change(def)
	return contest.Deed{Kind: contest.KindRound, By: "组织员", Role: contest.Organiser, Definition: def}
}

func TestWhatWasCommandedOutlivesAChangedDefinition(t *testing.T) {
	d := newDay(t, small())
	d.must(d.command(contest.Recuse, "e1", seat("s3"), reason("亲属")))
	d.must(d.command(contest.JudgeAbsent, "e3", seat("s2"), reason("急事")))
	d.must(d.command(contest.Deduct, "e1", reason("迟到"), func(deed *contest.Deed) { deed.Points = "1" }))
	d.must(d.command(contest.Substitute, "e1", reason("生病"), func(deed *contest.Deed) { deed.Name = "李秀英" }))
	d.must(again(small(), func(def *contest.Definition) {
		def.Seats = def.Seats[1:]
		def.Seats[1].Name = "特邀评委"
	}))
	if _, of := d.r.Count("e1"); of != 1 {
		t.Errorf("of two seats, one of them recused, %d ballots are due", of)
	}
	if _, of := d.r.Count("e3"); of != 1 {
		t.Errorf("of two seats, one of them absent, %d ballots are due", of)
	}
	if e := d.entry(contest.Hall, "e1"); e["speaker"] != "李秀英" {
		t.Errorf("the speaker is %v", e["speaker"])
	}
	d.must(d.command(contest.Draw, "", func(deed *contest.Deed) { deed.Order = []contest.EntryID{"e1", "e2", "e3"} }))
	d.score("e1")
	d.must(ballot("e1", "s2", 0, "5", "3"))
	d.finish("e1")
	if e := d.entry(contest.Hall, "e1"); e["total"] != "7" && e["total"] != "7.00" {
		t.Errorf("the total is %v", e["total"])
	}
}

func TestARecusalOfTheDefinitionGoesWithIt(t *testing.T) {
	def := small()
	def.Seats[0].Recused = []contest.EntryID{"e1"}
	d := newDay(t, def)
	d.must(again(small(), func(*contest.Definition) {}))
	if _, of := d.r.Count("e1"); of != 3 {
		t.Errorf("%d ballots are due", of)
	}
}

func TestMarksThatTheNewRulesCannotReadAreGone(t *testing.T) {
	exported := func(d *day) int {
		d.must(d.command(contest.Draw, "", func(deed *contest.Deed) { deed.Order = []contest.EntryID{"e1", "e2"} }))
		d.score("e1")
		d.must(ballot("e1", "s1", 0, "5", "3"))
		d.finish("e1")
		files, err := d.r.Export()
		if err != nil {
			t.Fatal(err)
		}
		n := 0
		for _, row := range files.Scores[1:] {
			if row[5] == "field" {
				n++
			}
		}
		return n
	}
	for name, tt := range map[string]struct {
		part string
		rows int
	}{"the same rules": {numberPart, 1}, "a sheet now": {sheetPart, 0}, "no such part now": {"", 0}} {
		d := newDay(t, withPart(numberPart))
		d.must(partOf(row("e1", "甲", "", "", "9"), row("e3", "甲", "", "", "8")))
		def := small()
		if tt.part != "" {
			def = withPart(tt.part)
		}
		d.must(again(def, func(def *contest.Definition) { def.Entries = def.Entries[:2] }))
		if n := exported(d); n != tt.rows {
			t.Errorf("%s: %d rows are exported", name, n)
		}
	}
}

// TestAFigureIsShownBeforeBatchesCanBeCompared: a factor between batches needs
// more entries than have been revealed at the first; the value of its part does not.
func TestAFigureIsShownBeforeBatchesCanBeCompared(t *testing.T) {
	def := small()
	def.RulesJSON = canonical(strings.Replace(rulesSmall, `"by":"batch"`, `"by":"all","across":{"method":"trimmed_factor"}`, 1))
	for i := range def.Entries {
		def.Entries[i].Batch = []string{"一", "二", "一"}[i]
	}
	d := opened(t, def)
	for _, e := range []contest.EntryID{"e1", "e2"} {
		if e != "e1" {
			d.score(e)
		}
		d.must(ballot(e, "s1", 0, "5", "3"))
		d.finish(e)
	}
	e := d.entry(contest.Hall, "e2")
	if e["score"] != "8.00" || len(e["marks"].([]any)) != 1 || e["total"] != nil || e["rank"] != nil {
		t.Errorf("the hall sees %v", e)
	}
}

func TestACorrectionAloneIsNoBallotOfTheJudge(t *testing.T) {
	d := opened(t, small())
	d.must(ballot("e1", "s1", 0, "5", "3"))
	d.must(d.command(contest.JudgeAbsent, "e1", seat("s3"), reason("急事")))
	d.finish("e1")
	change := d.command(contest.Correct, "e1", seat("s2"), reason("补录"), func(deed *contest.Deed) { deed.Marks = map[string]string{"A": "6", "B": "4"} })
	d.must(d.command(contest.Confirm, "", of(d.must(change).Fact.Seq), verifier))
	if v, _ := d.r.SeatView("s2", "log"); len(v.Ballots) != 0 {
		t.Errorf("the judge is shown %+v", v.Ballots)
	}
	if no := d.refused(contest.IsLocked, ballot("e1", "s2", 0, "5", "3")); no.Ballot != nil {
		t.Errorf("his present receipt is %+v", no.Ballot)
	}
	change.Seat = "s3"
	change.Key = "another-key"
	d.refused(contest.SeatAbsent, change)
}
