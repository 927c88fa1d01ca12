package httpapi_test

import (
	"errors"
	"net/http"
	"strings"
	"testing"

	"leitai/internal/httpapi"
)

// laptop is a machine on its battery.
type laptop struct{ broken bool }

func (l laptop) DiskFree() (int64, error) {
	if l.broken {
		return 0, errors.New("no disk")
	}
	return 42_000_000, nil
}
func (l laptop) Power() string {
	if l.broken {
		return ""
	}
	return "battery"
}

func TestThePreflightTellsOfTheMachine(t *testing.T) {
	r := newRig(t, func(o *httpapi.Options) { o.Machine, o.Origin = laptop{}, "http://venue.test:8080" })
	a := r.ask(secretOf("organiser"), "GET", "/api/v1/preflight", nil).is(200, "")
	list, _ := a.field("addresses").([]any)
	if len(list) != 1 || list[0] != "http://venue.test:8080" || a.field("disk_free") != 42e6 || a.text("power") != "battery" || a.field("writable") != true || a.field("tls") != false || a.field("streams") != 0.0 {
		t.Errorf("preflight %s", a.body)
	}
	for _, who := range []string{"verifier", "scrutineer", "admin"} {
		for _, path := range []string{"/api/v1/preflight", "/api/v1/preflight/x"} {
			r.ask(secretOf(who), "GET", path, nil).is(403, "forbidden")
		}
		r.ask(secretOf(who), "POST", "/api/v1/preflight", nil).is(403, "forbidden")
	}
	r.ask("", "GET", "/api/v1/preflight", nil).is(401, "no_session")
}

func TestWhatCannotBeKnownIsNull(t *testing.T) {
	r := newRig(t, func(o *httpapi.Options) { o.Machine = laptop{broken: true} })
	a := r.ask(secretOf("director"), "GET", "/api/v1/preflight", nil).is(200, "")
	if !strings.Contains(a.body, `"disk_free":null`) || !strings.Contains(a.body, `"power":null`) {
		t.Errorf("preflight %s", a.body)
	}
}

func TestAPhoneProvesThatItReachesTheServer(t *testing.T) {
	r := newRig(t, func(o *httpapi.Options) { o.ProxyHeader, o.Origin = "X-Real-Ip", "http://venue.test:8080" })
	made := r.ask(secretOf("director"), "POST", "/api/v1/preflight", nil).is(201, "")
	id := made.text("id")
	if made.text("url") != "http://venue.test:8080/hello/"+id {
		t.Errorf("made %s", made.body)
	}
	seen := func() answer {
		return r.ask(secretOf("director"), "GET", "/api/v1/preflight/"+id, nil).is(200, "")
	}
	if !strings.Contains(seen().body, `"seen":false,"from":null,"at":null`) {
		t.Errorf("before: %s", seen().body)
	}
	if a := r.ask("", "GET", "/hello/"+id, nil).is(200, ""); !strings.Contains(a.body, "已连到比赛服务器") {
		t.Errorf("the page says %s", a.body)
	}
	if seen().field("seen") != false {
		t.Error("this machine itself is taken for a phone")
	}
	r.ask("", "GET", "/hello/"+id, nil, head{"X-Real-Ip", "192.0.2.31"}).is(200, "")
	r.ask("", "GET", "/hello/"+id, nil, head{"X-Real-Ip", "192.0.2.32"}).is(200, "")
	if a := seen(); a.field("seen") != true || a.text("from") != "192.0.2.31" || a.text("at") == "" {
		t.Errorf("after: %s", a.body)
	}
	gone, err := http.Get(r.url + "/hello/000000000000")
	r.must(err)
	defer gone.Body.Close()
	if gone.StatusCode != http.StatusNotFound {
		t.Errorf("a check that is over: %d", gone.StatusCode)
	}
	r.ask(secretOf("director"), "GET", "/api/v1/preflight/000000000000", nil).is(404, "not_found")
}
