package httpapi_test

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"leitai/internal/contest"
	"leitai/internal/httpapi"
)

// event is one event of a stream.
type event struct{ id, name, data string }

func (e event) field(t *testing.T, name string) any {
	t.Helper()
	var v map[string]any
	if err := json.Unmarshal([]byte(e.data), &v); err != nil {
		t.Fatalf("%v: %s", err, e.data)
	}
	return v[name]
}

// listener is an open stream; events come until the server closes it.
type listener struct {
	t      *testing.T
	events chan event
	stop   context.CancelFunc
}

// listen opens the stream of a round for a view.
func (r *rig) listen(secret string, round contest.RoundID, view string) *listener {
	r.t.Helper()
	ctx, stop := context.WithCancel(r.t.Context())
	req := r.request("GET", "/api/v1/rounds/"+string(round)+"/events?view="+view, nil).WithContext(ctx)
	if secret != "" {
		req.Header.Set("Authorization", "Bearer "+secret)
	}
	res, err := http.DefaultClient.Do(req)
	r.must(err)
	if res.StatusCode != 200 || res.Header.Get("Content-Type") != "text/event-stream" || res.Header.Get("Cache-Control") != "no-store" {
		r.t.Fatalf("stream: %d %v", res.StatusCode, res.Header)
	}
	l := &listener{r.t, make(chan event, 1000), stop}
	go func() {
		defer close(l.events)
		defer res.Body.Close()
		var e event
		for lines := bufio.NewScanner(res.Body); lines.Scan(); {
			switch name, value, _ := strings.Cut(lines.Text(), ": "); name {
			case "id":
				e.id = value
			case "event":
				e.name = value
			case "data":
				e.data = value
			case "":
				l.events <- e
				e = event{}
			}
		}
	}()
	r.t.Cleanup(stop)
	return l
}

// next is the next event that is not of those names; it fails after a while.
func (l *listener) next(but ...string) event {
	l.t.Helper()
	for {
		select {
		case e, open := <-l.events:
			if !open {
				l.t.Fatal("the stream has ended")
			}
			if !strings.Contains(strings.Join(but, " "), e.name) {
				return e
			}
		case <-time.After(5 * time.Second):
			l.t.Fatal("no event in five seconds")
		}
	}
}

// until is the first event of that name.
func (l *listener) until(name string) event {
	l.t.Helper()
	for {
		if e := l.next(); e.name == name {
			return e
		}
	}
}

// ends wants the stream to be closed by the server, with a code.
func (l *listener) ends(code string) {
	l.t.Helper()
	e := l.until("end")
	if e.field(l.t, "code") != code {
		l.t.Errorf("end %s; want %s", e.data, code)
	}
	select {
	case _, open := <-l.events:
		if open {
			l.t.Error("an event after the end")
		}
	case <-time.After(time.Second):
		l.t.Error("still open a second after the end")
	}
}

func TestAStreamBeginsWithThePictureAndGoesOn(t *testing.T) {
	r := newRig(t)
	one := r.sit(0)
	hall, console, judge := r.listen("", r.round.ID, "hall"), r.listen(secretOf("director"), r.round.ID, "console"), r.listen(one, r.round.ID, "judge")
	for name, l := range map[string]*listener{"hall": hall, "console": console, "judge": judge} {
		first := l.next()
		if first.name != "snapshot" || first.field(t, "view") != name || first.id != fmt.Sprint(first.field(t, "version")) {
			t.Errorf("%s begins with %v", name, first)
		}
		if second := l.next(); second.name != "beat" || second.field(t, "version") != first.field(t, "version") || second.field(t, "now") == nil {
			t.Errorf("%s is not told at once what time it is: %v", name, second)
		}
	}
	r.onStage("e1")
	for _, l := range []*listener{hall, console, judge} {
		for e := l.until("snapshot"); !strings.Contains(e.data, `"state":"scoring"`); e = l.until("snapshot") {
		}
	}
	at := r.version(r.round.ID)
	r.put(one, "e1", marks("4.7", "3.5"), 0).is(201, "")
	count := hall.next("beat")
	if count.name != "count" || count.field(t, "entry") != "e1" || count.field(t, "in") != 1.0 || count.field(t, "version") != float64(at+1) {
		t.Errorf("the hall hears %v", count)
	}
	if e := console.next("beat", "presence"); e.name != "snapshot" || !strings.Contains(e.data, `"state":"in"`) || strings.Contains(e.data, `"8.2"`) {
		t.Errorf("the console hears %v", e)
	}
	if e := judge.next(); e.name != "beat" || e.field(t, "log") != count.field(t, "log") {
		t.Errorf("the judge hears %v", e)
	}
	if e := judge.until("beat"); e.field(t, "version") != float64(at+1) || e.field(t, "now") == nil {
		t.Errorf("beat %v", e)
	}
	r.put(one, "e1", marks("4.6", "3.5"), 1).is(201, "")
	if e := hall.next("beat"); e.name != "snapshot" || e.field(t, "version") != float64(at+2) {
		t.Errorf("after a ballot that replaces one the hall hears %v", e)
	}
}

