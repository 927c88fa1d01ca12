package store_test

import (
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"leitai/internal/contest"
	"leitai/internal/store"
)

// played is a folder with one round of three facts, and a copy of it.
func played(t *testing.T) (dir, copied string) {
	t.Helper()
	dir, copied = t.TempDir(), filepath.Join(t.TempDir(), "copy.db")
	s, err := store.Open(t.Context(), store.Options{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	must(s.SaveEvent(t.Context(), contest.Event{ID: "c", Name: "比武", Secret: []byte("secret")}))
	must(s.SaveRound(t.Context(), contest.RoundRow{ID: "r", Contest: "c", Number: 1, Name: "第一场", Mode: contest.Sequential, Part: "stage", Rules: []byte("{}")}))
	prev := contest.Genesis
	for seq := range int64(3) {
		f := contest.Fact{Seq: seq + 1, Kind: contest.Timer, At: "2026-11-24T09:00:00.000+08:00", By: "导播甲", Payload: []byte(`{"salt":"00"}`)}.Sealed(prev)
		must(s.Append(t.Context(), "r", []contest.Fact{f}))
		prev = f.Hash
	}
	must(s.Record(t.Context(), "c", "王主任", "contest", nil))
	must(s.Backup(t.Context(), copied))
	return dir, copied
}

func head(t *testing.T, dir string) (log string, version int64) {
	t.Helper()
	s, err := store.Open(t.Context(), store.Options{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	h, err := s.Head(t.Context(), "r")
	if err != nil {
		t.Fatal(err)
	}
	return h.Log, h.Version
}

func TestRestoreNamesTheLogAnewAndKeepsWhatWasThere(t *testing.T) {
	dir, copied := played(t)
	before, _ := head(t, dir)
	kept, err := store.Restore(t.Context(), copied, store.Options{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	after, version := head(t, dir)
	if version != 3 || after == before {
		t.Errorf("version %d, log %s after %s", version, after, before)
	}
	if _, err := os.Stat(kept); err != nil {
		t.Error(err)
	}
	empty := filepath.Join(t.TempDir(), "new machine")
	if kept, err := store.Restore(t.Context(), copied, store.Options{Dir: empty}); err != nil || kept != "" {
		t.Fatalf("kept %q: %v", kept, err)
	}
	if _, version := head(t, empty); version != 3 {
		t.Errorf("version %d on an empty machine", version)
	}
	left, _ := filepath.Glob(filepath.Join(empty, "restore-*"))
	if len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

func TestACopyThatDoesNotHoldReplacesNothing(t *testing.T) {
	for name, spoil := range map[string]func(t *testing.T, path string){
		"altered": func(t *testing.T, path string) {
			change(t, path, `UPDATE facts SET payload = '{"salt":"01"}' WHERE stream = 'r' AND seq = 2`)
		},
		"altered in the audit": func(t *testing.T, path string) {
			change(t, path, `UPDATE facts SET "by" = '李主任' WHERE stream = 'c'`)
		},
		"removed": func(t *testing.T, path string) { change(t, path, `DELETE FROM facts WHERE seq = 2`) },
		"swapped": func(t *testing.T, path string) {
			change(t, path, `UPDATE facts SET seq = CASE seq WHEN 1 THEN 20 ELSE 1 END WHERE seq IN (1, 2)`)
		},
		"a trigger more": func(t *testing.T, path string) {
			run(t, path, `CREATE TRIGGER later AFTER INSERT ON facts BEGIN UPDATE users SET role = 'director'; END`)
		},
		"a trigger less": func(t *testing.T, path string) { run(t, path, `DROP TRIGGER facts_stay`) },
		"a trigger instead": func(t *testing.T, path string) {
			run(t, path, `DROP TRIGGER facts_stay; CREATE TRIGGER facts_stay BEFORE UPDATE ON users BEGIN SELECT 1; END`)
		},
		"a view": func(t *testing.T, path string) { run(t, path, `CREATE VIEW marks AS SELECT payload FROM facts`) },
		"no database": func(t *testing.T, path string) {
			if err := os.WriteFile(path, []byte("names and marks"), 0o600); err != nil {
				t.Fatal(err)
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			dir, copied := played(t)
			before, _ := head(t, dir)
			spoil(t, copied)
			if _, err := store.Restore(t.Context(), copied, store.Options{Dir: dir}); !errors.Is(err, store.ErrBroken) && !errors.Is(err, store.ErrForeign) {
				t.Errorf("%v", err)
			}
			if after, version := head(t, dir); after != before || version != 3 {
				t.Error("the database was touched")
			}
		})
	}
}

func TestRestoreKeepsOffAServerThatRuns(t *testing.T) {
	dir, copied := played(t)
	s, err := store.Open(t.Context(), store.Options{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if _, err := store.Restore(t.Context(), copied, store.Options{Dir: dir}); !errors.Is(err, store.ErrOccupied) {
		t.Error(err)
	}
}

func change(t *testing.T, path, statement string) {
	t.Helper()
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	var made []string
	for _, name := range []string{"facts_stay", "facts_remain"} {
		var text string
		if err := db.QueryRow(`SELECT sql FROM sqlite_schema WHERE name = ?`, name).Scan(&text); err != nil {
			t.Fatal(err)
		}
		made = append(made, text)
	}
	if _, err := db.Exec(`DROP TRIGGER facts_stay; DROP TRIGGER facts_remain`); err != nil { // who can write the file can do this too
		t.Fatal(err)
	}
	defer func() { // and leave no trace of it
		for _, text := range made {
			if _, err := db.Exec(text); err != nil {
				t.Fatal(err)
			}
		}
	}()
	if r, err := db.Exec(statement); err != nil {
		t.Fatal(err)
	} else if n, _ := r.RowsAffected(); n == 0 {
		t.Fatal("nothing was changed")
	}
}

// run runs statements on a file.
func run(t *testing.T, path, statements string) {
	t.Helper()
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.Exec(statements); err != nil {
		t.Fatal(err)
	}
}
