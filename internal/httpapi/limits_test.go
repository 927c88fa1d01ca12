package httpapi_test

import (
	"bufio"
	"compress/gzip"
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"leitai/internal/contest"
	"leitai/internal/httpapi"
)

// raw sends bytes as they are and returns what comes back until the connection
// is closed or quiet for a while.
func (r *rig) raw(text string, wait time.Duration) string {
	r.t.Helper()
	c, err := net.Dial("tcp", strings.TrimPrefix(r.url, "http://"))
	r.must(err)
	defer c.Close()
	r.must(c.SetDeadline(time.Now().Add(wait)))
	_, err = io.WriteString(c, text)
	r.must(err)
	answer, _ := io.ReadAll(c) // until the end, or as far as it comes
	return string(answer)
}

func TestABodyOver64KiBIsRefusedAndTheConnectionEnded(t *testing.T) {
	r := newRig(t)
	one := r.sit(0)
	body := `{"marks":{"A":"` + strings.Repeat("9", 70_000) + `"},"based_on":0}`
	r.ask(one, "PUT", "/api/v1/entries/e1/ballot", body, r.key()).is(413, "too_large")
	r.ask("", "POST", "/api/v1/nothing", body).is(413, "too_large")
	head := "PUT /api/v1/entries/e1/ballot HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
	chunk := "8000\r\n" + strings.Repeat("9", 0x8000) + "\r\n"
	if got := r.raw(head+chunk+chunk+chunk+"0\r\n\r\nGET /healthz HTTP/1.1\r\nHost: x\r\n\r\n", 3*time.Second); !strings.HasPrefix(got, "HTTP/1.1 413") || strings.Contains(got, "alive") {
		t.Errorf("a chunked body: %.300s", got)
	}
}

func TestABodyThatNobodyReadsIsNotTheNextRequest(t *testing.T) {
	r := newRig(t)
	inner := "GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n"
	got := r.raw("POST /nothing HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n24\r\n"+inner+"00000000000000000000"[:0]+"\r\n0\r\n\r\n", 2*time.Second)
	if strings.Contains(got, "alive") {
		t.Errorf("the body was taken for a request: %s", got)
	}
}

func TestAHeadThatIsNoHTTPIsAProblemToo(t *testing.T) {
	r := newRig(t)
	for text, want := range map[string]string{
		"GARBAGE\r\n\r\n": "HTTP/1.1 4",
		"GET / HTTP/1.1\r\nHost: x\r\nX: " + strings.Repeat("x", 100_000) + "\r\n\r\n": "HTTP/1.1 431",
		"BREW / HTTP/1.1\r\nHost: x\r\n\r\n":                                           "HTTP/1.1 501",
	} {
		got := r.raw(text, 3*time.Second)
		if !strings.HasPrefix(got, want) || !strings.Contains(got, "application/problem+json") || !strings.Contains(got, `"title_en"`) {
			t.Errorf("%.20q: %.400s", text, got)
		}
	}
}

func TestSlowConnectionsAreEnded(t *testing.T) {
	r := newTunedRig(t, func(s *httpapi.Server) { s.Hasten(300*time.Millisecond, 600*time.Millisecond, 5*time.Second) })
	began := time.Now()
	done := make(chan string)
	const slow = 50
	for i := range slow {
		go func() {
			if i%2 == 0 {
				done <- r.raw("GET / HTTP/1.1\r\nHost: x\r\nX-Slow", 5*time.Second)
				return
			}
			done <- r.raw("POST /api/v1/sessions HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{", 5*time.Second)
		}()
	}
	one := r.sit(0)
	r.onStage("e1")
	r.put(one, "e1", marks("5", "3"), 0).is(201, "")
	for range slow {
		if got := <-done; got != "" && !strings.HasPrefix(got, "HTTP/1.1 4") {
			t.Errorf("a slow one gets %.100s", got)
		}
	}
	if time.Since(began) > 4*time.Second {
		t.Error("slow connections live on")
	}
}

