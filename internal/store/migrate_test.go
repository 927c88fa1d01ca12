package store_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"testing"
	"testing/fstest"

	"leitai/ent/migrate"
	"leitai/internal/contest"
	"leitai/internal/store"
)

// later are the migrations with one more behind them.
func later(t *testing.T, text string) fs.FS {
	t.Helper()
	all := fstest.MapFS{"99999_later.sql": {Data: []byte("-- +goose Up\n" + text)}}
	names, err := fs.Glob(migrate.Files, "*.sql")
	must(t, err)
	for _, name := range names {
		data, err := fs.ReadFile(migrate.Files, name)
		must(t, err)
		all[name] = &fstest.MapFile{Data: data}
	}
	return all
}

// rebuild is how SQLite changes a column: a new table in the place of the old
// one. With foreign keys on, dropping the old one takes its children along.
const rebuild = `
CREATE TABLE new_rounds (id text NOT NULL, number integer NOT NULL, name text NOT NULL, mode text NOT NULL, part text NOT NULL, rules blob NOT NULL,
  log text NOT NULL, contest_id text NOT NULL, more text NOT NULL DEFAULT '', PRIMARY KEY (id),
  CONSTRAINT rounds_contests_rounds FOREIGN KEY (contest_id) REFERENCES contests (id) ON DELETE CASCADE);
INSERT INTO new_rounds SELECT id, number, name, mode, part, rules, log, contest_id, '' FROM rounds;
DROP TABLE rounds;
ALTER TABLE new_rounds RENAME TO rounds;
`

// seeded is a folder with a database that has something in every table that
// hangs on another.
func seeded(t *testing.T) (dir string, facts []contest.Fact) {
	t.Helper()
	dir = t.TempDir()
	s, err := store.Open(t.Context(), store.Options{Dir: dir})
	must(t, err)
	fill(t, s, 2)
	facts = ballots(0, contest.Genesis, 20)
	must(t, s.Append(t.Context(), "R1", facts))
	must(t, s.SaveEntries(t.Context(), "R1", []contest.EntryRow{{ID: "E1", Number: 1, Name: "西街社区"}, {ID: "E2", Number: 2, Name: "义望村"}}))
	must(t, s.SaveCard(t.Context(), contest.Card{ID: "K1", Contest: "C", TokenDigest: "aa", Code: "111111"}))
	must(t, s.SaveSeats(t.Context(), "R1", []contest.SeatRow{{ID: "S1", Number: 1, Card: "K1", Name: "评委1"}}))
	must(t, s.Close())
	return dir, facts
}

// whole fails the test unless a store has what seeded has put there.
func whole(t *testing.T, s *store.Store, facts []contest.Fact) {
	t.Helper()
	equal(t, "the log", read(t, s, "R1"), facts)
	rounds, err := s.Rounds(t.Context(), "C")
	must(t, err)
	entries, err := s.Entries(t.Context(), "R1")
	must(t, err)
	seats, err := s.Seats(t.Context(), "R1")
	must(t, err)
	equal(t, "the numbers of rounds, entries and seats", [3]int{len(rounds), len(entries), len(seats)}, [3]int{2, 2, 1})
}

func TestAMigrationLosesNothingAndLeavesACopyOfBefore(t *testing.T) {
	dir, facts := seeded(t)
	s, err := store.OpenWith(t.Context(), store.Options{Dir: dir}, later(t, rebuild))
	must(t, err)
	whole(t, s, facts)
	must(t, s.Close())
	_, err = store.Open(t.Context(), store.Options{Dir: dir})
	is(t, "the program of before", err, store.ErrNewer)

	before := t.TempDir()
	must(t, os.Rename(filepath.Join(dir, "leitai-before-99999.db"), filepath.Join(before, "leitai.db")))
	whole(t, open(t, before), facts)
}

func TestAMigrationThatFailsChangesNothing(t *testing.T) {
	dir, facts := seeded(t)
	for what, text := range map[string]string{
		"a statement that is none":          rebuild + "CREATE NONSENSE;",
		"a statement that breaks the facts": "UPDATE facts SET payload = '' WHERE seq = 3;",
	} {
		if _, err := store.OpenWith(t.Context(), store.Options{Dir: dir}, later(t, text)); err == nil {
			t.Errorf("%s passes", what)
		}
	}
	s := open(t, dir)
	whole(t, s, facts)
}

func TestAMigrationThatLeavesOrphansIsRefused(t *testing.T) {
	dir, _ := seeded(t)
	for _, attempt := range []string{"first", "second"} {
		if s, err := store.OpenWith(t.Context(), store.Options{Dir: dir}, later(t, "DELETE FROM rounds WHERE id = 'R1';")); err == nil {
			must(t, s.Close())
			t.Errorf("entries without a round pass at the %s attempt", attempt)
		}
	}
}

func TestAnOlderDatabaseIsNotReadAndNotChangedBesideAServer(t *testing.T) {
	dir, _ := seeded(t)
	more := later(t, "CREATE TABLE more (id text);")
	_, err := store.OpenWith(t.Context(), store.Options{Dir: dir, ReadOnly: true}, more)
	is(t, "reading", err, store.ErrOlder)
	open(t, dir)
	_, err = store.OpenWith(t.Context(), store.Options{Dir: dir, Beside: true}, more)
	is(t, "writing beside", err, store.ErrOlder)
}

func TestFactsCannotBeChangedByAnyStatement(t *testing.T) {
	dir, facts := seeded(t)
	s := open(t, dir)
	for _, statement := range []string{
		"UPDATE facts SET payload = '{}' WHERE seq = 1",
		"UPDATE facts SET seq = 99 WHERE seq = 20",
		"DELETE FROM facts WHERE seq = 20",
		"DELETE FROM facts",
	} {
		if _, err := s.WriteDB().Exec(statement); err == nil {
			t.Errorf("%s passes", statement)
		}
	}
	whole(t, s, facts)
}
