// Package auth knows who is asking: users with passwords and roles, seats with
// tokens, short codes and PINs, and the sessions of both. It decides nothing
// about a contest: taking a seat is a fact that package stage decides. It keeps no
// secret but in memory: storage holds digests. It imports contest, fault and
// argon2.
package auth

import (
	"context"
	"crypto/rand"
	"io"
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
	Expires time.Time // of a seat far away in storage, see [Gate.Seat]
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
	SeatsOfCard(ctx context.Context, id contest.CardID) ([]contest.SeatRow, error) // in the order of the rounds' numbers
	Event(ctx context.Context, id contest.ContestID) (contest.Event, error)
}

// Stage is what auth asks of the day itself.
type Stage interface {
	// Do decides a deed: here claims and reissue_seat. A refusal is a
	// [*contest.Refusal].
	Do(ctx context.Context, round contest.RoundID, d contest.Deed) (contest.Outcome, error)
	// Holder is the digest of the session that holds a seat, empty if it is free.
	Holder(ctx context.Context, round contest.RoundID, seat contest.SeatID) (string, error)
	// Sealed is when the round was sealed, the zero time before.
	Sealed(ctx context.Context, round contest.RoundID) (time.Time, error)
}

// Options of a [Gate]. The zero value is that of the service.
type Options struct {
	Now          func() time.Time                           // time.Now if nil; should carry a monotonic reading, so that a clock set anew changes no lock
	Random       io.Reader                                  // crypto/rand if nil
	Unlimited    bool                                       // wrong passwords are not counted (leitai demo)
	PINWithToken bool                                       // the PIN is asked with the token too
	OnLocked     func(card contest.CardID, until time.Time) // called when wrong PINs have locked a card; must not block or call the gate
}

// Gate lets people in. It is safe for use by several goroutines. [Gate.Run] must
// run beside it, so that streams end when their sessions do.
type Gate struct {
	store  Store
	stage  Stage
	opt    Options
	hasher *hasher
	tries  *tries

	sessions *cache[string, bearer]
	users    *cache[string, User]
	events   *cache[contest.ContestID, contest.Event]
	places   *cache[contest.CardID, place]
	holders  *cache[contest.SeatID, string]
	sealed   *cache[contest.RoundID, time.Time]
	cards    *locks
	watches  *watches
}

// Sizes and ages of what is kept in memory in front of storage. The ages are
// what another process (leitai user remove) may be late by; [Gate.Run] adds its
// period, and together they stay under the second that http.md allows.
const (
	maxSessions = 16_384
	maxPlaces   = 4_096
	fresh       = 400 * time.Millisecond
	freshPlace  = 2 * time.Second
	freshSeal   = time.Second // it only says when a session ends, a day later
)

// New makes a gate. stage may be nil where no seat is ever claimed (leitai user).
func New(store Store, stage Stage, opt Options) *Gate {
	if opt.Now == nil {
		opt.Now = time.Now
	}
	if opt.Random == nil {
		opt.Random = rand.Reader
	}
	return &Gate{
		store: store, stage: stage, opt: opt,
		hasher:   newHasher(opt.Random),
		tries:    newTries(),
		sessions: newCache[string, bearer](maxSessions, fresh),
		users:    newCache[string, User](maxSessions, fresh),
		events:   newCache[contest.ContestID, contest.Event](maxPlaces, fresh),
		places:   newCache[contest.CardID, place](maxPlaces, freshPlace),
		holders:  newCache[contest.SeatID, string](maxPlaces, fresh),
		sealed:   newCache[contest.RoundID, time.Time](maxPlaces, freshSeal),
		cards:    newLocks(),
		watches:  newWatches(),
	}
}
