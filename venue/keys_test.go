package venue_test

import (
	"net/http"
	"testing"
	"time"

	"leitai/venue"
)

// P2, http.md Keys: a late duplicate of a ballot is 200 with the answer of
// then, whatever has happened since (revised, moved to another phone, closed,
// locked, restarted), and undoes nothing. A refused request leaves no key
// behind; a key belongs to the seat that sent it.
func TestALateDuplicateUndoesNothing(t *testing.T) {
	t.Parallel()
	s := staged(t, "--judges", "5", "--entries", "2")
	entry := s.order()[0]
	s.must(s.Director, entry, "call", "start", "open")
	s.ballots(entry)
	p := s.marking(entry)
	old := p.Confirmed(entry)[0]
	last, err := p.Submit(t.Context(), entry, s.marks())
	if err != nil {
		t.Fatal(err)
	}
	again := func(when string) {
		t.Helper()
		r, status, err := p.PutBallot(t.Context(), entry, old.Key, old.Marks, old.BasedOn)
		if err != nil || status != http.StatusOK || r != old.Receipt {
			t.Errorf("%s: the late duplicate got %d %+v %v, its answer was %+v", when, status, r, err, old.Receipt)
		}
		view, err := p.Seat(t.Context())
		if have := view.Of(entry); err != nil || have.Receipt != last.Receipt || plain(have.Marks) != plain(last.Marks) {
			t.Errorf("%s: in force is %+v %v, last confirmed %+v", when, have, err, last)
		}
	}
	again("revised")
	s.otherKeys(p, entry, old)
	moved, _, err := s.anyone().Claim(t.Context(), venue.NewKey(), venue.Claim{Token: p.Card.Token, PIN: p.Card.PIN, Move: true})
	if err != nil {
		t.Fatal(err)
	}
	p.Client = moved
	again("on another phone")
	s.must(s.Director, entry, "close")
	again("closed")
	s.must(s.Verifier, entry, "verify")
	s.must(s.Director, entry, "reveal", "lock")
	again("locked")
	if err := s.Kill(); err != nil {
		t.Fatal(err)
	}
	restart(t, s.Demo)
	again("after a kill")
	s.lastCounts(entry, p)
}

// otherKeys: the key of another seat is free for this one, that of a refused
// request too, that of this seat's for other marks or another entry is not.
func (s *stage) otherKeys(p *venue.Phone, entry string, old venue.Order) {
	t := s.t
	t.Helper()
	for _, other := range s.Phones {
		if other != p && other.Card.Marks(entry) {
			theirs, err := other.Resume(t.Context(), venue.Order{Entry: entry, Key: old.Key, Marks: s.marks(), BasedOn: 1})
			if err != nil || theirs.Receipt.Version != 2 {
				t.Errorf("the same key from another seat: %+v %v", theirs.Receipt, err)
			}
			s.refusedThenGood(other, entry)
			break
		}
	}
	other := s.marks()
	_, _, err := p.PutBallot(t.Context(), entry, old.Key, other, old.BasedOn)
	expect(t, "the key with other marks", err, 422, "key_reused")
	_, _, err = p.PutBallot(t.Context(), s.order()[1], old.Key, old.Marks, old.BasedOn)
	expect(t, "the key for another entry", err, 422, "key_reused")
}

func (s *stage) refusedThenGood(p *venue.Phone, entry string) {
	t := s.t
	t.Helper()
	key, bad := venue.NewKey(), s.marks()
	bad[s.Round.Sheet[0].Point] = "5000"
	base := len(p.Confirmed(entry))
	_, _, err := p.PutBallot(t.Context(), entry, key, bad, base)
	expect(t, "out of range", err, 422, "bad_mark")
	if _, err := p.Resume(t.Context(), venue.Order{Entry: entry, Key: key, Marks: s.marks(), BasedOn: base}); err != nil {
		t.Errorf("the key of a refused ballot is free: %v", err)
	}
}

// Promise 1 for buttons: directors, verifiers and phones behind bad networks
// play a round; every command is one fact, whatever was doubled or lost.
func TestARoundThroughBadNetworks(t *testing.T) {
	t.Parallel()
	s := staged(t, "--judges", "5", "--entries", "4")
	var networks []*venue.BadNetwork
	clients := []*venue.Client{s.Director.Client, s.Verifier.Client}
	for _, p := range s.Phones {
		clients = append(clients, p.Client)
	}
	for i, c := range clients {
		inner := &http.Transport{MaxIdleConnsPerHost: 8}
		t.Cleanup(inner.CloseIdleConnections)
		networks = append(networks, venue.NewBadNetwork(*seed+uint64(i), 2*time.Millisecond, inner))
		c.HTTP = &http.Client{Transport: networks[i], Timeout: 10 * time.Second}
	}
	order := s.order()
	for _, entry := range order {
		s.play(entry)
	}
	for _, n := range networks {
		n.Settle()
	}
	s.Director.HTTP = s.anyone().HTTP
	kinds := map[string]int{}
	for _, f := range s.facts() {
		for _, kind := range []string{"call", "start", "open", "close", "verify", "reveal", "lock"} {
			if f.Is(kind) {
				kinds[kind+" "+f.On()]++
			}
		}
	}
	for what, n := range kinds {
		if n != 1 {
			t.Errorf("%s stands in the log %d times", what, n)
		}
	}
	if len(kinds) != 7*len(order) {
		t.Errorf("%d commands in the log, pressed were %d", len(kinds), 7*len(order))
	}
	s.compareWithRank()
}
