package auth_test

import (
	"context"
	"errors"
	"strconv"
	"sync"
	"testing"
	"time"

	"leitai/internal/auth"
	"leitai/internal/contest"
	"leitai/internal/stage"
	"leitai/internal/store"
)

// clock is a time that stands still until it is moved.
type clock struct {
	mu sync.Mutex
	t  time.Time
}

func (c *clock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.t
}

func (c *clock) pass(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.t = c.t.Add(d)
}

// venue is a contest of two rounds with the same two cards, in a real database
// and on a real stage.
type venue struct {
	t      *testing.T
	dir    string
	clock  *clock
	opt    auth.Options
	store  *store.Store
	stage  *stage.Stage
	gate   *auth.Gate
	event  contest.Event
	cards  []contest.Card
	key    int
	locked []contest.CardID
}

const (
	first, second = contest.RoundID("r1"), contest.RoundID("r2")
	rulesJSON     = `{"parts":[{"aggregate":{"decimals":2,"mean":"arithmetic"},"key":"stage","name":"现场","sheet":[{"max":10,"name":"内容","part":"展示","point":"A","short":"内容","step":0.1}]}],"rank":{"by":"batch"},"schema":"leitai.rules/1"}`
)

func open(t *testing.T, change ...func(*auth.Options)) *venue {
	t.Helper()
	v := &venue{t: t, dir: t.TempDir(), clock: &clock{t: time.Date(2024, 6, 1, 9, 0, 0, 0, time.UTC)}}
	v.opt = auth.Options{Now: v.clock.now, OnLocked: func(id contest.CardID, _ time.Time) { v.locked = append(v.locked, id) }}
	for _, fn := range change {
		fn(&v.opt)
	}
	v.start()
	t.Cleanup(v.stop)
	v.event = contest.Event{ID: "c", Name: "擂台比武", Secret: []byte("thirty-two bytes of one contest.")}
	v.ok(v.store.SaveEvent(t.Context(), v.event))
	for i := range 2 {
		card, err := auth.MakeCard(v.event, contest.CardID("k"+strconv.Itoa(i+1)), func(string) (bool, error) { return false, nil })
		v.ok(err)
		v.ok(v.store.SaveCard(t.Context(), card))
		v.cards = append(v.cards, card)
	}
	v.round(first, 1)
	v.round(second, 2)
	return v
}

func (v *venue) start() {
	v.t.Helper()
	var err error
	v.store, err = store.Open(context.Background(), store.Options{Dir: v.dir, Now: v.clock.now})
	v.ok(err)
	v.stage = stage.New(v.store, stage.Options{Now: v.clock.now})
	v.gate = auth.New(v.store, v.stage, v.opt)
}

func (v *venue) stop() {
	v.stage.Close()
	v.ok(v.store.Close())
}

// restart is what a power cut and a new start do.
func (v *venue) restart() {
	v.t.Helper()
	v.stop()
	v.start()
}

// round makes a round with one entry and a seat of each card, its cards issued.
func (v *venue) round(id contest.RoundID, number int) {
	v.t.Helper()
	ctx := v.t.Context()
	v.ok(v.store.SaveRound(ctx, contest.RoundRow{ID: id, Contest: "c", Number: number, Name: "第" + strconv.Itoa(number) + "场", Mode: contest.Sequential, Part: "stage", Rules: []byte(rulesJSON)}))
	var seats []contest.SeatRow
	for i, card := range v.cards {
		n := strconv.Itoa(i + 1)
		seats = append(seats, contest.SeatRow{ID: contest.SeatID(string(id) + "s" + n), Round: id, Number: i + 1, Card: card.ID, Name: "评委" + n})
	}
	v.ok(v.store.SaveSeats(ctx, id, seats))
	def := &contest.Definition{Contest: "c", Name: "第一场", Mode: contest.Sequential, Part: "stage", RulesJSON: []byte(rulesJSON), Seats: seats,
		Entries: []contest.EntryRow{{ID: contest.EntryID(id) + "e1", Name: "西街社区"}}}
	v.do(id, contest.Deed{Kind: contest.KindRound, Role: contest.Organiser, By: "组织员", Definition: def})
}

