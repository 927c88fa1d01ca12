package play

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"time"

	"leitai/internal/contest"
	"leitai/internal/demo"
)

// looksEvery is how often it is looked which entry is being scored.
const looksEvery = time.Second

// accompany marks every entry that comes to be scored, until ctx ends. first is
// before its judges where the round has no current entry: all are scored at once.
func (c *cast) accompany(ctx context.Context, first contest.EntryID, kept contest.SeatID, tell func(error)) {
	tick := time.NewTicker(looksEvery)
	defer tick.Stop()
	served := map[contest.EntryID]bool{}
	for {
		if e, ok := c.scored(ctx, first); ok && !served[e] {
			served[e] = true
			if err := c.fill(ctx, e, kept); err != nil {
				tell(err)
			}
		}
		select {
		case <-tick.C:
		case <-ctx.Done():
			return
		}
	}
}

// scored is the current entry, else first, if it is being scored. A server that
// does not answer is asked again.
func (c *cast) scored(ctx context.Context, first contest.EntryID) (contest.EntryID, bool) {
	current, entries, err := c.read(ctx, contest.Hall)
	if current == "" {
		current = first
	}
	i := slices.IndexFunc(entries, func(e stateOf) bool { return e.ID == current && e.State == contest.Scoring })
	return current, err == nil && i >= 0
}

// fill sends the ballots that an entry lacks, but that of the seat that is kept.
func (c *cast) fill(ctx context.Context, entry contest.EntryID, kept contest.SeatID) error {
	if err := c.admit(ctx); err != nil { // a session does not last as long as a demo may
		return err
	}
	_, entries, err := c.read(ctx, contest.Console)
	if err != nil {
		return err
	}
	var deeds []func() error
	for _, e := range entries {
		if e.ID != entry {
			continue
		}
		for _, b := range e.Ballots {
			if b.State == "none" && b.Seat != kept {
				deeds = append(deeds, func() error { return c.mark(ctx, b.Seat, entry) })
			}
		}
	}
	return together(deeds)
}

// mark is what a simulated judge does: he takes his seat, gives his ballot and
// leaves, so that anybody can have his card. What is refused is somebody else's
// business: the seat is taken, or the entry has been closed.
func (c *cast) mark(ctx context.Context, seat contest.SeatID, entry contest.EntryID) error {
	i := slices.IndexFunc(c.Round.Seats, func(s demo.SeatLine) bool { return s.ID == seat })
	judge := &asker{base: c.Base, client: c.director.client}
	// The key makes a claim that a crash left behind the same one.
	err := judge.claim(ctx, c.Round.Seats[i].Token, "company-claim-0001")
	if err == nil {
		path := "/entries/" + string(entry) + "/ballot"
		_, err = judge.ask(ctx, http.MethodPut, path, "company-"+string(entry), map[string]any{"marks": c.Marks(entry, c.Round.Seats[i].Name), "based_on": 0})
		if _, out := judge.ask(ctx, http.MethodDelete, "/sessions/current", "", nil); out != nil {
			err = errors.Join(err, out)
		}
	}
	var no *refusal
	if errors.As(err, &no) && no.status/100 == 4 {
		return nil
	}
	return err
}
