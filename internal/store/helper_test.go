package store_test

import (
	"bytes"
	"errors"
	"fmt"
	"reflect"
	"testing"
	"time"

	"leitai/internal/contest"
	"leitai/internal/store"
)

// now is when every test happens.
var now = time.Date(2026, 11, 24, 9, 30, 0, 0, time.FixedZone("", 8*3600))

// open opens a store in a folder, closed when the test ends.
func open(t testing.TB, dir string) *store.Store {
	t.Helper()
	s, err := store.Open(t.Context(), store.Options{Dir: dir, Now: func() time.Time { return now }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

// fill makes a contest with n rounds, R1, R2, …, of it.
func fill(t testing.TB, s storage, n int) {
	t.Helper()
	must(t, s.SaveEvent(t.Context(), contest.Event{ID: "C", Name: "四季擂台", Secret: bytes.Repeat([]byte{7}, 32)}))
	for i := 1; i <= n; i++ {
		must(t, s.SaveRound(t.Context(), contest.RoundRow{
			ID: contest.RoundID(fmt.Sprintf("R%d", i)), Contest: "C", Number: i, Name: fmt.Sprintf("第%d场", i), Mode: contest.Sequential,
			Part: "stage", Rules: []byte("format: leitai-rules/1\n"),
		}))
	}
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// ballots are n facts that follow the fact with the given seq and hash.
func ballots(seq int64, prev string, n int) []contest.Fact {
	facts := make([]contest.Fact, n)
	for i := range facts {
		seq++
		facts[i] = contest.Fact{
			Seq: seq, Kind: contest.KindBallot, Entry: "E1", Seat: "S1", By: "S1", At: now.Format(contest.TimeLayout),
			Payload: fmt.Appendf(nil, `{"based_on":%d,"key":"key-%026d","marks":{"total":"93.5"},"salt":"00","total":"93.5","version":%d}`, seq-1, seq, seq),
		}.Sealed(prev)
		prev = facts[i].Hash
	}
	return facts
}

// read is the whole log of a round.
func read(t testing.TB, s storage, round contest.RoundID) []contest.Fact {
	t.Helper()
	facts, err := s.Facts(t.Context(), round, 0, 1_000_000)
	must(t, err)
	return facts
}

// equal fails the test unless got is want to the last field.
func equal[T any](t testing.TB, what string, got, want T) {
	t.Helper()
	if !reflect.DeepEqual(got, want) {
		t.Errorf("%s is\n%+v\nand not\n%+v", what, got, want)
	}
}

// is fails the test unless err is of the wanted kind.
func is(t testing.TB, what string, err, want error) {
	t.Helper()
	if !errors.Is(err, want) {
		t.Errorf("%s: %v, expected %v", what, err, want)
	}
}
