package venue_test

import (
	"fmt"
	"slices"
	"testing"

	"leitai/venue"
)

// Reliability 3 (FTC scorekeeper: "commit" failed from match 8 on; a deleted
// one in the middle): every command works on the first and on the last entry,
// with entries in between that were withdrawn, absent and annulled. P3: what
// changes after the lock is a correction with a reason and two names. Promise 5
// holds after it.
func TestEveryCommandOnTheFirstAndTheLastEntry(t *testing.T) {
	t.Parallel()
	s := staged(t, "--judges", "7", "--entries", fmt.Sprint(choose(5, 40)))
	order := s.order()
	last := len(order) - 1
	s.everyCommand(order[0])
	s.aside(order[1 : last-1])
	s.press(venue.Command{Type: "call", Entry: order[last-1]})
	s.press(venue.Command{Type: "annul", Entry: order[last-1], Reason: "违反纪律"})
	s.everyCommand(order[last])
	s.compareWithRank()
	s.reasonsStand()
	s.pressAt(s.Verifier, venue.Command{Type: "seal"})
	s.compareWithRank()
	s.correctTwice(order[last])
	if p := s.picture(); p.Current != nil {
		t.Errorf("current after seal: %v", *p.Current)
	}
	s.compareWithRank()
	s.facts()
}

// aside takes entries out by turns, one of them back in and out again.
func (s *stage) aside(entries []string) {
	s.t.Helper()
	for i, e := range entries {
		kind := []string{"withdraw", "absent"}[i%2]
		done := s.press(venue.Command{Type: kind, Entry: e, Reason: "本人申请"})
		if i == 0 {
			s.press(venue.Command{Type: "undo", Fields: map[string]any{"of": done.Seq}})
			if state := s.state(e); state != "waiting" {
				s.t.Errorf("%s undone leaves %s", kind, state)
			}
			s.press(venue.Command{Type: kind, Entry: e, Reason: "本人申请"})
		}
	}
}

// everyCommand presses every button that an entry has.
func (s *stage) everyCommand(entry string) {
	s.t.Helper()
	s.beforeScoring(entry)
	s.whileScoring(entry)
	s.afterTheClose(entry)
}

func (s *stage) beforeScoring(entry string) {
	s.t.Helper()
	s.press(venue.Command{Type: "substitute", Entry: entry, Reason: "原发言人生病", Fields: map[string]any{"name": "副书记"}})
	for _, kind := range []string{"call", "start"} {
		done := s.press(venue.Command{Type: kind, Entry: entry})
		s.press(venue.Command{Type: "undo", Fields: map[string]any{"of": done.Seq}})
		s.press(venue.Command{Type: kind, Entry: entry})
	}
	timekeeper := s.desk(s.person("timekeeper"))
	for _, f := range []map[string]any{{"action": "start", "seconds": 300}, {"action": "add", "seconds": -10}, {"action": "pause"}} {
		s.blind(timekeeper, venue.Command{Type: "timer", Entry: entry, Fields: f})
	}
	s.press(venue.Command{Type: "pause", Reason: "断电"})
	s.refused(s.Director, venue.Command{Type: "open", Entry: entry}, 409, "paused")
	s.press(venue.Command{Type: "resume", Reason: "来电"})
	s.press(venue.Command{Type: "open", Entry: entry})
	points := map[string]any{"points": "0.5", "part": s.picture().Round.Part}
	s.blind(timekeeper, venue.Command{Type: "deduct", Entry: entry, Reason: "超时", Fields: points})
	s.press(venue.Command{Type: "bonus", Entry: entry, Reason: "表扬", Fields: points})
}

// blind presses a button of somebody who has no console: he decides on the hall.
func (s *stage) blind(d *venue.Desk, cmd venue.Command) {
	s.t.Helper()
	p, err := d.Snapshot(s.t.Context(), s.Round.ID, "hall")
	if err != nil {
		s.t.Fatal(err)
	}
	cmd.ExpectVersion = p.Version
	if _, _, err := d.Command(s.t.Context(), s.Round.ID, venue.NewKey(), cmd); err != nil {
		s.t.Fatalf("%s: %v", cmd.Type, err)
	}
}

// whileScoring: a recusal and an absence taken back, a ballot on paper typed twice.
func (s *stage) whileScoring(entry string) {
	s.t.Helper()
	orders := s.ballotsBut(entry, 1)
	first, paper := s.owning(orders[0]), s.without(entry)
	for _, kind := range []string{"recuse", "judge_absent"} {
		s.press(venue.Command{Type: kind, Entry: entry, Seat: first, Reason: "误点"})
		s.press(venue.Command{Type: kind, Entry: entry, Seat: first, Reason: "更正", Fields: map[string]any{"off": true}})
	}
	if state, version := s.ballotState(entry, first); state != "in" || version != 1 {
		s.t.Errorf("a ballot of a seat that was recused by mistake is %q %d", state, version)
	}
	marks := s.marks()
	s.press(venue.Command{Type: "paper", Entry: entry, Seat: paper, Reason: "手机没电", Fields: map[string]any{"marks": marks}})
	if state, _ := s.ballotState(entry, paper); state != "none" {
		s.t.Errorf("typed once, the ballot is %q", state)
	}
	s.refused(s.Second, venue.Command{Type: "paper", Entry: entry, Seat: paper, Reason: "手机没电", Fields: map[string]any{"marks": s.marks()}}, 409, "paper_differs")
	s.pressAt(s.Second, venue.Command{Type: "paper", Entry: entry, Seat: paper, Reason: "手机没电", Fields: map[string]any{"marks": marks}})
	if state, _ := s.ballotState(entry, paper); state != "paper" {
		s.t.Errorf("typed twice, the ballot is %q", state)
	}
}

