package venue_test

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"sync"
	"testing"
	"time"

	"leitai/venue"
)

// outcome is what one of several racers got.
type outcome struct {
	status int
	err    error
	answer any
}

// together runs n racers at once.
func together(n int, run func(i int) outcome) []outcome {
	out := make([]outcome, n)
	gate := make(chan struct{})
	var all sync.WaitGroup
	for i := range n {
		all.Go(func() {
			<-gate
			out[i] = run(i)
		})
	}
	close(gate)
	all.Wait()
	return out
}

// oneWinner checks that exactly one racer got 201 and all others the refusal.
func oneWinner(t *testing.T, what string, got []outcome, status int, codes ...string) {
	t.Helper()
	won := 0
	for _, o := range got {
		if o.err == nil && o.status == 201 {
			won++
			continue
		}
		ok := false
		for _, code := range codes {
			ok = ok || venue.Status(o.err) == status && venue.Code(o.err) == code
		}
		if !ok {
			t.Errorf("%s: a loser got %d %v, want %d %v", what, o.status, o.err, status, codes)
		}
	}
	if won != 1 {
		t.Errorf("%s: %d winners", what, won)
	}
}

// count is the number of facts of a kind.
func count(facts []venue.Fact, kind string) int {
	n := 0
	for _, f := range facts {
		if f.Is(kind) {
			n++
		}
	}
	return n
}

// Promise 1, P3 of the lessons ("the close of the scoring is a race"): close
// against 64 phones that submit. What was confirmed counts, all of it before
// the close in the log; what came after was refused; two directors close once;
// the same after a kill.
func TestCloseAgainst64Phones(t *testing.T) {
	t.Parallel()
	rounds := choose(1, 6)
	s := staged(t, "--judges", "64", "--entries", fmt.Sprint(rounds+1))
	confirmed := map[string]venue.Order{}
	for _, entry := range s.order()[:rounds] {
		s.must(s.Director, entry, "call", "start", "open")
		s.ballots(entry)
		version := s.picture().Version
		var storm sync.WaitGroup
		for i, p := range s.Phones {
			storm.Go(func() { s.submitUntilClosed(p, entry, uint64(i)) })
		}
		time.Sleep(time.Duration(50+s.dice.IntN(200)) * time.Millisecond)
		got := together(2, func(i int) outcome {
			_, status, err := []*venue.Desk{s.Director, s.Second}[i].Command(t.Context(), s.Round.ID, venue.NewKey(),
				venue.Command{Type: "close", Entry: entry, ExpectVersion: version})
			return outcome{status: status, err: err}
		})
		storm.Wait()
		oneWinner(t, "two directors close", got, 409, "stale", "wrong_state")
		if err := s.Kill(); err != nil {
			t.Fatal(err)
		}
		restart(t, s.Demo)
		s.nothingAfterTheClose(entry)
		s.finishClosed(entry)
		for _, p := range s.Phones {
			for _, o := range p.Confirmed(entry) {
				confirmed[o.Key] = o
			}
			s.lastCounts(entry, p)
		}
	}
	s.auditBallots(confirmed)
}

func (s *stage) submitUntilClosed(p *venue.Phone, entry string, n uint64) {
	own := rand.New(rand.NewPCG(*seed, n))
	if !p.Card.Marks(entry) {
		return
	}
	for {
		marks, err := venue.RandomMarks(own, s.Round.Sheet)
		if err == nil {
			_, err = p.Submit(s.t.Context(), entry, marks)
		}
		if err == nil {
			continue
		}
		confirmed := p.Confirmed(entry)
		last := confirmed[len(confirmed)-1].Receipt
		refusal := expect(s.t, "ballot after the close", err, 409, "closed")
		if refusal.Ballot == nil || *refusal.Ballot != last {
			s.t.Errorf("the refusal names ballot %+v, the last confirmed is %+v", refusal.Ballot, last)
		}
		return
	}
}

func (s *stage) nothingAfterTheClose(entry string) {
	s.t.Helper()
	closed := 0
	for _, f := range s.facts() {
		switch {
		case f.On() != entry:
		case f.Is("close"):
			closed = f.Number()
		case f.Is("ballot") && closed > 0:
			s.t.Errorf("ballot %d after close %d", f.Number(), closed)
		}
	}
	if closed == 0 {
		s.t.Error("no close in the log")
	}
}

func (s *stage) finishClosed(entry string) {
	s.t.Helper()
	s.must(s.Verifier, entry, "verify")
	s.must(s.Director, entry, "reveal", "lock")
}

// lastCounts checks that the mark the console shows is the last one confirmed.
func (s *stage) lastCounts(entry string, p *venue.Phone) {
	s.t.Helper()
	confirmed := p.Confirmed(entry)
	if len(confirmed) == 0 {
		return
	}
	last := confirmed[len(confirmed)-1]
	picture := s.picture()
	for _, m := range picture.Entry(entry).Marks {
		if m.Seat == p.Card.ID {
			if m.Total != last.Receipt.Total || !reflect.DeepEqual(m.Points, last.Marks) {
				s.t.Errorf("%s: counted is %+v, last confirmed %+v", p.Card.Name, m, last)
			}
			return
		}
	}
	s.t.Errorf("%s: no mark in the picture", p.Card.Name)
}

