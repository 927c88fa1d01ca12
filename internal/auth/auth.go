// Package auth knows who is asking: users with passwords and roles, seats with
// tokens, short codes and PINs, and the sessions of both. It decides nothing
// about a contest; taking a seat is a fact that package stage decides. It imports
// contest and argon2.
package auth

import (
	"context"
	"time"

	"leitai/internal/contest"
)

// User is a person with an account. A person never has two.
type User struct {
	Name     string // unique; also the By of his facts
	Role     contest.Role
	Password string // argon2id in PHC form
	Disabled bool
}

// Session is proof that somebody has signed in: a user, or the phone of a seat.
// Exactly one of User and Seat is set.
type Session struct {
	Digest  string // SHA-256 of the bearer's secret, hex; the secret itself is never stored
	User    string
	Seat    contest.SeatID
	Round   contest.RoundID // of the seat
	Card    contest.CardID  // of the seat
	Created time.Time
	Expires time.Time
}

// Store is what auth asks of storage. Methods that look for one thing fail with
// [contest.ErrNotFound].
type Store interface {
	User(ctx context.Context, name string) (User, error)
	Users(ctx context.Context) ([]User, error)
	SaveUser(ctx context.Context, u User) error // new, or changed
	RemoveUser(ctx context.Context, name string) error

	Session(ctx context.Context, digest string) (Session, error)
	SaveSession(ctx context.Context, s Session) error // new, or bound anew
	RemoveSession(ctx context.Context, digest string) error
	RemoveSessionsOf(ctx context.Context, user string) error
	RemoveExpired(ctx context.Context, now time.Time) error

	CardByToken(ctx context.Context, digest string) (contest.Card, error)
	CardByCode(ctx context.Context, code string) (contest.Card, error)
	Card(ctx context.Context, id contest.CardID) (contest.Card, error)
	SaveCard(ctx context.Context, c contest.Card) error
	SeatsOfCard(ctx context.Context, id contest.CardID) ([]contest.SeatRow, error)
	Event(ctx context.Context, id contest.ContestID) (contest.Event, error)
}
