package auth

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"strconv"

	"leitai/internal/contest"
)

// ClaimRequest is what a phone sends to take a seat: the token of the QR code, or
// the short code with the PIN.
type ClaimRequest struct {
	Token, Code string // one of the two
	PIN         string // empty if none was given
	Move        bool   // take the seat from another phone
	Key         string // Idempotency-Key, empty if none was given
}

// Claimed is a seat taken.
type Claimed struct {
	Secret  string // the bearer's; kept nowhere
	Session Session
	Seat    contest.SeatRow
	Created bool // false: the repeat of a claim whose session still holds the seat
}

// Claim takes the seat that a card leads to: that of the contest's round in use,
// the card's first while none is, or none of the card's. The session is written before the
// fact and removed if the fact is refused.
//
// Errors: WrongCredentials, PINNeeded (with the code and with Move always),
// SeatLocked, TooOften, and the refusals of the stage, seat_taken among them. A PIN that is
// given and wrong is refused whether it was due or not. A wrong token or code
// counts for nobody. The repeat of a claim with its key is answered from the
// session that it made, also while the seat is locked, as long as that one holds
// it: a lost answer locks nobody out.
func (g *Gate) Claim(ctx context.Context, r ClaimRequest) (Claimed, error) {
	card, err := g.cardOf(ctx, r)
	if err != nil {
		return Claimed{}, err
	}
	l := g.cards.of(card.ID)
	l.mu.Lock()
	defer l.mu.Unlock()
	c, err := g.begin(ctx, card.ID, r)
	if err != nil {
		return Claimed{}, err
	}
	if c.repeats(r) {
		s, err := g.find(ctx, c.holder)
		return Claimed{Secret: c.secret, Session: g.shown(s), Seat: c.seat}, err
	}
	if err := g.checkPIN(l, c, r); err != nil {
		return Claimed{}, err
	}
	if c.held && !r.Move { // the stage would say the same, after two writes to the disk
		return Claimed{}, &contest.Refusal{Class: contest.Conflict, Code: contest.SeatTaken}
	}
	if err := l.spend(g.opt.Now()); err != nil {
		return Claimed{}, err
	}
	return g.take(ctx, c, r.Move)
}

// attempt is a claim under way, with the card's lock held.
type attempt struct {
	card   contest.Card
	event  contest.Event
	seat   contest.SeatRow
	secret string // that follows from the key; empty without one
	holder string // digest of the session that has the seat
	held   bool   // that session is alive and sits there
}

// repeats tells whether r made the session that has the seat. Only who knows the
// key of that claim gets here, so that its PIN need not be counted.
func (c *attempt) repeats(r ClaimRequest) bool {
	made := c.secret != "" && c.held && c.holder == Digest(c.secret)
	return made && (r.PIN == "" || equal(r.PIN, SecretsOf(c.event, c.card).PIN))
}

// cardOf finds the card of a token or a code.
func (g *Gate) cardOf(ctx context.Context, r ClaimRequest) (c contest.Card, err error) {
	switch {
	case r.Token != "":
		c, err = g.store.CardByToken(ctx, Digest(r.Token))
	case r.Code != "":
		c, err = g.store.CardByCode(ctx, r.Code)
	default:
		err = contest.ErrNotFound
	}
	switch {
	case errors.Is(err, contest.ErrNotFound) && r.Code != "" && r.PIN == "":
		return c, unauthorised(PINNeeded) // as for a code that there is
	case errors.Is(err, contest.ErrNotFound):
		return c, unauthorised(WrongCredentials)
	case err != nil:
		return c, fmt.Errorf("card: %w", err)
	}
	return c, nil
}

// begin reads where the card leads now and who is there. What is in memory may be
// older than the last use or reissue_seat, so it is read anew. A phone that had
// the card's seat when the round in use changed, and has not been heard of since,
// has the new seat before anybody else can claim it.
func (g *Gate) begin(ctx context.Context, id contest.CardID, r ClaimRequest) (*attempt, error) {
	g.forget(id)
	p, e, err := g.placeOf(ctx, id)
	if err != nil {
		return nil, err
	}
	if r.Token != "" && p.card.TokenDigest != Digest(r.Token) || r.Token == "" && p.card.Code != r.Code {
		return nil, unauthorised(WrongCredentials) // issued anew while this one waited
	}
	c := &attempt{card: p.card, event: e}
	if len(p.seats) == 0 {
		return nil, &contest.Refusal{Class: contest.Unknown, Code: contest.NoSuchSeat}
	}
	c.seat = p.seats[0]
	for _, row := range p.seats {
		if row.Round == e.InUse {
			c.seat = row
		}
	}
	if r.Key != "" {
		c.secret = base64.RawURLEncoding.EncodeToString(derive(e, "claim", string(id), strconv.Itoa(p.card.Generation), r.Key))
	}
	if err := g.lookAt(ctx, c); err != nil || c.held {
		return c, err
	}
	if err := g.bringSitting(ctx, p, c.seat); err != nil {
		return nil, err
	}
	return c, g.lookAt(ctx, c)
}

