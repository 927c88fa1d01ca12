package httpapi_test

import (
	"slices"
	"strings"
	"testing"

	"leitai/internal/contest"
)

// asker is somebody of the table: a role, a seat of the round, one of another
// contest's round, or nobody.
type asker struct{ name, secret string }

func (r *rig) askers() []asker {
	list := []asker{{"nobody", ""}, {"judge", r.sit(0)}, {"stranger", r.sitElsewhere()}}
	for _, role := range contest.Roles {
		list = append(list, asker{string(role), secretOf(string(role))})
	}
	return list
}

// sitElsewhere claims a seat of the other contest's round.
func (r *rig) sitElsewhere() string {
	r.t.Helper()
	seats, err := r.store.Seats(r.t.Context(), r.other.ID)
	r.must(err)
	event, err := r.store.Event(r.t.Context(), r.other.Contest)
	r.must(err)
	card, err := r.store.Card(r.t.Context(), seats[0].Card)
	r.must(err)
	return r.ask("", "POST", "/api/v1/seats/claim", fields{"token": secretsOf(event, card).Token}).is(201, "").text("session")
}

func TestWhoMaySeeWhat(t *testing.T) {
	r := newRig(t)
	for i := range 3 {
		if i > 0 {
			r.sit(i)
		}
	}
	list := r.askers()
	r.onStage("e1")
	r.put(list[1].secret, "e1", marks("4.7", "3.5"), 0).is(201, "")
	round := "/api/v1/rounds/" + string(r.round.ID)
	reporters := []string{"organiser", "director", "verifier", "scrutineer", "auditor"}
	everybody := []string{"nobody", "judge", "stranger", "organiser", "director", "verifier", "timekeeper", "scrutineer", "auditor", "admin"}
	table := []struct {
		path string
		may  []string
		has  string // a fragment that must be there
		not  string // one that must not
		code int    // of those who may: what they get
	}{
		{round + "/snapshot", everybody, `"in":1`, `"ballots"`, 200},
		{round + "/snapshot?view=hall", everybody, `"screens":[`, `"closed_by"`, 200},
		{round + "/snapshot?view=judge", []string{"judge"}, `"state":"scoring"`, `"in":`, 200},
		{round + "/snapshot?view=console", []string{"director", "verifier"}, `"ballots":[{"seat":`, `"4.7"`, 200},
		{round + "/snapshot?view=report", reporters, `"entries":[]`, `"ballots"`, 200},
		{round + "/standings", everybody, `"final":false`, `"8.2"`, 200},
		{round + "/facts?limit=1000", []string{"director", "verifier", "scrutineer", "auditor"}, `"payload":null`, `"4.7"`, 200},
		{round + "/analysis", reporters, `"not_built"`, "", 404},
		{round + "/package", reporters, `"not_built"`, "", 404},
		{round + "/reports/ranking.xlsx", reporters, `"not_built"`, "", 404},
	}
	for _, row := range table {
		for _, who := range list {
			a := r.ask(who.secret, "GET", row.path, nil)
			if !slices.Contains(row.may, who.name) {
				want := 403
				switch {
				case who.name == "nobody":
					want = 401
				case who.name == "stranger" && strings.Contains(row.path, "view=judge"):
					want = 404
				}
				if a.status != want || strings.Contains(a.body, row.has) {
					t.Errorf("%s of %s: %d %.100s; want %d", row.path, who.name, a.status, a.body, want)
				}
				continue
			}
			if a.status != row.code || !strings.Contains(a.body, row.has) {
				t.Errorf("%s of %s: %d, without %s: %.200s", row.path, who.name, a.status, row.has, a.body)
			}
			if row.not != "" && strings.Contains(a.body, row.not) {
				t.Errorf("%s of %s has %s", row.path, who.name, row.not)
			}
		}
	}
}

func TestWhatIsNotYoursIsNotThere(t *testing.T) {
	r := newRig(t)
	judge := r.sit(0)
	for _, path := range []string{"/api/v1/rounds/nothing/snapshot", "/api/v1/rounds/nothing/standings", "/api/v1/rounds/" + strings.Repeat("x", 65) + "/snapshot",
		"/api/v1/rounds/" + string(r.other.ID) + "/snapshot?view=judge", "/api/v1/rounds/%2e%2e/snapshot", "/api/v1/rounds", "/api/v1", "/api", "/x", "/.env", "/debug/pprof/"} {
		r.ask(judge, "GET", path, nil).is(404, "")
	}
	for _, entry := range []string{"g1", "f1", "e9", "1", "%27", strings.Repeat("e", 65)} {
		r.put(judge, entry, marks("1", "1"), 0).is(404, "")
		r.ask(judge, "POST", "/api/v1/entries/"+entry+"/words", fields{"good": []string{"有数据"}}, r.key()).is(404, "")
	}
	r.ask(secretOf("director"), "POST", "/api/v1/rounds/nothing/commands", fields{"type": "pause", "expect_version": 0, "reason": "停"}, r.key()).is(404, "")
	r.command("director", "recuse", fields{"seat": "nobody", "entry": "e1", "reason": "回避"}).is(404, "seat_not_found")
	r.command("director", "reissue_seat", fields{"seat": "nobody", "reason": "丢了"}).is(404, "seat_not_found")
	r.command("director", "call", fields{"entry": "g1"}).is(404, "entry_not_found")
}

func TestACommandIsForItsRolesAlone(t *testing.T) {
	r := newRig(t)
	list := r.askers()
	for _, kind := range contest.Commands() {
		roles := contest.Allowed(kind)
		for _, who := range list {
			a := r.ask(who.secret, "POST", "/api/v1/rounds/"+string(r.round.ID)+"/commands", fields{"type": kind, "expect_version": 1}, r.key())
			switch may := slices.Contains(roles, contest.Role(who.name)); {
			case who.name == "nobody":
				a.is(401, "no_session")
			case may && a.status == 403, !may && a.status != 403:
				t.Errorf("%s by %s: %d %.100s", kind, who.name, a.status, a.body)
			}
		}
	}
}

func TestAWrongMethodIsSaidToBeOne(t *testing.T) {
	r := newRig(t)
	for path, method := range map[string]string{
		"/api/v1/entries/e1/ballot": "POST", "/api/v1/seat": "PATCH", "/api/v1/sessions/current": "PUT", "/healthz": "DELETE", "/": "POST",
		"/api/v1/rounds/" + string(r.round.ID) + "/commands": "GET", "/api/v1/rounds/" + string(r.round.ID) + "/events": "POST",
	} {
		r.ask(secretOf("director"), method, path, nil, head{"X-HTTP-Method-Override", "PUT"}).is(405, "method_not")
	}
}

func TestWhoKeepsAccountsHasNoContestToEnter(t *testing.T) {
	r := newRig(t)
	for name, want := range map[string]int{"admin": 0, "director": 2, "auditor": 2} {
		list, _ := r.ask(secretOf(name), "GET", "/api/v1/sessions/current", nil).is(200, "").field("contests").([]any)
		if len(list) != want {
			t.Errorf("%s may enter %d contests; want %d", name, len(list), want)
		}
	}
}
