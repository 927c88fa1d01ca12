package venue_test

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"leitai/venue"
)

func sha(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}

func TestEventsAreReadAsTheyAreWritten(t *testing.T) {
	wire := ": a comment\r\nid: 7\r\nevent: count\r\ndata: {\"version\":7,\r\ndata: \"in\":3}\r\n\r\n\n\nevent:end\ndata:{\"code\":\"seat_moved\"}\n\nid: 9\ndata: cut off"
	s := venue.NewStream(io.NopCloser(strings.NewReader(wire)))
	first, err := s.Next()
	note, _ := first.Note()
	if err != nil || first.Version() != 7 || first.Name != "count" || note.In != 3 {
		t.Errorf("first: %+v %v", first, err)
	}
	second, err := s.Next()
	note, _ = second.Note()
	if err != nil || second.Name != "end" || note.Code != "seat_moved" || second.Version() != -1 {
		t.Errorf("second: %+v %v", second, err)
	}
	if third, err := s.Next(); err != io.EOF {
		t.Errorf("what was cut off is an event: %+v %v", third, err)
	}
}

func TestARefusalIsAProblemInBothLanguages(t *testing.T) {
	for name, c := range map[string]struct {
		status int
		body   string
		code   string
	}{
		"whole":               {409, `{"type":"t","status":409,"code":"closed","title":"已锁分","title_en":"closed","state":"closed"}`, "closed"},
		"without English":     {409, `{"type":"t","status":409,"code":"closed","title":"已锁分"}`, ""},
		"with another status": {409, `{"type":"t","status":400,"code":"closed","title":"已锁分","title_en":"closed"}`, ""},
		"busy, no time named": {503, `{"type":"t","status":503,"code":"busy","title":"稍候","title_en":"busy"}`, ""},
		"a page of a proxy":   {502, `<html>bad gateway</html>`, ""},
	} {
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(c.status)
			_, _ = io.WriteString(w, c.body)
		}))
		_, err := venue.New(server.URL).Seat(t.Context())
		if err == nil || venue.Code(err) != c.code {
			t.Errorf("%s: %v", name, err)
		}
		server.Close()
	}
}

// register is a small server that keeps ballots by key, as the contract says.
type register struct {
	mu      sync.Mutex
	log     string
	version int
	answers map[string]venue.Receipt
	current venue.OwnBallot
	hits    int
}

func (r *register) ServeHTTP(w http.ResponseWriter, req *http.Request) {
	body, err := io.ReadAll(req.Body)
	if err != nil {
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.hits++
	status, answer := http.StatusOK, any(nil)
	switch {
	case req.URL.Path == "/api/v1/seats/claim":
		answer = map[string]any{"session": "s", "seat": map[string]string{"id": "j1"}}
	case req.URL.Path == "/api/v1/seat":
		view := map[string]any{"log": r.log, "version": r.version, "ballots": []venue.OwnBallot{}}
		if r.version > 0 {
			view["ballots"] = []venue.OwnBallot{r.current}
		}
		answer = view
	default:
		status, answer = r.ballot(req.Header.Get("Idempotency-Key"), body)
	}
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(answer)
}

func (r *register) ballot(key string, body []byte) (int, any) {
	var b struct {
		Marks   venue.Marks `json:"marks"`
		BasedOn int         `json:"based_on"`
	}
	if json.Unmarshal(body, &b) != nil {
		return 400, map[string]any{"type": "t", "status": 400, "code": "bad_json", "title": "坏", "title_en": "bad"}
	}
	if done, ok := r.answers[key]; ok {
		return 200, done
	}
	if b.BasedOn != r.version {
		return 409, map[string]any{"type": "t", "status": 409, "code": "stale", "title": "旧", "title_en": "stale"}
	}
	r.version++
	done := venue.Receipt{Receipt: sha(key)[:4], Seq: r.version, Version: r.version}
	r.answers[key] = done
	r.current = venue.OwnBallot{Receipt: done, Entry: "e1", Marks: b.Marks}
	return 201, done
}

func TestAPhoneInABadNetworkSubmitsEachBallotOnce(t *testing.T) {
	r := &register{log: "a", answers: map[string]venue.Receipt{}}
	server := httptest.NewServer(r)
	defer server.Close()
	inner := &http.Transport{}
	defer inner.CloseIdleConnections()
	net := venue.NewBadNetwork(3, time.Millisecond, inner)
	c := &venue.Client{Base: server.URL, HTTP: &http.Client{Transport: net}}
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	p, err := venue.NewPhone(ctx, c, "r1", venue.Card{ID: "j1", Token: "t"})
	if err != nil {
		t.Fatal(err)
	}
	const n = 300
	for i := range n {
		o, err := p.Submit(ctx, "e1", venue.Marks{"a": "1"})
		if err != nil || o.Receipt.Version != i+1 {
			t.Fatalf("ballot %d: %+v %v", i+1, o, err)
		}
	}
	net.Settle()
	if r.version != n || r.hits < n+n/10 {
		t.Errorf("%d ballots in %d requests: the network was not bad, or they count twice", r.version, r.hits)
	}
}

func TestAPhoneDeliversAgainWhatARestoredServerLacks(t *testing.T) {
	r := &register{log: "a", answers: map[string]venue.Receipt{}}
	server := httptest.NewServer(r)
	defer server.Close()
	p, err := venue.NewPhone(t.Context(), venue.New(server.URL), "r1", venue.Card{ID: "j1", Token: "t"})
	if err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if _, err := p.Submit(t.Context(), "e1", venue.Marks{"a": "7"}); err != nil {
			t.Fatal(err)
		}
	}
	if n, err := p.Sync(t.Context()); n != 0 || err != nil {
		t.Errorf("nothing lacks, and %d were sent: %v", n, err)
	}
	r.log, r.version, r.answers = "b", 0, map[string]venue.Receipt{}
	if n, err := p.Sync(t.Context()); n != 1 || err != nil || r.current.Marks["a"] != "7" || r.version != 1 {
		t.Errorf("sent %d %v, there is %+v", n, err, r.current)
	}
}

func TestRandomMarksStandOnTheirSteps(t *testing.T) {
	dice := rand.New(rand.NewPCG(1, 2))
	sheet := []venue.Point{{Point: "a", Max: "7", Step: "0.1"}, {Point: "b", Max: "0.5", Step: "0.25"}, {Point: "c", Max: "3", Step: "1"}}
	seen := map[string]bool{}
	for range 1000 {
		m, err := venue.RandomMarks(dice, sheet)
		if err != nil {
			t.Fatal(err)
		}
		for point, mark := range m {
			seen[point+mark] = true
		}
	}
	for _, want := range []string{"a0", "a7", "a6.9", "b0.25", "b0.5", "c3"} {
		if !seen[want] {
			t.Errorf("never %s", want)
		}
	}
	if len(seen) != 71+3+4 {
		t.Errorf("%d different marks, want %d", len(seen), 71+3+4)
	}
	if total, _ := (venue.Marks{"a": "6.9", "b": "0.25", "c": "3"}).Total(); total != "10.15" {
		t.Errorf("total %s", total)
	}
}
