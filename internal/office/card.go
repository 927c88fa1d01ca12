package office

import (
	"context"

	"leitai/internal/contest"
)

// newCard makes a card whose code no other card has.
func (o *Office) newCard(ctx context.Context, id contest.ContestID) (contest.Card, error) {
	event, err := o.store.Event(ctx, id)
	if err != nil {
		return contest.Card{}, err
	}
	codes, err := o.codes(ctx)
	if err != nil {
		return contest.Card{}, err
	}
	name, err := o.newID("k")
	if err != nil {
		return contest.Card{}, err
	}
	c, err := o.makeCard(event, contest.CardID(name), func(code string) (bool, error) { return codes[code], nil })
	if err != nil {
		return contest.Card{}, err
	}
	return c, o.store.SaveCard(ctx, c)
}

// codes are those of all cards of all contests.
func (o *Office) codes(ctx context.Context) (map[string]bool, error) {
	events, err := o.store.Events(ctx)
	if err != nil {
		return nil, err
	}
	codes := map[string]bool{}
	for _, e := range events {
		cards, err := o.store.Cards(ctx, e.ID)
		if err != nil {
			return nil, err
		}
		for _, c := range cards {
			codes[c.Code] = true
		}
	}
	return codes, nil
}
