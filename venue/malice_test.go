package venue_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"leitai/venue"
)

// mark is a value that a refusal and the log must never repeat.
const mark = "87654.3219"

// attack is a request that must be refused: with one of the statuses, with the
// code and the field where the contract names them.
type attack struct {
	name   string
	by     *venue.Client
	req    venue.Request
	status []int
	code   string
	field  string
}

// villain is a judge with a valid seat on an entry in 打分中, and what he may use.
type villain struct {
	*stage
	entry   string
	point   venue.Point
	browser *venue.Client // the same seat by cookie
}

// Promise 2, and reliability 5, "a malicious judge": every request of the list
// is refused as the contract says, changes nothing, and never sees its value
// again, neither in the answer nor in the log.
func TestAMaliciousJudge(t *testing.T) {
	t.Parallel()
	v := newVillain(t)
	before := v.facts()
	var all []attack
	for _, some := range [][]attack{v.values(), v.bodies(), v.keys(), v.places(), v.sessions(), v.methods()} {
		all = append(all, some...)
	}
	for _, a := range all {
		t.Run(a.name, func(t *testing.T) { v.attempt(t, a) })
	}
	if after := v.facts(); len(after) != len(before) {
		t.Errorf("%d facts became %d", len(before), len(after))
	}
	if strings.Contains(v.Log(), mark) {
		t.Error("the log repeats a value that was sent")
	}
	me := v.Phones[0]
	if _, err := me.Submit(t.Context(), v.entry, v.marks()); err != nil {
		t.Errorf("after all that an honest ballot is refused: %v", err)
	}
}

func newVillain(t *testing.T) *villain {
	t.Helper()
	v := &villain{stage: staged(t, "--judges", "5", "--entries", "4")}
	order := v.order()
	i := slices.IndexFunc(order, v.Phones[0].Card.Marks)
	v.entry, v.point = order[i], v.Round.Sheet[0]
	v.must(v.Director, v.entry, "call", "start", "open")
	v.browser = venue.NewBrowser(v.URL)
	card := v.Phones[1].Card
	if _, _, err := v.browser.Claim(t.Context(), "", venue.Claim{Token: card.Token, PIN: card.PIN, Move: true}); err != nil {
		t.Fatalf("a browser takes the seat over: %v", err)
	}
	return v
}

func (v *villain) attempt(t *testing.T, a attack) {
	t.Helper()
	by := a.by
	if by == nil {
		by = v.Phones[0].Client
	}
	got, err := by.Send(t.Context(), a.req)
	for range 5 { // the server may end a connection on which too much is still being sent
		if err == nil || !slices.Contains(a.status, http.StatusRequestEntityTooLarge) {
			break
		}
		got, err = by.Send(t.Context(), a.req)
	}
	if err != nil {
		t.Fatal(err)
	}
	var p venue.Problem
	if err := json.Unmarshal(got.Body, &p); err != nil || p.Status != got.Status || p.Title == "" || p.Code == "" {
		t.Errorf("status %d without a whole problem: %.200q", got.Status, got.Body)
	}
	if kind := got.Header.Get("Content-Type"); !strings.HasPrefix(kind, "application/problem+json") {
		t.Errorf("content type %q", kind)
	}
	if !slices.Contains(a.status, got.Status) || a.code != "" && p.Code != a.code || a.field != "" && p.Field != a.field && !named(p, a.field) {
		t.Errorf("got %d %s field %q %v, want %v %s %s", got.Status, p.Code, p.Field, p.Errors, a.status, a.code, a.field)
	}
	if bytes.Contains(got.Body, []byte(mark)) || strings.Contains(fmt.Sprint(got.Header), mark) {
		t.Errorf("the answer repeats the value: %.300q", got.Body)
	}
}

func named(p venue.Problem, field string) bool {
	return slices.ContainsFunc(p.Errors, func(f venue.Fault) bool { return f.Field == field })
}

// put is a ballot for the entry on stage whose body is the given one.
func (v *villain) put(body any) venue.Request {
	return venue.Request{Method: http.MethodPut, Path: "/api/v1/entries/" + v.entry + "/ballot", Key: venue.NewKey(), Body: body}
}

