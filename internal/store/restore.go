package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	entfact "leitai/ent/fact"
	"leitai/internal/contest"
)

// ErrBroken is what Restore fails with where a log in the copy does not hold:
// a fact was altered, removed or put in, or nothing would keep one from it.
var ErrBroken = errors.New("a log in the copy does not hold")

// Restore puts a copy that Backup wrote in the place of the database of a
// folder, after every log in it has been checked from its first fact to its last,
// and gives every round a new log name, so that phones deliver what the copy
// lacks. What was there before stays beside it under the name it returns, empty
// if there was nothing. Until all of the copy has been found sound nothing is
// replaced. It fails as Open does, for the copy or for the folder, and with
// ErrBroken.
func Restore(ctx context.Context, from string, o Options) (kept string, err error) {
	if o.Dir, err = filepath.Abs(o.Dir); err != nil {
		return "", err
	}
	target := &Store{dir: o.Dir}
	if err := target.occupy(ctx); err != nil {
		return "", fmt.Errorf("%s: %w", o.Dir, err)
	}
	defer func() { err = errors.Join(err, target.vacate()) }()
	work, err := os.MkdirTemp(o.Dir, "restore-")
	if err != nil {
		return "", plain(err)
	}
	defer os.RemoveAll(work)
	if err := copyWhole(from, filepath.Join(work, file)); err != nil {
		return "", fmt.Errorf("%s: %w", from, plain(err))
	}
	if err := prove(ctx, work, o); err != nil {
		return "", err
	}
	if _, err := os.Stat(filepath.Join(work, file+"-wal")); !errors.Is(err, fs.ErrNotExist) {
		return "", errors.New("restore: the copy was not closed whole") // its newest part would stay behind
	}
	if kept, err = setAside(target.path()); err != nil {
		return "", plain(err)
	}
	if err := os.Rename(filepath.Join(work, file), target.path()); err != nil {
		return kept, plain(err)
	}
	return kept, settle(target.dir)
}

// prove opens the copy in dir, checks its logs and names them anew.
func prove(ctx context.Context, dir string, o Options) (err error) {
	o.Dir = dir
	s, err := Open(ctx, o)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	if err := s.actsAsMade(ctx, o); err != nil {
		return err
	}
	streams, err := s.read.Fact.Query().Unique(true).Select(entfact.FieldStream).Strings(ctx) // of rounds, and the audit of contests
	if err != nil {
		return known(err, "streams")
	}
	for _, stream := range streams {
		if err := s.holds(ctx, stream); err != nil {
			return err
		}
	}
	return s.Renew(ctx)
}

// actsAsMade fails unless what the copy does by itself is what a new database
// does: a trigger more alters what will be written from now on, one less lets the
// log be altered.
func (s *Store) actsAsMade(ctx context.Context, o Options) (err error) {
	o.Dir = filepath.Join(o.Dir, "new")
	fresh, err := Open(ctx, o)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, fresh.Close()) }()
	found, err := actions(ctx, s.readDB)
	if err != nil {
		return err
	}
	want, err := actions(ctx, fresh.readDB)
	if err != nil {
		return err
	}
	for name := range found {
		if found[name] != want[name] {
			return fmt.Errorf("%s: %w", name, ErrBroken)
		}
	}
	for name := range want {
		if _, there := found[name]; !there {
			return fmt.Errorf("no %s: %w", name, ErrBroken)
		}
	}
	return nil
}

// actions are the triggers and views of a database, by name.
func actions(ctx context.Context, db *sql.DB) (map[string]string, error) {
	rows, err := db.QueryContext(ctx, "SELECT type || ' ' || name, tbl_name || ': ' || sql FROM sqlite_schema WHERE type NOT IN ('table', 'index')")
	if err != nil {
		return nil, known(err, "schema")
	}
	defer func() { _ = rows.Close() }() // only read
	out := map[string]string{}
	for rows.Next() {
		var name, text string
		if err := rows.Scan(&name, &text); err != nil {
			return nil, known(err, "schema")
		}
		out[name] = text
	}
	return out, known(rows.Err(), "schema")
}

// holds reads a log from its first fact to its last.
func (s *Store) holds(ctx context.Context, stream string) error {
	const page = 1000
	prev := contest.Genesis
	for seq := int64(0); ; {
		facts, err := s.facts(ctx, stream, seq, page)
		if err != nil {
			return err
		}
		for i := range facts {
			if seq++; facts[i].Seq != seq || !facts[i].Intact(prev) {
				return fmt.Errorf("%s, fact %d: %w", stream, seq, ErrBroken)
			}
			prev = facts[i].Hash
		}
		if len(facts) < page {
			return nil
		}
	}
}

// copyWhole copies a file and returns after it is on disk.
func copyWhole(from, to string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.OpenFile(to, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	if _, err := io.Copy(out, in); err != nil {
		return errors.Join(err, out.Close())
	}
	return errors.Join(out.Sync(), out.Close())
}

// setAside gives the database that is there, with what SQLite keeps beside it,
// the first free name with a number.
func setAside(path string) (string, error) {
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		return "", nil
	}
	aside := path + ".before-1"
	for n := 2; ; n++ {
		if _, err := os.Stat(aside); errors.Is(err, fs.ErrNotExist) {
			break
		}
		aside = fmt.Sprintf("%s.before-%d", path, n)
	}
	for _, tail := range []string{"-wal", "-shm", ""} {
		if err := os.Rename(path+tail, aside+tail); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return "", err
		}
	}
	return aside, nil
}
