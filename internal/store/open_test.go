package store_test

import (
	"bytes"
	"database/sql"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"leitai/internal/contest"
	"leitai/internal/store"
)

func TestTheConnectionThatWritesIsDurable(t *testing.T) {
	s := open(t, t.TempDir())
	for name, want := range map[string]string{
		"journal_mode": "wal", "synchronous": "2", "fullfsync": "1", "checkpoint_fullfsync": "1", "foreign_keys": "1",
	} {
		var got string
		must(t, s.WriteDB().QueryRow("PRAGMA "+name).Scan(&got))
		equal(t, name, got, want)
	}
	equal(t, "the number of connections that write", s.WriteDB().Stats().MaxOpenConnections, 1)
}

func TestAPragmaThatDoesNotTakeHoldIsRefused(t *testing.T) {
	path := filepath.Join(t.TempDir(), "x.db")
	must(t, os.WriteFile(path, nil, 0o600))
	if err := store.Connect(t.Context(), path, "synchronus", "FULL", "2"); err == nil {
		t.Error("a misspelt pragma passes")
	}
	if err := store.Connect(t.Context(), path, "synchronous", "NORMAL", "2"); err == nil {
		t.Error("a pragma with another value passes")
	}
	must(t, store.Connect(t.Context(), path, "synchronous", "FULL", "2"))
}

func TestNobodyElseMayReadTheFiles(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "新 数据?#%", "a")
	s := open(t, dir)
	fill(t, s, 1)
	must(t, s.Backup(t.Context(), filepath.Join(dir, "copy.db")))
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		must(t, err)
		info, err := d.Info()
		must(t, err)
		if info.Mode().Perm()&0o077 != 0 {
			t.Errorf("%s has mode %v", path, info.Mode())
		}
		return nil
	})
	must(t, err)
}

func TestAFolderHasOneServer(t *testing.T) {
	dir := t.TempDir()
	s, err := store.Open(t.Context(), store.Options{Dir: dir})
	must(t, err)
	_, err = store.Open(t.Context(), store.Options{Dir: dir})
	is(t, "a second server", err, store.ErrOccupied)
	fill(t, s, 1)
	facts := ballots(0, contest.Genesis, 2)
	must(t, s.Append(t.Context(), "R1", facts[:1]))

	reader, err := store.Open(t.Context(), store.Options{Dir: dir, ReadOnly: true})
	must(t, err)
	must(t, s.Append(t.Context(), "R1", facts[1:]))
	equal(t, "what a reader beside it sees", read(t, reader, "R1"), facts)
	is(t, "a reader that appends", reader.Append(t.Context(), "R1", ballots(2, facts[1].Hash, 1)), contest.ErrUnavailable)
	is(t, "a reader that saves", reader.RemoveSession(t.Context(), "x"), contest.ErrUnavailable)
	is(t, "a reader that is asked whether it can write", reader.Ready(t.Context()), contest.ErrUnavailable)
	must(t, reader.Backup(t.Context(), filepath.Join(dir, "copy.db")))
	must(t, reader.Close())

	beside, err := store.Open(t.Context(), store.Options{Dir: dir, Beside: true})
	must(t, err)
	must(t, beside.SaveEvent(t.Context(), contest.Event{ID: "N", Name: "新", Secret: []byte{1}}))
	must(t, beside.Close())
	_, err = s.Event(t.Context(), "N")
	must(t, err)

	must(t, s.Close())
	open(t, dir)
}

func TestAStoreBesideNoServerKeepsServersOut(t *testing.T) {
	dir := t.TempDir()
	beside, err := store.Open(t.Context(), store.Options{Dir: dir, Beside: true})
	must(t, err)
	_, err = store.Open(t.Context(), store.Options{Dir: dir})
	is(t, "a server meanwhile", err, store.ErrOccupied)
	must(t, beside.Close())
	open(t, dir)
}

func TestWhatCannotBeOpenedIsSaidPlainlyAndLeftAlone(t *testing.T) {
	foreign := func(t *testing.T, path string) {
		db, err := sql.Open("sqlite", path)
		must(t, err)
		_, err = db.Exec("CREATE TABLE bookmarks (url text)")
		must(t, err)
		must(t, db.Close())
	}
	newer := func(t *testing.T, path string) {
		s, err := store.Open(t.Context(), store.Options{Dir: filepath.Dir(path)})
		must(t, err)
		_, err = s.WriteDB().Exec("INSERT INTO goose_db_version (version_id, is_applied) VALUES (99999, 1)")
		must(t, err)
		must(t, s.Close())
	}
	for name, c := range map[string]struct {
		make     func(*testing.T, string)
		readOnly bool
		want     error
	}{
		"a text file": {func(t *testing.T, path string) {
			must(t, os.WriteFile(path, bytes.Repeat([]byte("名单\n"), 999), 0o600))
		}, false, store.ErrForeign},
		"a text file, to be read": {func(t *testing.T, path string) {
			must(t, os.WriteFile(path, bytes.Repeat([]byte("名单\n"), 999), 0o600))
		}, true, store.ErrForeign},
		"the database of another program":     {foreign, false, store.ErrForeign},
		"that of another program, to be read": {foreign, true, store.ErrForeign},
		"one of a newer version":              {newer, false, store.ErrNewer},
		"one of a newer version, to be read":  {newer, true, store.ErrNewer},
		"an empty file, to be read":           {func(t *testing.T, path string) { must(t, os.WriteFile(path, nil, 0o600)) }, true, store.ErrOlder},
		"a folder in the place of the file":   {func(t *testing.T, path string) { must(t, os.Mkdir(path, 0o700)) }, false, store.ErrDenied},
		"a folder without one, to be read":    {func(*testing.T, string) {}, true, store.ErrMissing},
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "leitai.db")
			c.make(t, path)
			before, _ := os.ReadFile(path) // nothing of what is no file
			_, err := store.Open(t.Context(), store.Options{Dir: filepath.Dir(path), ReadOnly: c.readOnly})
			is(t, "opening", err, c.want)
			after, _ := os.ReadFile(path)
			if !bytes.Equal(before, after) {
				t.Error("the file has changed")
			}
		})
	}
}

func TestAFolderThatCannotBeMadeIsSaidPlainly(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	must(t, os.WriteFile(file, nil, 0o600))
	for _, dir := range []string{file, filepath.Join(file, "below")} {
		_, err := store.Open(t.Context(), store.Options{Dir: dir})
		is(t, dir, err, store.ErrDenied)
	}
}

func TestABackupIsAWholeDatabase(t *testing.T) {
	s := open(t, t.TempDir())
	fill(t, s, 2)
	facts := ballots(0, contest.Genesis, 50)
	must(t, s.Append(t.Context(), "R1", facts))
	to := t.TempDir()
	path := filepath.Join(to, "leitai.db")
	must(t, s.Backup(t.Context(), path))
	copied := open(t, to)
	equal(t, "the log in the copy", read(t, copied, "R1"), facts)
	before, err := s.Rounds(t.Context(), "C")
	must(t, err)
	after, err := copied.Rounds(t.Context(), "C")
	must(t, err)
	equal(t, "the rounds in the copy", after, before)
	is(t, "a backup over a file", s.Backup(t.Context(), path), fs.ErrExist)
	if err := s.Backup(t.Context(), filepath.Join(to, "no", "such.db")); err == nil {
		t.Error("a backup to nowhere succeeds")
	}
}
