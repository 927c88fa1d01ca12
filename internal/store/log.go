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

	selectTail = "SELECT coalesce((SELECT max(seq) FROM facts WHERE stream = r.id), 0)," +
		" coalesce((SELECT hash FROM facts WHERE stream = r.id ORDER BY seq DESC LIMIT 1), ?) FROM rounds r WHERE r.id = ?"

	// Of a million facts each column costs a quarter of a second: the seven that
	// hold no free text come as one, three of 64 characters, then four with the
	// unit separator between them, which Append lets into none.
	selectFacts = "SELECT seq, format('%s%s%s%s' || char(31) || '%s' || char(31) || '%s' || char(31) || '%s', digest, prev, hash, at, kind, entry, seat)," +
		" `by`, reason, payload FROM facts WHERE stream = ? AND seq > ? ORDER BY seq LIMIT ?"

	// The cards of a panel may belong to another contest than the round: a
	// rehearsal's round is judged with the cards of the real one.
	updateInUse = `UPDATE contests SET in_use = ?1 WHERE id = (SELECT contest_id FROM rounds WHERE id = ?1)
		OR id IN (SELECT c.contest_id FROM seats s JOIN cards c ON c.id = s.card_id WHERE s.round_id = ?1)`

	separator = "\x1f"

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
	return h, known(err, "round")
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
		var packed string
		if err := rows.Scan(&f.Seq, &packed, &f.By, &f.Reason, &f.Payload); err != nil {
			return nil, known(err, "facts")
		}
		if !unpack(packed, &f) {
			return nil, fmt.Errorf("fact %d of %s is damaged", f.Seq, stream)
		}
		facts = append(facts, f)
	}
	return facts, known(rows.Err(), "facts")
}

// unpack sets what selectFacts has packed, and tells whether all was there.
func unpack(s string, f *contest.Fact) bool {
	const hex = 64
	if len(s) < 3*hex {
		return false
	}
	f.Digest, f.Prev, f.Hash, s = s[:hex], s[hex:2*hex], s[2*hex:3*hex], s[3*hex:]
	var kind, entry, seat string
	var whole bool
	f.At, s, _ = strings.Cut(s, separator)
	kind, s, _ = strings.Cut(s, separator)
	entry, seat, whole = strings.Cut(s, separator)
	f.Kind, f.Entry, f.Seat = contest.Kind(kind), contest.EntryID(entry), contest.SeatID(seat)
	return whole
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
	var p struct {
		Key *string `json:"key"`
	}
	if json.Unmarshal(payload, &p) != nil || p.Key == nil || *p.Key == "" {
		return nil
	}
	return *p.Key
}