func TestASeatAsksFiftyTimesASecondAndNoMore(t *testing.T) {
	now := time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC)
	r := newRig(t, func(o *httpapi.Options) { o.SeatRate, o.Now = 50, func() time.Time { return now } })
	one, two := r.sit(0), r.sit(1)
	for range 50 {
		r.ask(one, "GET", "/api/v1/seat", nil).is(200, "")
	}
	r.ask(one, "GET", "/api/v1/seat", nil).is(429, "too_often")
	r.ask(two, "GET", "/api/v1/seat", nil).is(200, "")
	now = now.Add(-time.Hour)
	r.ask(one, "GET", "/api/v1/seat", nil).is(429, "too_often")
	now = now.Add(20 * time.Millisecond)
	r.ask(one, "GET", "/api/v1/seat", nil).is(200, "")
}

func TestEveryAnswerIsSafeInABrowser(t *testing.T) {
	r := newRig(t)
	for _, path := range []string{"/api/v1/sessions/current", "/healthz", "/nothing", "/j", "/api/openapi.json", "/"} {
		res, err := http.Get(r.url + path)
		r.must(err)
		_ = res.Body.Close()
		for name, want := range map[string]string{"X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer", "Content-Security-Policy": "frame-ancestors"} {
			if !strings.Contains(res.Header.Get(name), want) {
				t.Errorf("%s: %s is %q", path, name, res.Header.Get(name))
			}
		}
		if res.Header.Get("Server") != "" || res.Header.Get("Access-Control-Allow-Origin") != "" {
			t.Errorf("%s: %v", path, res.Header)
		}
		if cache := res.Header.Get("Cache-Control"); cache != "no-store" && cache != "no-cache" {
			t.Errorf("%s is kept: %q", path, cache)
		}
	}
}

func TestAPageIsSentOnce(t *testing.T) {
	r := newRig(t)
	for _, path := range []string{"/", "/j", "/console", "/scrutineer", "/screen"} {
		first := r.ask("", "GET", path, nil).is(200, "")
		tag := first.header.Get("ETag")
		if !strings.Contains(first.body, "<") || tag == "" || strings.Contains(first.header.Get("Content-Security-Policy"), "unsafe") {
			t.Errorf("%s: %v", path, first.header)
		}
		if again := r.ask("", "GET", path, nil, head{"If-None-Match", tag}); again.status != 304 || again.body != "" {
			t.Errorf("%s again: %d", path, again.status)
		}
		r.ask("", "GET", path, nil, head{"If-None-Match", `"other"`}).is(200, "")
		packed := r.ask("", "GET", path, nil, head{"Accept-Encoding", "br, gzip"}).is(200, "")
		z, err := gzip.NewReader(strings.NewReader(packed.body))
		r.must(err)
		if plain, err := io.ReadAll(z); err != nil || string(plain) != first.body {
			t.Errorf("%s packed is another page: %v", path, err)
		}
		if h := r.ask("", "HEAD", path, nil).is(200, ""); h.body != "" || h.header.Get("ETag") != tag {
			t.Errorf("HEAD %s: %v", path, h.header)
		}
	}
}

func TestALongAnswerIsPackedForWhoTakesIt(t *testing.T) {
	r := newRig(t)
	director, facts := secretOf("director"), "/api/v1/rounds/"+string(r.round.ID)+"/facts"
	plain := r.ask(director, "GET", facts, nil, head{"Accept-Encoding", "identity"}).is(200, "")
	if plain.header.Get("Content-Encoding") != "" || plain.header.Get("Vary") != "Accept-Encoding" {
		t.Errorf("plain: %v", plain.header)
	}
	packed := r.ask(director, "GET", facts, nil, head{"Accept-Encoding", "br, gzip"}).is(200, "")
	z, err := gzip.NewReader(strings.NewReader(packed.body))
	r.must(err)
	if whole, err := io.ReadAll(z); err != nil || string(whole) != plain.body || len(packed.body) >= len(plain.body)/2 {
		t.Errorf("packed %d bytes of %d: %v", len(packed.body), len(plain.body), err)
	}
	short := r.ask(director, "GET", "/healthz", nil, head{"Accept-Encoding", "gzip"}).is(200, "")
	if short.header.Get("Content-Encoding") != "" {
		t.Errorf("a short answer came packed: %v", short.header)
	}
}

