package httpapi_test

import (
	"strings"
	"testing"
)

func TestAPageBecomesAScreenByItsCode(t *testing.T) {
	r := newRig(t)
	round := "/api/v1/rounds/" + string(r.round.ID)
	page := r.ask("", "POST", "/api/v1/screens", fields{}).is(201, "")
	id, code := page.text("screen"), page.text("code")
	if w := r.ask("", "GET", "/api/v1/screens/"+id, nil).is(200, ""); w.text("code") != code || w.field("round") != nil {
		t.Errorf("waiting: %s", w.body)
	}
	r.ask("", "GET", "/api/v1/screens/screen-000000000000", nil).is(404, "not_found")
	again := r.ask("", "POST", "/api/v1/screens", fields{"screen": id}).is(201, "")
	if again.body != page.body {
		t.Errorf("come again: %s; want %s", again.body, page.body)
	}
	for _, bad := range []string{"main", "screen-../..", "r1"} {
		r.ask("", "POST", "/api/v1/screens", fields{"screen": bad}).is(422, "bad_value")
	}

	body := fields{"code": code, "name": "左屏", "kind": "cue"}
	wrong := "0000"
	if code == wrong {
		wrong = "0001"
	}
	r.ask(secretOf("director"), "POST", round+"/screens", fields{"code": wrong, "name": "左屏", "kind": "cue"}, r.key()).is(404, "unknown_code")
	r.ask(secretOf("director"), "POST", round+"/screens", body).is(422, "key_missing")
	for _, who := range []string{"verifier", "organiser", "timekeeper"} {
		r.ask(secretOf(who), "POST", round+"/screens", body, r.key()).is(403, "forbidden")
	}
	r.ask("", "POST", round+"/screens", body, r.key()).is(401, "no_session")
	r.ask(secretOf("director"), "POST", "/api/v1/rounds/nothing/screens", body, r.key()).is(404, "not_found")
	key := r.key()
	first := r.ask(secretOf("director"), "POST", round+"/screens", body, key).is(201, "")
	if repeat := r.ask(secretOf("director"), "POST", round+"/screens", body, key).is(200, ""); repeat.body != first.body || first.text("screen") != id {
		t.Errorf("the repeat says %s, the first said %s", repeat.body, first.body)
	}
	if w := r.ask("", "GET", "/api/v1/screens/"+id, nil).is(200, ""); w.text("round") != string(r.round.ID) {
		t.Errorf("paired: %s", w.body)
	}
	hall := r.ask("", "GET", round+"/snapshot", nil).is(200, "")
	if !strings.Contains(hall.body, `{"id":"`+id+`","name":"左屏","kind":"cue","mode":"1","entry":null,"step":0,"page":0}`) {
		t.Errorf("the hall sees %s", hall.body)
	}
}

// sealed brings the rig's round to its seal: everybody has withdrawn.
func (r *rig) sealed() {
	r.t.Helper()
	for _, entry := range []string{"e1", "e2", "e3"} {
		r.command("director", "withdraw", fields{"entry": entry, "reason": "弃赛"}).is(201, "")
	}
	r.command("verifier", "seal", nil).is(201, "")
}

func TestAfterTheSealScreensArePointedWithoutAFact(t *testing.T) {
	r := newRig(t)
	round := "/api/v1/rounds/" + string(r.round.ID)
	point := func(who, screen string, body fields) answer {
		return r.ask(secretOf(who), "PUT", round+"/screens/"+screen, body)
	}
	awards := fields{"mode": "7", "step": 2, "page": 0, "entry": "e1"}
	point("director", "main", awards).is(409, "not_sealed")
	r.sealed()
	r.command("director", "screen", fields{"screen": "main", "mode": "7"}).is(409, "sealed")
	hall := r.listen("", r.round.ID, "hall")
	judgeless := r.listen(secretOf("auditor"), r.round.ID, "report")
	hall.next("beat")
	judgeless.next("beat")
	before := r.version(r.round.ID)
	point("director", "main", awards).is(204, "")
	if e := hall.next("beat"); e.name != "screen" || e.data != `{"id":"main","name":"大屏","kind":"hall","mode":"7","entry":"e1","step":2,"page":0}` {
		t.Errorf("the hall is told %+v", e)
	}
	late := r.listen(secretOf("verifier"), r.round.ID, "console")
	if e := late.next("beat"); e.name != "snapshot" {
		t.Errorf("first %+v", e)
	}
	if e := late.next("beat", "presence"); e.name != "screen" || e.field(t, "step") != 2.0 {
		t.Errorf("who comes late is told %+v", e)
	}
	if after := r.version(r.round.ID); after != before {
		t.Errorf("a fact was left: version %d, then %d", before, after)
	}
	point("director", "left", awards).is(404, "not_found")
	point("director", "main", fields{"mode": "7", "step": 0, "page": 0, "entry": "g1"}).is(404, "entry_not_found")
	point("director", "main", fields{"mode": "77", "step": 0, "page": 0}).is(422, "bad_value")
	point("verifier", "main", awards).is(403, "forbidden")
	for range 3 {
		if e := judgeless.next(); e.name != "beat" {
			t.Errorf("a report is told %+v", e)
		}
	}
}

func TestTheConsoleCountsPads(t *testing.T) {
	r := newRig(t)
	r.sit(0)
	path := "/api/v1/rounds/" + string(r.round.ID) + "/pads"
	got := r.ask(secretOf("verifier"), "GET", path, nil).is(200, "")
	if got.field("of") != 3.0 || got.field("here") != 1.0 || got.field("elsewhere") != 0.0 || got.field("out") != 2.0 {
		t.Errorf("pads %s", got.body)
	}
	r.ask(secretOf("organiser"), "GET", path, nil).is(403, "forbidden")
	r.ask("", "GET", path, nil).is(401, "no_session")
	r.ask(secretOf("director"), "GET", "/api/v1/rounds/nothing/pads", nil).is(404, "not_found")
}
