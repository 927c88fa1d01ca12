package stage

import (
	"context"
	"sync"
	"time"

	"leitai/internal/contest"
)

// Picture is the whole state of a round for an audience at a version. The same
// bytes go to every watcher.
type Picture struct {
	Log     string
	Version int64
	JSON    []byte
}

// pictures keeps the newest picture for each audience.
type pictures struct {
	mu     sync.Mutex
	newest map[contest.Audience]Picture
}

func (p *pictures) find(a contest.Audience, at *Latest) (Picture, bool) {
	if at == nil {
		return Picture{}, false
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	hit, ok := p.newest[a]
	return hit, ok && hit.Log == at.Log && hit.Version >= at.Version
}

func (p *pictures) keep(a contest.Audience, made Picture) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.newest == nil {
		p.newest = map[contest.Audience]Picture{}
	}
	p.newest[a] = made
}

// Picture returns the newest picture for an audience.
func (s *Stage) Picture(ctx context.Context, round contest.RoundID, a contest.Audience) (Picture, error) {
	w, err := s.writer(ctx, round)
	if err != nil {
		return Picture{}, err
	}
	if hit, ok := w.pictures.find(a, w.latest.Load()); ok {
		return hit, nil
	}
	var made Picture
	err = w.view(ctx, func(r *contest.Round, log string) error {
		if hit, ok := w.pictures.find(a, &Latest{Log: log, Version: r.Version()}); ok {
			made = hit
			return nil
		}
		json, err := r.Picture(a, log)
		if err != nil {
			return err
		}
		made = Picture{Log: log, Version: r.Version(), JSON: json}
		w.pictures.keep(a, made)
		return nil
	})
	return made, err
}

// SeatView is what the judge of a seat may see now.
func (s *Stage) SeatView(ctx context.Context, round contest.RoundID, seat contest.SeatID) (*contest.SeatView, error) {
	var v *contest.SeatView
	err := s.View(ctx, round, func(r *contest.Round, log string) error {
		var there bool
		if v, there = r.SeatView(seat, log); !there {
			return contest.ErrNotFound
		}
		return nil
	})
	return v, err
}

// Facts are facts after a seq, payloads withheld that nobody may see yet, and
// the after of the next page, 0 at the end.
func (s *Stage) Facts(ctx context.Context, round contest.RoundID, after int64, limit int) ([]contest.Fact, int64, error) {
	facts, err := s.log.Facts(ctx, round, after, limit)
	if err != nil {
		return nil, 0, err
	}
	next := int64(0)
	err = s.View(ctx, round, func(r *contest.Round, _ string) error {
		for i := range facts {
			if r.Withheld(&facts[i]) {
				facts[i].Payload = nil
			}
		}
		if n := len(facts); n > 0 && facts[n-1].Seq < r.Version() {
			next = facts[n-1].Seq
		}
		return nil
	})
	return facts, next, err
}

// Sealed is the time of the seal, zero before it.
func (s *Stage) Sealed(ctx context.Context, round contest.RoundID) (at time.Time, err error) {
	err = s.View(ctx, round, func(r *contest.Round, _ string) error {
		if text := r.Sealed(); text != "" {
			at, _ = time.Parse(time.RFC3339Nano, text)
		}
		return nil
	})
	return at, err
}
