package store

import (
	"context"

	"leitai/ent"
	entbackdrop "leitai/ent/backdrop"
	"leitai/internal/contest"
)

// SaveBackdrop writes a picture; one that is there already stays as it is.
func (s *Store) SaveBackdrop(ctx context.Context, b contest.BackdropFile) error {
	return s.inTx(ctx, func(ctx context.Context, tx *ent.Client) error {
		err := tx.Backdrop.Create().SetID(b.Digest).SetType(b.Type).SetData(b.Data).OnConflictColumns(entbackdrop.FieldID).Ignore().Exec(ctx)
		return known(err, "backdrop")
	})
}

// Backdrop returns a picture. It fails with [contest.ErrNotFound].
func (s *Store) Backdrop(ctx context.Context, digest string) (contest.BackdropFile, error) {
	row, err := s.reader(ctx).Backdrop.Get(ctx, digest)
	if err != nil {
		return contest.BackdropFile{}, known(err, "backdrop")
	}
	return contest.BackdropFile{Digest: row.ID, Type: row.Type, Data: row.Data}, nil
}

// CountBackdrops is the number of pictures that are kept.
func (s *Store) CountBackdrops(ctx context.Context) (int, error) {
	n, err := s.reader(ctx).Backdrop.Query().Count(ctx)
	if err != nil {
		return 0, known(err, "backdrop")
	}
	return n, nil
}

// HasBackdrop tells whether a picture is there, without reading it.
func (s *Store) HasBackdrop(ctx context.Context, digest string) (bool, error) {
	there, err := s.reader(ctx).Backdrop.Query().Where(entbackdrop.ID(digest)).Exist(ctx)
	if err != nil {
		return false, known(err, "backdrop")
	}
	return there, nil
}
