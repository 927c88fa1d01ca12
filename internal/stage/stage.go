// Package stage is the day itself: what judge, director and verifier do, one
// deed after the other. Each round has one writer, which decides every deed
// against the fold of the round's facts, writes what was accepted in groups, and
// answers after the commit. Pictures are made by the same writer between two
// commits, so that nobody ever sees what is not on disk. It imports contest,
// standing and live, and no storage.
package stage

import (
	"context"
	"crypto/rand"
	"io"
	"sync"
	"time"

	"leitai/internal/contest"
	"leitai/internal/live"
)

// Log is what stage asks of storage.
type Log interface {
	// Head returns the random name of a round's log, its contest, and the seq of its last
	// fact. It fails with [contest.ErrNotFound].
	Head(ctx context.Context, round contest.RoundID) (Head, error)
	// Facts returns up to limit facts after the given seq, in order.
	Facts(ctx context.Context, round contest.RoundID, after int64, limit int) ([]contest.Fact, error)
	// Append writes facts in one transaction and returns after it is on disk. The
	// first must follow the head. A fact use makes its round the contest's round
	// in use, in the same transaction. It fails with [contest.ErrFull] or
	// [contest.ErrUnavailable] if nothing was written, and with
	// [contest.ErrMoved] if something else was, or if that is not known.
	Append(ctx context.Context, round contest.RoundID, facts []contest.Fact) error
}

// Head is where a log stands.
type Head struct {
	Log     string
	Contest contest.ContestID
	Version int64
}

// Options are the world that a stage lives in; what is empty is the real one.
type Options struct {
	Now    func() time.Time
	Random io.Reader
	// Committed is told after each commit how many facts it held and how long it
	// took, for the metrics. It must not block.
	Committed func(facts int, took time.Duration)
}

// Stage holds the writers of the rounds that somebody has asked for.
type Stage struct {
	log  Log
	opt  Options
	hub  live.Hub
	done context.Context
	stop context.CancelFunc

	mu      sync.Mutex
	writers map[contest.RoundID]*writer
	working sync.WaitGroup
}

// New is a stage over a log. Rounds are folded at first use.
func New(log Log, opt Options) *Stage {
	if opt.Now == nil {
		opt.Now = time.Now
	}
	if opt.Random == nil {
		opt.Random = rand.Reader
	}
	if opt.Committed == nil {
		opt.Committed = func(int, time.Duration) {}
	}
	s := &Stage{log: log, opt: opt, writers: map[contest.RoundID]*writer{}}
	s.done, s.stop = context.WithCancel(context.Background())
	return s
}

// Close stops all writers. Deeds that wait are answered with
// [contest.ErrUnavailable]; a commit under way is finished first.
func (s *Stage) Close() {
	s.stop()
	s.working.Wait()
}

// writer is the writer of a round, started at first use. A round that is not
// there has none.
func (s *Stage) writer(ctx context.Context, round contest.RoundID) (*writer, error) {
	s.mu.Lock()
	w := s.writers[round]
	s.mu.Unlock()
	if w != nil {
		return w, nil
	}
	if _, err := s.log.Head(ctx, round); err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if w = s.writers[round]; w != nil {
		return w, nil
	}
	if s.done.Err() != nil {
		return nil, contest.ErrUnavailable
	}
	w = newWriter(s, round)
	s.writers[round] = w
	s.working.Add(1)
	go func() {
		defer s.working.Done()
		w.run(s.done)
	}()
	return w, nil
}

// Do decides a deed and writes its fact. It returns after the fact is on disk.
// A no is a *contest.Refusal; contest.ErrUnavailable and contest.ErrFull mean
// that nothing was written or that it is not known: the same deed may be sent
// again with the same key.
func (s *Stage) Do(ctx context.Context, round contest.RoundID, d contest.Deed) (contest.Outcome, error) {
	w, err := s.writer(ctx, round)
	if err != nil {
		return contest.Outcome{}, err
	}
	return w.do(ctx, d)
}

// View lets fn look at the round as it is on disk. fn must not keep or change
// it, and must be quick: the writer waits.
func (s *Stage) View(ctx context.Context, round contest.RoundID, fn func(r *contest.Round, log string) error) error {
	w, err := s.writer(ctx, round)
	if err != nil {
		return err
	}
	return w.view(ctx, fn)
}

// Watch tells of changes of a round: the channel receives after each commit,
// several of which may be told as one, until stop.
func (s *Stage) Watch(round contest.RoundID) (changed <-chan struct{}, stop func()) {
	return s.hub.Watch(string(round))
}
