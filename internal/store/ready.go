package store

import (
	"context"
	"fmt"
	"time"

	"leitai/internal/contest"
)

// proven is for how long one proof that the disk takes data is good enough: a
// health check that is asked often must not keep the disk busy.
const proven = time.Second

// Ready proves that the database can be written, by writing to it: a full or a
// read-only disk shows itself only so. It fails as Append does.
func (s *Store) Ready(ctx context.Context) error {
	if s.writeDB == nil {
		return fmt.Errorf("opened for reading only: %w", contest.ErrUnavailable)
	}
	s.probe.Lock()
	defer s.probe.Unlock()
	if !s.lastWrite.IsZero() && time.Since(s.lastWrite) < proven {
		return nil
	}
	tx, err := s.writeDB.BeginTx(ctx, nil)
	if err != nil {
		return known(err, "begin")
	}
	defer func() { _ = tx.Rollback() }() // does nothing once committed
	var beats int64
	if err := tx.QueryRowContext(ctx, "PRAGMA user_version").Scan(&beats); err != nil {
		return known(err, "ready")
	}
	if _, err := tx.ExecContext(ctx, fmt.Sprintf("PRAGMA user_version = %d", (beats+1)%(1<<31))); err != nil {
		return known(err, "ready")
	}
	if err := tx.Commit(); err != nil {
		return unknown(err)
	}
	s.lastWrite = time.Now()
	return nil
}
