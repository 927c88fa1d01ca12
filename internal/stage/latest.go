package stage

import (
	"context"

	"leitai/internal/contest"
	"leitai/internal/standing"
)

// Latest is where a round stands on disk: enough to decide whether a watcher
// needs a new picture.
type Latest struct {
	Log     string
	Version int64
	Big     int64           // seq of the last fact that is more than a ballot or a claim
	Entry   contest.EntryID // the current entry; empty for none
	In      int             // ballots there for it
}

func latestOf(r *contest.Round, log string) Latest {
	l := Latest{Log: log, Version: r.Version(), Big: r.Big(), Entry: r.Current()}
	l.In, _ = r.Count(l.Entry)
	return l
}

// Latest is where the round stands. It costs nothing once the round is folded.
func (s *Stage) Latest(ctx context.Context, round contest.RoundID) (Latest, error) {
	w, err := s.writer(ctx, round)
	if err != nil {
		return Latest{}, err
	}
	if l := w.latest.Load(); l != nil {
		return *l, nil
	}
	if err := w.view(ctx, func(*contest.Round, string) error { return nil }); err != nil {
		return Latest{}, err
	}
	return *w.latest.Load(), nil
}

// Holder is the digest of the session that holds a seat, empty if it is free.
func (s *Stage) Holder(ctx context.Context, round contest.RoundID, seat contest.SeatID) (holder string, err error) {
	err = s.View(ctx, round, func(r *contest.Round, _ string) error {
		var there bool
		if holder, there = r.Holder(seat); !there {
			return contest.ErrNotFound
		}
		return nil
	})
	return holder, err
}

// Standings is the official result of what has been revealed, with the version
// it is made of and whether the round is final; a tie that the rules refuse is
// shared, as in the pictures. Its error is a fault.List where
// the marks allow no result.
func (s *Stage) Standings(ctx context.Context, round contest.RoundID) (result *standing.Result, at Latest, final bool, err error) {
	var in *standing.Input
	err = s.View(ctx, round, func(r *contest.Round, log string) error {
		at, final = latestOf(r, log), r.Sealed() != ""
		if r.Definition() == nil {
			return contest.ErrNotFound
		}
		in = r.Shown() // ranked after the writer is let go
		return nil
	})
	if err != nil {
		return nil, at, false, err
	}
	result, err = standing.Rank(in)
	return result, at, final, err
}
