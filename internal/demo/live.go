package demo

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	_ "embed" // the rules of the live contest
	"errors"
	"slices"
	"strconv"
	"time"

	"leitai/internal/auth"
	"leitai/internal/contest"
	"leitai/internal/fault"
	"leitai/internal/office"
)

// LiveOptions choose the live contest. They decide what is made on an empty
// database; what is there already stays as it is.
type LiveOptions struct {
	Judges  int // seats of the contest's panel, 1…MaxJudges
	Entries int // entries of the first round, 1…MaxEntries; 0: all of its batch
	Seed    uint64
	OpenAll bool      // the first round is open, opened, and nobody is recused
	Starts  time.Time // when the first round is planned to begin
}

// Bounds of the live contest.
const (
	MaxJudges  = 64
	MaxEntries = 1000
)

// Live is the live contest of a database: it is made, and told of, through the
// same use-cases that serve the organiser.
type Live struct {
	Office *office.Office
	Gate   *auth.Gate
}

// user is an account of the demo. Nobody is behind it.
type user struct {
	role contest.Role
	name string
}

// users are at least one of each role, and two directors.
var users = []user{
	{contest.Organiser, "组织甲"}, {contest.Director, "主控甲"}, {contest.Director, "主控乙"}, {contest.Verifier, "核分甲"},
	{contest.Verifier, "核分乙"}, {contest.Timekeeper, "计时甲"}, {contest.Scrutineer, "监督甲"}, {contest.Auditor, "审计甲"},
	{contest.Admin, "管理甲"},
}

// The names of the two contests. The first stays the first, the rehearsal the
// last.
const (
	contestName   = "交城县2024年村（社区）党组织书记擂台比武（合成数据）"
	rehearsalName = "彩排（合成数据）"
)

//go:embed live/single.yaml
var singleRules []byte

//go:embed live/groups.yaml
var groupsRules []byte

// Foreign is the fault of a database that holds contests which are not the
// demo's: nobody's own contest gets synthetic ones beside it.
const Foreign fault.Code = "demo_foreign"

// Made tells whether the contests of a database are the demo's.
func Made(events []contest.Event) bool { return len(events) > 0 && events[0].Name == contestName }

// Prepare makes what is lacking: on an empty database everything, after a crash
// in the middle the rest, otherwise nothing. A database of somebody's own is a
// fault.
func (l *Live) Prepare(ctx context.Context, o LiveOptions) error {
	events, err := l.Office.Events(ctx)
	if err != nil {
		return err
	}
	if len(events) > 0 && !Made(events) {
		return fault.List{fault.New(Foreign, fault.At{}, events[0].Name)}
	}
	first, err := l.event(ctx, contestName, false)
	if err != nil {
		return err
	}
	if err := l.accounts(ctx, first); err != nil {
		return err
	}
	plans := o.plans()
	for _, p := range plans[:len(plans)-1] {
		if err := l.round(ctx, first, p); err != nil {
			return err
		}
	}
	last, err := l.event(ctx, rehearsalName, true)
	if err != nil {
		return err
	}
	return l.round(ctx, last, plans[len(plans)-1])
}

// by is a user of the demo in a role; a key makes a repeat after a crash
// harmless.
func by(role contest.Role, key string) office.By {
	i := slices.IndexFunc(users, func(u user) bool { return u.role == role })
	return office.By{Name: users[i].name, Role: role, Key: key}
}

func (l *Live) event(ctx context.Context, name string, rehearsal bool) (contest.Event, error) {
	events, err := l.Office.Events(ctx)
	if err != nil {
		return contest.Event{}, err
	}
	if i := slices.IndexFunc(events, func(e contest.Event) bool { return e.Name == name }); i >= 0 {
		return events[i], nil
	}
	e, err := l.Office.CreateContest(ctx, by(contest.Organiser, ""), name, rehearsal)
	if err != nil || rehearsal {
		return e, err
	}
	_, err = l.Office.ImportRoster(ctx, by(contest.Organiser, ""), e.ID, "roster.csv", embedded("jiaocheng/roster.csv"))
	return e, err
}

