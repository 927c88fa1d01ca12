package venue_test

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"sync"
	"testing"
	"time"

	"leitai/venue"
)

// watcher reads a stream and keeps what it showed.
type watcher struct {
	mu      sync.Mutex
	view    string
	events  []venue.Event
	newest  int // the version it knows of
	shown   int // the version of the last whole picture
	ended   string
	closed  bool
	problem []string
}

// watch opens a stream and reads it in the background until it ends.
func watch(t *testing.T, c *venue.Client, round, view string) *watcher {
	t.Helper()
	stream, err := c.Events(t.Context(), round, view)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = stream.Close() })
	w := &watcher{view: view, newest: -1, shown: -1}
	go w.read(stream)
	within(t, 5*time.Second, view+" is shown its first picture", func() bool { return w.version() >= 0 })
	return w
}

func (w *watcher) read(stream *venue.Stream) {
	for {
		e, err := stream.Next()
		w.mu.Lock()
		if err != nil {
			w.closed = true
			w.mu.Unlock()
			return
		}
		w.take(e)
		w.mu.Unlock()
	}
}

func (w *watcher) take(e venue.Event) {
	if len(w.events) == 0 && e.Name != "snapshot" {
		w.problem = append(w.problem, "the first event is "+e.Name)
	}
	w.events = append(w.events, e)
	note, err := e.Note()
	if err != nil {
		w.problem = append(w.problem, err.Error())
		return
	}
	switch e.Name {
	case "end":
		w.ended = note.Code
		return
	case "presence":
		return
	case "snapshot":
		w.shown = note.Version
	}
	if e.Version() != note.Version {
		w.problem = append(w.problem, fmt.Sprintf("event %s has id %q and version %d", e.Name, e.ID, note.Version))
	}
	if note.Version < w.newest {
		w.problem = append(w.problem, fmt.Sprintf("version %d after %d", note.Version, w.newest))
	}
	w.newest = note.Version
}

func (w *watcher) version() int {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.newest
}

// over says that the stream was ended with the code, any if it is empty, and then closed.
func (w *watcher) over(code string) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.closed && w.ended != "" && (code == "" || w.ended == code)
}

func (w *watcher) check(t *testing.T) {
	t.Helper()
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, p := range w.problem {
		t.Errorf("%s: %s", w.view, p)
	}
}

// gallery keeps one picture for each view and version that anybody was shown.
type gallery struct {
	mu    sync.Mutex
	shown map[string][]byte
}

func (g *gallery) hang(t *testing.T, view string, raw []byte, version int) {
	t.Helper()
	g.mu.Lock()
	defer g.mu.Unlock()
	at := fmt.Sprintf("%s at version %d", view, version)
	if before, ok := g.shown[at]; ok && !bytes.Equal(before, raw) {
		t.Errorf("%s was shown in two ways:\n%s\n%s", at, before, raw)
	}
	g.shown[at] = bytes.Clone(raw)
}

// Promise 3: two screens never disagree about the same version; versions only
// grow; the same view and version are the same bytes, in a snapshot, in an
// event, for whoever asks, and after a restart.
func TestTwoScreensNeverDisagree(t *testing.T) {
	t.Parallel()
	s := staged(t, "--judges", "5", "--entries", "3")
	g := &gallery{shown: map[string][]byte{}}
	views := map[string][]*venue.Client{
		"hall": {s.anyone(), s.anyone()}, "console": {s.Director.Client, s.Verifier.Client},
		"judge": {s.Phones[0].Client, s.Phones[1].Client}, "report": {s.desk(s.person("auditor")).Client, s.Director.Client},
	}
	var watchers []*watcher
	for view, clients := range views {
		for _, c := range clients {
			watchers = append(watchers, watch(t, c, s.Round.ID, view))
		}
	}
	ctx, stop := context.WithCancel(t.Context())
	var readers sync.WaitGroup
	for view, clients := range views {
		for _, c := range clients {
			readers.Go(func() { s.lookOften(ctx, c, view, g) })
		}
	}
	order := s.order()
	for _, entry := range order[:2] {
		s.play(entry)
	}
	s.press(venue.Command{Type: "timer", Entry: order[2], Fields: map[string]any{"action": "start", "seconds": 120}})
	last := s.picture().Version
	for _, w := range watchers {
		within(t, 7*time.Second, w.view+" converges", func() bool { return w.version() >= last })
	}
	stop()
	readers.Wait()
	for _, w := range watchers {
		w.check(t)
		for _, e := range w.events {
			if e.Name == "snapshot" {
				g.hang(t, w.view, e.Data, e.Version())
			}
		}
	}
	s.pictureTimes(g)
	s.sameAfterRestart(views, g)
}

