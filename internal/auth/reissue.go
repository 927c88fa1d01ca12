package auth

import (
	"context"
	"errors"
	"fmt"

	"leitai/internal/contest"
)

// Reissue does the command reissue_seat: the card gets new secrets, the sessions
// of its seats end, and what wrong PINs had locked is open again. The new card is
// written before the fact and taken back if the fact is refused, so that at no
// moment, not even after a power cut, the fact stands and the old card works. The
// repeat of an accepted command changes nothing; secrets are empty if the seat is
// claimed by then.
func (g *Gate) Reissue(ctx context.Context, round contest.RoundID, id contest.CardID, d contest.Deed) (contest.Outcome, Secrets, error) {
	l := g.cards.of(id)
	l.mu.Lock()
	defer l.mu.Unlock()
	g.forget(id)
	p, e, err := g.placeOf(ctx, id)
	if err != nil {
		return contest.Outcome{}, Secrets{}, err
	}
	held, err := g.holding(ctx, p)
	if err != nil {
		return contest.Outcome{}, Secrets{}, err
	}
	next := p.card
	next.Generation++
	if next, err = issue(e, next, g.codeTaken(ctx)); err != nil {
		return contest.Outcome{}, Secrets{}, err
	}
	if err := g.store.SaveCard(ctx, next); err != nil {
		return contest.Outcome{}, Secrets{}, fmt.Errorf("card: %w", err)
	}
	g.forget(id)
	out, err := g.stage.Do(ctx, round, d)
	for _, row := range p.seats {
		g.holders.drop(row.ID)
	}
	var no *contest.Refusal
	if out.Repeated || errors.As(err, &no) {
		err = errors.Join(err, g.store.SaveCard(context.WithoutCancel(ctx), p.card))
		g.forget(id)
		next = p.card
	}
	if err != nil {
		return contest.Outcome{}, Secrets{}, err
	}
	if out.Repeated {
		return g.reissuedBefore(ctx, out, round, p, e, d.Seat)
	}
	l.clear()
	for _, digest := range held {
		if err := g.end(context.WithoutCancel(ctx), digest); err != nil {
			return contest.Outcome{}, Secrets{}, err
		}
	}
	return out, SecretsOf(e, next), nil
}

// reissuedBefore answers the repeat.
func (g *Gate) reissuedBefore(ctx context.Context, out contest.Outcome, round contest.RoundID, p place, e contest.Event, seat contest.SeatID) (contest.Outcome, Secrets, error) {
	holder, err := g.stage.Holder(ctx, round, seat)
	if err != nil {
		return contest.Outcome{}, Secrets{}, fmt.Errorf("holder: %w", err)
	}
	if holder != "" {
		return out, Secrets{}, nil
	}
	return out, SecretsOf(e, p.card), nil
}

// holding are the sessions that hold seats of a card. A round without a log has
// none.
func (g *Gate) holding(ctx context.Context, p place) (digests []string, err error) {
	for _, row := range p.seats {
		digest, err := g.stage.Holder(ctx, row.Round, row.ID)
		switch {
		case errors.Is(err, contest.ErrNotFound):
		case err != nil:
			return nil, fmt.Errorf("holder: %w", err)
		case digest != "":
			digests = append(digests, digest)
		}
	}
	return digests, nil
}

// codeTaken asks storage whether a short code is on a card.
func (g *Gate) codeTaken(ctx context.Context) func(string) (bool, error) {
	return func(code string) (bool, error) {
		_, err := g.store.CardByCode(ctx, code)
		if errors.Is(err, contest.ErrNotFound) {
			return false, nil
		}
		return err == nil, err
	}
}
