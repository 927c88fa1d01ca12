package auth

import (
	"context"
	"errors"
	"fmt"
	"time"

	"leitai/internal/contest"
)

// userSession is how long a user's session lasts.
const userSession = 12 * time.Hour

// SignIn checks a name and a password and starts a session; code is the second
// factor, which no account asks for yet. The secret is the bearer's and is kept
// nowhere. A wrong name and a wrong password are the same error and take the same
// time: WrongCredentials. After ten wrong ones in a row a name has one try in ten
// seconds: TooManyTries; sessions that exist go on. It fails with
// [contest.ErrUnavailable] if ctx ends while others' passwords are computed.
func (g *Gate) SignIn(ctx context.Context, name, password, code string) (secret string, s Session, u User, err error) {
	u, err = g.store.User(ctx, name)
	known := err == nil
	switch {
	case errors.Is(err, contest.ErrNotFound):
		u = User{Password: g.decoy}
	case err != nil:
		return "", Session{}, User{}, fmt.Errorf("user: %w", err)
	}
	if err = g.prove(ctx, name, password, u, known); err != nil {
		return "", Session{}, User{}, err
	}
	now := g.opt.Now()
	if secret, err = g.newSecret(); err != nil {
		return "", Session{}, User{}, err
	}
	s = Session{Digest: Digest(secret), User: u.Name, Created: now, Expires: now.Add(userSession)}
	if err = g.save(ctx, s); err != nil {
		return "", Session{}, User{}, err
	}
	return secret, s, u, nil
}

// prove compares the password, counting wrong ones.
func (g *Gate) prove(ctx context.Context, name, password string, u User, known bool) error {
	var row *try
	if !g.opt.Unlimited {
		var err error
		if row, err = g.tries.take(ctx, name, known, g.opt.Now); err != nil {
			return err
		}
		defer row.done()
	}
	fits, err := g.hasher.fits(ctx, password, u.Password)
	switch {
	case ctx.Err() != nil:
		return contest.ErrUnavailable
	case err != nil:
		return fmt.Errorf("user %s: %w", name, err)
	case fits && known && !u.Disabled:
		if row != nil {
			row.right()
		}
		return nil
	}
	if row != nil {
		row.wrongAt(g.opt.Now())
	}
	return unauthorised(WrongCredentials)
}
