package auth_test

import (
	"errors"
	"strconv"
	"testing"
	"time"

	"leitai/internal/auth"
)

func TestACacheKeepsForItsAgeAndNotMore(t *testing.T) {
	c, at, loads := auth.NewCache(2, time.Second), time.Unix(1000, 0), 0
	load := func() (int, error) { loads++; return loads, nil }
	get := func(at time.Time) int {
		t.Helper()
		n, err := c.Get("a", at, load)
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	for _, step := range []struct {
		what string
		at   time.Time
		want int
	}{
		{"the first", at, 1}, {"just kept", at.Add(time.Second - 1), 1}, {"too old", at.Add(time.Second), 2},
		{"of a clock set back", at, 3}, {"kept at that time", at, 3},
	} {
		if got := get(step.at); got != step.want {
			t.Errorf("%s: %d; want %d", step.what, got, step.want)
		}
	}
	c.Drop("a")
	if got := get(at); got != 4 {
		t.Errorf("after it was dropped: %d", got)
	}
}

func TestWhatWasReadBeforeARemovalIsNotKept(t *testing.T) {
	c, at := auth.NewCache(2, time.Second), time.Unix(1000, 0)
	n, err := c.Get("a", at, func() (int, error) { c.Drop("a"); return 1, nil }) // removed while it was read
	if n != 1 || err != nil {
		t.Fatal(n, err)
	}
	if n, _ = c.Get("a", at, func() (int, error) { return 2, nil }); n != 2 {
		t.Errorf("what was removed is back: %d", n)
	}
}

func TestACacheIsBoundedAndKeepsNoError(t *testing.T) {
	c, at := auth.NewCache(8, time.Hour), time.Unix(1000, 0)
	for i := range 100 {
		if _, err := c.Get(strconv.Itoa(i), at, func() (int, error) { return i, nil }); err != nil || c.Len() > 8 {
			t.Fatal(c.Len(), err)
		}
	}
	broken := errors.New("broken")
	if _, err := c.Get("a", at, func() (int, error) { return 0, broken }); !errors.Is(err, broken) {
		t.Fatal(err)
	}
	if n, err := c.Get("a", at, func() (int, error) { return 7, nil }); n != 7 || err != nil {
		t.Error(n, err)
	}
}
