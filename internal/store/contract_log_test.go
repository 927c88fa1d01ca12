package store_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"leitai/internal/contest"
	"leitai/internal/stage"
)

func appended(t *testing.T, s storage) {
	facts := ballots(0, contest.Genesis, 100)
	facts[50].Kind, facts[50].By, facts[50].Reason, facts[50].Seat = contest.Close, "王\x1f主任", "秤坏了\x00\x1f\u2028\"", ""
	prev := facts[49].Hash
	for i := 50; i < len(facts); i++ {
		facts[i] = facts[i].Sealed(prev)
		prev = facts[i].Hash
	}
	must(t, s.Append(t.Context(), "R1", nil))
	must(t, s.Append(t.Context(), "R1", facts[:1]))
	must(t, s.Append(t.Context(), "R1", facts[1:67]))
	must(t, s.Append(t.Context(), "R1", facts[67:]))
	equal(t, "the log", read(t, s, "R1"), facts)
	page, err := s.Facts(t.Context(), "R1", 20, 30)
	must(t, err)
	equal(t, "the page of 30 after 20", page, facts[20:50])
	head, err := s.Head(t.Context(), "R1")
	must(t, err)
	if len(head.Log) != 32 {
		t.Errorf("the log is called %q", head.Log)
	}
	equal(t, "the head", head, stage.Head{Log: head.Log, Contest: "C", Version: 100})
	head, err = s.Head(t.Context(), "R2")
	must(t, err)
	equal(t, "the version of a round without facts", head.Version, 0)
}

func refused(t *testing.T, s storage) {
	facts := ballots(0, contest.Genesis, 10)
	must(t, s.Append(t.Context(), "R1", facts[:5]))
	other := ballots(5, facts[3].Hash, 2)
	gap := ballots(4, facts[4].Hash, 1)
	broken := append(ballots(5, facts[4].Hash, 3), ballots(9, facts[8].Hash, 1)...)
	for what, wrong := range map[string][]contest.Fact{
		"facts that are there":      facts[4:],
		"facts after a gap":         facts[6:],
		"a gap on the right past":   ballots(6, facts[4].Hash, 1),
		"facts on another past":     other,
		"a seq that is there":       gap,
		"a group that has a gap":    broken,
		"the first facts once more": facts[:5],
	} {
		is(t, what, s.Append(t.Context(), "R1", wrong), contest.ErrMoved)
	}
	malformed := ballots(5, facts[4].Hash, 1)
	malformed[0].Entry = "E\x1f1"
	malformed[0] = malformed[0].Sealed(facts[4].Hash)
	if err := s.Append(t.Context(), "R1", malformed); err == nil {
		t.Error("a control character in an id is taken, and could not be read back")
	}
	equal(t, "the log after refusals", read(t, s, "R1"), facts[:5])
	must(t, s.Append(t.Context(), "R1", facts[5:]))
	equal(t, "the log in the end", read(t, s, "R1"), facts)
}

func keys(t *testing.T, s storage) {
	first := ballots(0, contest.Genesis, 1)[0]
	must(t, s.Append(t.Context(), "R1", []contest.Fact{first}))
	again := first
	again.Seq = 2
	is(t, "the same key of the same seat", s.Append(t.Context(), "R1", []contest.Fact{again.Sealed(first.Hash)}), contest.ErrMoved)
	again.By = "S2"
	again = again.Sealed(first.Hash)
	must(t, s.Append(t.Context(), "R1", []contest.Fact{again}))
	must(t, s.Append(t.Context(), "R2", []contest.Fact{first}))
	for seq := int64(3); seq < 6; seq++ { // commands of the system have none: as many as there are
		f := contest.Fact{Seq: seq, Kind: contest.Timer, At: first.At, By: "S2", Payload: []byte(`{"salt":"00"}`)}.Sealed(again.Hash)
		must(t, s.Append(t.Context(), "R1", []contest.Fact{f}))
		again = f
	}
}

