package contest_test

import (
	"strconv"
	"strings"
	"testing"

	"leitai/internal/contest"
	"leitai/internal/fault"
)

// fieldPart are parts that the round does not judge, as rules of a test write
// them after the round's own.
const (
	numberPart = `{"key":"field","name":"观摩","score":{"min":0,"max":10}}`
	sheetPart  = `{"key":"field","name":"观摩","sheet":[{"point":"F1","name":"环境","short":"环境","part":"村容","max":6,"step":0.5},{"point":"F2","name":"产业","short":"产业","part":"产业","max":4,"step":1}]}`
	groupPart  = `{"key":"field","name":"观摩","sheet":[{"point":"F1","name":"环境","short":"环境","part":"村容","max":6,"step":0.5},{"point":"F2","name":"产业","short":"产业","part":"产业","max":4,"step":1}],
		"aggregate":{"empty_group":"renormalise","groups":[{"key":"leader","name":"领导","weight":0.4,"ballot":"total"},{"key":"expert","name":"专家","weight":0.6}]}}`
	freePart = `{"key":"field","name":"观摩","score":{"min":0,"max":9}}`
)

// withPart is the small round with a second part.
func withPart(part string) *contest.Definition {
	def := small()
	def.RulesJSON = canonical(strings.Replace(rulesSmall, `"decimals":2}}],`, `"decimals":2}},`+part+`],`, 1))
	return def
}

func partOf(rows ...contest.PartRow) contest.Deed {
	return contest.Deed{Kind: contest.PartMarks, By: "导播甲", Role: contest.Director, Part: "field", Reason: "汇总", Rows: rows}
}

func row(entry contest.EntryID, judge, group, point, score string) contest.PartRow {
	return contest.PartRow{Entry: entry, Judge: judge, Group: group, Point: point, Score: score}
}

func left(r contest.PartRow, state string) contest.PartRow {
	r.State = state
	return r
}

func TestRowsOfAnotherPartAreThoseOfScoresCSV(t *testing.T) {
	one := func(point, score string) contest.PartRow { return row("e1", "甲", "", point, score) }
	expert := func(point, score string) contest.PartRow { return row("e1", "乙", "专家", point, score) }
	tests := []struct {
		name, part string
		rows       []contest.PartRow
		code       fault.Code // empty: taken
		field      string
	}{
		{"one number", numberPart, []contest.PartRow{one("", "9.25")}, "", ""},
		{"a number above the scale", numberPart, []contest.PartRow{one("", "10.5")}, contest.BadMark, "rows[0].score"},
		{"an exponent", numberPart, []contest.PartRow{one("", "1e1")}, contest.BadMark, "rows[0].score"},
		{"no number where it counts", numberPart, []contest.PartRow{one("", "")}, contest.BadMark, "rows[0].score"},
		{"none where it does not", numberPart, []contest.PartRow{left(one("", ""), "recused")}, "", ""},
		{"a state that there is not", numberPart, []contest.PartRow{left(one("", "9"), "late")}, contest.FieldWrong, "rows[0].state"},
		{"nobody", numberPart, []contest.PartRow{row("e1", "", "", "", "9")}, contest.FieldMissing, "rows[0].judge"},
		{"a judge with a blank after him", numberPart, []contest.PartRow{row("e1", "甲 ", "", "", "9")}, contest.FieldWrong, "rows[0].judge"},
		{"a judge with something invisible in him", numberPart, []contest.PartRow{row("e1", "甲\u200b", "", "", "9")}, contest.FieldWrong, "rows[0].judge"},
		{"an entry that there is not", numberPart, []contest.PartRow{one("", "9"), row("e9", "甲", "", "", "9")}, contest.NoSuchEntry, "rows[1].entry"},
		{"a judge twice", numberPart, []contest.PartRow{one("", "9"), one("", "9")}, contest.FieldWrong, "rows[1].judge"},
		{"points where the rules have no sheet", freePart, []contest.PartRow{one("P", "5"), one("Q", "4")}, "", ""},
		{"their sum above the scale", freePart, []contest.PartRow{one("P", "6"), one("Q", "5")}, contest.BadMark, "rows[0].score"},
		{"two judges with the same points", freePart, []contest.PartRow{one("P", "5"), one("Q", "4"), expert("Q", "4"), expert("P", "1")}, "", ""},
		{"a judge without one that another has", freePart, []contest.PartRow{one("P", "5"), one("Q", "4"), expert("Q", "4")}, contest.MissingPoint, "rows[2].point"},
		{"a number beside points", freePart, []contest.PartRow{one("P", "5"), expert("", "4")}, contest.UnknownPoint, "rows[1].point"},
		{"a point twice", freePart, []contest.PartRow{one("P", "5"), one("P", "4")}, contest.FieldWrong, "rows[1].judge"},
		{"a sheet", sheetPart, []contest.PartRow{one("F1", "5.5"), one("F2", "4")}, "", ""},
		{"half a sheet", sheetPart, []contest.PartRow{one("F1", "5.5")}, contest.MissingPoint, "rows[0].point"},
		{"a point that the sheet has not", sheetPart, []contest.PartRow{one("F1", "5.5"), one("F2", "4"), one("F3", "1")}, contest.UnknownPoint, "rows[2].point"},
		{"a number for a sheet", sheetPart, []contest.PartRow{one("", "9")}, contest.UnknownPoint, "rows[0].point"},
		{"a point off its step", sheetPart, []contest.PartRow{one("F1", "5.5"), one("F2", "3.5")}, contest.BadMark, "rows[1].score"},
		{"a sheet half valid", sheetPart, []contest.PartRow{one("F1", "5.5"), left(one("F2", "4"), "void")}, contest.FieldWrong, "rows[0].state"},
		{"a sheet of somebody who stepped aside", sheetPart, []contest.PartRow{left(one("F1", ""), "recused"), left(one("F2", ""), "recused")}, "", ""},
		{"a total of who gives one, points of who gives them", groupPart, []contest.PartRow{row("e1", "甲", "leader", "", "9.1234"), expert("F1", "5.5"), expert("F2", "4")}, "", ""},
		{"points of who gives a total", groupPart, []contest.PartRow{row("e1", "甲", "leader", "F1", "5")}, contest.UnknownPoint, "rows[0].point"},
		{"a group that there is not", groupPart, []contest.PartRow{row("e1", "甲", "crowd", "", "9")}, contest.FieldWrong, "rows[0].group"},
		{"no group where there are several", groupPart, []contest.PartRow{row("e1", "甲", "", "", "9")}, contest.FieldWrong, "rows[0].group"},
		{"a judge in two groups", groupPart, []contest.PartRow{row("e1", "甲", "leader", "", "9"), row("e2", "甲", "expert", "F1", "5"), row("e2", "甲", "expert", "F2", "4")}, contest.FieldWrong, "rows[1].group"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d := newDay(t, withPart(tt.part))
			if tt.code == "" {
				d.must(partOf(tt.rows...))
				return
			}
			if no := d.refused(tt.code, partOf(tt.rows...)); no.Field != tt.field {
				t.Errorf("refused for %s", no.Field)
			}
		})
	}
}

