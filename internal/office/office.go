// Package office is what happens before and after the day: contests, rosters,
// panels, rules, cards, and the files that leave. What it writes before the first
// fact of a round are rows that can be edited; issuing the cards makes them fact
// 1, and from then on nothing the result depends on is read from anywhere else. It
// imports contest, fault, intake and rules; storage, the day and the making of
// cards come as interfaces.
package office

import (
	"context"

	"leitai/internal/contest"
)

// Org is an organisation of the roster (单位): a village, a community, an organ.
type Org struct {
	Code     string // official code; unique
	Name     string // as used: 西街社区
	Official string // 西街居委会; may be empty
	Kind     string // village, community, organ, …
	Township string
}

// Store is what the office asks of storage. Methods that look for one thing fail
// with [contest.ErrNotFound]. The office makes every change together with its
// audit fact: by is the user's name, act one of the acts of this package.
type Store interface {
	SaveEvent(ctx context.Context, e contest.Event) error // new, or changed
	Event(ctx context.Context, id contest.ContestID) (contest.Event, error)
	Events(ctx context.Context) ([]contest.Event, error) // in the order of their making

	SaveRound(ctx context.Context, r contest.RoundRow) error // Log and Version are the store's own
	Round(ctx context.Context, id contest.RoundID) (contest.RoundRow, error)
	Rounds(ctx context.Context, id contest.ContestID) ([]contest.RoundRow, error) // by Number

	SaveEntries(ctx context.Context, round contest.RoundID, entries []contest.EntryRow) error // replaces all
	Entries(ctx context.Context, round contest.RoundID) ([]contest.EntryRow, error)           // by Number

	SaveCard(ctx context.Context, c contest.Card) error
	Card(ctx context.Context, id contest.CardID) (contest.Card, error)
	Cards(ctx context.Context, id contest.ContestID) ([]contest.Card, error)
	SaveSeats(ctx context.Context, round contest.RoundID, seats []contest.SeatRow) error // replaces all
	Seats(ctx context.Context, round contest.RoundID) ([]contest.SeatRow, error)         // by Number

	SaveOrgs(ctx context.Context, orgs []Org) error // new, or changed, by code
	Orgs(ctx context.Context) ([]Org, error)        // by code

	// Together runs fn so that all that it writes under its context is one
	// transaction: all of it or nothing.
	Together(ctx context.Context, fn func(context.Context) error) error
	// Record appends a fact to the contest's own stream: the audit page.
	Record(ctx context.Context, id contest.ContestID, by, act string, what map[string]string) error
}
