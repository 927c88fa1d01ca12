package venue_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"net/http"
	"reflect"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"leitai/venue"
)

// storm is a panel whose phones reach the server through bad networks.
type storm struct {
	*stage
	networks []*venue.BadNetwork
	entries  []string
	done     atomic.Int64
}

// Promise 1, P1, P2: kill -9 at random points of many submissions through a
// network that drops, doubles, delays, reorders and cuts. No ballot that was
// confirmed is lost or counts twice, the value is the one confirmed last, a
// late duplicate undoes nothing, and the server is ready again.
func TestKilledAtRandomPoints(t *testing.T) {
	t.Parallel()
	s := newStorm(t, choose(8, 16), choose(4, 6))
	for _, p := range s.Phones {
		for _, e := range s.entries {
			if _, err := p.Submit(t.Context(), e, s.marks()); err != nil {
				t.Fatal(err)
			}
		}
	}
	stop := make(chan struct{})
	var ready []time.Duration
	var killer sync.WaitGroup
	killer.Go(func() { ready = s.killNowAndThen(stop) })
	s.submitAll(choose(600, 10000))
	close(stop)
	killer.Wait()
	for _, n := range s.networks {
		n.Settle()
	}
	s.lastConfirmedHolds()
	s.closeAndAudit()
	if len(ready) == 0 {
		t.Fatal("the server was never killed")
	}
	slices.Sort(ready)
	t.Logf("killed %d times; ready again after %v (median), %v (worst)", len(ready), ready[len(ready)/2], ready[len(ready)-1])
	if half := ready[len(ready)/2]; *long && half > time.Second {
		t.Errorf("ready again after %v in half of the cases, promised is 1 s", half)
	}
}

func newStorm(t *testing.T, judges, entries int) *storm {
	t.Helper()
	d := demo(t, "--open-all", "--judges", fmt.Sprint(judges), "--entries", fmt.Sprint(entries))
	s := &storm{stage: seatedAt(t, d)}
	s.entries = s.order()
	for i, p := range s.Phones {
		inner := &http.Transport{MaxIdleConnsPerHost: 8}
		t.Cleanup(inner.CloseIdleConnections)
		n := venue.NewBadNetwork(*seed+uint64(i), 3*time.Millisecond, inner)
		s.networks = append(s.networks, n)
		p.HTTP = &http.Client{Transport: n, Timeout: 10 * time.Second}
	}
	return s
}

// submitAll has all phones submit until n ballots were confirmed.
func (s *storm) submitAll(n int) {
	ctx, cancel := context.WithTimeout(s.t.Context(), time.Duration(choose(2, 20))*time.Minute)
	defer cancel()
	var all sync.WaitGroup
	for i, p := range s.Phones {
		own := rand.New(rand.NewPCG(*seed, uint64(100+i)))
		all.Go(func() {
			for s.done.Add(1) <= int64(n) {
				marks, err := venue.RandomMarks(own, s.Round.Sheet)
				if err == nil {
					_, err = p.Submit(ctx, s.entries[own.IntN(len(s.entries))], marks)
				}
				if err != nil {
					s.t.Errorf("%s: %v", p.Card.Name, err)
					return
				}
			}
		})
	}
	all.Wait()
}

// killNowAndThen kills and restarts until stop; it returns how long each
// restart took to be ready.
func (s *storm) killNowAndThen(stop <-chan struct{}) []time.Duration {
	var ready []time.Duration
	own := rand.New(rand.NewPCG(*seed, 7))
	for {
		select {
		case <-stop:
			return ready
		case <-time.After(time.Duration(10+own.IntN(300)) * time.Millisecond):
		}
		if err := s.Kill(); err != nil {
			s.t.Error(err)
			return ready
		}
		took, err := s.Restart(s.t.Context())
		if err != nil {
			s.t.Error(err)
			return ready
		}
		ready = append(ready, took)
	}
}

// lastConfirmedHolds compares every seat's own view with what its phone was told.
func (s *storm) lastConfirmedHolds() {
	s.t.Helper()
	for _, p := range s.Phones {
		view, err := p.Seat(s.t.Context())
		for try := 0; err != nil && venue.Status(err) == 0 && try < 50; try++ {
			view, err = p.Seat(s.t.Context())
		}
		if err != nil {
			s.t.Fatal(err)
		}
		for _, e := range s.entries {
			confirmed := p.Confirmed(e)
			if len(confirmed) == 0 {
				continue
			}
			last, have := confirmed[len(confirmed)-1], view.Of(e)
			if have.Receipt != last.Receipt || !reflect.DeepEqual(have.Marks, last.Marks) || have.Version != len(confirmed) {
				s.t.Errorf("%s for %s: confirmed %d ballots, last %+v\nthe server has %+v", p.Card.Name, e, len(confirmed), last, have)
			}
		}
	}
}

// closeAndAudit ends the round and looks for every confirmed ballot in the log.
func (s *storm) closeAndAudit() {
	s.t.Helper()
	s.press(venue.Command{Type: "close", Reason: "演练结束"})
	s.pressAt(s.Verifier, venue.Command{Type: "verify"})
	s.press(venue.Command{Type: "reveal"})
	confirmed := map[string]venue.Order{}
	for _, p := range s.Phones {
		for _, e := range s.entries {
			for _, o := range p.Confirmed(e) {
				confirmed[o.Key] = o
			}
		}
	}
	s.auditBallots(confirmed)
	total := 0
	for _, f := range s.facts() {
		if f.Is("ballot") {
			total++
		}
	}
	if total != len(confirmed) {
		s.t.Errorf("%d ballots in the log, %d were confirmed and every phone had its answer", total, len(confirmed))
	}
}

// tryOnce sends a ballot exactly once; confirmed, it goes into the phone's books.
func (s *storm) tryOnce(p *venue.Phone, entry string) (venue.Order, error) {
	s.t.Helper()
	o := venue.Order{Entry: entry, Key: venue.NewKey(), Marks: s.marks(), BasedOn: len(p.Confirmed(entry))}
	if _, _, err := p.PutBallot(s.t.Context(), entry, o.Key, o.Marks, o.BasedOn); err != nil {
		return o, err
	}
	return p.Resume(s.t.Context(), o) // the repeat is the same answer
}
