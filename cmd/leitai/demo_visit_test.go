package main

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"leitai/internal/contest"
	"leitai/internal/demo"
)

// round is a picture of the visitor's round as somebody sees it.
func (d *shown) round(session, view string) hallOf {
	d.t.Helper()
	_, text := d.ask("GET", "/api/v1/rounds/"+string(d.yours.Round)+"/snapshot?view="+view, session, nil)
	return d.read(text)
}

// short waits until nothing but the visitor's ballot is lacking of the current
// entry, and gives that entry.
func (d *shown) short() hallEntry {
	d.t.Helper()
	var e *hallEntry
	for range 1000 {
		p := d.round("", "hall")
		if e = p.entry(p.Current); e.State == "scoring" && e.In == e.Of-1 {
			return *e
		}
		time.Sleep(10 * time.Millisecond)
	}
	d.t.Fatalf("of %s there are %d / %d", e.ID, e.In, e.Of)
	return hallEntry{}
}

// enter signs an account of a role in.
func (d *shown) enter(role contest.Role) (session string) {
	d.t.Helper()
	u := d.line.Users[slices.IndexFunc(d.line.Users, func(u demo.UserLine) bool { return u.Role == role })]
	_, text := d.ask("POST", "/api/v1/sessions", "", map[string]string{"name": u.Name, "password": u.Password})
	var got struct{ Session string }
	if err := json.Unmarshal(text, &got); err != nil || got.Session == "" {
		d.t.Fatalf("%s: %s", u.Name, text)
	}
	return got.Session
}

// visit marks with the seat that is kept: the only one that was lacking.
func (d *shown) visit() (session string) {
	d.t.Helper()
	e := d.short()
	console := d.round(d.enter(contest.Director), "console")
	for _, b := range console.entry(e.ID).Ballots {
		if mine := b.Seat == string(d.line.Contests[0].Rounds[0].Seats[0].ID); mine != (b.State == "none") && b.State != "recused" {
			d.t.Errorf("seat %s of %s is %s", b.Seat, e.ID, b.State)
		}
	}
	_, token, _ := strings.Cut(d.yours.URL, "#")
	status, text := d.ask("POST", "/api/v1/seats/claim", "", map[string]string{"token": token})
	var got struct{ Session string }
	if err := json.Unmarshal(text, &got); err != nil || status != 201 {
		d.t.Fatalf("claim: %d %s", status, text)
	}
	d.give(got.Session, e.ID)
	p := d.round("", "hall")
	if p.entry(e.ID).In != e.Of || p.Current != e.ID || e.Of < 2 || e.ID != string(d.yours.Entry) {
		d.t.Errorf("the hall sees %d / %d of %s", p.entry(e.ID).In, e.Of, e.ID)
	}
	return got.Session
}

func (d *shown) give(session, entry string) {
	d.t.Helper()
	marks := map[string]string{}
	for _, p := range d.line.Contests[0].Rounds[0].Sheet {
		marks[p.Point] = "2.5"
	}
	status, text := d.ask("PUT", "/api/v1/entries/"+entry+"/ballot", session, map[string]any{"marks": marks, "based_on": 0})
	if status != 201 || !strings.Contains(string(text), `"receipt"`) {
		d.t.Errorf("the visitor's ballot: %d %s", status, text)
	}
}

// goOn takes the entry into the ranking and brings the next one before the judges:
// they mark it too, and one ballot is lacking again. Another judge's card is free
// meanwhile.
func (d *shown) goOn() {
	d.t.Helper()
	director, verifier := d.enter(contest.Director), d.enter(contest.Verifier)
	p := d.round("", "hall")
	first := p.Current
	at := slices.IndexFunc(p.Entries, func(e hallEntry) bool { return e.State == "waiting" && e.Order == p.entry(first).Order+1 })
	for i, kind := range []contest.Kind{contest.Close, contest.Verify, contest.Reveal, contest.Lock, contest.Call, contest.Start, contest.OpenEntry} {
		who, entry := director, first
		if kind == contest.Verify {
			who = verifier
		}
		if i > 3 {
			entry = p.Entries[at].ID
		}
		status, text := d.askAs(fmt.Sprintf("go-on-%d-0001", i), "POST", "/api/v1/rounds/"+string(d.yours.Round)+"/commands", who,
			map[string]any{"type": kind, "entry": entry, "expect_version": d.round("", "hall").Version})
		if status != 201 {
			d.t.Fatalf("%s %s: %d %s", kind, entry, status, text)
		}
	}
	if e := d.short(); e.ID != p.Entries[at].ID {
		d.t.Errorf("%s is on the stage", e.ID)
	}
	for range 1000 { // he leaves when he has his receipt
		status, text := d.askAs("another-0001", "POST", "/api/v1/seats/claim", "", map[string]string{"token": d.line.Contests[0].Rounds[0].Seats[1].Token})
		if status == 201 {
			return
		}
		if !strings.Contains(string(text), "seat_taken") {
			d.t.Fatalf("the card of another judge: %d %s", status, text)
		}
		time.Sleep(10 * time.Millisecond)
	}
	d.t.Error("the simulated judge keeps his seat")
}
