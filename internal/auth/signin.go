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
		u = User{Password: decoy} // takes as long as that of a name that there is
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

// prove compares the password, counting wrong ones. A wrong one of a user then
// waits where those of invented names are computed: under a flood, when that takes
// long, it takes as long, and tells no more of which names there are.
func (g *Gate) prove(ctx context.Context, name, password string, u User, known bool) error {
	right, err := g.compare(ctx, name, password, u, known)
	switch {
	case err != nil || right:
		return err
	case known && g.hasher.invented.wait(ctx) != nil:
		return contest.ErrUnavailable
	}
	return unauthorised(WrongCredentials)
}

func (g *Gate) compare(ctx context.Context, name, password string, u User, known bool) (right bool, err error) {
	var row *try
	if !g.opt.Unlimited {
		if row, err = g.tries.take(ctx, name, known, g.opt.Now); err != nil {
			return false, err
		}
		defer row.done()
	}
	in := g.hasher.invented
	if known {
		in = g.hasher.users
	}
	fits, err := g.hasher.fits(ctx, in, password, u.Password)
	switch {
	case ctx.Err() != nil:
		return false, contest.ErrUnavailable
	case err != nil:
		return false, fmt.Errorf("user %s: %w", name, err)
	}
	right = fits && known && !u.Disabled
	switch {
	case row == nil:
	case right:
		row.right()
	default:
		row.wrongAt(g.opt.Now())
	}
	return right, nil
}