func TestHealthIsToldAndMetricsHaveNoScore(t *testing.T) {
	r := newRig(t)
	one := r.sit(0)
	r.onStage("e1")
	r.put(one, "e1", marks("4.7", "3.5"), 0).is(201, "")
	r.put(one, "e1", marks("4.7", "3.5"), 0).is(409, "stale")
	r.ask("", "GET", "/healthz", nil).is(200, "")
	r.ask("", "GET", "/readyz", nil).is(200, "")
	m := r.ask("", "GET", "/metrics", nil).is(200, "")
	for _, want := range []string{`leitai_requests_total{method="PUT",route="/api/v1/entries/:entry/ballot",status="201"} 1`,
		`leitai_refusals_total{code="stale"} 1`, "leitai_commit_facts_bucket", `leitai_streams{kind="anonymous"} 0`} {
		if !strings.Contains(m.body, want) {
			t.Errorf("metrics lack %s", want)
		}
	}
	labels := strings.Join(regexp.MustCompile(`(?m)^\w+(\{[^}]*\})?`).FindAllString(m.body, -1), "\n") // what counts are of; a duration is not told from a mark
	for _, never := range []string{"4.7", "8.2", string(r.seats[0].ID), "director", one, "e1"} {
		if strings.Contains(labels, never) {
			t.Errorf("metrics have %s", never)
		}
	}
	r.ask("", "GET", "/metrics", nil, head{"X-Forwarded-For", "8.8.8.8"}).is(404, "not_found")
}

func TestNotReadyIsSaid(t *testing.T) {
	r := newRig(t, func(o *httpapi.Options) { o.Ready = r503 })
	r.ask("", "GET", "/readyz", nil).is(503, "not_ready")
	r.ask("", "GET", "/healthz", nil).is(200, "")
}

func r503(context.Context) error { return errors.New("disk of the house 1.2.3.4") }

func TestTheLogNamesWhoAndWhatAndNoValue(t *testing.T) {
	r := newRig(t)
	r.withPassword("导播甲", contest.Director)
	signed := r.ask("", "POST", "/api/v1/sessions", fields{"name": "导播甲", "password": "correct horse"}).is(201, "")
	r.ask("", "POST", "/api/v1/sessions", fields{"name": "导播甲", "password": "wrong horse"}).is(401, "wrong_credentials")
	one := r.sit(0)
	r.ask("", "POST", "/api/v1/seats/claim", fields{"code": r.secrets(1).Code, "pin": "123123"})
	r.onStage("e1")
	r.put(one, "e1", marks("4.7", "3.5"), 0).is(201, "")
	r.put(one, "e1", marks("4.8", "3.5"), 0).is(409, "stale")
	log := regexp.MustCompile(`"time":"[^"]*"`).ReplaceAllString(r.log.String(), `"time":""`) // seconds are not told from a mark
	for _, want := range []string{`"who":"` + string(r.seats[0].ID) + `"`, `"code":"stale"`, `"who":"director"`, `"route":"/api/v1/entries/:entry/ballot"`, `"code":"wrong_credentials"`, `"from":"127.0.0.1"`} {
		if !strings.Contains(log, want) {
			t.Errorf("the log lacks %s", want)
		}
	}
	for _, never := range []string{"4.7", "4.8", "8.2", one, signed.text("session"), r.secrets(0).Token, r.secrets(1).Code, "123123", "horse"} {
		if strings.Contains(log, never) {
			t.Errorf("the log has %s", never)
		}
	}
	for lines := bufio.NewScanner(strings.NewReader(log)); lines.Scan(); {
		if !strings.HasPrefix(lines.Text(), `{"time":"`) {
			t.Errorf("no line of log: %s", lines.Text())
		}
	}
}