// do does a deed that must be accepted.
func (v *venue) do(round contest.RoundID, d contest.Deed) contest.Outcome {
	v.t.Helper()
	v.key++
	d.Key = "deed-" + strconv.Itoa(10000+v.key)
	if d.Kind != contest.KindRound && d.Expect == nil {
		latest, err := v.stage.Latest(v.t.Context(), round)
		v.ok(err)
		d.Expect = &latest.Version
	}
	out, err := v.stage.Do(v.t.Context(), round, d)
	if err != nil {
		v.t.Fatalf("%s: %v", d.Kind, err)
	}
	return out
}

// use puts a round on.
func (v *venue) use(round contest.RoundID) {
	v.t.Helper()
	v.do(round, contest.Deed{Kind: contest.Use, By: "导播甲", Role: contest.Director})
	v.gate.Used(v.t.Context(), "c")
}

// seal ends a round whose only entry has withdrawn.
func (v *venue) seal(round contest.RoundID) {
	v.t.Helper()
	v.do(round, contest.Deed{Kind: contest.Withdraw, By: "导播甲", Role: contest.Director, Entry: contest.EntryID(round) + "e1", Reason: "弃赛"})
	v.do(round, contest.Deed{Kind: contest.Seal, By: "复核员", Role: contest.Verifier})
}

func (v *venue) secrets(card int) auth.Secrets { return auth.SecretsOf(v.event, v.cards[card]) }

// claim takes the seat of a card by its token, with what change says.
func (v *venue) claim(card int, change ...func(*auth.ClaimRequest)) (auth.Claimed, error) {
	r := auth.ClaimRequest{Token: v.secrets(card).Token}
	for _, fn := range change {
		fn(&r)
	}
	return v.gate.Claim(v.t.Context(), r)
}

// seated is a claim that must succeed.
func (v *venue) seated(card int, change ...func(*auth.ClaimRequest)) auth.Claimed {
	v.t.Helper()
	got, err := v.claim(card, change...)
	if err != nil {
		v.t.Fatalf("claim: %v", err)
	}
	return got
}

// Parts of a claim.
func (v *venue) move(card int) func(*auth.ClaimRequest) {
	return func(r *auth.ClaimRequest) { r.Move, r.PIN = true, v.secrets(card).PIN }
}

func pin(s string) func(*auth.ClaimRequest) { return func(r *auth.ClaimRequest) { r.PIN = s } }
func key(s string) func(*auth.ClaimRequest) { return func(r *auth.ClaimRequest) { r.Key = s } }
func code(s string) func(*auth.ClaimRequest) {
	return func(r *auth.ClaimRequest) { r.Token, r.Code = "", s }
}

// wrongPIN is none of the card's.
func (v *venue) wrongPIN(card int) func(*auth.ClaimRequest) {
	if v.secrets(card).PIN == "000000" {
		return pin("111111")
	}
	return pin("000000")
}

// addUser makes an account with the password that all of them have here.
func (v *venue) addUser(name string, role contest.Role) {
	v.t.Helper()
	v.ok(v.gate.AddUser(v.t.Context(), name, role, password))
}

const password = "擂台比武2024年"

// signedIn is a sign-in that must succeed.
func (v *venue) signedIn(name string) string {
	v.t.Helper()
	secret, _, _, err := v.gate.SignIn(v.t.Context(), name, password, "")
	v.ok(err)
	return secret
}

func (v *venue) ok(err error) {
	v.t.Helper()
	if err != nil {
		v.t.Fatal(err)
	}
}

// said is the code of an error, "" for none; an error without a code is told
// whole.
func said(err error) string {
	var no *auth.Error
	var refusal *contest.Refusal
	switch {
	case err == nil:
		return ""
	case errors.As(err, &no):
		return string(no.Code)
	case errors.As(err, &refusal):
		return string(refusal.Code)
	}
	return err.Error()
}

// says fails the test unless the error has that code.
func says(t *testing.T, err error, want string) {
	t.Helper()
	if got := said(err); got != want {
		t.Fatalf("said %q; want %q", got, want)
	}
}

// ended is the code with which a watched stream was ended, "" while it goes on.
func ended(w *auth.Watch) string {
	select {
	case <-w.Done():
		return string(w.Code())
	default:
		return ""
	}
}
