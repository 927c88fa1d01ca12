package play

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"time"

	"leitai/internal/contest"
)

// moment is something that happens in the turn, at a time of the script.
type moment struct {
	at   float64
	deed func(context.Context, *Frame) error // does it, and says what it changes besides the pictures
	seat bool                                // the phone has news
}

// turn plays the entry of the minute, moment after moment, and records each.
func (c *cast) turn(ctx context.Context, entry contest.EntryID) error {
	if err := c.step(ctx, c.director, contest.Call, entry); err != nil {
		return err
	}
	list := c.moments(entry)
	slices.SortStableFunc(list, func(a, b moment) int { return cmp.Compare(a.at, b.at) })
	for _, m := range list {
		f := &Frame{At: m.at}
		if err := m.deed(ctx, f); err != nil {
			return err
		}
		if err := c.shoot(ctx, f, m.seat); err != nil {
			return err
		}
	}
	return nil
}

// shoot adds the pictures as they are now to a frame, and the frame to the tape.
func (c *cast) shoot(ctx context.Context, f *Frame, seat bool) (err error) {
	f.Kind = "frame"
	if f.Hall, err = (&asker{base: c.Base, client: c.director.client}).picture(ctx, c.Round.ID, contest.Hall); err != nil { // nobody in particular
		return err
	}
	if f.Console, err = c.director.picture(ctx, c.Round.ID, contest.Console); err != nil {
		return err
	}
	if seat {
		if f.Seat, err = c.judges[onPhone].ask(ctx, http.MethodGet, "/seat", "", nil); err != nil {
			return err
		}
	}
	return c.tape.add(f)
}

// moments are those of the turn, not yet in their order.
func (c *cast) moments(entry contest.EntryID) []moment {
	list := []moment{
		{0, func(ctx context.Context, f *Frame) error { return c.begin(ctx, f, entry) }, true},
		c.press(startsAt, contest.Start, entry), c.press(opensAt, contest.OpenEntry, entry),
		c.press(closesAt, contest.Close, entry), c.press(verifiesAt, contest.Verify, entry),
		c.press(locksAt, contest.Lock, entry),
		{verifierAt, c.at(contest.Verifier, 0, false, ""), false}, {looksAt, c.at(contest.Verifier, 0, true, "look"), false},
		{directorAt, c.at(contest.Director, 0, false, ""), false},
		{explainsAt, func(ctx context.Context, f *Frame) (err error) {
			f.Lines, err = c.Explain(ctx, c.Round, entry)
			return err
		}, false},
		{ranksAt, func(ctx context.Context, _ *Frame) error { return c.screen(ctx, "5", 0, 1, "") }, false},
	}
	for _, at := range beats {
		list = append(list, moment{at, func(ctx context.Context, f *Frame) error { return c.beat(ctx, f, entry, at) }, false})
	}
	for i, at := range arrivals {
		judge := (i*7 + 3) % len(c.judges) // not in the order of the seats
		if judge == onPhone {
			judge = (len(arrivals)*7 + 3) % len(c.judges)
		}
		list = append(list, moment{at, func(ctx context.Context, _ *Frame) error { _, err := c.ballot(ctx, judge, entry); return err }, false})
	}
	return append(append(list, c.offline(entry)...), c.reveal(entry)...)
}

// begin is the first frame: everything there is before the first second.
func (c *cast) begin(ctx context.Context, f *Frame, entry contest.EntryID) error {
	text, err := c.director.ask(ctx, http.MethodGet, "/rounds/"+string(c.Round.ID)+"/facts?after=0&limit=1", "", nil)
	if err != nil {
		return err
	}
	var log struct{ Facts []json.RawMessage }
	if err := json.Unmarshal(text, &log); err != nil || len(log.Facts) != 1 {
		return fmt.Errorf("the first fact: %s, %w", text, err)
	}
	f.Fact = log.Facts[0]
	f.Phone = c.phone(entry, true, false, 0, nil)
	return c.at(contest.Director, 0, false, "")(ctx, f)
}

// at says who stands at the console.
func (c *cast) at(role contest.Role, nth int, looked bool, press string) func(context.Context, *Frame) error {
	return func(_ context.Context, f *Frame) error {
		u := c.account(role, nth)
		f.Person, f.Press = &Person{u.Name, u.Role, looked}, press
		return nil
	}
}

// press is a press of the console's key.
func (c *cast) press(at float64, kind contest.Kind, entry contest.EntryID) moment {
	who := c.director
	if kind == contest.Verify {
		who = c.verifier
	}
	return moment{at, func(ctx context.Context, f *Frame) error {
		f.Press = string(kind)
		return c.step(ctx, who, kind, entry)
	}, true}
}