// ballotsBut has every phone submit but the last n that mark the entry.
func (s *stage) ballotsBut(entry string, n int) []venue.Order {
	s.t.Helper()
	all := s.Phones
	defer func() { s.Phones = all }()
	s.Phones = slices.DeleteFunc(slices.Clone(all), func(p *venue.Phone) bool { return !p.Card.Marks(entry) })
	s.Phones = s.Phones[:len(s.Phones)-n]
	return s.ballots(entry)
}

// owning is the seat of an order.
func (s *stage) owning(o venue.Order) string {
	for _, p := range s.Phones {
		if slices.ContainsFunc(p.Confirmed(o.Entry), func(c venue.Order) bool { return c.Key == o.Key }) {
			return p.Card.ID
		}
	}
	return ""
}

// without is a seat that may mark the entry and has not.
func (s *stage) without(entry string) string {
	for _, p := range s.Phones {
		if p.Card.Marks(entry) && len(p.Confirmed(entry)) == 0 {
			return p.Card.ID
		}
	}
	return ""
}

func (s *stage) ballotState(entry, seat string) (string, int) {
	s.t.Helper()
	p := s.picture()
	for _, b := range p.Entry(entry).Ballots {
		if b.Seat == seat {
			return b.State, b.Version
		}
	}
	return "", 0
}

func (s *stage) afterTheClose(entry string) {
	s.t.Helper()
	s.press(venue.Command{Type: "close", Entry: entry})
	s.press(venue.Command{Type: "reopen", Entry: entry, Reason: "评委要求"})
	s.press(venue.Command{Type: "close", Entry: entry})
	s.must(s.Verifier, entry, "verify")
	s.press(venue.Command{Type: "reopen", Entry: entry, Reason: "再看一次"})
	s.press(venue.Command{Type: "close", Entry: entry})
	s.must(s.Verifier, entry, "verify")
	s.must(s.Director, entry, "reveal", "lock")
	s.correctTwice(entry)
}

// entry is what the console shows of the entry.
func (s *stage) entry(id string) venue.PictureEntry {
	s.t.Helper()
	p := s.picture()
	return p.Entry(id)
}

// correctTwice changes a mark by two people: nothing is seen before the second
// has confirmed, and the first may not confirm himself.
func (s *stage) correctTwice(entry string) {
	s.t.Helper()
	before := s.entry(entry)
	seat := before.Marks[0]
	point := s.Round.Sheet[0].Point
	value := "1"
	if seat.Points[point] == value {
		value = "2"
	}
	fix := map[string]any{"marks": venue.Marks{point: value}}
	done := s.pressAt(s.Verifier, venue.Command{Type: "correct", Entry: entry, Seat: seat.Seat, Reason: "录入有误", Fields: fix})
	if now := s.entry(entry); plain(now) != plain(before) {
		s.t.Errorf("a correction that nobody confirmed is shown: %s", plain(now))
	}
	of := map[string]any{"of": done.Seq}
	s.refused(s.Verifier, venue.Command{Type: "confirm", Fields: of}, 409, "same_person")
	s.pressAt(s.Director, venue.Command{Type: "confirm", Fields: of})
	for _, m := range s.entry(entry).Marks {
		if m.Seat == seat.Seat && m.Points[point] != value {
			s.t.Errorf("after the confirmation %s has %s, want %s", point, m.Points[point], value)
		}
	}
	s.refused(s.Director, venue.Command{Type: "confirm", Fields: of}, 409, "nothing_pending")
}

// reasonsStand: what needs a reason is refused without one, and the log has it.
func (s *stage) reasonsStand() {
	s.t.Helper()
	for _, f := range s.facts() {
		switch text := f.Why(); {
		case slices.ContainsFunc([]string{"withdraw", "absent", "annul", "reopen", "correct", "deduct", "bonus", "pause", "resume", "substitute", "recuse", "judge_absent"}, f.Is):
			if text == "" || f.Who() == "" {
				s.t.Errorf("fact %d has reason %q by %q", f.Number(), text, f.Who())
			}
		}
	}
	p := s.refused(s.Director, venue.Command{Type: "pause"}, 422, "missing")
	if p.Field != "reason" {
		s.t.Errorf("the field that is missing is %q", p.Field)
	}
}
