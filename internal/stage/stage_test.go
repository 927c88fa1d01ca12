package stage_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"leitai/internal/contest"
	"leitai/internal/stage"
)

// shelf is a log in memory that can be made to fail. It knows what a disk knows:
// what has been written, and in how many commits.
type shelf struct {
	mu      sync.Mutex
	facts   []contest.Fact
	commits int
	before  func(facts []contest.Fact) error // nil: all goes well; its error means nothing was written
	after   func() error                     // an error after writing: the outcome is not known
}

func (s *shelf) Head(_ context.Context, round contest.RoundID) (stage.Head, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if round != "r" {
		return stage.Head{}, contest.ErrNotFound
	}
	return stage.Head{Log: "log", Contest: "c", Version: int64(len(s.facts))}, nil
}

func (s *shelf) Facts(_ context.Context, _ contest.RoundID, after int64, limit int) ([]contest.Fact, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	from := min(int(after), len(s.facts))
	return slices.Clone(s.facts[from:min(from+limit, len(s.facts))]), nil
}

func (s *shelf) Append(_ context.Context, _ contest.RoundID, facts []contest.Fact) error {
	if s.before != nil {
		if err := s.before(facts); err != nil {
			return err
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if facts[0].Seq != int64(len(s.facts))+1 {
		return contest.ErrMoved
	}
	s.facts = append(s.facts, facts...)
	s.commits++
	if s.after != nil {
		return s.after()
	}
	return nil
}

const rulesText = `{"parts":[{"aggregate":{"decimals":2,"mean":"arithmetic"},"key":"stage","name":"现场","sheet":[{"max":10,"name":"内容","part":"展示","point":"A","short":"内容","step":0.1}]}],"rank":{"by":"batch"},"schema":"leitai.rules/1"}`

// hall is a stage with one entry in 打分中 and so many seats.
func hall(t *testing.T, seats int) (*stage.Stage, *shelf) {
	t.Helper()
	log := &shelf{}
	s := stage.New(log, stage.Options{})
	t.Cleanup(s.Close)
	define(t, s, seats)
	return s, log
}

// define takes a round to one entry in 打分中.
func define(t *testing.T, s *stage.Stage, seats int) {
	t.Helper()
	def := &contest.Definition{Contest: "c", Name: "第一场", Mode: contest.Sequential, Part: "stage", RulesJSON: []byte(rulesText),
		Entries: []contest.EntryRow{{ID: "e1", Name: "西街社区"}, {ID: "e2", Name: "广兴村"}}}
	for i := range seats {
		def.Seats = append(def.Seats, contest.SeatRow{ID: contest.SeatID(fmt.Sprintf("s%d", i)), Name: fmt.Sprintf("评委%d", i+1)})
	}
	must(t, s, contest.Deed{Kind: contest.KindRound, Role: contest.Organiser, By: "组织员", Definition: def})
	must(t, s, command(contest.Draw, "", func(d *contest.Deed) { d.Seed = "2024" }))
	for _, kind := range []contest.Kind{contest.Call, contest.Start, contest.OpenEntry} {
		must(t, s, command(kind, "e1"))
	}
}

func must(t *testing.T, s *stage.Stage, d contest.Deed) contest.Outcome {
	t.Helper()
	out, err := s.Do(t.Context(), "r", d)
	if err != nil {
		t.Fatalf("%s: %v", d.Kind, err)
	}
	return out
}

func command(kind contest.Kind, entry contest.EntryID, with ...func(*contest.Deed)) contest.Deed {
	expect := int64(1 << 40)
	d := contest.Deed{Kind: kind, By: "导播甲", Role: contest.Director, Entry: entry, Key: "command-" + string(kind) + string(entry), Expect: &expect}
	switch kind {
	case contest.Draw:
		expect = 1
	case contest.Call:
		expect = 2
	case contest.Start:
		expect = 3
	case contest.OpenEntry:
		expect = 4
	default:
		expect = 5
	}
	for _, fn := range with {
		fn(&d)
	}
	return d
}

func ballot(seat int, mark string) contest.Deed {
	id, based := contest.SeatID(fmt.Sprintf("s%d", seat)), int64(0)
	return contest.Deed{Kind: contest.KindBallot, By: string(id), Seat: id, Entry: "e1", Key: fmt.Sprintf("ballot-%04d", seat), BasedOn: &based, Marks: map[string]string{"A": mark}}
}

func TestPhonesShareACommit(t *testing.T) {
	s, log := hall(t, 64)
	gate := make(chan struct{})
	log.before = func([]contest.Fact) error { <-gate; return nil }
	commits := log.commits
	var all sync.WaitGroup
	for i := range 64 {
		all.Go(func() { must(t, s, ballot(i, "9.5")) })
	}
	time.Sleep(50 * time.Millisecond) // all 64 are on their way
	close(gate)
	all.Wait()
	if n := log.commits - commits; n > 3 {
		t.Errorf("64 ballots took %d commits", n)
	}
	if got, want := len(log.facts), 5+64; got != want {
		t.Errorf("%d facts; want %d", got, want)
	}
}

func TestNothingIsSeenBeforeItIsOnDisk(t *testing.T) {
	s, log := hall(t, 1)
	gate, begun := make(chan struct{}), make(chan struct{})
	log.before = func([]contest.Fact) error { close(begun); <-gate; return nil }
	sent := make(chan contest.Outcome)
	go func() { sent <- must(t, s, ballot(0, "9.5")) }()
	<-begun
	if l, _ := s.Latest(t.Context(), "r"); l.Version != 5 {
		t.Errorf("version %d is told while the commit is under way", l.Version)
	}
	seen := make(chan int, 1) // how many facts the disk held when the picture came
	go func() {
		p, _ := s.Picture(t.Context(), "r", contest.Hall)
		log.mu.Lock()
		defer log.mu.Unlock()
		seen <- int(p.Version) - len(log.facts)
	}()
	time.Sleep(20 * time.Millisecond)
	close(gate)
	if ahead := <-seen; ahead > 0 {
		t.Errorf("a picture was %d facts ahead of the disk", ahead)
	}
	if out := <-sent; out.Fact.Seq != 6 {
		t.Errorf("seq %d", out.Fact.Seq)
	}
}

func TestACommitThatFailsLeavesNothing(t *testing.T) {
	for _, failure := range []error{contest.ErrFull, contest.ErrUnavailable} {
		s, log := hall(t, 2)
		log.before = func([]contest.Fact) error { return failure }
		if _, err := s.Do(t.Context(), "r", ballot(0, "9.5")); !errors.Is(err, failure) {
			t.Errorf("%v; want %v", err, failure)
		}
		if l, _ := s.Latest(t.Context(), "r"); l.Version != 5 {
			t.Errorf("version %d after a failed commit", l.Version)
		}
		if _, err := s.Picture(t.Context(), "r", contest.Hall); err != nil {
			t.Errorf("reading goes on: %v", err)
		}
		log.before = nil
		if out := must(t, s, ballot(0, "9.5")); out.Repeated || out.Receipt.Version != 1 {
			t.Errorf("sent again: %+v", out)
		}
	}
}

func TestAnUnknownOutcomeIsLookedUp(t *testing.T) {
	s, log := hall(t, 2)
	log.after = func() error { return contest.ErrMoved } // written, but who knows
	if _, err := s.Do(t.Context(), "r", ballot(0, "9.5")); !errors.Is(err, contest.ErrUnavailable) {
		t.Fatalf("%v; want that it is not known", err)
	}
	log.after = nil
	out := must(t, s, ballot(0, "9.5"))
	if !out.Repeated || out.Fact.Seq != 6 || len(log.facts) != 6 {
		t.Errorf("sent again: %+v with %d facts", out, len(log.facts))
	}
}

func TestAnotherWriterIsNoticed(t *testing.T) {
	s, log := hall(t, 2)
	other := stage.New(log, stage.Options{})
	defer other.Close()
	must(t, other, ballot(0, "9.5"))
	if _, err := s.Do(t.Context(), "r", ballot(1, "8")); !errors.Is(err, contest.ErrUnavailable) {
		t.Fatalf("%v", err)
	}
	if out := must(t, s, ballot(1, "8")); out.Fact.Seq != 7 {
		t.Errorf("seq %d; want 7", out.Fact.Seq)
	}
}

func TestCloseAgainstAllPhones(t *testing.T) {
	s, log := hall(t, 64)
	var all sync.WaitGroup
	var mu sync.Mutex
	acknowledged := map[int64]bool{}
	closed := int64(0)
	for i := range 64 {
		all.Go(func() {
			out, err := s.Do(t.Context(), "r", ballot(i, "9.5"))
			mu.Lock()
			defer mu.Unlock()
			if err == nil {
				acknowledged[out.Fact.Seq] = true
			} else if no, ok := errors.AsType[*contest.Refusal](err); !ok || no.Code != contest.IsClosed {
				t.Errorf("ballot %d: %v", i, err)
			}
		})
	}
	all.Go(func() {
		out, err := s.Do(t.Context(), "r", command(contest.Close, "e1", func(d *contest.Deed) { d.Reason = "时间到" }))
		if err != nil {
			t.Error(err)
		}
		mu.Lock()
		closed = out.Fact.Seq
		mu.Unlock()
	})
	all.Wait()
	ballots := 0
	for _, f := range log.facts {
		if f.Kind == contest.KindBallot {
			ballots++
			if f.Seq > closed || !acknowledged[f.Seq] {
				t.Errorf("ballot %d: close is %d, acknowledged %t", f.Seq, closed, acknowledged[f.Seq])
			}
		}
	}
	if ballots != len(acknowledged) {
		t.Errorf("%d ballots in the log, %d acknowledged", ballots, len(acknowledged))
	}
}

func TestTwoDirectorsPressAtOnce(t *testing.T) {
	s, _ := hall(t, 1)
	var all sync.WaitGroup
	won := make(chan error, 2)
	for _, name := range []string{"导播甲", "导播乙"} {
		all.Go(func() {
			_, err := s.Do(t.Context(), "r", command(contest.Close, "e1", func(d *contest.Deed) { d.By, d.Reason = name, "时间到" }))
			won <- err
		})
	}
	all.Wait()
	a, b := <-won, <-won
	if (a == nil) == (b == nil) {
		t.Errorf("%v and %v; want one winner", a, b)
	}
}

func TestWatchersAreWokenAndPicturesAreTheSameBytes(t *testing.T) {
	s, _ := hall(t, 1)
	changed, stop := s.Watch("r")
	defer stop()
	first, err := s.Picture(t.Context(), "r", contest.Hall)
	if err != nil {
		t.Fatal(err)
	}
	again, _ := s.Picture(t.Context(), "r", contest.Hall)
	if &first.JSON[0] != &again.JSON[0] {
		t.Error("the same version was made twice")
	}
	must(t, s, ballot(0, "9.5"))
	select {
	case <-changed:
	case <-time.After(5 * time.Second):
		t.Fatal("nobody was told")
	}
	l, _ := s.Latest(t.Context(), "r")
	if l.Version != 6 || l.Big != 5 || l.Entry != "e1" || l.In != 1 {
		t.Errorf("latest %+v", l)
	}
}

func TestARoundThatIsNotThere(t *testing.T) {
	s, _ := hall(t, 1)
	if _, err := s.Do(t.Context(), "elsewhere", ballot(0, "9.5")); !errors.Is(err, contest.ErrNotFound) {
		t.Error(err)
	}
	if _, err := s.Picture(t.Context(), "elsewhere", contest.Hall); !errors.Is(err, contest.ErrNotFound) {
		t.Error(err)
	}
}

func TestAClosedStageAnswers(t *testing.T) {
	s, _ := hall(t, 1)
	s.Close()
	if _, err := s.Do(t.Context(), "r", ballot(0, "9.5")); !errors.Is(err, contest.ErrUnavailable) {
		t.Error(err)
	}
}
