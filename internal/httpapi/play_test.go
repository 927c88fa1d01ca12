package httpapi_test

import (
	"bufio"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"leitai/internal/httpapi"
)

// reel is a Play of a test.
type reel struct {
	mu      sync.Mutex
	events  [][]byte
	changed chan struct{}
}

func (r *reel) Events(n int) ([][]byte, <-chan struct{}) {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.events[n:], r.changed
}

func (r *reel) add(event string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.events = append(r.events, []byte(event))
	close(r.changed)
	r.changed = make(chan struct{})
}

func TestWithoutPlayThereIsNoPageOfIt(t *testing.T) {
	r := newRig(t)
	for _, path := range []string{"/play", "/play/events"} {
		if a := r.ask("", "GET", path, nil); a.status != 404 {
			t.Errorf("%s: %d", path, a.status)
		}
	}
	if a := r.ask("", "GET", "/", nil); a.status != 200 || strings.Contains(a.body, "/play") {
		t.Errorf("the start page leads there: %d %s", a.status, a.body)
	}
}

func TestPlayTellsWhatThereIsAndWhatComes(t *testing.T) {
	film := &reel{events: [][]byte{[]byte(`{"n":1}`), []byte(`{"n":2}`)}, changed: make(chan struct{})}
	r := newRig(t, func(o *httpapi.Options) { o.Play, o.Beat = film, 10*time.Millisecond })
	if a := r.ask("", "GET", "/play", nil); a.status != 200 || !strings.Contains(a.body, "合成数据") {
		t.Errorf("the page: %d", a.status)
	}
	if a := r.ask("", "GET", "/", nil); !strings.Contains(a.body, `href="/play"`) {
		t.Errorf("the start page does not lead there:\n%s", a.body)
	}
	answer, err := http.Get(r.url + "/play/events")
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	if kind := answer.Header.Get("Content-Type"); kind != "text/event-stream" {
		t.Errorf("type %s", kind)
	}
	lines := bufio.NewScanner(answer.Body)
	next := func() string {
		for lines.Scan() {
			if text, ok := strings.CutPrefix(lines.Text(), "data: "); ok && text != "{}" {
				return text
			}
		}
		t.Fatal("the stream ended")
		return ""
	}
	for _, want := range []string{`{"n":1}`, `{"n":2}`} {
		if got := next(); got != want {
			t.Errorf("%s; want %s", got, want)
		}
	}
	for lines.Text() != "event: beat" { // that it is still there, in words that a page hears
		if !lines.Scan() {
			t.Fatal("no beat: ", lines.Err())
		}
	}
	film.add(`{"n":3}`)
	if got := next(); got != `{"n":3}` {
		t.Errorf("%s", got)
	}
}
