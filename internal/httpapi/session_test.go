package httpapi_test

import (
	"net/http"
	"net/http/cookiejar"
	"strings"
	"testing"
	"time"

	"leitai/internal/auth"
	"leitai/internal/contest"
	"leitai/internal/httpapi"
)

// browser keeps cookies as a browser does.
type browser struct {
	r      *rig
	client *http.Client
}

func (r *rig) browser() *browser {
	jar, err := cookiejar.New(nil)
	r.must(err)
	return &browser{r, &http.Client{Jar: jar}}
}

// ask sends a request with the cookies, and X-Leitai: 1 unless it is a GET.
func (b *browser) ask(method, path string, body any, heads ...head) answer {
	b.r.t.Helper()
	req := b.r.request(method, path, body)
	if method != "GET" {
		req.Header.Set("X-Leitai", "1")
	}
	for _, h := range heads {
		req.Header.Set(h.name, h.value)
	}
	return b.r.send(b.client, req)
}

func (r *rig) withPassword(name string, role contest.Role) {
	r.t.Helper()
	r.must(r.gate.AddUser(r.t.Context(), name, role, "correct horse"))
}

func TestOneBrowserHoldsADirectorAndTwoJudges(t *testing.T) {
	r := newRig(t)
	r.withPassword("导播甲", contest.Director)
	b := r.browser()
	signed := b.ask("POST", "/api/v1/sessions", fields{"name": "导播甲", "password": "correct horse"}).is(201, "")
	cookie := signed.header.Get("Set-Cookie")
	for _, want := range []string{"leitai_user=", "HttpOnly", "SameSite=Strict", "path=/"} {
		if !strings.Contains(cookie, want) {
			t.Errorf("cookie %s lacks %s", cookie, want)
		}
	}
	if strings.Contains(strings.ToLower(cookie), "secure") {
		t.Errorf("a cookie over http is Secure: %s", cookie)
	}
	for i := range 2 {
		b.ask("POST", "/api/v1/seats/claim", fields{"token": r.secrets(i).Token}).is(201, "")
	}
	me := b.ask("GET", "/api/v1/sessions/current", nil).is(200, "")
	if me.text("user", "name") != "导播甲" || me.field("seat") != nil || !strings.Contains(me.body, `"id":"e1","name":"西街社区"`) {
		t.Errorf("as the user: %s", me.body)
	}
	for i := range 2 {
		seat := string(r.seats[i].ID)
		me := b.ask("GET", "/api/v1/sessions/current?seat="+seat, nil).is(200, "")
		if me.text("seat", "id") != seat || me.field("user") != nil || strings.Contains(me.body, "演练") {
			t.Errorf("as seat %d: %s", i, me.body)
		}
		if got := b.ask("GET", "/api/v1/seat?seat="+seat, nil).is(200, "").text("seat", "id"); got != seat {
			t.Errorf("seat %s answers as %s", seat, got)
		}
	}
	b.ask("GET", "/api/v1/seat", nil).is(403, "not_a_seat")
	b.ask("GET", "/api/v1/seat?seat="+string(r.seats[2].ID), nil).is(401, "no_session")
	b.ask("DELETE", "/api/v1/sessions/current?seat="+string(r.seats[0].ID), nil).is(204, "")
	b.ask("GET", "/api/v1/seat?seat="+string(r.seats[0].ID), nil).is(401, "no_session")
	b.ask("GET", "/api/v1/seat?seat="+string(r.seats[1].ID), nil).is(200, "")
	b.ask("DELETE", "/api/v1/sessions/current", nil).is(204, "")
	b.ask("GET", "/api/v1/sessions/current", nil).is(401, "no_session")
}

func TestACookieWithoutTheHeaderChangesNothing(t *testing.T) {
	r := newRig(t)
	b := r.browser()
	b.ask("POST", "/api/v1/seats/claim", fields{"token": r.secrets(0).Token}).is(201, "")
	r.onStage("e1")
	seat := "?seat=" + string(r.seats[0].ID)
	body := fields{"marks": marks("5", "3"), "based_on": 0}
	for _, value := range []string{"", "yes", "11"} {
		b.ask("PUT", "/api/v1/entries/e1/ballot"+seat, body, head{"X-Leitai", value}, r.key()).is(403, "csrf")
		b.ask("DELETE", "/api/v1/sessions/current"+seat, nil, head{"X-Leitai", value}).is(403, "csrf")
	}
	for _, origin := range []string{"http://evil.test", "null", "https://" + strings.TrimPrefix(r.url, "http://") + ".evil.test"} {
		b.ask("PUT", "/api/v1/entries/e1/ballot"+seat, body, head{"Origin", origin}, r.key()).is(403, "foreign_origin")
		b.ask("GET", "/api/v1/rounds/"+string(r.round.ID)+"/events"+seat, nil, head{"Origin", origin}).is(403, "foreign_origin")
	}
	b.ask("PUT", "/api/v1/entries/e1/ballot"+seat, body, head{"Origin", r.url}, r.key()).is(201, "")
}

