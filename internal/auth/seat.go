package auth

import (
	"context"
	"errors"
	"fmt"
	"time"

	"leitai/internal/contest"
)

// A seat's session has no end before its round is sealed: storage holds noEnd,
// answers say seatShown from now, pushed forward with every answer, so that a
// cookie has an age and a wrong clock ends nothing. From the seal on both are the
// seal's time and seatAfterSeal.
const (
	seatShown     = 30 * 24 * time.Hour
	seatAfterSeal = 24 * time.Hour
)

var noEnd = time.Date(9999, 1, 1, 0, 0, 0, 0, time.UTC)

// place is a card with its seats.
type place struct {
	card  contest.Card
	seats []contest.SeatRow
}

// Seat returns the session of a seat's secret and the seat that it holds now. If
// the contest's round in use has changed and the card has a seat there, the
// session is bound to that one first, with a claim as a fact, and streams that
// watch it end with RoundMoved. Errors: NoSession; SeatMoved if another phone has
// taken the seat; NotASeat for a user's session; those of [Stage]. It asks
// storage at most a few times a second, however many ballots come.
func (g *Gate) Seat(ctx context.Context, secret string) (Session, contest.SeatRow, error) {
	s, err := g.find(ctx, Digest(secret))
	if err != nil {
		return Session{}, contest.SeatRow{}, err
	}
	if s.Seat == "" {
		return Session{}, contest.SeatRow{}, &Error{Code: NotASeat, Class: Denied}
	}
	s, row, err := g.seated(ctx, s)
	return g.shown(s), row, err
}

// shown is a session as answers show it.
func (g *Gate) shown(s Session) Session {
	if s.Seat != "" && s.Expires.Equal(noEnd) {
		s.Expires = g.opt.Now().Add(seatShown)
	}
	return s
}

// seated is the session brought to the round in use, and its seat.
func (g *Gate) seated(ctx context.Context, s Session) (Session, contest.SeatRow, error) {
	s, target, err := g.standing(ctx, s)
	if err != nil || target.ID == s.Seat {
		return s, target, err
	}
	l := g.cards.of(s.Card)
	l.mu.Lock()
	defer l.mu.Unlock()
	if s, err = g.find(ctx, s.Digest); err != nil {
		return Session{}, contest.SeatRow{}, err
	}
	if s.Seat == target.ID { // another request has bound it while this one waited
		return s, target, nil
	}
	s, err = g.bind(ctx, s, target)
	return s, target, err
}

// standing tells where a seat's session stands: an error if it does not hold its
// seat, otherwise the seat that it should hold, its own or that of another round.
func (g *Gate) standing(ctx context.Context, s Session) (Session, contest.SeatRow, error) {
	// Claims and reissue_seat come through this gate, which forgets what they change:
	// the writer of the round need not be asked with every ballot.
	holder, err := g.holders.get(s.Seat, g.opt.Now(), func() (string, error) { return g.stage.Holder(ctx, s.Round, s.Seat) })
	switch {
	case errors.Is(err, contest.ErrNotFound), err == nil && holder == "": // a restored log, or the card was issued anew
		return s, contest.SeatRow{}, unauthorised(NoSession)
	case err != nil:
		return s, contest.SeatRow{}, fmt.Errorf("holder: %w", err)
	case holder != s.Digest:
		return s, contest.SeatRow{}, unauthorised(SeatMoved)
	}
	if s, err = g.afterSeal(ctx, s); err != nil {
		return s, contest.SeatRow{}, err
	}
	p, e, err := g.placeOf(ctx, s.Card)
	if err != nil {
		return s, contest.SeatRow{}, err
	}
	var own contest.SeatRow
	for _, row := range p.seats {
		if row.Round == e.InUse {
			return s, row, nil
		}
		if row.ID == s.Seat {
			own = row
		}
	}
	if own.ID == "" {
		return s, own, unauthorised(NoSession)
	}
	return s, own, nil
}

// afterSeal gives the session of a sealed round its end, and refuses it after.
func (g *Gate) afterSeal(ctx context.Context, s Session) (Session, error) {
	sealed, err := g.sealed.get(s.Round, g.opt.Now(), func() (time.Time, error) { return g.stage.Sealed(ctx, s.Round) })
	if err != nil || sealed.IsZero() {
		return s, err
	}
	end := sealed.Add(seatAfterSeal)
	if !s.Expires.Equal(end) {
		s.Expires = end
		_ = g.save(ctx, s) // so that it is removed some day; the answer does not depend on it
	}
	if !g.opt.Now().Before(end) {
		return s, unauthorised(NoSession)
	}
	return s, nil
}

// placeOf is a card with its seats and its contest.
func (g *Gate) placeOf(ctx context.Context, id contest.CardID) (place, contest.Event, error) {
	now := g.opt.Now()
	p, err := g.places.get(id, now, func() (p place, err error) {
		if p.card, err = g.store.Card(ctx, id); err == nil {
			p.seats, err = g.store.SeatsOfCard(ctx, id)
		}
		return p, err
	})
	switch {
	case errors.Is(err, contest.ErrNotFound):
		return place{}, contest.Event{}, unauthorised(NoSession)
	case err != nil:
		return place{}, contest.Event{}, fmt.Errorf("card: %w", err)
	}
	e, err := g.events.get(p.card.Contest, now, func() (contest.Event, error) { return g.store.Event(ctx, p.card.Contest) })
	if err != nil {
		return place{}, contest.Event{}, fmt.Errorf("contest: %w", err)
	}
	return p, e, nil
}

// Used is told that a round was put on: open streams of the contest's seats end
// with RoundMoved at once rather than with the next look.
func (g *Gate) Used(ctx context.Context, id contest.ContestID) {
	g.events.drop(id)
	g.places.dropIf(func(p place) bool { return p.card.Contest == id })
	g.sweep(ctx)
}

// bind moves a session to its card's seat in another round. Where somebody else
// sits there already it has lost its place: SeatMoved. The claim is written first:
// if it is not followed by the row, the next request does both again.
func (g *Gate) bind(ctx context.Context, s Session, to contest.SeatRow) (Session, error) {
	holder, err := g.stage.Holder(ctx, to.Round, to.ID)
	if err != nil {
		return s, fmt.Errorf("holder: %w", err)
	}
	if holder != s.Digest {
		sits, err := g.sits(ctx, holder, to)
		switch {
		case err != nil:
			return s, err
		case sits:
			return s, unauthorised(SeatMoved)
		}
		if err := g.claim(ctx, to, s.Digest, false, holder != ""); err != nil {
			return s, err
		}
	}
	s.Seat, s.Round, s.Expires = to.ID, to.Round, noEnd
	if err := g.save(ctx, s); err != nil {
		return s, err
	}
	g.watches.end(RoundMoved, func(w Session) bool { return w.Digest == s.Digest && w.Round != to.Round })
	return s, nil
}

// claim asks the stage for a seat. However it ends, who holds the seat is read
// anew.
func (g *Gate) claim(ctx context.Context, seat contest.SeatRow, digest string, move, free bool) error {
	deed := contest.Deed{Kind: contest.KindClaim, By: string(seat.ID), Seat: seat.ID, Session: digest, Move: move, Free: free}
	_, err := g.stage.Do(ctx, seat.Round, deed)
	g.holders.drop(seat.ID)
	return err
}
