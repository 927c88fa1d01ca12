package venue_test

import (
	"slices"
	"testing"
	"time"

	"leitai/venue"
)

// http.md, Seats: one card stands for a seat in several rounds. With `use` it
// leads to another round: the stream of the old one ends with round_moved
// within a second, the session is bound to the seat of the new one and reaches
// nothing of the old one; led back, its ballots are there.
func TestTheCardsFollowTheRoundInUse(t *testing.T) {
	t.Parallel()
	s := staged(t, "--judges", "3", "--entries", "2")
	p, other, seat := s.sharedCard()
	entry := s.order()[0]
	s.must(s.Director, entry, "call", "start", "open")
	order, err := p.Submit(t.Context(), entry, s.marks())
	if err != nil {
		t.Fatal(err)
	}
	stream := watch(t, p.Client, s.Round.ID, "judge")
	next := &venue.Desk{Client: s.Director.Client, Round: other.ID}
	s.pressAt(next, venue.Command{Type: "use"})
	within(t, time.Second, "the stream of the old round ends", func() bool { return stream.over("round_moved") })
	view, err := p.Seat(t.Context())
	if err != nil || view.Round.ID != other.ID || view.Seat.ID != seat || len(view.Ballots) != 0 {
		t.Errorf("the session sees %s in %s with %d ballots %v; want %s in %s", view.Seat.ID, view.Round.ID, len(view.Ballots), err, seat, other.ID)
	}
	_, _, err = p.PutBallot(t.Context(), entry, venue.NewKey(), s.marks(), 1)
	if venue.Status(err) != 404 {
		t.Errorf("a ballot for an entry of the round that was left: %v", err)
	}
	watch(t, p.Client, other.ID, "judge").check(t)
	_, session, err := s.anyone().Claim(t.Context(), venue.NewKey(), venue.Claim{Token: p.Card.Token, PIN: p.Card.PIN, Move: true})
	if err != nil || session.Seat == nil || session.Seat.Round != other.ID || session.Seat.ID != seat {
		t.Fatalf("the card leads to %+v %v", session.Seat, err)
	}
	s.press(venue.Command{Type: "use"})
	back, err := s.anyone().As(session.Session).Seat(t.Context())
	if have := back.Of(entry); err != nil || back.Seat.ID != p.Card.ID || have.Receipt != order.Receipt {
		t.Errorf("led back: %s, ballot %+v %v; want %s, %+v", back.Seat.ID, have, err, p.Card.ID, order.Receipt)
	}
}

// sharedCard is a phone of the first round that may mark its first entry, whose
// card stands for a seat of another round too.
func (s *stage) sharedCard() (p *venue.Phone, other venue.Round, seat string) {
	s.t.Helper()
	for _, round := range s.Contests[0].Rounds[1:] {
		for _, p := range s.Phones {
			same := func(c venue.Card) bool { return c.Token == p.Card.Token }
			if i := slices.IndexFunc(round.Seats, same); i >= 0 && p.Card.Marks(s.order()[0]) {
				return p, round, round.Seats[i].ID
			}
		}
	}
	s.t.Fatal("no card of the demo stands for two rounds")
	return nil, other, ""
}