func TestAStreamEndsWithItsSession(t *testing.T) {
	r := newRig(t)
	t.Run("signed out", func(t *testing.T) {
		judge := r.sit(0)
		l := r.listen(judge, r.round.ID, "judge")
		l.next()
		began := time.Now()
		r.ask(judge, "DELETE", "/api/v1/sessions/current", nil).is(204, "")
		l.ends("signed_out")
		if time.Since(began) > time.Second {
			t.Error("not within a second")
		}
	})
	t.Run("the seat taken by another phone", func(t *testing.T) {
		l := r.listen(r.sit(1), r.round.ID, "judge")
		r.ask("", "POST", "/api/v1/seats/claim", fields{"token": r.secrets(1).Token, "pin": r.secrets(1).PIN, "move": true}).is(201, "")
		l.ends("seat_moved")
	})
	t.Run("the card leads to another round", func(t *testing.T) {
		judge := r.sit(2)
		l := r.listen(judge, r.round.ID, "judge")
		use := fields{"type": "use", "expect_version": r.version(r.second.ID)}
		r.ask(secretOf("director"), "POST", "/api/v1/rounds/"+string(r.second.ID)+"/commands", use, r.key()).is(201, "")
		l.ends("round_moved")
		r.ask(judge, "GET", "/api/v1/rounds/"+string(r.round.ID)+"/events?view=judge", nil).is(404, "")
		r.listen(judge, r.second.ID, "judge").until("beat")
	})
	t.Run("the user removed from outside", func(t *testing.T) {
		l := r.listen(secretOf("director2"), r.round.ID, "console")
		r.must(r.store.RemoveUser(t.Context(), "director2"))
		l.ends("signed_out")
	})
	t.Run("the server stops", func(t *testing.T) {
		l := r.listen("", r.round.ID, "hall")
		l.next()
		ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
		defer cancel()
		stopped := make(chan error)
		go func() { stopped <- r.server.Shutdown(ctx) }()
		l.ends("shutdown")
		if err := <-stopped; err != nil {
			t.Errorf("shutdown: %v", err)
		}
	})
}