// Promise 1: two directors, a double click, one key with two values, two
// ballots on one base: one winner, one fact, losers told the present state.
func TestOneWinner(t *testing.T) {
	t.Parallel()
	s := staged(t, "--judges", "5", "--entries", "4")
	order := s.order()
	desks := []*venue.Desk{s.Director, s.Second}
	version := s.picture().Version

	t.Run("two directors call two entries", func(t *testing.T) {
		got := together(2, func(i int) outcome {
			_, status, err := desks[i].Command(t.Context(), s.Round.ID, venue.NewKey(),
				venue.Command{Type: "call", Entry: order[i], ExpectVersion: version})
			return outcome{status: status, err: err}
		})
		oneWinner(t, "call", got, 409, "another_on_stage")
	})
	entry := *s.picture().Current

	t.Run("a double click", func(t *testing.T) { s.doubleClick(t, entry) })
	s.must(s.Director, entry, "open")
	p := s.marking(entry)
	t.Run("one key with two values", func(t *testing.T) {
		key := venue.NewKey()
		two := []venue.Marks{s.marks(), s.marks()}
		s.oneBallot(t, p, entry, 422, "key_reused", func(i int) (string, venue.Marks) { return key, two[i%2] })
	})
	t.Run("two ballots on one base", func(t *testing.T) {
		s.oneBallot(t, p, entry, 409, "stale", func(int) (string, venue.Marks) { return venue.NewKey(), s.marks() })
	})
}

func (s *stage) doubleClick(t *testing.T, entry string) {
	key, version := venue.NewKey(), s.picture().Version
	before := count(s.facts(), "start")
	got := together(8, func(int) outcome {
		done, status, err := s.Director.Command(t.Context(), s.Round.ID, key,
			venue.Command{Type: "start", Entry: entry, ExpectVersion: version})
		return outcome{status, err, done}
	})
	created := 0
	for _, o := range got {
		if o.err != nil || !reflect.DeepEqual(o.answer, got[0].answer) {
			t.Errorf("double click: %d %v %+v, the first got %+v", o.status, o.err, o.answer, got[0].answer)
		}
		if o.status == 201 {
			created++
		}
	}
	if n := count(s.facts(), "start") - before; created != 1 || n != 1 {
		t.Errorf("%d times 201, %d facts", created, n)
	}
	_, _, err := s.Director.Command(t.Context(), s.Round.ID, key, venue.Command{Type: "open", Entry: entry, ExpectVersion: version})
	expect(t, "the key for another command", err, 422, "key_reused")
}

// oneBallot races two ballots of one seat on one base; each loser of a key that
// was used with the same value repeats the answer.
func (s *stage) oneBallot(t *testing.T, p *venue.Phone, entry string, status int, code string, ballot func(i int) (string, venue.Marks)) {
	t.Helper()
	view, err := p.Seat(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	base, before := view.Of(entry).Version, count(s.facts(), "ballot")
	keys, marks := make([]string, 2), make([]venue.Marks, 2)
	for i := range 2 {
		keys[i], marks[i] = ballot(i)
	}
	got := together(2, func(i int) outcome {
		_, st, err := p.PutBallot(t.Context(), entry, keys[i], marks[i], base)
		return outcome{status: st, err: err}
	})
	oneWinner(t, code, got, status, code)
	view, err = p.Seat(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for i, o := range got {
		if o.err == nil && !reflect.DeepEqual(view.Of(entry).Marks, marks[i]) {
			t.Errorf("the winner sent %v, the server has %v", marks[i], view.Of(entry).Marks)
		}
	}
	if n := count(s.facts(), "ballot") - before; n != 1 || view.Of(entry).Version != base+1 {
		t.Errorf("%d facts, version %d after %d", n, view.Of(entry).Version, base)
	}
}

// Reliability 5, "one ticket on 32 phones": one wins, the others are told that
// the seat is taken; a lost answer locks nobody out.
func TestOneTicketOn32Phones(t *testing.T) {
	t.Parallel()
	d := demo(t, "--judges", "3", "--entries", "2")
	round := first(d)
	card := round.Seats[0]
	keys := make([]string, 32)
	clients := make([]*venue.Client, 32)
	for i := range keys {
		keys[i], clients[i] = venue.NewKey(), venue.New(d.URL)
	}
	claim := venue.Claim{Token: card.Token, PIN: card.PIN}
	got := together(32, func(i int) outcome {
		_, session, err := clients[i].Claim(t.Context(), keys[i], claim)
		status := venue.Status(err)
		if err == nil {
			status = 201
		}
		return outcome{status, err, session}
	})
	oneWinner(t, "32 claims", got, 409, "seat_taken")
	for i, o := range got {
		_, again, err := clients[i].Claim(t.Context(), keys[i], claim)
		if o.err != nil {
			expect(t, "a loser claims again", err, 409, "seat_taken")
		} else if won := o.answer.(venue.Session); err != nil || again.Session != won.Session {
			t.Errorf("the winner repeats: %v, session %q, was %q", err, again.Session, won.Session)
		}
	}
	director, err := venue.NewDesk(t.Context(), venue.New(d.URL), d.People("director")[0], round.ID)
	if err != nil {
		t.Fatal(err)
	}
	facts, err := director.AllFacts(t.Context(), round.ID)
	if err != nil {
		t.Fatal(err)
	}
	if n := count(facts, "claim"); n != 1 {
		t.Errorf("%d claims in the log", n)
	}
}