func TestWithTLSCookiesAreOfThisHostAlone(t *testing.T) {
	r := newRig(t, func(o *httpapi.Options) { o.TLS = true })
	a := r.ask("", "POST", "/api/v1/seats/claim", fields{"token": r.secrets(0).Token}).is(201, "")
	cookie := a.header.Get("Set-Cookie")
	if !strings.HasPrefix(cookie, "__Host-leitai_seat_"+string(r.seats[0].ID)+"=") || !strings.Contains(cookie, "secure") {
		t.Errorf("cookie %s", cookie)
	}
	if a.header.Get("Strict-Transport-Security") == "" {
		t.Error("no HSTS")
	}
}

func TestASessionEnds(t *testing.T) {
	r := newRig(t)
	t.Run("that was made up", func(t *testing.T) { r.ask("made-up", "GET", "/api/v1/sessions/current", nil).is(401, "no_session") })
	t.Run("that has expired", func(t *testing.T) {
		r.must(r.store.SaveSession(t.Context(), auth.Session{Digest: auth.Digest("old"), User: "director", Created: time.Now().Add(-13 * time.Hour), Expires: time.Now().Add(-time.Hour)}))
		r.ask("old", "GET", "/api/v1/sessions/current", nil).is(401, "no_session")
	})
	t.Run("that is signed out, also for a replay", func(t *testing.T) {
		judge := r.sit(0)
		r.onStage("e1")
		key := r.key()
		r.put(judge, "e1", marks("5", "3"), 0, key).is(201, "")
		r.ask(judge, "DELETE", "/api/v1/sessions/current", nil).is(204, "")
		r.put(judge, "e1", marks("5", "3"), 0, key).is(401, "no_session")
	})
	t.Run("that another phone took over", func(t *testing.T) {
		judge := r.sit(1)
		move := fields{"token": r.secrets(1).Token, "move": true}
		r.ask("", "POST", "/api/v1/seats/claim", fields{"token": r.secrets(1).Token}).is(409, "seat_taken")
		r.ask("", "POST", "/api/v1/seats/claim", move).is(401, "pin_needed")
		move["pin"] = r.secrets(1).PIN
		r.ask("", "POST", "/api/v1/seats/claim", move).is(201, "")
		r.ask(judge, "GET", "/api/v1/seat", nil).is(401, "seat_moved")
	})
	t.Run("whose card was issued anew", func(t *testing.T) {
		judge := r.sit(2)
		key := r.key()
		body := fields{"type": "reissue_seat", "expect_version": r.version(r.round.ID), "seat": r.seats[2].ID, "reason": "丢了"}
		first := r.ask(secretOf("director"), "POST", "/api/v1/rounds/"+string(r.round.ID)+"/commands", body, key).is(201, "")
		again := r.ask(secretOf("director"), "POST", "/api/v1/rounds/"+string(r.round.ID)+"/commands", body, key).is(200, "")
		if first.body != again.body || first.text("seat", "url") != r.url+"/j#"+first.text("seat", "token") {
			t.Errorf("new card %s, again %s", first.body, again.body)
		}
		r.ask(judge, "GET", "/api/v1/seat", nil).is(401, "no_session")
		r.ask("", "POST", "/api/v1/seats/claim", fields{"token": first.text("seat", "token")}).is(201, "")
		later := r.ask(secretOf("director"), "POST", "/api/v1/rounds/"+string(r.round.ID)+"/commands", body, key).is(200, "")
		if later.field("seat") != nil {
			t.Errorf("the secrets are shown after the claim: %s", later.body)
		}
	})
}

func TestAClaimWhoseAnswerWasLostIsRepeated(t *testing.T) {
	r := newRig(t)
	key := r.key()
	first := r.ask("", "POST", "/api/v1/seats/claim", fields{"token": r.secrets(0).Token}, key).is(201, "")
	again := r.ask("", "POST", "/api/v1/seats/claim", fields{"token": r.secrets(0).Token}, key).is(200, "")
	if first.text("session") != again.text("session") {
		t.Error("the repeat brings another session")
	}
	r.ask("", "POST", "/api/v1/seats/claim", fields{"token": r.secrets(1).Token}, head{"Idempotency-Key", "short"}).is(422, "key_missing")
	r.ask("", "POST", "/api/v1/seats/claim", fields{}).is(422, "missing")
	r.ask("", "POST", "/api/v1/seats/claim", fields{"token": "x", "code": "123456", "pin": "1"}).is(422, "bad_value")
	r.ask("", "POST", "/api/v1/seats/claim", fields{"token": r.secrets(1).Token, "seat": "s1"}).is(422, "unknown_field")
}

func TestTheCardsLeadToTheRoundThatIsPutOn(t *testing.T) {
	r := newRig(t)
	b := r.browser()
	b.ask("POST", "/api/v1/seats/claim", fields{"token": r.secrets(0).Token}).is(201, "")
	use := fields{"type": "use", "expect_version": r.version(r.second.ID)}
	r.ask(secretOf("director"), "POST", "/api/v1/rounds/"+string(r.second.ID)+"/commands", use, r.key()).is(201, "")
	old := "?seat=" + string(r.seats[0].ID)
	moved := b.ask("GET", "/api/v1/seat"+old, nil).is(200, "")
	if moved.text("round", "id") != string(r.second.ID) {
		t.Errorf("the seat is in %s", moved.body)
	}
	b.ask("GET", "/api/v1/seat?seat="+moved.text("seat", "id"), nil).is(200, "")
}
