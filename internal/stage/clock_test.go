package stage_test

import (
	"testing"
	"time"

	"leitai/internal/contest"
	"leitai/internal/stage"
)

// TestAClockThatJumpsChangesNoResult: order is by seq. Whether the clock of the
// machine is set an hour ahead, an hour back or to 1970 between any two deeds,
// the same deeds are taken and the same figures come out.
func TestAClockThatJumpsChangesNoResult(t *testing.T) {
	start := time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC)
	jumps := map[string]func(n int) time.Time{
		"steady":       func(n int) time.Time { return start.Add(time.Duration(n) * time.Second) },
		"an hour back": func(n int) time.Time { return start.Add(-time.Duration(n) * time.Hour) },
		"to and fro":   func(n int) time.Time { return start.Add(time.Duration(n%2*2-1) * time.Hour) },
		"to 1970":      func(n int) time.Time { return time.Unix(int64(n%3)*1_000_000_000, 0) },
	}
	want := ""
	for _, name := range []string{"steady", "an hour back", "to and fro", "to 1970"} {
		n := 0
		log := &shelf{}
		s := stage.New(log, stage.Options{Now: func() time.Time { n++; return jumps[name](n) }})
		play(t, s)
		total, facts := "", len(log.facts)
		err := s.View(t.Context(), "r", func(r *contest.Round, _ string) error {
			result, err := r.Standings()
			if err == nil {
				total = result.Lists[0].Rows[0].Figure.Text()
			}
			return err
		})
		s.Close()
		if err != nil || facts != 11 {
			t.Fatalf("%s: %d facts, %v", name, facts, err)
		}
		if want == "" {
			want = total
		}
		if total != want || total == "" {
			t.Errorf("%s: total %q; want %q", name, total, want)
		}
		again := contest.NewRound("r")
		if err := again.Replay(log.facts); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// play takes one entry from the definition to 已入榜.
func play(t *testing.T, s *stage.Stage) {
	t.Helper()
	define(t, s, 2)
	must(t, s, ballot(0, "9.5"))
	must(t, s, ballot(1, "8"))
	must(t, s, command(contest.Close, "e1"))
	for i, kind := range []contest.Kind{contest.Verify, contest.Reveal, contest.Lock} {
		expect := int64(8 + i)
		must(t, s, command(kind, "e1", func(d *contest.Deed) {
			d.Expect = &expect
			if kind == contest.Verify {
				d.By, d.Role = "核分员", contest.Verifier
			}
		}))
	}
}
