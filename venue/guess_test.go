package venue_test

import (
	"fmt"
	"net/http"
	"testing"

	"leitai/venue"
)

// Reliability 5, "replay after logout": a session that was signed out is
// nobody's, and a seat's PIN is guessed ten times at most, without harm to the
// one who holds it, until a new card is issued.
func TestGuessingAndReplaying(t *testing.T) {
	t.Parallel()
	s := staged(t, "--judges", "5", "--entries", "3")
	entry := s.order()[0]
	s.must(s.Director, entry, "call", "start", "open")
	t.Run("a replay after signing out", func(t *testing.T) { s.replay(t, entry) })
	t.Run("wrong PINs until the seat is locked", func(t *testing.T) { s.guess(t, entry) })
}

func (s *stage) replay(t *testing.T, entry string) {
	p := s.marking(entry)
	o, err := p.Submit(t.Context(), entry, s.marks())
	if err != nil {
		t.Fatal(err)
	}
	if err := p.SignOut(t.Context()); err != nil {
		t.Fatal(err)
	}
	before := len(s.facts())
	_, _, err = p.PutBallot(t.Context(), entry, o.Key, o.Marks, o.BasedOn)
	if venue.Status(err) != http.StatusUnauthorized {
		t.Errorf("the old ballot in the old session: %v", err)
	}
	_, _, err = p.PutBallot(t.Context(), entry, venue.NewKey(), s.marks(), 1)
	if venue.Status(err) != http.StatusUnauthorized {
		t.Errorf("a new ballot in the old session: %v", err)
	}
	if after := len(s.facts()); after != before {
		t.Errorf("%d facts became %d", before, after)
	}
}

func (s *stage) guess(t *testing.T, entry string) {
	victim := s.Phones[len(s.Phones)-1]
	card, nobody := victim.Card, s.anyone()
	for i := range 10 {
		_, _, err := nobody.Claim(t.Context(), "", venue.Claim{Code: card.Code, PIN: fmt.Sprintf("%06d", (number(card.PIN)+1+i)%1000000), Move: true})
		if venue.Status(err) != http.StatusUnauthorized {
			t.Fatalf("wrong PIN %d: %v", i+1, err)
		}
	}
	_, _, err := nobody.Claim(t.Context(), "", venue.Claim{Code: card.Code, PIN: card.PIN, Move: true})
	expect(t, "the right PIN after ten wrong ones", err, 423, "seat_locked")
	_, _, err = nobody.Claim(t.Context(), "", venue.Claim{Token: card.Token, PIN: card.PIN, Move: true})
	expect(t, "the QR after ten wrong PINs", err, 423, "seat_locked")
	if card.Marks(entry) {
		if _, err := victim.Submit(t.Context(), entry, s.marks()); err != nil {
			t.Errorf("the session that holds the seat is hurt: %v", err)
		}
	}
	s.replaceCard(t, victim)
}

// replaceCard issues the seat anew: the old session and the old card end, the
// new card works, and the ballots stay.
func (s *stage) replaceCard(t *testing.T, victim *venue.Phone) {
	before, err := victim.Seat(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	done := s.press(venue.Command{Type: "reissue_seat", Seat: victim.Card.ID, Reason: "有人试密码"})
	if done.Seat == nil || done.Seat.Token == "" || done.Seat.PIN == "" || done.Seat.Token == victim.Card.Token {
		t.Fatalf("the new card: %+v", done.Seat)
	}
	if _, err := victim.Seat(t.Context()); venue.Status(err) != http.StatusUnauthorized {
		t.Errorf("the session before the new card: %v", err)
	}
	_, _, err = s.anyone().Claim(t.Context(), "", venue.Claim{Token: victim.Card.Token, PIN: victim.Card.PIN, Move: true})
	if venue.Status(err) != http.StatusUnauthorized {
		t.Errorf("the old card: %v", err)
	}
	now, _, err := s.anyone().Claim(t.Context(), "", venue.Claim{Token: done.Seat.Token, PIN: done.Seat.PIN})
	if err != nil {
		t.Fatalf("the new card: %v", err)
	}
	after, err := now.Seat(t.Context())
	if err != nil || fmt.Sprint(after.Ballots) != fmt.Sprint(before.Ballots) {
		t.Errorf("ballots before %v, after %v %v", before.Ballots, after.Ballots, err)
	}
}

func number(pin string) int {
	n := 0
	_, _ = fmt.Sscanf(pin, "%d", &n)
	return n
}
