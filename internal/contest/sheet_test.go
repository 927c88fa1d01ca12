package contest_test

import (
	"strings"
	"testing"

	"leitai/internal/contest"
)

// A leader gives one number on the steps of the sheet that others mark point by
// point: whole values, then tenths. The rules take finer ones as well.
func TestOneTotalIsMarkedOnTheStepsOfTheSheet(t *testing.T) {
	def := small()
	def.RulesJSON = canonical(strings.Replace(rulesSmall, `"aggregate":{"trim_high":1,"trim_low":1,`,
		`"aggregate":{"groups":[{"key":"leader","name":"领导","weight":0.4,"ballot":"total"},{"key":"expert","name":"专家","weight":0.6}],`, 1))
	def.Seats[0].Group, def.Seats[1].Group, def.Seats[2].Group = "leader", "expert", "expert"
	d := opened(t, def)
	view, ok := d.r.SeatView("s1", "log")
	if !ok || len(view.Sheet) != 1 || view.Sheet[0].Point != "total" || view.Sheet[0].Max != "10" || view.Sheet[0].Step != "0.1" {
		t.Fatalf("the leader marks %+v", view.Sheet)
	}
	total := func(mark string, based int64) contest.Deed {
		deed := ballot("e1", "s1", based, "0", "0")
		deed.Marks = map[string]string{"total": mark}
		return deed
	}
	d.must(total("9.1", 0))
	d.must(total("9.1234", 1))
	d.refused(contest.BadMark, total("10.1", 2))
}
