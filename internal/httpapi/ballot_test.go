package httpapi_test

import (
	"fmt"
	"strings"
	"testing"
)

func TestTheChecksOfABallotComeInTheirOrder(t *testing.T) {
	r := newRig(t)
	one, three := r.sit(0), r.sit(2)
	good := fields{"marks": marks("5", "3"), "based_on": 0}
	put := func(secret, entry string, body any, heads ...head) answer {
		return r.ask(secret, "PUT", "/api/v1/entries/"+entry+"/ballot", body, heads...)
	}
	short := head{"Idempotency-Key", "short"}
	put("nobody", "x", fields{"marks": 1}, short).is(422, "missing")
	put("nobody", "x", good, short).is(401, "no_session")
	put(one, "x", good, short).is(404, "")
	put(one, "e1", good, short).is(422, "key_missing")
	used := r.key()
	r.onStage("e1")
	put(one, "e1", good, used).is(201, "")
	r.command("director", "close", fields{"entry": "e1", "reason": "等不及"}).is(201, "")
	put(one, "e1", fields{"marks": marks("4", "3"), "based_on": 0}, used).is(422, "key_reused")
	put(one, "e2", good, used).is(422, "key_reused")
	put(one, "e1", good, used).is(200, "")
	put(one, "e1", fields{"marks": marks("99", "3"), "based_on": 7}, r.key()).is(409, "closed")
	put(three, "e3", fields{"marks": marks("99", "3"), "based_on": 7}, r.key()).is(409, "not_on_stage")
	for _, step := range []string{"call", "start", "open"} {
		r.command("director", step, fields{"entry": "e3"}).is(201, "")
	}
	put(three, "e3", fields{"marks": marks("99", "3"), "based_on": 7}, r.key()).is(409, "recused")
	put(one, "e3", fields{"marks": marks("99", "3"), "based_on": 7}, r.key()).is(409, "stale")
	put(one, "e3", fields{"marks": marks("99", "3"), "based_on": 0}, r.key()).is(422, "bad_mark")
}

func TestARefusedBallotSaysWhereItStands(t *testing.T) {
	r := newRig(t)
	one := r.sit(0)
	early := r.put(one, "e1", marks("5", "3"), 0).is(409, "not_on_stage")
	if early.text("state") != "waiting" || !strings.Contains(early.body, `"ballot":null`) {
		t.Errorf("before anything: %s", early.body)
	}
	r.onStage("e1")
	if bad := r.put(one, "e1", marks("99", "3"), 0).is(422, "bad_mark"); strings.Contains(bad.body, `"ballot"`) {
		t.Errorf("a mark at fault: %s", bad.body)
	}
	sent := r.put(one, "e1", marks("5", "3"), 0).is(201, "")
	stale := r.put(one, "e1", marks("4", "3"), 0).is(409, "stale")
	if stale.text("state") != "scoring" || stale.text("ballot", "receipt") != sent.text("receipt") {
		t.Errorf("stale: %s", stale.body)
	}
}

func TestAKeyIsEightTo128VisibleCharacters(t *testing.T) {
	r := newRig(t)
	one := r.sit(0)
	r.onStage("e1")
	version := r.version(r.round.ID)
	for _, key := range []string{"", "1234567", strings.Repeat("k", 129), "1234 5678", "12345678\t9", "钥匙钥匙钥匙"} {
		r.put(one, "e1", marks("5", "3"), 0, head{"Idempotency-Key", key}).is(422, "key_missing")
		r.ask(secretOf("director"), "POST", "/api/v1/rounds/"+string(r.round.ID)+"/commands",
			fields{"type": "pause", "reason": "停", "expect_version": version}, head{"Idempotency-Key", key}).is(422, "key_missing")
	}
	if r.version(r.round.ID) != version {
		t.Error("a refused request left a fact")
	}
	r.put(one, "e1", marks("5", "3"), 0, head{"Idempotency-Key", strings.Repeat("k", 128)}).is(201, "")
}