// TestPointsOfAnotherPartCountAsTheirSum: 5.5 + 4 of one judge and 4 + 3 of
// another are 8.25 in the mean; the stage gives 8.
func TestPointsOfAnotherPartCountAsTheirSum(t *testing.T) {
	d := opened(t, withPart(sheetPart))
	rows := []contest.PartRow{row("e1", "甲", "", "F2", "4"), row("e1", "甲", "", "F1", "5.5"), row("e1", "乙", "", "F1", "4"), row("e1", "乙", "", "F2", "3")}
	d.must(partOf(rows...))
	d.must(ballot("e1", "s1", 0, "5", "3"))
	d.finish("e1")
	if e := d.entry(contest.Hall, "e1"); e["total"] != "16.25" {
		t.Errorf("the total is %v", e["total"])
	}
}

func TestASecondImportOfAPartNeedsAReason(t *testing.T) {
	d := newDay(t, withPart(numberPart))
	first := partOf(row("e1", "甲", "", "", "9"))
	first.Reason = ""
	d.must(first)
	if no := d.refused(contest.FieldMissing, first); no.Field != "reason" {
		t.Errorf("refused for %s", no.Field)
	}
	none := partOf()
	none.Rows = []contest.PartRow{}
	d.must(none)
	d.must(first) // there were no rows
}

// partDeed makes up rows for the other part of a walk, some of which cannot stand.
func (w *walker) partDeed(d *contest.Deed) {
	d.Part = "field"
	for _, id := range []contest.EntryID{"e1", "e2", "e3"} {
		for j, group := range []string{"expert", "leader", "expert"} {
			if pick(w.t, 10, "left out") == 0 {
				continue
			}
			d.Rows = append(d.Rows, w.judgeRows(id, "观摩组"+strconv.Itoa(j+1), group)...)
		}
	}
}

func (w *walker) judgeRows(id contest.EntryID, judge, group string) (rows []contest.PartRow) {
	points := []string{""}
	if strings.Contains(w.field, "sheet") && !(strings.Contains(w.field, "groups") && group == "leader") {
		points = []string{"F2", "F1"}
	} else if w.field == freePart && w.free {
		points = []string{"P10", "P9", "P1"}
	}
	state := ""
	if pick(w.t, 6, "aside") == 0 {
		state = []string{"recused", "absent", "void"}[pick(w.t, 3, "state")]
	}
	for _, point := range points {
		rows = append(rows, contest.PartRow{Entry: id, Judge: judge, Group: group, Point: point, Score: strconv.Itoa(pick(w.t, 4, "field mark")), State: state})
	}
	if pick(w.t, 40, "slip") == 0 {
		rows = append(rows, rows[0])
	}
	return rows
}
