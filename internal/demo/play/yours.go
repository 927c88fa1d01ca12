package play

import (
	"cmp"
	"context"
	"encoding/json"
	"net/http"
	"slices"
	"time"

	"leitai/internal/contest"
	"leitai/internal/demo"
)

// Invitation is to whom watches: where, among whom.
type Invitation struct {
	Base  string     // the server's own address
	Line  *demo.Line // the accounts and the cards
	Marks func(contest.EntryID, string) map[string]string
	Tell  func(error) // what went wrong with an entry; the next one is served all the same
}

// stateOf is what a picture says of an entry, as far as it is asked here.
type stateOf struct {
	ID      contest.EntryID
	Order   int
	State   contest.State
	Ballots []struct {
		Seat  contest.SeatID
		State string
	}
}

// Invite brings an entry of the demo's first round before its judges, and says on
// the tape which seat is kept for who has watched. The other seats mark every
// entry of that round as soon as it is scored, so that his ballot is the last one;
// a seat that somebody holds is left to him. It goes on until ctx ends. An entry
// that is under way already is taken.
func Invite(ctx context.Context, t *Tape, i Invitation) error {
	transport := &http.Transport{}
	defer transport.CloseIdleConnections()
	c := &cast{Options: Options{Base: i.Base, Line: i.Line, Round: i.Line.Contests[0].Rounds[0], Marks: i.Marks}}
	c.director = &asker{base: i.Base, client: &http.Client{Transport: transport, Timeout: 20 * time.Second}}
	entry, err := c.present(ctx)
	if err != nil {
		return err
	}
	kept := c.kept()
	if err := t.add(&Yours{Kind: "yours", Seat: kept.Name, URL: kept.URL, PIN: kept.PIN, Round: c.Round.ID, Entry: entry, Next: c.after()}); err != nil {
		return err
	}
	c.accompany(ctx, entry, kept.ID, i.Tell)
	return nil
}

// kept is the seat that nobody simulates: the first one that marks every entry.
func (c *cast) kept() demo.SeatLine {
	seats := c.Round.Seats
	return seats[max(0, slices.IndexFunc(seats, func(s demo.SeatLine) bool { return len(s.Recused) == 0 }))]
}

// after is the round that comes next in the contest.
func (c *cast) after() *Next {
	rounds := c.Line.Contests[0].Rounds
	if len(rounds) < 2 {
		return nil
	}
	return &Next{rounds[1].ID, rounds[1].Name}
}

// present brings an entry before the judges and says which; none if there is none.
func (c *cast) present(ctx context.Context) (contest.EntryID, error) {
	if err := c.admit(ctx); err != nil {
		return "", err
	}
	e, more, err := c.next(ctx)
	if err != nil || !more {
		return "", err
	}
	for i, kind := range []contest.Kind{contest.Call, contest.Start, contest.OpenEntry} {
		if before := []contest.State{contest.Waiting, contest.Called, contest.Presenting}; slices.Contains(before[:i+1], e.State) {
			if err := c.step(ctx, c.director, kind, e.ID); err != nil {
				return "", err
			}
		}
	}
	return e.ID, nil
}

// admit signs the director in.
func (c *cast) admit(ctx context.Context) error {
	u := c.account(contest.Director, 0)
	return c.director.signIn(ctx, u.Name, u.Password)
}

// next is the entry that is before its judges, or comes next; false if all are
// done, or people are between two entries.
func (c *cast) next(ctx context.Context) (stateOf, bool, error) {
	_, entries, err := c.read(ctx, contest.Hall)
	if err != nil {
		return stateOf{}, false, err
	}
	late := []contest.State{contest.Closed, contest.Verified, contest.Revealed}
	early := []contest.State{contest.Waiting, contest.Called, contest.Presenting, contest.Scoring}
	if slices.ContainsFunc(entries, func(e stateOf) bool { return slices.Contains(late, e.State) }) {
		return stateOf{}, false, nil
	}
	entries = slices.DeleteFunc(entries, func(e stateOf) bool { return !slices.Contains(early, e.State) })
	if len(entries) == 0 {
		return stateOf{}, false, nil
	}
	return slices.MinFunc(entries, func(a, b stateOf) int {
		return cmp.Or(cmp.Compare(waits(a), waits(b)), cmp.Compare(a.Order, b.Order))
	}), true, nil
}

// read is a picture of the round: which entry is current, and all of them.
func (c *cast) read(ctx context.Context, view contest.Audience) (current contest.EntryID, entries []stateOf, err error) {
	text, err := c.director.picture(ctx, c.Round.ID, view)
	if err != nil {
		return "", nil, err
	}
	var p struct {
		Current contest.EntryID
		Entries []stateOf
	}
	err = json.Unmarshal(text, &p)
	return p.Current, p.Entries, err
}

// waits is 1 of an entry that has not been called, 0 of others.
func waits(e stateOf) int {
	if e.State == contest.Waiting {
		return 1
	}
	return 0
}