func (s *stage) lookOften(ctx context.Context, c *venue.Client, view string, g *gallery) {
	newest := 0
	for ctx.Err() == nil {
		p, err := c.Snapshot(ctx, s.Round.ID, view)
		if ctx.Err() != nil {
			return
		}
		if err != nil {
			s.t.Errorf("%s: %v", view, err)
			return
		}
		if p.Version < newest || p.View != view {
			s.t.Errorf("%s: version %d after %d, view %q", view, p.Version, newest, p.View)
		}
		newest = p.Version
		g.hang(s.t, view, p.Raw, p.Version)
		time.Sleep(5 * time.Millisecond)
	}
}

// pictureTimes checks that the time in a picture is that of its last fact.
func (s *stage) pictureTimes(g *gallery) {
	s.t.Helper()
	facts := s.facts()
	p := s.picture()
	if p.Version != len(facts) || p.At != facts[p.Version-1].When() {
		s.t.Errorf("version %d at %s; %d facts, the last at %s", p.Version, p.At, len(facts), facts[len(facts)-1].When())
	}
	if len(g.shown) < 20 {
		s.t.Errorf("only %d different pictures were compared", len(g.shown))
	}
}

func (s *stage) sameAfterRestart(views map[string][]*venue.Client, g *gallery) {
	s.t.Helper()
	if err := s.Kill(); err != nil {
		s.t.Fatal(err)
	}
	restart(s.t, s.Demo)
	for view, clients := range views {
		p, err := clients[0].Snapshot(s.t.Context(), s.Round.ID, view)
		if err != nil {
			s.t.Fatal(err)
		}
		g.hang(s.t, view, p.Raw, p.Version)
	}
}

// Reliability 3 (Cheesy Arena: a listener that is behind loses messages): a
// screen that reads nothing during a storm converges to the newest state; seven
// tabs of one session are all served, and a ballot beside them.
func TestASlowScreenAndSevenTabs(t *testing.T) {
	t.Parallel()
	s := staged(t, "--judges", "5", "--entries", "3", "--open-all")
	slow, err := s.anyone().Events(t.Context(), s.Round.ID, "hall")
	if err != nil {
		t.Fatal(err)
	}
	defer slow.Close()
	var tabs []*watcher
	for range 7 {
		tabs = append(tabs, watch(t, s.Phones[0].Client, s.Round.ID, "judge"))
	}
	for range choose(20, 200) {
		for _, e := range s.order() {
			s.ballots(e)
		}
	}
	last := s.picture().Version
	w := &watcher{view: "slow hall", newest: -1, shown: -1}
	go w.read(slow)
	within(t, 10*time.Second, "the slow screen converges", func() bool { return w.version() >= last })
	for _, tab := range tabs {
		within(t, 10*time.Second, "each of seven tabs converges", func() bool { return tab.version() >= last })
		tab.check(t)
	}
	w.check(t)
	p, err := s.anyone().Snapshot(t.Context(), s.Round.ID, "hall")
	if err != nil {
		t.Fatal(err)
	}
	s.countsAgree(w, p)
}

// countsAgree applies the count events of a stream to its last picture and
// compares with a picture that was fetched. After a version event the stream
// itself says that a screen must fetch, and it has: p.
func (s *stage) countsAgree(w *watcher, p venue.Picture) {
	s.t.Helper()
	w.mu.Lock()
	defer w.mu.Unlock()
	in := map[string]int{}
	for _, e := range w.events {
		switch e.Name {
		case "snapshot":
			shown, err := e.Picture()
			if err != nil {
				s.t.Fatal(err)
			}
			for _, entry := range shown.Entries {
				if entry.In != nil {
					in[entry.ID] = *entry.In
				}
			}
		case "version":
			for _, entry := range p.Entries {
				in[entry.ID] = *entry.In
			}
		case "count":
			note, _ := e.Note() // read once already
			in[note.Entry] = note.In
		}
	}
	for _, e := range p.Entries {
		if e.In == nil || *e.In != in[e.ID] {
			s.t.Errorf("%s: the stream says %d ballots, the picture %v", e.ID, in[e.ID], e.In)
		}
	}
}

