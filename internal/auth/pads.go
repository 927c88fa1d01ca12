package auth

import (
	"context"
	"errors"
	"fmt"

	"leitai/internal/contest"
)

// Pads counts the cards of a panel by where their phones are.
type Pads struct {
	Of        int // cards of the panel
	Here      int // their session is in this round
	Elsewhere int // their session is in another round, a rehearsal's
	Out       int // nobody is signed in with them
}

// Pads looks where the phones of a round's seats are: bound to this round, bound
// to another seat of their card, or nowhere. A phone counts as long as its session
// lives, asleep or awake.
func (g *Gate) Pads(ctx context.Context, seats []contest.SeatRow) (Pads, error) {
	out := Pads{Of: len(seats)}
	for i := range seats {
		of, err := g.store.SeatsOfCard(ctx, seats[i].Card)
		if err != nil {
			return Pads{}, fmt.Errorf("seats of a card: %w", err)
		}
		at, err := g.sitting(ctx, of)
		switch {
		case err != nil:
			return Pads{}, err
		case at == "":
			out.Out++
		case at == seats[i].ID:
			out.Here++
		default:
			out.Elsewhere++
		}
	}
	return out, nil
}

// sitting is the seat of a card that somebody sits on, empty for none.
func (g *Gate) sitting(ctx context.Context, seats []contest.SeatRow) (contest.SeatID, error) {
	for _, row := range seats {
		holder, err := g.stage.Holder(ctx, row.Round, row.ID)
		if errors.Is(err, contest.ErrNotFound) { // its cards are not issued yet
			continue
		}
		if err != nil {
			return "", fmt.Errorf("holder: %w", err)
		}
		if sits, err := g.sits(ctx, holder, row); err != nil || sits {
			return row.ID, err
		}
	}
	return "", nil
}
