package httpapi

import (
	"context"

	"leitai/internal/auth"
	"leitai/internal/contest"
	"leitai/internal/stage"
	"leitai/internal/standing"
)

// Stage is what httpapi asks of the day itself. Package stage provides it.
type Stage interface {
	Do(ctx context.Context, round contest.RoundID, d contest.Deed) (contest.Outcome, error)
	Picture(ctx context.Context, round contest.RoundID, a contest.Audience) (stage.Picture, error)
	SeatView(ctx context.Context, round contest.RoundID, seat contest.SeatID) (*contest.SeatView, error)
	Latest(ctx context.Context, round contest.RoundID) (stage.Latest, error)
	View(ctx context.Context, round contest.RoundID, fn func(r *contest.Round, log string) error) error
	Watch(round contest.RoundID) (changed <-chan struct{}, stop func())
	Facts(ctx context.Context, round contest.RoundID, after int64, limit int) ([]contest.Fact, int64, error)
	Standings(ctx context.Context, round contest.RoundID) (*standing.Result, stage.Latest, bool, error)
}

// Gate is what httpapi asks of whoever lets people in. Package auth provides it.
type Gate interface {
	SignIn(ctx context.Context, name, password, code string) (string, auth.Session, auth.User, error)
	Find(ctx context.Context, secret string) (auth.Session, auth.User, error)
	Seat(ctx context.Context, secret string) (auth.Session, contest.SeatRow, error)
	SignOut(ctx context.Context, secret string) error
	Claim(ctx context.Context, r auth.ClaimRequest) (auth.Claimed, error)
	Reissue(ctx context.Context, round contest.RoundID, id contest.CardID, d contest.Deed) (contest.Outcome, auth.Secrets, error)
	Used(ctx context.Context, id contest.ContestID)
	Watch(ctx context.Context, secret string) (*auth.Watch, error)
	Pads(ctx context.Context, seats []contest.SeatRow) (auth.Pads, error)
	Users(ctx context.Context) ([]auth.User, error)
}

// Machine is what the preflight tells of the machine that serves.
type Machine interface {
	DiskFree() (bytes int64, err error) // where the data is
	Power() string                      // mains, battery, or empty where that cannot be known
}

// Contests is what httpapi reads of what the office keeps. Package store provides
// it.
type Contests interface {
	Event(ctx context.Context, id contest.ContestID) (contest.Event, error)
	Events(ctx context.Context) ([]contest.Event, error)
	Round(ctx context.Context, id contest.RoundID) (contest.RoundRow, error)
	Rounds(ctx context.Context, id contest.ContestID) ([]contest.RoundRow, error)
	Entries(ctx context.Context, round contest.RoundID) ([]contest.EntryRow, error)
	Seats(ctx context.Context, round contest.RoundID) ([]contest.SeatRow, error)
	SeatsOfCard(ctx context.Context, id contest.CardID) ([]contest.SeatRow, error)
}