func TestTheConsoleHearsThePhones(t *testing.T) {
	r := newRig(t)
	one := r.sit(0)
	hall, console := r.listen("", r.round.ID, "hall"), r.listen(secretOf("director"), r.round.ID, "console")
	post := func(body any) answer { return r.ask(one, "POST", "/api/v1/seat/presence", body) }
	post(fields{"entry": "e1", "done": 3, "of": 13, "rtt": 12}).is(204, "")
	heard := console.until("presence")
	for name, want := range (fields{"seat": string(r.seats[0].ID), "entry": "e1", "done": 3.0, "of": 13.0, "rtt": 12.0, "silent": 0.0}) {
		if heard.field(t, name) != want {
			t.Errorf("presence %s; want %s %v", heard.data, name, want)
		}
	}
	post(fields{"entry": nil, "done": 0, "of": 0, "rtt": 0.5}).is(204, "")
	for e := console.until("presence"); e.field(t, "entry") != nil; e = console.until("presence") {
	}
	post(fields{"entry": "e1", "done": 3, "of": 13}).is(422, "missing")
	post(fields{"entry": "e1", "done": 3, "of": 13, "rtt": 1, "mark": "9"}).is(422, "unknown_field")
	post(fields{"entry": "../e1", "done": 3, "of": 13, "rtt": 1}).is(422, "bad_value")
	r.ask(secretOf("director"), "POST", "/api/v1/seat/presence", fields{"entry": nil, "done": 0, "of": 0, "rtt": 0}).is(403, "not_a_seat")
	for beats := 0; beats < 2; {
		switch e := hall.next(); e.name {
		case "beat":
			beats++
		case "presence":
			t.Fatalf("the hall hears %v", e)
		}
	}
	// Leaving and coming back makes no second phone.
	moved := r.ask("", "POST", "/api/v1/seats/claim", fields{"token": r.secrets(0).Token, "pin": r.secrets(0).PIN, "move": true}).is(201, "")
	r.ask(moved.text("session"), "POST", "/api/v1/seat/presence", fields{"entry": "e1", "done": 1, "of": 13, "rtt": 5}).is(204, "")
	again := r.listen(secretOf("director"), r.round.ID, "console")
	again.until("beat") // which comes right after the picture
	seen := map[any]any{}
	for e := again.next(); e.name == "presence"; e = again.next() {
		seen[e.field(t, "seat")] = e.field(t, "done")
	}
	if len(seen) != 1 || seen[string(r.seats[0].ID)] != 1.0 {
		t.Errorf("phones: %v; want one, with one point done", seen)
	}
}

func TestALockedSeatIsShownAtOnce(t *testing.T) {
	r := newRig(t)
	console := r.listen(secretOf("director"), r.round.ID, "console")
	console.next()
	wrong := "000000"
	if r.secrets(0).PIN == wrong {
		wrong = "000001"
	}
	for range 10 {
		r.ask("", "POST", "/api/v1/seats/claim", fields{"token": r.secrets(0).Token, "pin": wrong}).is(401, "wrong_credentials")
	}
	locked := r.ask("", "POST", "/api/v1/seats/claim", fields{"token": r.secrets(0).Token, "pin": r.secrets(0).PIN}).is(423, "seat_locked")
	if locked.header.Get("Retry-After") == "" {
		t.Error("423 without Retry-After")
	}
	if e := console.until("presence"); e.field(t, "locked_until") == nil || e.field(t, "silent") != nil {
		t.Errorf("the console hears %v", e)
	}
}

func TestStreamsWithoutASessionAreTheFirstToBeRefused(t *testing.T) {
	r := newRig(t, func(o *httpapi.Options) { o.AnonymousStreams = 2 })
	one := r.sit(0)
	first := r.listen("", r.round.ID, "hall")
	r.listen("", r.round.ID, "hall").next()
	r.ask("", "GET", "/api/v1/rounds/"+string(r.round.ID)+"/events?view=hall", nil).is(503, "too_many_streams")
	for range 7 { // as many tabs as one browser has connections, and one more
		r.listen(one, r.round.ID, "judge").next()
	}
	first.stop()
	for range 50 { // who has gone is noticed when something is written
		time.Sleep(100 * time.Millisecond)
		res, err := http.Get(r.url + "/api/v1/rounds/" + string(r.round.ID) + "/events?view=hall")
		r.must(err)
		_ = res.Body.Close()
		if res.StatusCode == 200 {
			return
		}
	}
	t.Error("the place of a watcher who has gone is not given back")
}

func TestAStreamOfNothingIsNone(t *testing.T) {
	r := newRig(t)
	r.ask("", "GET", "/api/v1/rounds/nothing/events?view=hall", nil).is(404, "not_found")
	r.ask("", "GET", "/api/v1/rounds/"+string(r.round.ID)+"/events?view=all", nil).is(422, "bad_value")
	r.ask("", "GET", "/api/v1/rounds/"+string(r.round.ID)+"/events?view=console", nil).is(401, "no_session")
	r.ask(secretOf("auditor"), "GET", "/api/v1/rounds/"+string(r.round.ID)+"/events?view=console", nil).is(403, "forbidden")
}