// http.md, Sessions: a stream ends within a second when its session ends, and
// says why; the session is nobody's from then on.
func TestAStreamEndsWithItsSession(t *testing.T) {
	t.Parallel()
	s := staged(t, "--judges", "3", "--entries", "2")
	moved, out, replaced := s.Phones[0], s.Phones[1], s.Phones[2]
	for _, c := range []struct {
		name, code, after string
		who               *venue.Client
		view              string
		end               func() error
	}{
		{"another phone takes the seat", "seat_moved", "seat_moved", moved.Client, "judge", func() error {
			_, _, err := s.anyone().Claim(t.Context(), venue.NewKey(), venue.Claim{Token: moved.Card.Token, PIN: moved.Card.PIN, Move: true})
			return err
		}},
		{"the card is replaced", "", "", replaced.Client, "judge", func() error {
			_, err := s.Director.Press(t.Context(), venue.Command{Type: "reissue_seat", Seat: replaced.Card.ID, Reason: "手机丢失"})
			return err
		}},
		{"a judge signs out", "signed_out", "", out.Client, "judge", func() error { return out.SignOut(t.Context()) }},
		{"a director signs out", "signed_out", "", s.Second.Client, "console", func() error { return s.Second.SignOut(t.Context()) }},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := watch(t, c.who, s.Round.ID, c.view)
			if err := c.end(); err != nil {
				t.Fatal(err)
			}
			within(t, time.Second, "the stream ends with "+c.code, func() bool { return w.over(c.code) })
			_, err := c.who.Current(t.Context())
			if venue.Status(err) != http.StatusUnauthorized || c.after != "" && venue.Code(err) != c.after {
				t.Errorf("after that: %v", err)
			}
		})
	}
}

// P4, http.md, Streams: a beat comes every five seconds and says the version,
// presence is told to the console alone, and a shutdown is told to everybody.
func TestABeatAndTheEndOfTheServer(t *testing.T) {
	t.Parallel()
	s := staged(t, "--judges", "3", "--entries", "2")
	hall, judge, console := watch(t, s.anyone(), s.Round.ID, "hall"), watch(t, s.Phones[0].Client, s.Round.ID, "judge"), watch(t, s.Director.Client, s.Round.ID, "console")
	all := []*watcher{hall, judge, console}
	for _, w := range all {
		within(t, 7*time.Second, w.view+" gets a beat", func() bool { return w.has("beat") })
	}
	if err := s.Phones[1].Presence(t.Context(), s.order()[0], 3, 13, 40); err != nil {
		t.Errorf("presence: %v", err)
	}
	within(t, 7*time.Second, "the console is told who is there", func() bool { return console.has("presence") })
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	if err := s.Terminate(ctx); err != nil {
		t.Errorf("SIGTERM: %v", err)
	}
	for _, w := range all {
		within(t, time.Second, w.view+" is told of the end", func() bool { return w.over("shutdown") })
		w.check(t)
	}
	for _, w := range []*watcher{hall, judge} {
		if w.has("presence") {
			t.Errorf("%s was told who is there", w.view)
		}
	}
}

func (w *watcher) has(name string) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, e := range w.events {
		if e.Name == name {
			return true
		}
	}
	return false
}

// Promise 1: SIGTERM in the middle of everything. What was confirmed is there
// after the restart, the process ends with status 0, and sessions go on.
func TestShutdownInTheMiddleOfEverything(t *testing.T) {
	t.Parallel()
	s := &storm{stage: seatedAt(t, demo(t, "--open-all", "--judges", "8", "--entries", "3"))}
	s.entries = s.order()
	for _, e := range s.entries {
		s.ballots(e)
	}
	for range choose(2, 20) {
		var work sync.WaitGroup
		work.Go(func() { s.done.Store(0); s.submitAll(300) })
		time.Sleep(time.Duration(20+s.dice.IntN(200)) * time.Millisecond)
		ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
		if err := s.Terminate(ctx); err != nil {
			t.Errorf("SIGTERM: %v", err)
		}
		cancel()
		restart(t, s.Demo)
		work.Wait()
		s.lastConfirmedHolds()
	}
	s.closeAndAudit()
}