// with is a good ballot body in which change has done its work.
func (v *villain) with(change func(body, marks map[string]any)) map[string]any {
	marks := map[string]any{}
	for point, m := range v.marks() {
		marks[point] = m
	}
	body := map[string]any{"marks": marks, "based_on": 0}
	change(body, marks)
	return body
}

// values puts one bad mark among good ones.
func (v *villain) values() []attack {
	var out []attack
	field := "marks." + v.point.Point
	for _, bad := range []string{"NaN", "1e309", "-0", "-1", "9.5 ", " 1", "+1", "01", "1.", ".5", "", "1.000000001", "0x1", "1,5",
		"Infinity", "1_0", "1e0", "１", "٣", "1.00001", "1\u0000", "0.05", mark, "999999", "9999999999"} {
		body := v.with(func(_, marks map[string]any) { marks[v.point.Point] = bad })
		out = append(out, attack{name: fmt.Sprintf("mark %q", bad), req: v.put(body), status: []int{422}, code: "bad_mark", field: field})
	}
	for name, bad := range map[string]any{"a number": 1.5, "null": nil, "a list": []string{mark}, "an object": map[string]any{"$gt": mark}, "true": true} {
		body := v.with(func(_, marks map[string]any) { marks[v.point.Point] = bad })
		out = append(out, attack{name: "mark as " + name, req: v.put(body), status: []int{400, 422}})
	}
	missing := v.with(func(_, marks map[string]any) { delete(marks, v.point.Point) })
	unknown := v.with(func(_, marks map[string]any) { marks["XXX-9-99"] = "1" })
	return append(out,
		attack{name: "a point missing", req: v.put(missing), status: []int{422}, code: "missing_point", field: field},
		attack{name: "a point too many", req: v.put(unknown), status: []int{422}, code: "unknown_point"},
		attack{name: "no marks at all", req: v.put(map[string]any{"marks": map[string]any{}, "based_on": 0}), status: []int{422}, code: "missing_point"})
}

// bodies are no ballots, or more than a ballot.
func (v *villain) bodies() []attack {
	var out []attack
	for name, raw := range map[string]string{
		"nothing": "", "no JSON": "{", "a list": "[]", "a word": `"` + mark + `"`, "null": "null", "NaN without quotes": `{"marks":{"x":NaN},"based_on":0}`,
		"marks as a list": `{"marks":["` + mark + `"],"based_on":0}`, "two values": `{} {}`, "deep": strings.Repeat("[", 20000), "not UTF-8": "{\"marks\":{\"\xff\":\"1\"},\"based_on\":0}",
	} {
		out = append(out, attack{name: "body: " + name, req: v.put([]byte(raw)), status: []int{400, 422}})
	}
	for name, value := range map[string]any{"seat": v.Phones[2].Card.ID, "total": mark, "receipt": "AAAA", "version": 9, "__proto__": map[string]any{"admin": true}} {
		body := v.with(func(body, _ map[string]any) { body[name] = value })
		out = append(out, attack{name: "a field more: " + name, req: v.put(body), status: []int{422}, code: "unknown_field"})
	}
	for name, base := range map[string]any{"negative": -1, "a string": "0", "a fraction": 0.5, "from the future": 7, "null": nil, "huge": json.Number("1e30")} {
		body := v.with(func(body, _ map[string]any) { body["based_on"] = base })
		out = append(out, attack{name: "based_on " + name, req: v.put(body), status: []int{400, 409, 422}})
	}
	huge := v.with(func(body, _ map[string]any) { body["marks"] = strings.Repeat("9", 70000) })
	return append(out,
		attack{name: "based_on that is stale", req: v.put(v.with(func(b, _ map[string]any) { b["based_on"] = 3 })), status: []int{409}, code: "stale"},
		attack{name: "a body over 64 KiB", req: v.put(huge), status: []int{413}})
}

