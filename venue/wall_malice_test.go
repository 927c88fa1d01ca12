package venue_test

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"image"
	"image/png"
	"net/http"
	"slices"
	"strings"
	"testing"

	"leitai/venue"
)

func (s *stage) ask(by *venue.Client, method, path string, body any) venue.Answer {
	s.t.Helper()
	a, err := by.Send(s.t.Context(), venue.Request{Method: method, Path: path, Key: venue.NewKey(), Body: body})
	if err != nil {
		s.t.Fatal(err)
	}
	return a
}

// waitingPage is the answer to a page that waits to be paired.
type waitingPage struct{ Screen, Code string }

func (s *stage) arrive() (waitingPage, int) {
	s.t.Helper()
	a := s.ask(s.anyone(), http.MethodPost, "/api/v1/screens", map[string]any{})
	var p waitingPage
	if a.Status == http.StatusCreated {
		if err := json.Unmarshal(a.Body, &p); err != nil {
			s.t.Fatal(err)
		}
	}
	return p, a.Status
}

// Anybody in the hall may open the page of a screen: at most two hundred wait, no
// two with one code, and who pairs one of them is a director.
func TestAFloodOfScreens(t *testing.T) {
	t.Parallel()
	s := staged(t, "--judges", "3", "--entries", "2")
	codes := map[string]bool{}
	var last waitingPage
	for n := range 200 {
		p, status := s.arrive()
		if status != http.StatusCreated || codes[p.Code] {
			t.Fatalf("page %d: %d, code %q", n+1, status, p.Code)
		}
		codes[p.Code], last = true, p
	}
	a := s.ask(s.anyone(), http.MethodPost, "/api/v1/screens", map[string]any{})
	if a.Status != http.StatusServiceUnavailable || a.Header.Get("Retry-After") == "" {
		t.Errorf("page 201: %d, Retry-After %q", a.Status, a.Header.Get("Retry-After"))
	}
	again := s.ask(s.anyone(), http.MethodPost, "/api/v1/screens", map[string]any{"screen": last.Screen})
	if again.Status != http.StatusCreated || !strings.Contains(string(again.Body), last.Code) {
		t.Errorf("one of the two hundred comes again: %d %s", again.Status, again.Body)
	}
	round := "/api/v1/rounds/" + s.Round.ID + "/screens"
	pair := map[string]any{"code": last.Code, "name": "侧屏", "kind": "hall"}
	for who, by := range map[string]*venue.Client{"nobody": s.anyone(), "a judge": s.Phones[0].Client, "a verifier": s.Verifier.Client} {
		if a := s.ask(by, http.MethodPost, round, pair); a.Status != 401 && a.Status != 403 {
			t.Errorf("%s pairs a screen: %d", who, a.Status)
		}
	}
	if a := s.ask(s.Director.Client, http.MethodPost, round, pair); a.Status != http.StatusCreated {
		t.Fatalf("the director pairs it: %d %s", a.Status, a.Body)
	}
	unused := "0000"
	for n := 1; codes[unused]; n++ {
		unused = fmt.Sprintf("%04d", n)
	}
	v := &villain{stage: s}
	for name, body := range map[string]map[string]any{
		"a code that nobody shows": {"code": unused, "name": "x", "kind": "hall"}, "no code": {"name": "x", "kind": "hall"}, "a kind that there is not": {"code": last.Code, "name": "x", "kind": "cinema"},
		"a field more": {"code": last.Code, "name": "x", "kind": "hall", "mode": "4"}, "a name that a terminal obeys": {"code": last.Code, "name": "\x1b[2J", "kind": "hall"},
		"a name without end": {"code": last.Code, "name": strings.Repeat("屏", 2000), "kind": "hall"},
	} {
		status := []int{422}
		if name == "a code that nobody shows" {
			status = []int{404}
		}
		t.Run(name, func(t *testing.T) {
			v.attempt(t, attack{by: s.Director.Client, req: venue.Request{Method: http.MethodPost, Path: round, Key: venue.NewKey(), Body: body}, status: status})
		})
	}
	for _, id := range []string{"main", "../main", "screen-" + strings.Repeat("x", 80), "screen-<b>", "nothing"} {
		v.attempt(t, attack{by: s.anyone(), req: venue.Request{Method: http.MethodPost, Path: "/api/v1/screens", Body: map[string]any{"screen": id}}, status: []int{422, 503}})
		v.attempt(t, attack{by: s.anyone(), req: venue.Request{Method: http.MethodGet, Path: "/api/v1/screens/" + strings.ReplaceAll(id, "/", "%2F")}, status: []int{404, 422}})
	}
}

