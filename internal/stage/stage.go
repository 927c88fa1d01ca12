// Package stage is the day itself: what judge, director and verifier do, one
// deed after the other. Each round has one writer, which decides every deed
// against the fold of the round's facts, writes what was accepted in groups, and
// answers after the commit. Pictures are made by the same writer between two
// commits, so that nobody ever sees what is not on disk.
package stage

import (
	"context"

	"leitai/internal/contest"
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
