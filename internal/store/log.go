package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"leitai/ent"
	"leitai/internal/contest"
	"leitai/internal/stage"
)

// Facts go past ent's builders, by the statements below: 64 of them cost under a
// millisecond with the sync, a million are read in seconds.
const (
	factColumns = "stream, seq, kind, entry, seat, at, `by`, reason, payload, digest, prev, hash, `key`"

	selectHead = "SELECT r.log, r.contest_id, coalesce((SELECT max(seq) FROM facts WHERE stream = r.id), 0) FROM rounds r WHERE r.id = ?"

	selectTail = "SELECT seq, hash FROM facts WHERE stream = ? ORDER BY seq DESC LIMIT 1"

	selectFacts = "SELECT seq, kind, entry, seat, at, `by`, reason, payload, digest, prev, hash FROM facts WHERE stream = ? AND seq > ? ORDER BY seq LIMIT ?"

	// The cards of a panel may belong to another contest than the round: a
	// rehearsal's round is judged with the cards of the real one.
	updateInUse = `UPDATE contests SET in_use = ?1 WHERE id = (SELECT contest_id FROM rounds WHERE id = ?1)
		OR id IN (SELECT c.contest_id FROM seats s JOIN cards c ON c.id = s.card_id WHERE s.round_id = ?1)`

	bulk = 16 // facts of one prepared INSERT; more gains nothing
)

// statements are those that are prepared once.
type statements struct {
	head, facts            *sql.Stmt // of the read pool
	tail, one, many, inUse *sql.Stmt // of the write connection; nil if the store is read only
}

func (s *Store) prepare(ctx context.Context) error {
	insert := func(rows int) string {
		row := "(?" + strings.Repeat(", ?", strings.Count(factColumns, ",")) + ")"
		return "INSERT INTO facts (" + factColumns + ") VALUES " + row + strings.Repeat(", "+row, rows-1)
	}
	for _, p := range []struct {
		stmt **sql.Stmt
		db   *sql.DB
		text string
	}{
		{&s.log.head, s.readDB, selectHead},
		{&s.log.facts, s.readDB, selectFacts},
		{&s.log.tail, s.writeDB, selectTail},
		{&s.log.one, s.writeDB, insert(1)},
		{&s.log.many, s.writeDB, insert(bulk)},
		{&s.log.inUse, s.writeDB, updateInUse},
	} {
		if p.db == nil {
			continue
		}
		stmt, err := p.db.PrepareContext(ctx, p.text)
		if err != nil {
			return fmt.Errorf("prepare: %w", err)
		}
		*p.stmt = stmt
	}
	return nil
}

// Head returns where the log of a round stands. It fails with
// [contest.ErrNotFound].
func (s *Store) Head(ctx context.Context, round contest.RoundID) (stage.Head, error) {
	var h stage.Head
	err := s.log.head.QueryRowContext(ctx, round).Scan(&h.Log, &h.Contest, &h.Version)
	if errors.Is(err, sql.ErrNoRows) {
		return stage.Head{}, fmt.Errorf("round: %w", contest.ErrNotFound)
	}
	return h, known(err, "head")
}

// Facts returns up to limit facts of a round after the given seq, in order; none
// of a round that is not there.
func (s *Store) Facts(ctx context.Context, round contest.RoundID, after int64, limit int) ([]contest.Fact, error) {
	return s.facts(ctx, string(round), after, limit)
}

func (s *Store) facts(ctx context.Context, stream string, after int64, limit int) ([]contest.Fact, error) {
	rows, err := s.log.facts.QueryContext(ctx, stream, after, limit)
	if err != nil {
		return nil, known(err, "facts")
	}
	defer func() { _ = rows.Close() }()
	facts := make([]contest.Fact, 0, min(limit, 1024))
	for rows.Next() {
		var f contest.Fact
		if err := rows.Scan(&f.Seq, &f.Kind, &f.Entry, &f.Seat, &f.At, &f.By, &f.Reason, &f.Payload, &f.Digest, &f.Prev, &f.Hash); err != nil {
			return nil, known(err, "facts")
		}
		facts = append(facts, f)
	}
	return facts, known(rows.Err(), "facts")
}

// Append writes facts to the log of a round in one transaction and returns after
// they are on disk; see [stage.Log]. Once it has the write connection, the end
// of ctx no longer interrupts it: there is always an outcome.
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

// extend adds facts to a stream within tx if they follow its last fact.
func (s *Store) extend(ctx context.Context, tx *sql.Tx, stream string, facts []contest.Fact) error {
	var seq int64
	prev := contest.Genesis
	err := tx.StmtContext(ctx, s.log.tail).QueryRowContext(ctx, stream).Scan(&seq, &prev)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return known(err, "head")
	}
	args := make([]any, 0, 13*len(facts))
	for i := range facts {
		f := &facts[i]
		if seq++; f.Seq != seq || f.Prev != prev {
			return fmt.Errorf("fact %d does not follow: %w", f.Seq, contest.ErrMoved)
		}
		prev = f.Hash
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
	var p struct {
		Key *string `json:"key"`
	}
	if json.Unmarshal(payload, &p) != nil || p.Key == nil || *p.Key == "" {
		return nil
	}
	return *p.Key
}
