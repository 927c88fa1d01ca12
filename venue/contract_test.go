package venue_test

import (
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"leitai/venue"
)

// http.md, Facts: fact 1 is the definition of the round and holds the whole
// rules whose hash the picture names; pages have no gap; salts are never used
// twice; the version of the round is the number of its facts.
func TestTheLogAsTheContractHasIt(t *testing.T) {
	t.Parallel()
	s := staged(t, "--judges", "3", "--entries", "2")
	s.play(s.order()[0])
	facts := s.facts()
	var def struct {
		RulesHash string            `json:"rules_hash"`
		Rules     json.RawMessage   `json:"rules"`
		Sheet     []json.RawMessage `json:"sheet"`
		Seats     []json.RawMessage `json:"seats"`
		Entries   []json.RawMessage `json:"entries"`
	}
	if !facts[0].Is("round") {
		t.Fatalf("fact 1 is %s", facts[0].Kind)
	}
	if err := json.Unmarshal(facts[0].Payload, &def); err != nil {
		t.Fatal(err)
	}
	hash, err := venue.Digest(def.Rules)
	p := s.picture()
	if err != nil || hash != def.RulesHash || hash != p.Round.RulesHash {
		t.Errorf("rules hash to %s %v, the fact says %s, the picture %s", hash, err, def.RulesHash, p.Round.RulesHash)
	}
	if len(def.Sheet) != len(s.Round.Sheet) || len(def.Seats) != 3 || len(def.Entries) != 2 {
		t.Errorf("%d points, %d seats, %d entries", len(def.Sheet), len(def.Seats), len(def.Entries))
	}
	if p.Version != len(facts) {
		t.Errorf("version %d with %d facts", p.Version, len(facts))
	}
	s.pages(facts)
	salts := map[string]bool{}
	for _, f := range facts {
		var own struct {
			Salt string `json:"salt"`
		}
		if f.Open() && (json.Unmarshal(f.Payload, &own) != nil || salts[own.Salt]) {
			t.Errorf("fact %d: salt %q twice", f.Number(), own.Salt)
		}
		salts[own.Salt] = true
	}
}

// pages reads the log in small pages and by default, and asks for too much.
func (s *stage) pages(all []venue.Fact) {
	t := s.t
	t.Helper()
	seen := 0
	for after := 0; ; {
		page, next, err := s.Director.Facts(t.Context(), s.Round.ID, after, 3)
		if err != nil {
			t.Fatal(err)
		}
		if len(page) > 3 {
			t.Errorf("%d facts on a page of 3", len(page))
		}
		for _, f := range page {
			if seen++; f.Hash != all[seen-1].Hash {
				t.Errorf("fact %d of the pages is another", seen)
			}
		}
		if next == 0 {
			break
		}
		after = next
	}
	if seen != len(all) {
		t.Errorf("%d facts in pages, %d in all", seen, len(all))
	}
	for _, limit := range []string{"0", "1001", "-1", "x"} {
		a, err := s.Director.Send(t.Context(), venue.Request{Method: http.MethodGet, Path: "/api/v1/rounds/" + s.Round.ID + "/facts?limit=" + limit})
		if err != nil || a.Status != http.StatusUnprocessableEntity && a.Status != http.StatusBadRequest {
			t.Errorf("limit %s: %d %v", limit, a.Status, err)
		}
	}
}

// http.md, Sessions: one browser holds a director and several judges by cookie;
// ?seat= says as whom; cookies are for the server alone.
func TestOneBrowserForADirectorAndTwoJudges(t *testing.T) {
	t.Parallel()
	d := demo(t, "--judges", "3", "--entries", "2")
	round := first(d)
	b := venue.NewBrowser(d.URL)
	person := d.People("director")[0]
	a, err := b.Send(t.Context(), venue.Request{Method: http.MethodPost, Path: "/api/v1/sessions",
		Body: map[string]string{"name": person.Name, "password": person.Password}})
	if err != nil || a.Status/100 != 2 {
		t.Fatalf("sign-in: %d %v %s", a.Status, err, a.Body)
	}
	closedCookie(t, a, "leitai_user")
	for _, card := range round.Seats[:2] {
		a, err := b.Send(t.Context(), claim(venue.Claim{Code: card.Code, PIN: card.PIN}))
		if err != nil || a.Status != http.StatusCreated {
			t.Fatalf("claim: %d %v %s", a.Status, err, a.Body)
		}
		closedCookie(t, a, "leitai_seat_"+card.ID)
	}
	who, err := b.Current(t.Context())
	if err != nil || who.User == nil || who.User.Name != person.Name || who.User.Role != "director" {
		t.Errorf("without ?seat=: %+v %v", who, err)
	}
	if hours := time.Until(who.Expires).Hours(); hours < 11.9 || hours > 12.1 {
		t.Errorf("a user's session ends in %.1f hours", hours)
	}
	if len(who.Contests) == 0 || len(who.Contests[0].Rounds) == 0 || who.Contests[0].Rounds[0].ID != round.ID || len(who.Contests[0].Rounds[0].Entries) != 2 {
		t.Errorf("he may enter %s", plain(who.Contests))
	}
	for _, card := range round.Seats[:2] {
		a, err := b.Send(t.Context(), venue.Request{Method: http.MethodGet, Path: "/api/v1/seat?seat=" + url.QueryEscape(card.ID)})
		var view venue.SeatView
		if err != nil || json.Unmarshal(a.Body, &view) != nil || view.Seat.ID != card.ID {
			t.Errorf("as %s: %d %v %.100s", card.ID, a.Status, err, a.Body)
		}
	}
}

