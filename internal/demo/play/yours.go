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

// stateOf is what a picture says of an entry, as far as it is asked here.
type stateOf struct {
	ID    contest.EntryID
	Order int
	State contest.State
}

// Invite brings an entry of the demo's first round before its judges, so that who
// has watched can mark at once, and says on the tape which seat is kept for him.
// base is the server's own address; code draws an address as a QR code, a row of
// 0 and 1 each. An entry that is under way already is taken.
func Invite(ctx context.Context, t *Tape, base string, line *demo.Line, code func(string) ([]string, error)) error {
	transport := &http.Transport{}
	defer transport.CloseIdleConnections()
	c := &cast{Options: Options{Base: base, Line: line, Round: line.Contests[0].Rounds[0]}}
	c.director = &asker{base: base, client: &http.Client{Transport: transport, Timeout: 20 * time.Second}}
	u := c.account(contest.Director, 0)
	if err := c.director.signIn(ctx, u.Name, u.Password); err != nil {
		return err
	}
	e, more, err := c.next(ctx)
	if err != nil || !more {
		return err
	}
	for i, kind := range []contest.Kind{contest.Call, contest.Start, contest.OpenEntry} {
		if before := []contest.State{contest.Waiting, contest.Called, contest.Presenting}; slices.Contains(before[:i+1], e.State) {
			if err := c.step(ctx, c.director, kind, e.ID); err != nil {
				return err
			}
		}
	}
	for _, s := range c.Round.Seats {
		if slices.Contains(s.Recused, e.ID) {
			continue
		}
		rows, err := code(s.URL)
		if err != nil {
			return err
		}
		return t.add(&Yours{Kind: "yours", Seat: s.Name, URL: s.URL, Code: rows, Round: c.Round.ID, Entry: e.ID})
	}
	return nil
}

// next is the entry that is before its judges, or comes next; false if all are done.
func (c *cast) next(ctx context.Context) (stateOf, bool, error) {
	text, err := c.director.picture(ctx, c.Round.ID, contest.Hall)
	if err != nil {
		return stateOf{}, false, err
	}
	var p struct{ Entries []stateOf }
	if err := json.Unmarshal(text, &p); err != nil {
		return stateOf{}, false, err
	}
	early := []contest.State{contest.Waiting, contest.Called, contest.Presenting, contest.Scoring}
	p.Entries = slices.DeleteFunc(p.Entries, func(e stateOf) bool { return !slices.Contains(early, e.State) })
	if len(p.Entries) == 0 {
		return stateOf{}, false, nil
	}
	return slices.MinFunc(p.Entries, func(a, b stateOf) int {
		return cmp.Or(cmp.Compare(waits(a), waits(b)), cmp.Compare(a.Order, b.Order))
	}), true, nil
}

// waits is 1 of an entry that has not been called, 0 of others.
func waits(e stateOf) int {
	if e.State == contest.Waiting {
		return 1
	}
	return 0
}
