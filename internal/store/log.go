package store

import (
	"context"
	"database/sql"
	"fmt"
	"strings"

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
