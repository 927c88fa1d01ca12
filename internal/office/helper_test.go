package office_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"leitai/internal/auth"
	"leitai/internal/contest"
	"leitai/internal/fault"
	"leitai/internal/lang"
	"leitai/internal/office"
	"leitai/internal/stage"
	"leitai/internal/store"
)

// desk is an office on a database of its own.
type desk struct {
	*office.Office
	t     *testing.T
	store *store.Store
	stage *stage.Stage
}

func newDesk(t *testing.T) *desk {
	t.Helper()
	s, err := store.Open(t.Context(), store.Options{Dir: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	day := stage.New(s, stage.Options{})
	t.Cleanup(func() {
		day.Close()
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return &desk{office.New(office.Options{Store: s, Log: s, Stage: day, MakeCard: auth.MakeCard}), t, s, day}
}

var (
	organiser = office.By{Name: "组织甲", Role: contest.Organiser}
	director  = office.By{Name: "导播甲", Role: contest.Director}
)

const grouped = `schema: leitai.rules/1
name: 擂台
parts:
  - key: stage
    weight: 0.6
    score: {min: 0, max: 10}
    aggregate: {groups: [{key: leader, weight: 0.5}, {key: expert, weight: 0.5}]}
  - key: field
    weight: 0.4
    score: {min: 0, max: 10}
`

// plain has comments, so that an export can be told from the canonical form.
const plain = `# 规则
schema: leitai.rules/1
parts: [{key: stage, score: {min: 0, max: 10}}]   # 一部分
`

// round makes a contest with one round of three entries.
func (d *desk) round(rules string) contest.RoundRow {
	d.t.Helper()
	e, err := d.CreateContest(d.t.Context(), organiser, "擂台比武", false)
	if err != nil {
		d.t.Fatal(err)
	}
	r := d.roundOf(e.ID, "第一场", rules)
	d.enter(r.ID, "a", "b", "c")
	return r
}

func (d *desk) roundOf(id contest.ContestID, name, rules string) contest.RoundRow {
	d.t.Helper()
	r, err := d.AddRound(d.t.Context(), organiser, id, office.RoundPlan{Name: name, Mode: contest.Sequential, Part: "stage", File: "rules.yaml", Rules: []byte(rules)})
	if err != nil {
		d.t.Fatal(err)
	}
	return r
}

// enter sets entries: odd ones are of 甲镇, even ones of 乙镇.
func (d *desk) enter(round contest.RoundID, ids ...contest.EntryID) {
	d.t.Helper()
	var rows []contest.EntryRow
	for i, id := range ids {
		rows = append(rows, contest.EntryRow{ID: id, Name: "村" + string(id), Township: []string{"甲镇", "乙镇"}[i%2]})
	}
	if err := d.SetEntries(d.t.Context(), organiser, round, rows); err != nil {
		d.t.Fatal(err)
	}
}

func (d *desk) seat(round contest.RoundID, plan ...office.SeatPlan) []contest.SeatRow {
	d.t.Helper()
	seats, err := d.SeatPanel(d.t.Context(), organiser, round, plan)
	if err != nil {
		d.t.Fatal(err)
	}
	return seats
}

func (d *desk) issue(round contest.RoundID) {
	d.t.Helper()
	if _, err := d.Issue(d.t.Context(), organiser, round); err != nil {
		d.t.Fatal(err)
	}
}

func (d *desk) draw(round contest.RoundID) {
	d.t.Helper()
	if _, err := d.Draw(d.t.Context(), director, round, "7", nil, ""); err != nil {
		d.t.Fatal(err)
	}
}

// told is what a person reads of an error: a line a fault, or the code of a
// refusal.
func told(err error) string {
	var no *contest.Refusal
	var faults fault.List
	switch {
	case err == nil:
		return "yes"
	case errors.As(err, &no):
		return string(no.Code)
	case !errors.As(err, &faults):
		return err.Error()
	}
	var lines []string
	for _, f := range faults {
		said := lang.Chinese.Fault(f)
		if want := lang.Chinese.Expected(f); want != "" {
			said += "；应为：" + want
		}
		lines = append(lines, said)
	}
	return strings.Join(lines, "\n")
}

// silent is a store whose audit cannot be written.
type silent struct{ *store.Store }

var errSilent = errors.New("no audit")

func (silent) Record(context.Context, contest.ContestID, string, string, map[string]string) error {
	return errSilent
}

// sips is a log that gives one fact at a time.
type sips struct{ *store.Store }

func (s sips) Facts(ctx context.Context, round contest.RoundID, after int64, _ int) ([]contest.Fact, error) {
	return s.Store.Facts(ctx, round, after, 1)
}

// torn is a log that has lost its second fact.
type torn struct{ *store.Store }

func (s torn) Facts(ctx context.Context, round contest.RoundID, after int64, limit int) ([]contest.Fact, error) {
	facts, err := s.Store.Facts(ctx, round, after, limit)
	return slices.DeleteFunc(facts, func(f contest.Fact) bool { return f.Seq == 2 }), err
}