func (v *villain) keys() []attack {
	var out []attack
	for name, key := range map[string]string{"none": "", "seven": "1234567", "129": strings.Repeat("k", 129), "with a blank inside": "1234 5678", "not ASCII": "钥匙钥匙钥匙钥匙"} {
		r := v.put(v.with(func(_, _ map[string]any) {}))
		r.Key = key
		out = append(out, attack{name: "key: " + name, req: r, status: []int{422}, code: "key_missing"})
	}
	return out
}

// places are entries that are not this judge's, or not his now.
func (v *villain) places() []attack {
	good := func() map[string]any { return v.with(func(_, _ map[string]any) {}) }
	at := func(entry string) venue.Request {
		r := v.put(good())
		r.Path = "/api/v1/entries/" + url.PathEscape(entry) + "/ballot"
		return r
	}
	other := v.Contests[len(v.Contests)-1].Rounds[0]
	var out []attack
	for name, id := range map[string]string{"another contest's": other.Entries[0].ID, "guessed": "1", "guessed by counting": "e2", "too long": strings.Repeat("x", 65),
		"a path": "../../" + v.entry, "SQL": "' OR 1=1 --", "a wildcard": "%"} {
		out = append(out, attack{name: "an entry that is " + name, req: at(id), status: []int{404}})
	}
	for _, e := range v.order() {
		switch me := v.Phones[0].Card; {
		case !me.Marks(e):
			out = append(out, attack{name: "a recused entry", req: at(e), status: []int{409}, code: "recused"})
		case e != v.entry:
			out = append(out, attack{name: "an entry not on stage", req: at(e), status: []int{409}, code: "not_on_stage"})
		}
	}
	read := func(path string) venue.Request { return venue.Request{Method: http.MethodGet, Path: path} }
	return append(out,
		attack{name: "another round's picture for judges", req: read("/api/v1/rounds/" + other.ID + "/snapshot?view=judge"), status: []int{403, 404}},
		attack{name: "another round's events for judges", req: read("/api/v1/rounds/" + other.ID + "/events?view=judge"), status: []int{403, 404}},
		attack{name: "a round that is not there", req: read("/api/v1/rounds/nothing/snapshot?view=hall"), status: []int{404}},
		attack{name: "a view that is not there", req: read("/api/v1/rounds/" + v.Round.ID + "/snapshot?view=everything"), status: []int{400, 404, 422}},
		attack{name: "the console's picture", req: read("/api/v1/rounds/" + v.Round.ID + "/snapshot?view=console"), status: []int{403}},
		attack{name: "the log", req: read("/api/v1/rounds/" + v.Round.ID + "/facts?after=0&limit=10"), status: []int{403}})
}

// sessions are those of others, of nobody, and of before.
func (v *villain) sessions() []attack {
	good := v.with(func(_, _ map[string]any) {})
	cookie := func(header http.Header, query string) venue.Request {
		r := v.put(good)
		r.Path += query
		r.Header = header
		return r
	}
	own, other := "?seat="+v.Phones[1].Card.ID, "?seat="+v.Phones[2].Card.ID
	nobody := v.anyone()
	return []attack{
		{name: "nobody", by: nobody, req: v.put(good), status: []int{401}},
		{name: "a token that was made up", by: nobody.As("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"), req: v.put(good), status: []int{401}},
		{name: "the token of the card as session", by: nobody.As(v.Phones[0].Card.Token), req: v.put(good), status: []int{401}},
		{name: "the session that another phone took over", by: v.Phones[1].Client, req: v.put(good), status: []int{401}, code: "seat_moved"},
		{name: "by cookie without the header", by: v.browser, req: cookie(nil, own), status: []int{403}, code: "csrf"},
		{name: "by cookie with another value of the header", by: v.browser, req: cookie(http.Header{"X-Leitai": {"yes"}}, own), status: []int{403}, code: "csrf"},
		{name: "another seat by one's own cookie", by: v.browser, req: cookie(http.Header{"X-Leitai": {"1"}}, other), status: []int{401, 403, 404}},
		{name: "a director in a judge's session", req: venue.Request{Method: http.MethodPost, Path: "/api/v1/rounds/" + v.Round.ID + "/commands", Key: venue.NewKey(),
			Body: venue.Command{Type: "close", Entry: v.entry, Reason: mark}}, status: []int{403}},
		{name: "a token that no card has", by: nobody, req: claim(venue.Claim{Token: "AAAAAAAAAAAAAAAAAAAAAA"}), status: []int{401}},
		{name: "a code without its PIN", by: nobody, req: claim(venue.Claim{Code: v.Phones[0].Card.Code}), status: []int{401}, code: "pin_needed"},
		{name: "a token with a wrong PIN", by: nobody, req: claim(venue.Claim{Token: v.Phones[3].Card.Token, PIN: wrong(v.Phones[3].Card.PIN)}), status: []int{401}},
		{name: "a seat that is held", by: nobody, req: claim(venue.Claim{Token: v.Phones[3].Card.Token, PIN: v.Phones[3].Card.PIN}), status: []int{409}, code: "seat_taken"},
		{name: "a wrong password", by: nobody, req: venue.Request{Method: http.MethodPost, Path: "/api/v1/sessions",
			Body: map[string]string{"name": v.People("director")[0].Name, "password": mark}}, status: []int{401}, code: "wrong_credentials"},
		{name: "a name that is nobody's", by: nobody, req: venue.Request{Method: http.MethodPost, Path: "/api/v1/sessions",
			Body: map[string]string{"name": "无此人", "password": mark}}, status: []int{401}, code: "wrong_credentials"},
	}
}

