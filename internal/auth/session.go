package auth

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"time"

	"leitai/internal/contest"
)

// secretBytes is the size of a session's secret: 256 random bits.
const secretBytes = 32

// Digest is what is stored and looked up of a secret or a token: its SHA-256 in
// hex.
func Digest(secret string) string {
	sum := sha256.Sum256([]byte(secret))
	return hex.EncodeToString(sum[:])
}

func (g *Gate) newSecret() (string, error) {
	b := make([]byte, secretBytes)
	if _, err := io.ReadFull(g.opt.Random, b); err != nil {
		return "", fmt.Errorf("secret: %w", err)
	}
	return base64.RawURLEncoding.EncodeToString(b), nil
}

// bearer is a session in memory. deadline is Expires by the monotonic clock of
// this process, fixed when the session was first seen: setting the clock of the
// machine moves no session that is alive.
type bearer struct {
	Session
	deadline time.Time
}

// Find returns the session of a secret and, of a user's, the user. The error of
// a secret that is unknown, has ended or belongs to a disabled user is NoSession.
// Whether a seat's session still holds its seat is told by [Gate.Seat].
func (g *Gate) Find(ctx context.Context, secret string) (Session, User, error) {
	s, err := g.find(ctx, Digest(secret))
	if err != nil {
		return Session{}, User{}, err
	}
	if s.User == "" {
		return g.shown(s), User{}, nil
	}
	u, err := g.userOf(ctx, s)
	return s, u, err
}

// find is the session of a digest, if it is alive.
func (g *Gate) find(ctx context.Context, digest string) (Session, error) {
	now := g.opt.Now()
	b, err := g.sessions.get(digest, now, func() (bearer, error) {
		s, err := g.store.Session(ctx, digest)
		if err != nil {
			return bearer{}, err
		}
		if old, ok := g.sessions.peek(digest); ok && old.Expires.Equal(s.Expires) {
			return bearer{s, old.deadline}, nil
		}
		return bearer{s, now.Add(s.Expires.Sub(now.Round(0)))}, nil
	})
	switch {
	case errors.Is(err, contest.ErrNotFound):
		return Session{}, unauthorised(NoSession)
	case err != nil:
		return Session{}, fmt.Errorf("session: %w", err)
	case !now.Before(b.deadline):
		return Session{}, unauthorised(NoSession)
	}
	return b.Session, nil
}

func (g *Gate) userOf(ctx context.Context, s Session) (User, error) {
	u, err := g.users.get(s.User, g.opt.Now(), func() (User, error) { return g.store.User(ctx, s.User) })
	switch {
	case errors.Is(err, contest.ErrNotFound), err == nil && u.Disabled:
		return User{}, unauthorised(NoSession)
	case err != nil:
		return User{}, fmt.Errorf("user: %w", err)
	}
	return u, nil
}

// save writes a session and keeps it.
func (g *Gate) save(ctx context.Context, s Session) error {
	stored := s
	stored.Created, stored.Expires = s.Created.Round(0).UTC(), s.Expires.Round(0).UTC()
	if err := g.store.SaveSession(ctx, stored); err != nil {
		return fmt.Errorf("session: %w", err)
	}
	g.sessions.put(s.Digest, bearer{stored, s.Expires}, g.opt.Now())
	return nil
}

// SignOut ends the session of a secret, and its streams. There is no error if it
// has ended before. A seat that it held is free from then on.
func (g *Gate) SignOut(ctx context.Context, secret string) error {
	return g.end(ctx, Digest(secret))
}

func (g *Gate) end(ctx context.Context, digest string) error {
	err := g.store.RemoveSession(ctx, digest)
	if err != nil && !errors.Is(err, contest.ErrNotFound) {
		return fmt.Errorf("session: %w", err)
	}
	g.sessions.drop(digest)
	g.watches.end(SignedOut, func(s Session) bool { return s.Digest == digest })
	return nil
}

// RemoveSessionsOf ends every session of a user, and their streams.
func (g *Gate) RemoveSessionsOf(ctx context.Context, user string) error {
	if err := g.store.RemoveSessionsOf(ctx, user); err != nil {
		return fmt.Errorf("sessions of a user: %w", err)
	}
	g.users.drop(user)
	g.sessions.dropIf(func(b bearer) bool { return b.User == user })
	g.watches.end(SignedOut, func(s Session) bool { return s.User == user && user != "" })
	return nil
}
