package store_test

import (
	"bufio"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"strconv"
	"sync"
	"testing"
	"time"

	"leitai/internal/contest"
	"leitai/internal/store"
)

// victim is the folder of the process that is to be killed; set only in it.
const victim = "LEITAI_STORE_VICTIM"

func TestMain(m *testing.M) {
	if dir := os.Getenv(victim); dir != "" {
		if err := appendForEver(dir); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	}
	os.Exit(m.Run())
}

// appendForEver appends to three rounds at once and prints round and seq of what
// is acknowledged.
func appendForEver(dir string) error {
	ctx := context.Background()
	s, err := store.Open(ctx, store.Options{Dir: dir})
	if err != nil {
		return err
	}
	var wg sync.WaitGroup
	errs := make(chan error, 3)
	for r := 1; r <= 3; r++ {
		round := contest.RoundID(fmt.Sprintf("R%d", r))
		wg.Go(func() {
			for size := 1; ; size = size%5 + 1 {
				f := following(ctx, s, round, "S1")
				group := append(f, ballots(f[0].Seq, f[0].Hash, size)...)
				if err := s.Append(ctx, round, group); err != nil {
					errs <- err
					return
				}
				fmt.Printf("%s %d\n", round, group[len(group)-1].Seq)
			}
		})
	}
	return <-errs
}

// TestNothingAcknowledgedIsLostWhenTheProcessIsKilled kills a process that
// appends at random moments and starts it again. LEITAI_KILLS sets how often.
func TestNothingAcknowledgedIsLostWhenTheProcessIsKilled(t *testing.T) {
	kills, err := strconv.Atoi(os.Getenv("LEITAI_KILLS"))
	if err != nil {
		kills = 5
	}
	dir := t.TempDir()
	s, err := store.Open(t.Context(), store.Options{Dir: dir})
	must(t, err)
	fill(t, s, 3)
	must(t, s.Close())
	acknowledged := map[string]int64{}
	for range kills {
		untilKilled(t, dir, time.Duration(20+rand.IntN(300))*time.Millisecond, acknowledged)
		s, err := store.Open(t.Context(), store.Options{Dir: dir})
		must(t, err)
		for round, seq := range acknowledged {
			log := read(t, s, contest.RoundID(round))
			intact(t, log)
			if int64(len(log)) < seq {
				t.Errorf("%s: %d facts of %d acknowledged are there", round, len(log), seq)
			}
		}
		must(t, s.Close())
	}
	if len(acknowledged) == 0 {
		t.Error("nothing was acknowledged: the test has seen nothing")
	}
}

// untilKilled runs the victim for a while and notes what it acknowledged.
func untilKilled(t *testing.T, dir string, life time.Duration, acknowledged map[string]int64) {
	t.Helper()
	c := exec.Command(os.Args[0])
	c.Env = append(os.Environ(), victim+"="+dir)
	c.Stderr = os.Stderr
	out, err := c.StdoutPipe()
	must(t, err)
	must(t, c.Start())
	lines := bufio.NewScanner(out)
	killed := false
	for lines.Scan() {
		if !killed { // from its first line on it has life left
			killed = true
			time.AfterFunc(life, func() { _ = c.Process.Kill() })
		}
		var round string
		var seq int64
		if _, err := fmt.Sscanf(lines.Text(), "%s %d", &round, &seq); err == nil {
			acknowledged[round] = max(acknowledged[round], seq)
		}
	}
	if err := c.Wait(); err == nil || !killed {
		t.Fatalf("the victim ended by itself: %v", err)
	}
}
