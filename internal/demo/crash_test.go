package demo_test

import (
	"context"
	"errors"
	"testing"

	"leitai/internal/auth"
	"leitai/internal/contest"
	"leitai/internal/demo"
	"leitai/internal/office"
	"leitai/internal/stage"
	"leitai/internal/store"
)

// dying is a stage that ends after so many deeds, as a killed process does:
// lost, the last one was done and its answer was not heard.
type dying struct {
	*stage.Stage
	left int
	lost bool
}

var errDead = errors.New("killed")

func (d *dying) Do(ctx context.Context, round contest.RoundID, deed contest.Deed) (contest.Outcome, error) {
	d.left--
	switch {
	case d.left == 0 && d.lost:
		_, err := d.Stage.Do(ctx, round, deed)
		return contest.Outcome{}, errors.Join(err, errDead)
	case d.left <= 0:
		return contest.Outcome{}, errDead
	}
	return d.Stage.Do(ctx, round, deed)
}

// TestWhatACrashLeftIsFinished kills the making of the contest at its steps,
// and starts again, with other options too.
func TestWhatACrashLeftIsFinished(t *testing.T) {
	for n, lost := range map[int]bool{1: true, 2: false, 5: true, 6: true, 7: false, 8: true} {
		finished(t, n, lost)
	}
}

func finished(t *testing.T, n int, lost bool) {
	t.Helper()
	s, err := store.Open(t.Context(), store.Options{Dir: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	day := stage.New(s, stage.Options{})
	defer func() {
		day.Close()
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	}()
	live := func(st office.Stage) *demo.Live {
		return &demo.Live{Office: office.New(office.Options{Store: s, Log: s, Stage: st, MakeCard: auth.MakeCard}), Gate: auth.New(s, day, auth.Options{})}
	}
	o := demo.LiveOptions{Judges: 2, Entries: 3, Seed: 5, OpenAll: true}
	if err := live(&dying{day, n, lost}).Prepare(t.Context(), o); !errors.Is(err, errDead) {
		t.Fatalf("after %d deeds: %v", n, err)
	}
	if err := live(day).Prepare(t.Context(), demo.LiveOptions{Judges: 2, Entries: 3, Seed: 6, OpenAll: n%2 == 0}); err != nil {
		t.Fatalf("after %d deeds, started again: %v", n, err)
	}
	l := line(t, live(day))
	want := []int{8, 4, 4, 4}
	i := 0
	for _, c := range l.Contests {
		for _, r := range c.Rounds {
			facts, _, err := day.Facts(t.Context(), r.ID, 0, 100)
			if err != nil {
				t.Fatal(err)
			}
			if len(facts) != want[i] {
				t.Errorf("after %d deeds %s has %d facts; want %d", n, r.Name, len(facts), want[i])
			}
			i++
		}
	}
}