// beat is what phones say of themselves; the one that is cut off says nothing.
func (c *cast) beat(ctx context.Context, f *Frame, entry contest.EntryID, at float64) error {
	of := len(c.Round.Sheet)
	for i, s := range c.Round.Seats {
		if i == onPhone && at >= confirmsAt && at < healsAt {
			continue
		}
		done := 0
		if at > opensAt {
			done = min(of, int((at-opensAt)*1.6)+(i*5)%4)
		}
		p := Presence{Seat: s.ID, Entry: entry, Done: done, Of: of, RTT: float64(8 + i)}
		if _, err := c.judges[i].ask(ctx, http.MethodPost, "/seat/presence", "", map[string]any{"entry": entry, "done": p.Done, "of": p.Of, "rtt": p.RTT}); err != nil {
			return err
		}
		f.Presence = append(f.Presence, p)
	}
	return nil
}

func (c *cast) phone(entry contest.EntryID, up, pending bool, tries int, sent json.RawMessage) *Phone {
	return &Phone{Entry: entry, Marks: c.Marks(entry, c.Round.Seats[onPhone].Name), Up: up, Key: ballotKey(onPhone, entry), Pending: pending, Tries: tries, Sent: sent}
}

// offline is the phone whose network is gone: its ballot does not arrive, then
// arrives and the answer is lost, then is sent again under the same key.
func (c *cast) offline(entry contest.EntryID) []moment {
	path, body := c.ballotOf(onPhone, entry)
	lost := func(ctx context.Context, arrives bool) error {
		return c.judges[onPhone].cutOff(ctx, http.MethodPut, path, ballotKey(onPhone, entry), body, arrives)
	}
	list := []moment{{confirmsAt, func(ctx context.Context, f *Frame) error {
		f.Phone = c.phone(entry, false, true, 0, nil)
		return lost(ctx, false)
	}, false}}
	for i, at := range tries {
		list = append(list, moment{at, func(ctx context.Context, f *Frame) error {
			f.Phone = c.phone(entry, false, true, i+1, nil)
			return lost(ctx, false)
		}, false})
	}
	return append(list, moment{healsAt, func(ctx context.Context, f *Frame) error {
		f.Phone = c.phone(entry, true, true, len(tries)+1, nil)
		if err := lost(ctx, true); err != nil {
			return err
		}
		return c.arrived(ctx, entry)
	}, false}, moment{receiptAt, func(ctx context.Context, f *Frame) error {
		sent, err := c.ballot(ctx, onPhone, entry)
		f.Phone = c.phone(entry, true, false, 0, sent)
		return err
	}, true})
}

// arrived waits until the server has every ballot of an entry: the line on which
// the last one came tells nothing any more.
func (c *cast) arrived(ctx context.Context, entry contest.EntryID) error {
	for range 400 {
		text, err := c.director.picture(ctx, c.Round.ID, contest.Hall)
		if err != nil {
			return err
		}
		var p struct {
			Entries []struct {
				ID     contest.EntryID
				In, Of int
			}
		}
		if err := json.Unmarshal(text, &p); err != nil {
			return err
		}
		for _, e := range p.Entries {
			if e.ID == entry && e.In == e.Of {
				return nil
			}
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(10 * time.Millisecond):
		}
	}
	return fmt.Errorf("a ballot of %s did not arrive", entry)
}

// reveal turns the cards by hand, so that a page can stop between two of them.
func (c *cast) reveal(entry contest.EntryID) []moment {
	n := len(c.judges)
	list := []moment{{revealsAt - 0.1, func(ctx context.Context, _ *Frame) error { return c.screen(ctx, "4", 1, 0, entry) }, false}, c.press(revealsAt, contest.Reveal, entry)}
	for step := 2; step <= n+3; step++ {
		at := revealsAt + cardEvery*float64(step-1)
		switch step {
		case n + 1:
			at = strikesAt
		case n + 2:
			at = sumsAt
		case n + 3:
			at = placesAt
		}
		list = append(list, moment{at, func(ctx context.Context, f *Frame) error {
			f.Press = "step"
			return c.screen(ctx, "4", step, 0, entry)
		}, false})
	}
	return list
}

// screen points the first screen of the hall.
func (c *cast) screen(ctx context.Context, mode string, step, page int, entry contest.EntryID) error {
	fields := map[string]any{"type": contest.ScreenMode, "screen": contest.MainScreen, "mode": mode, "step": step, "page": page}
	if entry != "" {
		fields["entry"] = entry
	}
	return c.director.command(ctx, c.Round.ID, fmt.Sprintf("minute-screen-%s-%d-%d", mode, step, page), fields)
}
