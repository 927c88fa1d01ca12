package store

import (
	"context"
	"time"

	"leitai/ent"
	"leitai/ent/predicate"
	entsession "leitai/ent/session"
	"leitai/internal/auth"
)

// Session returns a session, ended or not. It fails with [contest.ErrNotFound].
func (s *Store) Session(ctx context.Context, digest string) (auth.Session, error) {
	row, err := s.reader(ctx).Session.Get(ctx, digest)
	if err != nil {
		return auth.Session{}, known(err, "session")
	}
	return auth.Session{
		Digest: row.ID, User: row.User, Seat: row.Seat, Round: row.Round, Card: row.Card,
		Created: time.UnixMilli(row.Created).UTC(), Expires: time.UnixMilli(row.Expires).UTC(),
	}, nil
}

// SaveSession writes a session, new or bound anew. Times are kept to the
// millisecond.
func (s *Store) SaveSession(ctx context.Context, n auth.Session) error {
	return s.inTx(ctx, func(ctx context.Context, tx *ent.Client) error {
		err := tx.Session.Create().SetID(n.Digest).SetUser(n.User).SetSeat(n.Seat).SetRound(n.Round).SetCard(n.Card).
			SetCreated(n.Created.UnixMilli()).SetExpires(n.Expires.UnixMilli()).
			OnConflictColumns(entsession.FieldID).UpdateNewValues().Exec(ctx)
		return known(err, "session")
	})
}

// RemoveSession ends a session; one that is not there has ended already.
func (s *Store) RemoveSession(ctx context.Context, digest string) error {
	return s.removeSessions(ctx, entsession.ID(digest))
}

// RemoveSessionsOf ends all sessions of a user.
func (s *Store) RemoveSessionsOf(ctx context.Context, user string) error {
	return s.removeSessions(ctx, entsession.User(user), entsession.UserNEQ(""))
}

// RemoveExpired removes sessions that have ended by now.
func (s *Store) RemoveExpired(ctx context.Context, now time.Time) error {
	return s.removeSessions(ctx, entsession.ExpiresLTE(now.UnixMilli()))
}

func (s *Store) removeSessions(ctx context.Context, which ...predicate.Session) error {
	return s.inTx(ctx, func(ctx context.Context, tx *ent.Client) error {
		_, err := tx.Session.Delete().Where(which...).Exec(ctx)
		return known(err, "sessions")
	})
}