func claim(c venue.Claim) venue.Request {
	return venue.Request{Method: http.MethodPost, Path: "/api/v1/seats/claim", Body: c}
}

// wrong is another PIN than this one.
func wrong(pin string) string {
	if pin == "000000" {
		return "000001"
	}
	return "000000"
}

// methods are paths and methods that the contract does not have.
func (v *villain) methods() []attack {
	good := v.with(func(_, _ map[string]any) {})
	override := v.put(good)
	override.Method, override.Header = http.MethodPost, http.Header{"X-Http-Method-Override": {"PUT"}, "X-Method-Override": {"PUT"}}
	byQuery := v.put(good)
	byQuery.Method, byQuery.Path = http.MethodPost, byQuery.Path+"?_method=PUT"
	out := []attack{
		{name: "a method overridden by header", req: override, status: []int{405}},
		{name: "a method overridden by query", req: byQuery, status: []int{405}},
	}
	for path, method := range map[string]string{
		"/api/v1/entries/" + v.entry + "/ballot":                http.MethodDelete,
		"/api/v1/seat":                                          http.MethodPatch,
		"/api/v1/rounds/" + v.Round.ID + "/snapshot?view=judge": http.MethodPut,
		"/api/v1/rounds/" + v.Round.ID + "/facts":               http.MethodPost,
		"/api/v1/rounds/" + v.Round.ID + "/commands":            http.MethodGet,
	} {
		out = append(out, attack{name: "wrong method " + method + " " + path, req: venue.Request{Method: method, Path: path, Key: venue.NewKey(), Body: good}, status: []int{405}})
	}
	for _, path := range []string{"/api/v1/nothing", "/api/v2/seat", "/api/v1/rounds", "/api/v1/entries/" + v.entry, "/debug/pprof/", "/.env", "/api/v1/seat/../../../etc/passwd"} {
		out = append(out, attack{name: "unknown path " + path, req: venue.Request{Method: http.MethodGet, Path: path}, status: []int{404}})
	}
	return out
}

// A GET stays a GET whatever headers say: nothing changes by reading.
func TestAGetCannotBeMadeIntoAnythingElse(t *testing.T) {
	t.Parallel()
	s := staged(t, "--judges", "3", "--entries", "2")
	me := s.Phones[0]
	for _, header := range []string{"X-Http-Method-Override", "X-Http-Method", "X-Method-Override"} {
		a, err := me.Send(t.Context(), venue.Request{Method: http.MethodGet, Path: "/api/v1/sessions/current", Header: http.Header{header: {"DELETE"}}})
		if err != nil || a.Status != http.StatusOK {
			t.Errorf("%s: %d %v", header, a.Status, err)
		}
	}
	if _, err := me.Seat(t.Context()); err != nil {
		t.Errorf("the session is gone: %v", err)
	}
}
