package store_test

import (
	"errors"
	"reflect"
	"testing"

	"leitai/internal/contest"
)

func TestWhatIsAppendedIsReadAsItWas(t *testing.T) {
	s := open(t, t.TempDir())
	fill(t, s, 2)
	facts := ballots(0, contest.Genesis, 100)
	must(t, s.Append(t.Context(), "R1", facts[:1]))
	must(t, s.Append(t.Context(), "R1", facts[1:67]))
	must(t, s.Append(t.Context(), "R1", facts[67:]))
	got, err := s.Facts(t.Context(), "R1", 0, 1000)
	must(t, err)
	if !reflect.DeepEqual(got, facts) {
		t.Errorf("read %d facts that are not those written", len(got))
	}
	got, err = s.Facts(t.Context(), "R1", 20, 30)
	must(t, err)
	if !reflect.DeepEqual(got, facts[20:50]) {
		t.Errorf("30 after 20 are not facts 21 to 50: %v", got)
	}
	head, err := s.Head(t.Context(), "R1")
	must(t, err)
	if head.Version != 100 || head.Contest != "C" || len(head.Log) != 32 {
		t.Errorf("head is %+v", head)
	}
	if head, err = s.Head(t.Context(), "R2"); err != nil || head.Version != 0 {
		t.Errorf("a round without facts is at %+v, %v", head, err)
	}
	if _, err = s.Head(t.Context(), "R3"); !errors.Is(err, contest.ErrNotFound) {
		t.Errorf("no such round: %v", err)
	}
}
