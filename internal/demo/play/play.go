package play

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"sync"
	"time"

	"leitai/internal/contest"
	"leitai/internal/demo"
)

// Options say what is played, and where.
type Options struct {
	Base    string         // the server's own address
	Dir     string         // where the minute is kept
	Line    *demo.Line     // the accounts
	Round   demo.RoundLine // the contest of the minute
	Marks   func(contest.EntryID, string) map[string]string
	Explain func(context.Context, demo.RoundLine, contest.EntryID) ([]Line, error)
}

// cast are who acts, and what of the minute is on stage.
type cast struct {
	Options
	tape     *Tape
	director *asker
	second   *asker // the other director: who locked the last entry must not seal
	verifier *asker
	judges   []*asker
	order    []contest.EntryID
}

// onStage and onPhone are which entry of the running order the minute is about
// and whose phone it shows.
const (
	onStage = 11
	onPhone = 8
)

// Record plays the minute and the rest of its batch, and keeps it. A minute that
// fails is said to have failed: nothing of it is made up.
func Record(ctx context.Context, t *Tape, o Options) error {
	transport := &http.Transport{MaxIdleConnsPerHost: 2 * demo.MinuteJudges}
	defer transport.CloseIdleConnections()
	c := &cast{Options: o, tape: t}
	err := c.all(ctx, &http.Client{Transport: transport, Timeout: 20 * time.Second})
	if err != nil {
		t.put(failedText, false)
		return fmt.Errorf("the minute: %w", err)
	}
	t.put(endText, false)
	return t.save(o.Dir)
}

func (c *cast) all(ctx context.Context, client *http.Client) error {
	if err := c.gather(ctx, client); err != nil {
		return err
	}
	for _, entry := range c.order[:onStage] {
		if err := c.whole(ctx, entry); err != nil {
			return err
		}
	}
	if err := c.turn(ctx, c.order[onStage]); err != nil {
		return err
	}
	return c.rest(ctx, c.order[onStage+1:])
}

// gather signs everybody in and reads the running order.
func (c *cast) gather(ctx context.Context, client *http.Client) error {
	person := func() *asker { return &asker{base: c.Base, client: client} }
	var deeds []func() error
	for _, p := range []struct {
		who  **asker
		role contest.Role
		nth  int
	}{{&c.director, contest.Director, 0}, {&c.second, contest.Director, 1}, {&c.verifier, contest.Verifier, 0}} {
		*p.who = person()
		u := c.account(p.role, p.nth)
		deeds = append(deeds, func() error { return (*p.who).signIn(ctx, u.Name, u.Password) })
	}
	for _, s := range c.Round.Seats {
		judge := person()
		c.judges = append(c.judges, judge)
		deeds = append(deeds, func() error { return judge.claim(ctx, s.Token, "") })
	}
	if err := together(deeds); err != nil {
		return err
	}
	text, err := c.director.picture(ctx, c.Round.ID, contest.Hall)
	if err != nil {
		return err
	}
	var drawn struct {
		Entries []struct {
			ID    contest.EntryID
			Order int
		}
	}
	if err := json.Unmarshal(text, &drawn); err != nil {
		return err
	}
	c.order = make([]contest.EntryID, len(drawn.Entries))
	for _, e := range drawn.Entries {
		if e.Order < 1 || e.Order > len(c.order) {
			return fmt.Errorf("%s has no lot", e.ID)
		}
		c.order[e.Order-1] = e.ID
	}
	return nil
}

// account is the nth of a role.
func (c *cast) account(role contest.Role, nth int) demo.UserLine {
	for _, u := range c.Line.Users {
		if u.Role == role {
			if nth == 0 {
				return u
			}
			nth--
		}
	}
	return demo.UserLine{}
}

// together does deeds at once and gives their errors.
func together(deeds []func() error) error {
	errs := make([]error, len(deeds))
	var all sync.WaitGroup
	for i, deed := range deeds {
		all.Go(func() { errs[i] = deed() })
	}
	all.Wait()
	return errors.Join(errs...)
}

// whole takes an entry from its call into the ranking.
func (c *cast) whole(ctx context.Context, entry contest.EntryID) error {
	for _, kind := range []contest.Kind{contest.Call, contest.Start, contest.OpenEntry} {
		if err := c.step(ctx, c.director, kind, entry); err != nil {
			return err
		}
	}
	deeds := make([]func() error, len(c.judges))
	for i := range c.judges {
		deeds[i] = func() error { _, err := c.ballot(ctx, i, entry); return err }
	}
	if err := together(deeds); err != nil {
		return err
	}
	if err := c.step(ctx, c.director, contest.Close, entry); err != nil {
		return err
	}
	if err := c.step(ctx, c.verifier, contest.Verify, entry); err != nil {
		return err
	}
	for _, kind := range []contest.Kind{contest.Reveal, contest.Lock} {
		if err := c.step(ctx, c.director, kind, entry); err != nil {
			return err
		}
	}
	return nil
}

// step sends a command about an entry.
func (c *cast) step(ctx context.Context, who *asker, kind contest.Kind, entry contest.EntryID) error {
	return who.command(ctx, c.Round.ID, "minute-"+string(kind)+"-"+string(entry), map[string]any{"type": kind, "entry": entry})
}

// ballotKey is the key of a judge's ballot: the same whenever it is sent again.
func ballotKey(judge int, entry contest.EntryID) string {
	return fmt.Sprintf("minute-ballot-%d-%s", judge+1, entry)
}

func (c *cast) ballotOf(judge int, entry contest.EntryID) (path string, body map[string]any) {
	return "/entries/" + string(entry) + "/ballot", map[string]any{"marks": c.Marks(entry, c.Round.Seats[judge].Name), "based_on": 0}
}

// ballot sends the marks of a judge; the answer is the receipt.
func (c *cast) ballot(ctx context.Context, judge int, entry contest.EntryID) (json.RawMessage, error) {
	path, body := c.ballotOf(judge, entry)
	return c.judges[judge].ask(ctx, http.MethodPut, path, ballotKey(judge, entry), body)
}

// rest plays what follows the minute's turn, fast, and seals the round.
func (c *cast) rest(ctx context.Context, entries []contest.EntryID) error {
	for i, entry := range entries {
		if err := c.whole(ctx, entry); err != nil {
			return err
		}
		hall, err := c.director.picture(ctx, c.Round.ID, contest.Hall)
		if err != nil {
			return err
		}
		at := batchFrom + (batchTo-batchFrom)*float64(i)/float64(len(entries))
		if err := c.tape.add(&Frame{Kind: "frame", At: at, Hall: hall}); err != nil {
			return err
		}
	}
	if err := c.second.command(ctx, c.Round.ID, "minute-seal-0001", map[string]any{"type": contest.Seal}); err != nil {
		return err
	}
	f := &Frame{At: sealsAt}
	if err := c.at(contest.Director, 1, false, string(contest.Seal))(ctx, f); err != nil {
		return err
	}
	return c.shoot(ctx, f, true)
}
