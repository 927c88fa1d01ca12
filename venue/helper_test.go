package venue_test

import (
	"cmp"
	"context"
	"errors"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"

	"leitai/venue"
)

var (
	long   = flag.Bool("venue.long", false, "take the long counts")
	given  = flag.String("venue.bin", "", "a leitai that is built already; empty builds one")
	seed   = flag.Uint64("venue.seed", 20261124, "what the dice of all tests are seeded with")
	places string // of what the tests share: the binary
)

func TestMain(m *testing.M) {
	if manner := os.Getenv(pretend); manner != "" {
		pretended(manner)
	}
	flag.Parse()
	var err error
	if places, err = os.MkdirTemp("", "venue"); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	code := m.Run()
	_ = os.RemoveAll(places)
	os.Exit(code)
}

// built compiles the program once, at the first test that needs it.
var built = sync.OnceValues(func() (string, error) {
	if *given != "" {
		return filepath.Abs(*given)
	}
	bin := filepath.Join(places, "leitai")
	out, err := exec.Command("go", "build", "-o", bin, "leitai/cmd/leitai").CombinedOutput()
	if err != nil {
		return "", fmt.Errorf("%w: %s", err, out)
	}
	return bin, nil
})

func program(t *testing.T) string {
	t.Helper()
	bin, err := built()
	if err != nil {
		t.Fatal(err)
	}
	return bin
}

// choose is a count: short by default, long with -venue.long.
func choose(short, long_ int) int {
	if *long {
		return long_
	}
	return short
}

func dice(t *testing.T, n uint64) *rand.Rand {
	t.Logf("dice -venue.seed=%d", *seed)
	return rand.New(rand.NewPCG(*seed, n))
}

// demo starts a demo on a folder of the test's own; it is killed at the end.
func demo(t *testing.T, args ...string) *venue.Demo {
	t.Helper()
	return demoOn(t, t.TempDir(), args...)
}

func demoOn(t *testing.T, dir string, args ...string) *venue.Demo {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	d, err := venue.Start(ctx, program(t), dir, args...)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := d.Kill(); err != nil {
			t.Error(err)
		}
		if t.Failed() {
			t.Logf("last of the server's log:\n%s", tail(d.Log(), 4000))
		}
	})
	return d
}

func tail(s string, n int) string { return s[max(0, len(s)-n):] }

// restart starts the demo again on the same folder and port.
func restart(t *testing.T, d *venue.Demo) time.Duration {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	took, err := d.Restart(ctx)
	if err != nil {
		t.Fatal(err)
	}
	return took
}

// stage is a round of a demo with everybody at his place.
type stage struct {
	*venue.Demo
	t        *testing.T
	Round    venue.Round
	Director *venue.Desk
	Second   *venue.Desk // another director
	Verifier *venue.Desk
	Phones   []*venue.Phone
	dice     *rand.Rand
}

// first is the round with which the line of the demo begins.
func first(d *venue.Demo) venue.Round { return d.Contests[0].Rounds[0] }

// staged starts a demo and brings everybody to the first round.
func staged(t *testing.T, args ...string) *stage {
	t.Helper()
	return seatedAt(t, demo(t, args...))
}

func seatedAt(t *testing.T, d *venue.Demo) *stage {
	t.Helper()
	s := &stage{Demo: d, t: t, Round: first(d), dice: dice(t, 1)}
	directors := d.People("director")
	if len(directors) < 2 {
		t.Fatalf("%d directors, the contract has two", len(directors))
	}
	s.Director, s.Second, s.Verifier = s.desk(directors[0]), s.desk(directors[1]), s.desk(s.person("verifier"))
	phones, err := venue.Panel(t.Context(), s.Round, func(int) *venue.Client { return s.anyone() })
	if err != nil {
		t.Fatal(err)
	}
	s.Phones = phones
	return s
}

func (s *stage) person(role string) venue.Person {
	s.t.Helper()
	people := s.People(role)
	if len(people) == 0 {
		s.t.Fatalf("the demo has no %s", role)
	}
	return people[0]
}

// anyone is a client without a session, on connections of its own.
func (s *stage) anyone() *venue.Client {
	c := venue.New(s.URL)
	s.t.Cleanup(c.HTTP.CloseIdleConnections)
	return c
}