// Before the seal a screen is pointed by a command alone, which is a fact; after
// it by a director, and only a screen that there is.
func TestAScreenIsPointedOutsideTheLogOnlyAfterTheSeal(t *testing.T) {
	t.Parallel()
	s := staged(t, "--judges", "3", "--entries", "1")
	v := &villain{stage: s}
	path := "/api/v1/rounds/" + s.Round.ID + "/screens/"
	put := func(by *venue.Client, screen string, body any, status int, code string) {
		t.Helper()
		v.attempt(t, attack{by: by, req: venue.Request{Method: http.MethodPut, Path: path + screen, Body: body}, status: []int{status}, code: code})
	}
	awards := map[string]any{"mode": "7", "step": 0, "page": 0}
	put(s.Director.Client, "main", awards, 409, "not_sealed")
	entry := s.order()[0]
	s.play(entry)
	s.pressAt(s.Verifier, venue.Command{Type: "seal"})
	put(s.anyone(), "main", awards, 401, "")
	put(s.Phones[0].Client, "main", awards, 403, "")
	put(s.Verifier.Client, "main", awards, 403, "")
	put(s.Director.Client, "nothing", awards, 404, "")
	put(s.Director.Client, "..%2Fmain", awards, 404, "")
	for name, body := range map[string]map[string]any{"a mode that there is not": {"mode": "10", "step": 0, "page": 0}, "a step that is none": {"mode": "7", "step": "1", "page": 0},
		"more than a word holds": {"mode": "7", "step": json.Number("1e30"), "page": 0}, "a field more": {"mode": "7", "step": 0, "page": 0, "name": mark}} {
		t.Run(name, func(t *testing.T) { put(s.Director.Client, "main", body, 422, "") })
	}
	put(s.Director.Client, "main", map[string]any{"mode": "2", "entry": v.elsewhere(), "step": 0, "page": 0}, 404, "")
	if a := s.ask(s.Director.Client, http.MethodPut, path+"main", awards); a.Status != http.StatusNoContent {
		t.Errorf("the director points a screen after the seal: %d %s", a.Status, a.Body)
	}
}

// smallest is a PNG of one pixel.
func smallest(t *testing.T) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, 1, 1))); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// An uploaded picture is a picture, of the kind that its sender says, no larger
// than it may be, and nothing that a browser would run.
func TestABackdropIsAPicture(t *testing.T) {
	t.Parallel()
	s := staged(t, "--judges", "3", "--entries", "1")
	v := &villain{stage: s}
	good := smallest(t)
	svg := []byte(`<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>alert(1)</script></svg>`)
	gif, _ := base64.StdEncoding.DecodeString("R0lGODlhAQABAAAAACwAAAAAAQABAAACAkQBADs=")
	post := func(kind string, data []byte) venue.Request {
		return venue.Request{Method: http.MethodPost, Path: "/api/v1/backdrops", Body: data, Header: http.Header{"Content-Type": {kind}}}
	}
	for name, a := range map[string]attack{
		"SVG as itself":            {req: post("image/svg+xml", svg), status: []int{415}},
		"SVG as PNG":               {req: post("image/png", svg), status: []int{415}},
		"HTML as JPEG":             {req: post("image/jpeg", []byte("<!doctype html><script>alert(1)</script>")), status: []int{415}},
		"PNG as HTML":              {req: post("text/html", good), status: []int{415}},
		"PNG as WebP":              {req: post("image/webp", good), status: []int{415}},
		"GIF":                      {req: post("image/gif", gif), status: []int{415}},
		"half a head":              {req: post("image/png", good[:20]), status: []int{415}},
		"nothing":                  {req: post("image/png", nil), status: []int{415, 422}},
		"JSON":                     {req: post("application/json", []byte(`{"digest":"`+strings.Repeat("0", 64)+`"}`)), status: []int{415}},
		"a head and 6 MB":          {req: post("image/png", append(slices.Clone(good), make([]byte, 6<<20)...)), status: []int{413}},
		"a claim of 60,000 pixels": {req: post("image/png", wide(good, 60_000)), status: []int{413, 415}},
		"by nobody":                {by: s.anyone(), req: post("image/png", good), status: []int{401}},
		"by a judge":               {by: s.Phones[0].Client, req: post("image/png", good), status: []int{403}},
		"by a verifier":            {by: s.Verifier.Client, req: post("image/png", good), status: []int{403}},
	} {
		if a.by == nil {
			a.by = s.Director.Client
		}
		t.Run(name, func(t *testing.T) { v.attempt(t, a) })
	}
	a, err := s.Director.Send(t.Context(), post("image/png", append(slices.Clone(good), "<script>alert(1)</script>"...)))
	var said struct{ Digest string }
	if err != nil || a.Status != http.StatusCreated || json.Unmarshal(a.Body, &said) != nil {
		t.Fatalf("a picture: %v %d %s", err, a.Status, a.Body)
	}
	back := s.ask(s.anyone(), http.MethodGet, "/api/v1/backdrops/"+said.Digest, nil)
	if back.Status != http.StatusOK || back.Header.Get("Content-Type") != "image/png" || back.Header.Get("X-Content-Type-Options") != "nosniff" || !strings.Contains(back.Header.Get("Cache-Control"), "immutable") {
		t.Errorf("it comes back as %d %v", back.Status, back.Header)
	}
	for _, path := range []string{"..%2F..%2Fetc%2Fpasswd", "%2e%2e", strings.Repeat("0", 64), strings.ToUpper(said.Digest), said.Digest + "%00", strings.Repeat("..%2f", 20)} {
		if a := s.ask(s.anyone(), http.MethodGet, "/api/v1/backdrops/"+path, nil); a.Status != 404 && a.Status != 400 && a.Status != 422 {
			t.Errorf("backdrop %q: %d", path, a.Status)
		}
	}
}

