package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"

	"leitai/ent"
	"leitai/internal/contest"
)

// Append writes facts to the log of a round in one transaction and returns after
// they are on disk; see [stage.Log]. It fails with [contest.ErrNotFound] if there
// is no such round. Once it has the write connection, the end of ctx no longer
// interrupts it: there is always an outcome.
func (s *Store) Append(ctx context.Context, round contest.RoundID, facts []contest.Fact) error {
	switch {
	case len(facts) == 0:
		return nil
	case s.writeDB == nil:
		return fmt.Errorf("opened for reading only: %w", contest.ErrUnavailable)
	case ent.TxFromContext(ctx) != nil:
		return errors.New("store: Append takes no part in Together")
	}
	conn, err := s.writeDB.Conn(ctx)
	if err != nil {
		return fmt.Errorf("waiting to write: %w: %w", contest.ErrUnavailable, err)
	}
	defer func() { _ = conn.Close() }()
	ctx = context.WithoutCancel(ctx)
	tx, err := conn.BeginTx(ctx, nil)
	if err != nil {
		return known(err, "begin")
	}
	defer func() { _ = tx.Rollback() }() // does nothing once committed
	if err := s.extend(ctx, tx, string(round), facts); err != nil {
		return err
	}
	for _, f := range facts {
		if f.Kind == contest.Use {
			if _, err := tx.StmtContext(ctx, s.log.inUse).ExecContext(ctx, round); err != nil {
				return known(err, "round in use")
			}
		}
	}
	return unknown(tx.Commit())
}

// extend adds facts to the stream of a round within tx if they follow its last.
func (s *Store) extend(ctx context.Context, tx *sql.Tx, stream string, facts []contest.Fact) error {
	var seq int64
	var prev string
	if err := tx.StmtContext(ctx, s.log.tail).QueryRowContext(ctx, contest.Genesis, stream).Scan(&seq, &prev); err != nil {
		return known(err, "round")
	}
	args := make([]any, 0, 13*len(facts))
	for i := range facts {
		f := &facts[i]
		if seq++; f.Seq != seq || f.Prev != prev {
			return fmt.Errorf("fact %d does not follow: %w", f.Seq, contest.ErrMoved)
		}
		if prev = f.Hash; !packable(f) {
			return fmt.Errorf("fact %d of %s is malformed", f.Seq, stream)
		}
		args = append(args, stream, f.Seq, f.Kind, f.Entry, f.Seat, f.At, f.By, f.Reason, f.Payload, f.Digest, f.Prev, f.Hash, keyOf(f.Payload))
	}
	perFact := len(args) / len(facts)
	for len(args) > 0 {
		stmt, n := s.log.one, perFact
		if len(args) >= bulk*perFact {
			stmt, n = s.log.many, bulk*perFact
		}
		if _, err := tx.StmtContext(ctx, stmt).ExecContext(ctx, args[:n]...); err != nil {
			return known(err, "facts")
		}
		args = args[n:]
	}
	return nil
}

// keyOf is the idempotency key in a payload, nil if it has none.
func keyOf(payload []byte) any {
	if key := contest.KeyOf(payload); key != "" {
		return key
	}
	return nil
}

// packable tells whether f can be read back as it is: a control character in an
// id, or a hash of another length, is a fault of the program.
func packable(f *contest.Fact) bool {
	for _, s := range []string{string(f.Kind), string(f.Entry), string(f.Seat), f.At} {
		if strings.ContainsAny(s, "\x00"+separator) {
			return false
		}
	}
	return len(f.Digest) == 64 && len(f.Prev) == 64 && len(f.Hash) == 64
}
