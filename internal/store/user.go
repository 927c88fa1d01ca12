package store

import (
	"context"
	"fmt"

	"leitai/ent"
	entsession "leitai/ent/session"
	entuser "leitai/ent/user"
	"leitai/internal/auth"
	"leitai/internal/contest"
)

// User returns an account. It fails with [contest.ErrNotFound].
func (s *Store) User(ctx context.Context, name string) (auth.User, error) {
	row, err := s.reader(ctx).User.Get(ctx, name)
	if err != nil {
		return auth.User{}, known(err, "user")
	}
	return toUser(row), nil
}

// Users returns all accounts by name.
func (s *Store) Users(ctx context.Context) ([]auth.User, error) {
	rows, err := s.reader(ctx).User.Query().Order(entuser.ByID()).All(ctx)
	if err != nil {
		return nil, known(err, "users")
	}
	return each(rows, toUser), nil
}

// SaveUser writes an account, new or changed.
func (s *Store) SaveUser(ctx context.Context, u auth.User) error {
	return s.inTx(ctx, func(ctx context.Context, tx *ent.Client) error {
		err := tx.User.Create().SetID(u.Name).SetRole(u.Role).SetPassword(u.Password).SetDisabled(u.Disabled).
			OnConflictColumns(entuser.FieldID).UpdateNewValues().Exec(ctx)
		return known(err, "user")
	})
}

// RemoveUser removes an account and its sessions. It fails with
// [contest.ErrNotFound].
func (s *Store) RemoveUser(ctx context.Context, name string) error {
	return s.inTx(ctx, func(ctx context.Context, tx *ent.Client) error {
		n, err := tx.User.Delete().Where(entuser.ID(name)).Exec(ctx)
		if err != nil {
			return known(err, "user")
		}
		if n == 0 {
			return fmt.Errorf("user: %w", contest.ErrNotFound)
		}
		_, err = tx.Session.Delete().Where(entsession.User(name)).Exec(ctx)
		return known(err, "sessions")
	})
}

func toUser(row *ent.User) auth.User {
	return auth.User{Name: row.ID, Role: row.Role, Password: row.Password, Disabled: row.Disabled}
}