func (s *stage) desk(p venue.Person) *venue.Desk {
	s.t.Helper()
	d, err := venue.NewDesk(s.t.Context(), s.anyone(), p, s.Round.ID)
	if err != nil {
		s.t.Fatal(err)
	}
	return d
}

// order lists the entries in the order of the draw.
func (s *stage) order() []string {
	s.t.Helper()
	entries := slices.Clone(s.picture().Entries)
	slices.SortStableFunc(entries, func(a, b venue.PictureEntry) int { return cmp.Compare(place(a), place(b)) })
	var ids []string
	for _, e := range entries {
		ids = append(ids, e.ID)
	}
	return ids
}

func place(e venue.PictureEntry) int {
	if e.Order == nil {
		return 1 << 30
	}
	return *e.Order
}

func (s *stage) picture() venue.Picture {
	s.t.Helper()
	p, err := s.Director.Picture(s.t.Context())
	if err != nil {
		s.t.Fatal(err)
	}
	return p
}

func (s *stage) state(entry string) string {
	s.t.Helper()
	p := s.picture()
	return p.Entry(entry).State
}

// must presses buttons of a desk that are allowed.
func (s *stage) must(d *venue.Desk, entry string, types ...string) {
	s.t.Helper()
	if err := d.Do(s.t.Context(), entry, types...); err != nil {
		s.t.Fatal(err)
	}
}

// press presses one button of the director that is allowed.
func (s *stage) press(cmd venue.Command) venue.Done {
	s.t.Helper()
	return s.pressAt(s.Director, cmd)
}

func (s *stage) pressAt(d *venue.Desk, cmd venue.Command) venue.Done {
	s.t.Helper()
	done, err := d.Press(s.t.Context(), cmd)
	if err != nil {
		s.t.Fatal(err)
	}
	return done
}

// refused presses a button that must be refused with the code.
func (s *stage) refused(d *venue.Desk, cmd venue.Command, status int, code string) *venue.Problem {
	s.t.Helper()
	_, err := d.Press(s.t.Context(), cmd)
	return expect(s.t, cmd.Type+" "+cmd.Entry, err, status, code)
}

// expect checks that err is a refusal with status and code.
func expect(t *testing.T, what string, err error, status int, code string) *venue.Problem {
	t.Helper()
	var p *venue.Problem
	if !errors.As(err, &p) || p.Status != status || p.Code != code {
		t.Errorf("%s: got %v, want %d %s", what, err, status, code)
		return &venue.Problem{}
	}
	return p
}

func (s *stage) marks() venue.Marks {
	s.t.Helper()
	m, err := venue.RandomMarks(s.dice, s.Round.Sheet)
	if err != nil {
		s.t.Fatal(err)
	}
	return m
}

// ballots has every phone that may mark the entry submit once.
func (s *stage) ballots(entry string) []venue.Order {
	s.t.Helper()
	var orders []venue.Order
	for _, p := range s.Phones {
		if !p.Card.Marks(entry) {
			continue
		}
		o, err := p.Submit(s.t.Context(), entry, s.marks())
		if err != nil {
			s.t.Fatalf("%s for %s: %v", p.Card.Name, entry, err)
		}
		orders = append(orders, o)
	}
	return orders
}

// finish takes an entry from 打分中 to 入榜.
func (s *stage) finish(entry string) {
	s.t.Helper()
	s.must(s.Director, entry, "close")
	s.must(s.Verifier, entry, "verify")
	s.must(s.Director, entry, "reveal", "lock")
}

// play takes an entry the whole way.
func (s *stage) play(entry string) []venue.Order {
	s.t.Helper()
	s.must(s.Director, entry, "call", "start", "open")
	orders := s.ballots(entry)
	s.finish(entry)
	return orders
}

func (s *stage) facts() []venue.Fact {
	s.t.Helper()
	facts, err := s.Director.AllFacts(s.t.Context(), s.Round.ID)
	if err != nil {
		s.t.Fatal(err)
	}
	if err := venue.CheckChain(facts); err != nil {
		s.t.Fatal(err)
	}
	return facts
}

// within polls until ok says yes; it fails after the time.
func within(t *testing.T, limit time.Duration, what string, ok func() bool) {
	t.Helper()
	for end := time.Now().Add(limit); !ok(); time.Sleep(10 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("not within %s: %s", limit, what)
		}
	}
}
