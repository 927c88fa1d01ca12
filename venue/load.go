package venue

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"sync"
	"time"
)

// Load is what a panel of phones measured that submit as fast as they are
// answered: every ballot counted is one that the server confirmed as durable.
type Load struct {
	Phones    int           `json:"phones"`
	Ballots   int           `json:"ballots"`
	Refused   int           `json:"refused"` // answered with a problem
	Elapsed   time.Duration `json:"elapsed_ns"`
	PerSecond float64       `json:"per_second"`
	P50       time.Duration `json:"p50_ns"`
	P99       time.Duration `json:"p99_ns"`
	Worst     time.Duration `json:"worst_ns"`
}

// Measure seats the panel of the first round, which must be open, and has all
// phones submit for the time given. Each phone goes through its entries in turn.
// Warm is left out of the figures.
func Measure(ctx context.Context, l Layout, warm, span time.Duration) (Load, error) {
	round := l.Contests[0].Rounds[0]
	c := New(l.URL)
	defer c.HTTP.CloseIdleConnections()
	phones, err := Panel(ctx, round, func(int) *Client { return c })
	if err != nil {
		return Load{}, fmt.Errorf("panel: %w", err)
	}
	begin := time.Now().Add(warm)
	runs := make([]run, len(phones))
	var all sync.WaitGroup
	for i, p := range phones {
		all.Go(func() { runs[i] = p.hammer(ctx, round, begin, begin.Add(span), uint64(i)) })
	}
	all.Wait()
	return sum(runs, span)
}

// run is what one phone measured.
type run struct {
	took    []time.Duration
	refused int
	err     error
}

func (p *Phone) hammer(ctx context.Context, round Round, begin, end time.Time, seed uint64) run {
	var r run
	dice := rand.New(rand.NewPCG(seed, 64))
	for i := 0; time.Now().Before(end); i++ {
		entry := round.Entries[i%len(round.Entries)].ID
		if !p.Card.Marks(entry) {
			continue
		}
		marks, err := RandomMarks(dice, round.Sheet)
		if err != nil {
			return run{err: err}
		}
		start := time.Now()
		receipt, _, err := p.PutBallot(ctx, entry, NewKey(), marks, p.versions[entry])
		now := time.Now()
		switch {
		case err == nil:
			p.versions[entry] = receipt.Version
			if start.After(begin) && now.Before(end) {
				r.took = append(r.took, now.Sub(start))
			}
		case Status(err) != 0:
			r.refused++
			r.err = err // the last one tells what was wrong
		default:
			return run{err: err}
		}
	}
	return r
}

func sum(runs []run, span time.Duration) (Load, error) {
	l := Load{Phones: len(runs), Elapsed: span}
	var took []time.Duration
	var errs []error
	for _, r := range runs {
		took = append(took, r.took...)
		l.Refused += r.refused
		errs = append(errs, r.err)
	}
	if l.Ballots = len(took); l.Ballots == 0 {
		return l, errors.Join(append(errs, errors.New("no ballot was confirmed"))...)
	}
	slices.Sort(took)
	l.PerSecond = float64(l.Ballots) / span.Seconds()
	l.P50, l.P99, l.Worst = took[l.Ballots/2], took[l.Ballots*99/100], took[l.Ballots-1]
	return l, errors.Join(errs...)
}
