package contest_test

import (
	"testing"

	"leitai/internal/contest"
)

func action(s string) func(*contest.Deed) { return func(d *contest.Deed) { d.Action = s } }

func named(s string) func(*contest.Deed) { return func(d *contest.Deed) { d.Name = s } }

var second = as("导播乙", contest.Director)

// leads wants who leads and who asks to, empty for nobody.
func (d *day) leads(name, asked string) {
	d.t.Helper()
	lead := d.picture(contest.Console)["lead"].(map[string]any)
	for field, want := range map[string]string{"name": name, "asked": asked} {
		if got, _ := lead[field].(string); got != want || want == "" && lead[field] != nil {
			d.t.Fatalf("%s is %v; want %q", field, lead[field], want)
		}
	}
}

func TestTheFirstTurnCommandMakesItsDirectorLead(t *testing.T) {
	d := newDay(t, small())
	d.must(d.command(contest.Pause, "", reason("等人")))
	d.must(d.command(contest.Resume, "", reason("到齐")))
	d.leads("", "")
	d.must(d.command(contest.Draw, "", second, func(deed *contest.Deed) { deed.Seed = "2024" }))
	d.leads("导播乙", "")
	d.must(d.command(contest.Call, "e1"))
	d.leads("导播乙", "")
}

func TestTheLeadIsAskedForGivenKeptAndTaken(t *testing.T) {
	d := opened(t, small())
	d.leads("导播甲", "")
	d.refused(contest.WrongState, d.command(contest.Lead, "", action("ask")))
	d.refused(contest.NotLeading, d.command(contest.Lead, "", second, action("keep")))
	d.refused(contest.NotLeading, d.command(contest.Lead, "", second, action("give"), named("导播乙")))
	d.must(d.command(contest.Lead, "", second, action("ask")))
	d.leads("导播甲", "导播乙")
	d.must(d.command(contest.Lead, "", action("keep")))
	d.leads("导播甲", "")
	d.must(d.command(contest.Lead, "", second, action("ask")))
	d.refused(contest.FieldMissing, d.command(contest.Lead, "", action("give")))
	d.must(d.command(contest.Lead, "", action("give"), named("导播乙")))
	d.leads("导播乙", "")
	d.must(d.command(contest.Lead, "", action("take")))
	d.leads("导播甲", "")
	d.refused(contest.FieldWrong, d.command(contest.Lead, "", action("start")))
}

// TestWhoDoesNotLeadIsRefusedNothing: the lease is the pages' rule.
func TestWhoDoesNotLeadIsRefusedNothing(t *testing.T) {
	d := opened(t, small())
	d.must(d.command(contest.Close, "e1", second, reason("缺席")))
	d.leads("导播甲", "")
}

func TestNobodyButTheConsoleKnowsWhoLeads(t *testing.T) {
	d := opened(t, small())
	for _, a := range []contest.Audience{contest.Hall, contest.ForJudge, contest.Report} {
		if lead, there := d.picture(a)["lead"]; there {
			t.Errorf("%s is told %v", a, lead)
		}
	}
}
