package store

import (
	"context"
	"fmt"

	"leitai/ent"
	"leitai/internal/contest"
)

// Together runs fn in one transaction: every method that is called with fn's
// context reads and writes in it, and if fn fails nothing of it remains. What
// changes a row and the audit fact that tells of it belong together. fn must
// return the error of a method that fails, which may have done half of its work.
// Append takes no part, and would wait for ever with another context.
func (s *Store) Together(ctx context.Context, fn func(context.Context) error) error {
	return s.inTx(ctx, func(ctx context.Context, _ *ent.Client) error { return fn(ctx) })
}

// inTx runs fn in the transaction of ctx, or in one of its own that it commits
// unless fn fails.
func (s *Store) inTx(ctx context.Context, fn func(context.Context, *ent.Client) error) error {
	if tx := ent.TxFromContext(ctx); tx != nil {
		return fn(ctx, tx.Client())
	}
	if s.write == nil {
		return fmt.Errorf("opened for reading only: %w", contest.ErrUnavailable)
	}
	tx, err := s.write.Tx(ctx)
	if err != nil {
		return known(err, "begin")
	}
	defer func() { _ = tx.Rollback() }() // does nothing once committed
	if err := fn(ent.NewTxContext(ctx, tx), tx.Client()); err != nil {
		return err
	}
	return unknown(tx.Commit())
}