func TestABodyIsStrict(t *testing.T) {
	r := newRig(t)
	one := r.sit(0)
	r.onStage("e1")
	const secret = "7654.3219"
	for _, c := range []struct {
		body, code, field string
		status            int
	}{
		{`{"marks":{"A":"5","B":"3"},"based_on":0,"total":"` + secret + `"}`, "unknown_field", "total", 422},
		{`{"marks":{"A":"5","B":"3"},"based_on":0,"Marks":{}}`, "unknown_field", "Marks", 422},
		{`{"marks":{"A":"5","B":"3"}}`, "missing", "based_on", 422},
		{`{"based_on":0}`, "missing", "marks", 422},
		{`{"marks":null,"based_on":0}`, "bad_value", "marks", 422},
		{`{"marks":["` + secret + `"],"based_on":0}`, "bad_value", "marks", 422},
		{`{"marks":{"A":7654.3219,"B":"3"},"based_on":0}`, "bad_mark", "marks.A", 422},
		{`{"marks":{"A":"` + secret + ` ","B":"3"},"based_on":0}`, "bad_mark", "marks.A", 422},
		{`{"marks":{"A":"1e309","B":"3"},"based_on":0}`, "bad_mark", "marks.A", 422},
		{`{"marks":{"A":"-0","B":"3"},"based_on":0}`, "bad_mark", "marks.A", 422},
		{`{"marks":{"A":"0.05","B":"3"},"based_on":0}`, "bad_mark", "marks.A", 422},
		{`{"marks":{"A":"6.1","B":"3"},"based_on":0}`, "bad_mark", "marks.A", 422},
		{`{"marks":{"B":"3"},"based_on":0}`, "missing_point", "marks.A", 422},
		{`{"marks":{"A":"5","B":"3","C":"1"},"based_on":0}`, "unknown_point", "marks.C", 422},
		{`{"marks":{"A":"5","B":"3"},"based_on":"0"}`, "bad_value", "based_on", 422},
		{`{"marks":{"A":"5","B":"3"},"based_on":0.5}`, "bad_value", "based_on", 422},
		{`{"marks":{"A":NaN},"based_on":0}`, "bad_body", "", 400},
		{``, "bad_body", "", 400},
		{`{} {}`, "bad_body", "", 400},
		{strings.Repeat("[", 20000), "bad_body", "", 400},
	} {
		a := r.ask(one, "PUT", "/api/v1/entries/e1/ballot", c.body, r.key()).is(c.status, c.code)
		if c.field != a.text("field") {
			t.Errorf("%.60s: field %q; want %q", c.body, a.text("field"), c.field)
		}
		if strings.Contains(a.body, secret) {
			t.Errorf("the value is echoed: %s", a.body)
		}
	}
	both := r.ask(one, "PUT", "/api/v1/entries/e1/ballot", `{"marks":{"A":"x","B":"y"},"based_on":0}`, r.key()).is(422, "bad_mark")
	if list, _ := both.field("errors").([]any); len(list) != 2 {
		t.Errorf("two faults: %s", both.body)
	}
	r.ask(one, "PUT", "/api/v1/entries/e1/ballot", "marks=1", head{"Content-Type", "application/x-www-form-urlencoded"}, r.key()).is(415, "wrong_content")
	if strings.Contains(r.log.String(), secret) {
		t.Error("the log has the value")
	}
}

func TestACommandHasItsFieldsAndNoOthers(t *testing.T) {
	r := newRig(t)
	r.command("director", "close", fields{"entry": "e1", "marks": marks("1", "1")}).is(422, "unknown_field")
	r.command("director", "pause", fields{"reason": "停", "entry": "e1", "seat": "s"}).is(422, "unknown_field")
	r.command("director", "nonsense", nil).is(422, "bad_value")
	r.command("director", "pause", nil).is(422, "missing")
	r.command("timekeeper", "deduct", fields{"entry": "e1", "points": "-1", "reason": "超时"}).is(422, "bad_value")
	r.command("director", "draw", fields{"order": []string{"e1", "e1", "e2"}}).is(422, "bad_value")
	round := "/api/v1/rounds/" + string(r.round.ID) + "/commands"
	r.ask(secretOf("director"), "POST", round, fields{"type": "pause", "reason": "停"}, r.key()).is(422, "missing")
	r.ask(secretOf("director"), "POST", round, fields{"type": "pause", "reason": "停", "expect_version": 99}, r.key()).is(409, "stale")
	r.ask(secretOf("director"), "POST", round, fields{"type": "pause", "reason": "停", "expect_version": nil}, r.key()).is(422, "")
}

func TestWordsFollowABallot(t *testing.T) {
	r := newRig(t)
	one := r.sit(0)
	words := fields{"good": []string{"有数据有对比"}, "weak": []string{}}
	send := func() answer { return r.ask(one, "POST", "/api/v1/entries/e1/words", words, r.key()) }
	send().is(409, "wrong_state")
	r.onStage("e1")
	r.put(one, "e1", marks("5", "3"), 0).is(201, "")
	send().is(201, "")
	words["good"] = []string{"1", "2", "3", "4"}
	send().is(422, "bad_value")
}

func TestOfManyBallotsOnOneBaseOneWins(t *testing.T) {
	r := newRig(t)
	one := r.sit(0)
	r.onStage("e1")
	type result struct {
		version float64
		status  int
	}
	results := make(chan result)
	for i := range 16 {
		go func() {
			a := r.put(one, "e1", marks(fmt.Sprintf("%d.%d", i%6, i%10), "3"), 0)
			v, _ := a.field("version").(float64)
			results <- result{v, a.status}
		}()
	}
	won := 0
	for range 16 {
		if got := <-results; got.status == 201 {
			won++
		} else if got.status != 409 {
			t.Errorf("status %d", got.status)
		}
	}
	if won != 1 {
		t.Errorf("%d ballots on one base were taken", won)
	}
}