func use(t *testing.T, s storage) {
	must(t, s.SaveEvent(t.Context(), contest.Event{ID: "X", Name: "演练", Rehearsal: true, Secret: []byte{1}}))
	must(t, s.SaveRound(t.Context(), contest.RoundRow{ID: "X1", Contest: "X", Number: 1, Name: "演练", Mode: contest.Open}))
	must(t, s.SaveEvent(t.Context(), contest.Event{ID: "Z", Name: "别的", Secret: []byte{1}}))
	must(t, s.SaveCard(t.Context(), contest.Card{ID: "K", Contest: "C", TokenDigest: "d", Code: "123456"}))
	must(t, s.SaveSeats(t.Context(), "X1", []contest.SeatRow{{ID: "XS1", Number: 1, Card: "K", Name: "评委1"}}))
	inUse := func(id contest.ContestID, want contest.RoundID) {
		t.Helper()
		e, err := s.Event(t.Context(), id)
		must(t, err)
		equal(t, "the round in use of "+string(id), e.InUse, want)
	}
	inUse("C", "R1")
	inUse("X", "X1")
	inUse("Z", "")
	put := func(round contest.RoundID) {
		t.Helper()
		f := contest.Fact{Seq: 1, Kind: contest.Use, At: "2026-11-24T09:30:00.000+08:00", By: "director", Payload: []byte(`{"salt":"00"}`)}
		must(t, s.Append(t.Context(), round, []contest.Fact{f.Sealed(contest.Genesis)}))
	}
	put("R3")
	inUse("C", "R3")
	inUse("X", "X1")
	put("X1") // judged with a card of C
	inUse("C", "X1")
	inUse("X", "X1")
	put("R2")
	inUse("C", "R2")
	inUse("Z", "")
	must(t, s.SaveEvent(t.Context(), contest.Event{ID: "C", Name: "改名", Secret: []byte{1}, InUse: "R1"}))
	inUse("C", "R2")
}

func apart(t *testing.T, s storage) {
	facts := ballots(0, contest.Genesis, 4)
	must(t, s.Append(t.Context(), "R1", facts))
	must(t, s.Append(t.Context(), "R2", facts[:2]))
	equal(t, "the log of R2", read(t, s, "R2"), facts[:2])
	equal(t, "the log of a round that is not there", read(t, s, "R9"), []contest.Fact{})
}

// crowd lets many writers append to three rounds. Those of one round collide:
// the loser reads on and tries again, as the writer of a round does.
func crowd(t *testing.T, s storage) {
	const writers, each = 63, 3
	var wg sync.WaitGroup
	errs := make(chan error, writers)
	for w := range writers {
		round := contest.RoundID(fmt.Sprintf("R%d", 1+w%3))
		wg.Go(func() {
			for n := 0; n < each; {
				err := s.Append(t.Context(), round, following(t.Context(), s, round, fmt.Sprintf("S%d", w)))
				switch {
				case err == nil:
					n++
				case !errors.Is(err, contest.ErrMoved):
					errs <- err
					return
				}
			}
		})
	}
	wg.Wait()
	close(errs)
	for err := range errs {
		t.Error(err)
	}
	for r := 1; r <= 3; r++ {
		round := contest.RoundID(fmt.Sprintf("R%d", r))
		facts := read(t, s, round)
		equal(t, "facts of "+string(round), len(facts), writers/3*each)
		intact(t, facts)
	}
}

// following is one ballot of a seat after the present end of a log.
func following(ctx context.Context, s storage, round contest.RoundID, seat string) []contest.Fact {
	head, err := s.Head(ctx, round)
	if err != nil {
		return ballots(0, contest.Genesis, 1)
	}
	prev := contest.Genesis
	if head.Version > 0 {
		last, err := s.Facts(ctx, round, head.Version-1, 1)
		if err != nil {
			return nil
		}
		prev = last[0].Hash
	}
	f := ballots(head.Version, prev, 1)[0]
	f.Seat, f.By = contest.SeatID(seat), seat
	return []contest.Fact{f.Sealed(prev)}
}

// intact fails the test unless facts are a chain without a gap.
func intact(t testing.TB, facts []contest.Fact) {
	t.Helper()
	prev := contest.Genesis
	for i, f := range facts {
		if f.Seq != int64(i+1) || !f.Intact(prev) {
			t.Fatalf("the chain is broken at place %d, seq %d", i+1, f.Seq)
		}
		prev = f.Hash
	}
}

func cancelled(t *testing.T, s storage) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	facts := ballots(0, contest.Genesis, 2)
	is(t, "appending", s.Append(ctx, "R1", facts), contest.ErrUnavailable)
	is(t, "appending", s.Append(ctx, "R1", facts), context.Canceled)
	if err := s.SaveEvent(ctx, contest.Event{ID: "N", Name: "新", Secret: []byte{1}}); err == nil {
		t.Error("a contest is saved all the same")
	}
	equal(t, "the log", read(t, s, "R1"), []contest.Fact{})
	must(t, s.Append(t.Context(), "R1", facts))
}

// interrupted ends the call's time somewhere in the middle: it was too early, or
// everything is there.
func interrupted(t *testing.T, s storage) {
	facts := ballots(0, contest.Genesis, 5000)
	ctx, cancel := context.WithTimeout(t.Context(), 5*time.Millisecond)
	defer cancel()
	if err := s.Append(ctx, "R1", facts); err != nil {
		is(t, "appending", err, contest.ErrUnavailable)
		equal(t, "the log", read(t, s, "R1"), []contest.Fact{})
		return
	}
	equal(t, "the number of facts", len(read(t, s, "R1")), len(facts))
}
