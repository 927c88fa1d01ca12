package store_test

import (
	"fmt"
	"testing"

	"leitai/internal/contest"
	"leitai/internal/store"
)

func TestWhatIsAcknowledgedSurvivesAPowerCut(t *testing.T) {
	for _, share := range []float64{0, 0.5, 1} {
		t.Run(fmt.Sprintf("of what was not synced a share of %g is there", share), func(t *testing.T) {
			if lost := cuts(t, share, "FULL"); lost > 0 {
				t.Errorf("%d acknowledged facts are lost", lost)
			}
		})
	}
}

// TestAForgetfulDiskIsSeenToForget proves that the test above can fail: without
// a sync at each commit the same cuts lose facts.
func TestAForgetfulDiskIsSeenToForget(t *testing.T) {
	if lost := cuts(t, 0, "NORMAL"); lost == 0 {
		t.Error("nothing is lost although commits are not synced")
	}
}

// cuts appends groups of facts, cuts the power after many of them, and counts
// what each restart lacks of the facts acknowledged by then.
func cuts(t *testing.T, share float64, synchronous string) (lost int) {
	t.Helper()
	dir := t.TempDir()
	disk := forgetful(t, dir)
	s := open(t, dir)
	fill(t, s, 1)
	pragma(t, s, "synchronous", synchronous)
	pragma(t, s, "wal_autocheckpoint", "20") // pages: checkpoints fall between the cuts
	facts := ballots(0, contest.Genesis, 240)
	for n := 0; n < len(facts); {
		group := facts[n:min(n+1+n%7, len(facts))]
		before := disk.syncs
		must(t, s.Append(t.Context(), "R1", group))
		if synchronous == "FULL" && disk.syncs == before {
			t.Fatalf("fact %d is acknowledged without a sync", n+1)
		}
		if n += len(group); n%5 == 0 {
			lost += max(0, n-restarted(t, disk, dice(uint64(n), share), facts))
		}
	}
	return lost
}

// restarted counts the facts that are there after a power cut and a restart, and
// fails the test unless they are the first ones.
func restarted(t *testing.T, disk *disk, torn func() bool, facts []contest.Fact) int {
	t.Helper()
	to := t.TempDir()
	disk.cut(t, to, torn)
	s, err := store.Open(t.Context(), store.Options{Dir: to})
	must(t, err)
	defer func() { must(t, s.Close()) }()
	left := read(t, s, "R1")
	equal(t, "what is left", left, facts[:len(left)])
	return len(left)
}

// pragma sets a pragma of the connection that writes.
func pragma(t testing.TB, s *store.Store, name, value string) {
	t.Helper()
	_, err := s.WriteDB().Exec("PRAGMA " + name + " = " + value)
	must(t, err)
}