// closedCookie checks that the answer sets the cookie so that no script and no
// other site can use it.
func closedCookie(t *testing.T, a venue.Answer, name string) {
	t.Helper()
	for _, c := range (&http.Response{Header: a.Header}).Cookies() {
		if c.Name != name {
			continue
		}
		if !c.HttpOnly || c.SameSite != http.SameSiteStrictMode || len(c.Value) < 22 {
			t.Errorf("cookie %s", c.Raw)
		}
		return
	}
	t.Errorf("no cookie %s in %v", name, a.Header["Set-Cookie"])
}

// The line of the demo, and what a script may count on after a restart
// (interfaces 1): the same ids, names, passwords, tokens, codes and PINs, and
// sessions that go on.
func TestTheLineOfTheDemo(t *testing.T) {
	t.Parallel()
	s := staged(t, "--judges", "4", "--entries", "3")
	before := plain(s.Layout)
	if len(s.People("director")) < 2 {
		t.Errorf("directors: %v", s.People("director"))
	}
	last := s.Contests[len(s.Contests)-1]
	if !last.Rehearsal || len(last.Rounds[0].Entries) != 2 || len(last.Rounds[0].Seats) != 2 {
		t.Errorf("the last contest is no rehearsal of two: %s", plain(last))
	}
	if len(s.Round.Seats) != 4 || len(s.Round.Entries) != 3 || len(s.Round.Sheet) == 0 || len(s.Screens) == 0 {
		t.Errorf("the first round: %s, screens %v", plain(s.Round), s.Screens)
	}
	for _, card := range s.Round.Seats {
		if len(card.Token) < 22 || card.Code == "" || len(card.PIN) != 6 || !strings.Contains(card.URL, "#") || strings.Contains(strings.SplitN(card.URL, "#", 2)[0], card.Token) {
			t.Errorf("card %s", plain(card))
		}
	}
	for _, e := range s.picture().Entries {
		if e.Order == nil {
			t.Errorf("%s has no place in the order", e.ID)
		}
	}
	if err := s.Kill(); err != nil {
		t.Fatal(err)
	}
	restart(t, s.Demo)
	if after := plain(s.Layout); after != before {
		t.Errorf("the line changed\nbefore %s\nafter  %s", before, after)
	}
	for _, p := range s.Phones {
		if _, err := p.Seat(t.Context()); err != nil {
			t.Errorf("a session did not go on: %v", err)
		}
	}
	s.staticPaths()
}

// staticPaths looks at what is there beside the API.
func (s *stage) staticPaths() {
	t := s.t
	t.Helper()
	for path, want := range map[string]int{"/healthz": 200, "/readyz": 200, "/metrics": 200, "/api/openapi.json": 200} {
		a, err := s.anyone().Send(t.Context(), venue.Request{Method: http.MethodGet, Path: path})
		if err != nil || a.Status != want {
			t.Errorf("%s: %d %v", path, a.Status, err)
		}
		var doc struct {
			OpenAPI string `json:"openapi"`
		}
		if path == "/api/openapi.json" && (json.Unmarshal(a.Body, &doc) != nil || !strings.HasPrefix(doc.OpenAPI, "3.1.")) {
			t.Errorf("OpenAPI %q", doc.OpenAPI)
		}
	}
	for _, rest := range []string{"analysis", "reports/result.xlsx", "package"} {
		a, err := s.Director.Send(t.Context(), venue.Request{Method: http.MethodGet, Path: "/api/v1/rounds/" + s.Round.ID + "/" + rest})
		var p venue.Problem
		if err != nil || a.Status != http.StatusNotFound || json.Unmarshal(a.Body, &p) != nil || p.Code == "" {
			t.Errorf("%s, which comes later: %d %.100s", rest, a.Status, a.Body)
		}
	}
}

// Interfaces 1: --open-all opens every entry of the round and recuses nobody.
func TestOpenAll(t *testing.T) {
	t.Parallel()
	d := demo(t, "--open-all", "--judges", "3", "--entries", "3")
	open := &stage{Demo: d, t: t, Round: first(d)}
	open.Director = open.desk(d.People("director")[0])
	p := open.picture()
	if p.Round.Mode != "open" {
		t.Errorf("mode %q", p.Round.Mode)
	}
	for _, e := range p.Entries {
		if e.State != "scoring" {
			t.Errorf("%s is %s", e.ID, e.State)
		}
	}
	for _, card := range open.Round.Seats {
		if len(card.Recused) > 0 {
			t.Errorf("%s is recused from %v", card.ID, card.Recused)
		}
	}
}