// lookAt notes who holds the seat.
func (g *Gate) lookAt(ctx context.Context, c *attempt) (err error) {
	if c.holder, err = g.stage.Holder(ctx, c.seat.Round, c.seat.ID); err != nil {
		return fmt.Errorf("holder: %w", err)
	}
	c.held, err = g.sits(ctx, c.holder, c.seat)
	return err
}

// bringSitting binds the session that sits on a seat of the card in another round
// to the seat of the round in use. A round without a log has nobody.
func (g *Gate) bringSitting(ctx context.Context, p place, to contest.SeatRow) error {
	for _, row := range p.seats {
		if row.ID == to.ID {
			continue
		}
		digest, err := g.stage.Holder(ctx, row.Round, row.ID)
		if errors.Is(err, contest.ErrNotFound) {
			continue
		}
		if err != nil {
			return fmt.Errorf("holder: %w", err)
		}
		switch sits, err := g.sits(ctx, digest, row); {
		case err != nil:
			return err
		case sits:
			s, err := g.find(ctx, digest)
			if err == nil {
				_, err = g.bind(ctx, s, to)
			}
			return err
		}
	}
	return nil
}

// sits tells whether the session that holds a seat is alive and bound to it: one
// that went on to another round sits there no more.
func (g *Gate) sits(ctx context.Context, digest string, row contest.SeatRow) (bool, error) {
	if digest == "" {
		return false, nil
	}
	var no *Error
	s, err := g.find(ctx, digest)
	if err == nil {
		_, err = g.afterSeal(ctx, s)
	}
	if errors.As(err, &no) {
		return false, nil
	}
	return err == nil && s.Seat == row.ID, err
}

func (g *Gate) forget(id contest.CardID) {
	if p, ok := g.places.peek(id); ok {
		g.events.drop(p.card.Contest)
	}
	g.places.drop(id)
}

// checkPIN asks for the PIN where it is due, and refuses a wrong one.
func (g *Gate) checkPIN(l *lock, c *attempt, r ClaimRequest) error {
	now := g.opt.Now()
	if err := l.barred(now); err != nil {
		return err
	}
	if r.PIN == "" {
		if r.Token == "" || r.Move || g.opt.PINWithToken {
			return unauthorised(PINNeeded)
		}
		return nil
	}
	right, locked := l.try(r.PIN, SecretsOf(c.event, c.card).PIN, now)
	if locked && g.opt.OnLocked != nil {
		g.opt.OnLocked(c.card.ID, l.until)
	}
	if !right {
		return unauthorised(WrongCredentials)
	}
	return nil
}

// take writes the session and the fact. The secret of a key whose session has been
// signed out is never given again: whoever has stolen it would be let in with it.
func (g *Gate) take(ctx context.Context, c *attempt, move bool) (Claimed, error) {
	secret := c.secret
	if secret == "" || c.holder == Digest(secret) && !c.held {
		var err error
		if secret, err = g.newSecret(); err != nil {
			return Claimed{}, err
		}
	}
	s := Session{Digest: Digest(secret), Seat: c.seat.ID, Round: c.seat.Round, Card: c.card.ID, Created: g.opt.Now(), Expires: noEnd}
	_, err := g.find(ctx, s.Digest)
	existed := err == nil // of a key whose session has lost the seat since: it shall still be told so
	if err := g.save(ctx, s); err != nil {
		return Claimed{}, err
	}
	if err := g.claim(ctx, c.seat, s.Digest, move, c.holder != "" && !c.held); err != nil {
		if !existed {
			_ = g.store.RemoveSession(context.WithoutCancel(ctx), s.Digest) // left behind it holds nothing
			g.sessions.drop(s.Digest)
		}
		return Claimed{}, err
	}
	if c.holder != s.Digest {
		g.watches.end(SeatMoved, func(w Session) bool { return w.Digest == c.holder && w.Digest != "" })
	}
	return Claimed{Secret: secret, Session: g.shown(s), Seat: c.seat, Created: true}, nil
}