// wide is the picture with another width in its head.
func wide(picture []byte, pixels uint32) []byte {
	out := slices.Clone(picture)
	out[16], out[17], out[18], out[19] = byte(pixels>>24), byte(pixels>>16), byte(pixels>>8), byte(pixels)
	return out
}

// What proves the hall's network is proved by another machine: not by this one,
// not by whoever claims another address, and only a director or an organiser asks.
func TestAGreetingCannotBeForged(t *testing.T) {
	t.Parallel()
	s := staged(t, "--judges", "3", "--entries", "1")
	for who, by := range map[string]*venue.Client{"nobody": s.anyone(), "a judge": s.Phones[0].Client, "a verifier": s.Verifier.Client} {
		for _, method := range []string{http.MethodGet, http.MethodPost} {
			if a := s.ask(by, method, "/api/v1/preflight", nil); a.Status != 401 && a.Status != 403 {
				t.Errorf("%s %s: %d", who, method, a.Status)
			}
		}
	}
	a := s.ask(s.Director.Client, http.MethodPost, "/api/v1/preflight", nil)
	var hello struct{ ID, URL string }
	if a.Status != http.StatusCreated || json.Unmarshal(a.Body, &hello) != nil {
		t.Fatalf("%d %s", a.Status, a.Body)
	}
	for _, header := range []http.Header{nil, {"X-Forwarded-For": {"192.168.1.77"}}, {"X-Real-Ip": {"192.168.1.77"}}, {"Forwarded": {"for=192.168.1.77"}}} {
		page, err := s.anyone().Send(t.Context(), venue.Request{Method: http.MethodGet, Path: "/hello/" + hello.ID, Header: header})
		if err != nil || page.Status != http.StatusOK {
			t.Fatalf("the page: %v %d", err, page.Status)
		}
		said := s.ask(s.Director.Client, http.MethodGet, "/api/v1/preflight/"+hello.ID, nil)
		var seen struct{ Seen bool }
		if said.Status != http.StatusOK || json.Unmarshal(said.Body, &seen) != nil || seen.Seen {
			t.Errorf("opened on this machine with %v it is seen: %d %s", header, said.Status, said.Body)
		}
	}
	for _, id := range []string{"nothing", "..%2f", "%3Cscript%3Ealert(1)%3C%2Fscript%3E", strings.Repeat("x", 300), hello.ID + "x"} {
		page, err := s.anyone().Send(t.Context(), venue.Request{Method: http.MethodGet, Path: "/hello/" + id})
		if err != nil || page.Status != http.StatusNotFound || bytes.Contains(page.Body, []byte("alert(1)")) {
			t.Errorf("/hello/%s: %v %d", id, err, page.Status)
		}
		if a := s.ask(s.Director.Client, http.MethodGet, "/api/v1/preflight/"+id, nil); a.Status != 404 && a.Status != 422 {
			t.Errorf("/preflight/%s: %d", id, a.Status)
		}
	}
}