// accounts makes the users that are lacking.
func (l *Live) accounts(ctx context.Context, first contest.Event) error {
	known, err := l.Gate.Users(ctx)
	if err != nil {
		return err
	}
	for _, u := range users {
		if slices.ContainsFunc(known, func(k auth.User) bool { return k.Name == u.name }) {
			continue
		}
		word, err := password(first, u.name)
		if err != nil {
			return err
		}
		if err := l.Gate.AddUser(ctx, u.name, u.role, word); err != nil {
			return err
		}
	}
	return nil
}

// password follows from the secret of the first contest, so that a restart on
// the same data prints it again; the seed of the sample has no part in it.
func password(first contest.Event, name string) (string, error) {
	mac := hmac.New(sha256.New, first.Secret)
	mac.Write([]byte("leitai demo password\n" + name))
	return auth.NewPassword(bytes.NewReader(mac.Sum(nil)))
}

// round makes a round of a contest, step after step; steps that were done before
// a crash are repeated under their keys and change nothing.
func (l *Live) round(ctx context.Context, e contest.Event, p *roundPlan) error {
	row, err := l.added(ctx, e, p)
	if err != nil {
		return err
	}
	p.mode = row.Mode
	if row.Version >= p.facts() {
		return err
	}
	if row.Version == 0 {
		if err := l.define(ctx, e, row, p); err != nil {
			return err
		}
	}
	director := func(step string) office.By { return by(contest.Director, "demo-setup-"+step) }
	for _, part := range []string{"field", "daily", "survey"} {
		_, err := l.Office.ImportPart(ctx, director(part), row.ID, part, p.marks(part), "")
		if err := doneBefore(err); err != nil {
			return err
		}
	}
	if p.drawn {
		_, err := l.Office.Draw(ctx, director("draw"), row.ID, "demo-"+strconv.FormatUint(p.c.seed, 10), nil, "")
		if err := doneBefore(err); err != nil {
			return err
		}
	}
	if p.planned() {
		_, err := l.Office.Plan(ctx, director("plan"), row.ID, contest.Plan{Starts: p.starts.Format(time.RFC3339), Parts: turnParts})
		if err := doneBefore(err); err != nil {
			return err
		}
	}
	if p.mode == contest.Open {
		return l.Office.Open(ctx, director("all"), row.ID)
	}
	return nil
}

// doneBefore forgives what says that an earlier run, with other options, has done
// the step already.
func doneBefore(err error) error {
	var no *contest.Refusal
	if errors.As(err, &no) && no.Code == contest.KeyReused {
		return nil
	}
	return err
}

func (l *Live) added(ctx context.Context, e contest.Event, p *roundPlan) (contest.RoundRow, error) {
	rounds, err := l.Office.Rounds(ctx, e.ID)
	if err != nil {
		return contest.RoundRow{}, err
	}
	if i := slices.IndexFunc(rounds, func(r contest.RoundRow) bool { return r.Name == p.name }); i >= 0 {
		return rounds[i], nil
	}
	return l.Office.AddRound(ctx, by(contest.Organiser, ""), e.ID, office.RoundPlan{Name: p.name, Mode: p.mode, Part: "stage", File: "rules.yaml", Rules: p.rules})
}

// define sets entries and panel and issues the cards. The seats of all rounds of
// a contest have the cards of its first round.
func (l *Live) define(ctx context.Context, e contest.Event, row contest.RoundRow, p *roundPlan) error {
	organiser := by(contest.Organiser, "demo-setup-issue")
	if err := l.Office.ImportEntries(ctx, organiser, row.ID, "entries.csv", p.entries()); err != nil {
		return err
	}
	rounds, err := l.Office.Rounds(ctx, e.ID)
	if err != nil {
		return err
	}
	shared, err := l.Office.Seats(ctx, rounds[0].ID)
	if err != nil {
		return err
	}
	plan := p.seats()
	for i := range plan {
		if i < len(shared) {
			plan[i].Card = shared[i].Card
		}
	}
	if _, err := l.Office.SeatPanel(ctx, organiser, row.ID, plan); err != nil {
		return err
	}
	_, err = l.Office.Issue(ctx, organiser, row.ID)
	return err
}
