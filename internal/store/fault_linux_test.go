package store_test

import (
	"bytes"
	"context"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"leitai/internal/contest"
	"leitai/internal/store"
)

// smallDisk is a folder on a disk of 4 MB, where the system lets us have one
// (own), with a way to fill it to the last byte and to make room again.
// Elsewhere the database is told that it may not grow, which SQLite reports
// alike.
func smallDisk(t *testing.T) (dir string, own bool, fill, clear func(*store.Store)) {
	t.Helper()
	dir = t.TempDir()
	if err := syscall.Mount("none", dir, "tmpfs", 0, "size=4m,mode=0700"); err != nil {
		t.Logf("no disk of our own (%v): the database is kept from growing instead", err)
		return dir, false, func(s *store.Store) { pragma(t, s, "max_page_count", "1") }, func(s *store.Store) { pragma(t, s, "max_page_count", "4294967294") }
	}
	t.Cleanup(func() { must(t, syscall.Unmount(dir, 0)) })
	ballast := filepath.Join(dir, "ballast")
	fill = func(*store.Store) {
		f, err := os.Create(ballast)
		must(t, err)
		for err == nil {
			_, err = f.Write(make([]byte, 512))
		}
		is(t, "filling the disk", err, syscall.ENOSPC)
		must(t, f.Close())
	}
	return dir, true, fill, func(*store.Store) { must(t, os.Remove(ballast)) }
}

// until appends groups of facts until that fails, and returns how many are in.
func until(t *testing.T, s *store.Store, facts []contest.Fact, n int) (int, error) {
	t.Helper()
	for n < len(facts) {
		group := facts[n:min(n+10, len(facts))]
		if err := s.Append(t.Context(), "R1", group); err != nil {
			return n, err
		}
		n += len(group)
	}
	return n, nil
}

func TestAFullDiskRefusesReadsOnAndRecoversByItself(t *testing.T) {
	dir, _, fillDisk, clearDisk := smallDisk(t)
	s := open(t, dir)
	fill(t, s, 1)
	facts := ballots(0, contest.Genesis, 20_000)
	must(t, s.Append(t.Context(), "R1", facts[:10]))
	n := 10
	for range 3 {
		fillDisk(s)
		var err error
		n, err = until(t, s, facts, n)
		is(t, "appending to a full disk", err, contest.ErrFull)
		is(t, "once more", s.Append(t.Context(), "R1", facts[n:n+10]), contest.ErrFull)
		equal(t, "the log on a full disk", read(t, s, "R1"), facts[:n])
		is(t, "saving a row", s.SaveEvent(t.Context(), contest.Event{ID: "N", Name: "新", Secret: bytes.Repeat([]byte{1}, 1<<16)}), contest.ErrFull)
		_, err = s.Event(t.Context(), "N")
		is(t, "the row", err, contest.ErrNotFound)
		clearDisk(s)
		must(t, s.Append(t.Context(), "R1", facts[n:n+10]))
		n += 10
		equal(t, "the log with room again", read(t, s, "R1"), facts[:n])
	}
}

func TestReadyIsSoOnlyIfTheDiskTakesData(t *testing.T) {
	dir, own, fillDisk, clearDisk := smallDisk(t)
	s := open(t, dir)
	must(t, s.Ready(t.Context()))
	if own { // a database that may not grow can still be written
		fillDisk(s)
		must(t, s.Ready(t.Context())) // proven a moment ago
		var err error
		for range 5000 { // the room that the database holds already is used up first
			if s.Forget(); err != nil {
				break
			}
			err = s.Ready(t.Context())
		}
		is(t, "Ready on a full disk", err, contest.ErrFull)
		clearDisk(s)
		must(t, s.Ready(t.Context()))
	}

	pragma(t, s, "query_only", "1") // as on a read-only disk
	s.Forget()
	is(t, "Ready where nothing can be written", s.Ready(t.Context()), contest.ErrUnavailable)
	pragma(t, s, "query_only", "0")
	must(t, s.Ready(t.Context()))
}

func TestAReadOnlyDatabaseIsUnavailableAndLeavesNothing(t *testing.T) {
	s := open(t, t.TempDir())
	fill(t, s, 1)
	facts := ballots(0, contest.Genesis, 3)
	pragma(t, s, "query_only", "1")
	is(t, "appending", s.Append(t.Context(), "R1", facts), contest.ErrUnavailable)
	is(t, "saving", s.SaveEntries(t.Context(), "R1", nil), contest.ErrUnavailable)
	equal(t, "the log", read(t, s, "R1"), []contest.Fact{})
	pragma(t, s, "query_only", "0")
	must(t, s.Append(t.Context(), "R1", facts))
}

func TestALockThatStaysIsUnavailable(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	fill(t, s, 1)
	other, err := store.Open(t.Context(), store.Options{Dir: dir, Beside: true})
	must(t, err)
	defer func() { must(t, other.Close()) }()
	pragma(t, s, "busy_timeout", "20")
	facts := ballots(0, contest.Genesis, 3)
	err = other.Together(t.Context(), func(context.Context) error {
		return s.Append(t.Context(), "R1", facts)
	})
	is(t, "appending while another process writes", err, contest.ErrUnavailable)
	equal(t, "the log", read(t, s, "R1"), []contest.Fact{})
	must(t, s.Append(t.Context(), "R1", facts))
}

// TestACommitThatFailsIsUnknown keeps the files of this process from growing, so
// that the write of the commit itself fails.
func TestACommitThatFailsIsUnknown(t *testing.T) {
	signal.Ignore(syscall.SIGXFSZ)
	s := open(t, t.TempDir())
	fill(t, s, 1)
	facts := ballots(0, contest.Genesis, 20)
	must(t, s.Append(t.Context(), "R1", facts[:10]))
	var limit syscall.Rlimit
	must(t, syscall.Getrlimit(syscall.RLIMIT_FSIZE, &limit))
	low := limit
	low.Cur = 4096
	must(t, syscall.Setrlimit(syscall.RLIMIT_FSIZE, &low))
	err := s.Append(t.Context(), "R1", facts[10:])
	must(t, syscall.Setrlimit(syscall.RLIMIT_FSIZE, &limit))
	is(t, "a commit that failed", err, contest.ErrMoved)
	log := read(t, s, "R1")
	equal(t, "the log", log, facts[:len(log)])
	must(t, s.Append(t.Context(), "R1", facts[len(log):]))
	equal(t, "the log afterwards", read(t, s, "R1"), facts)
}

func TestWhoWaitsToWriteMayGiveUp(t *testing.T) {
	s := open(t, t.TempDir())
	fill(t, s, 1)
	facts := ballots(0, contest.Genesis, 1)
	must(t, s.Together(t.Context(), func(context.Context) error {
		ctx, cancel := context.WithTimeout(t.Context(), 20*time.Millisecond)
		defer cancel()
		is(t, "appending behind a long transaction", s.Append(ctx, "R1", facts), contest.ErrUnavailable)
		return nil
	}))
	must(t, s.Append(t.Context(), "R1", facts))
}
