package venue_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"leitai/venue"
)

// What the hall's console has beside the turn (remind, comment, lead, question,
// plan, backdrop, screens): by whom it may not be sent, and out of every bound.
// Every request is refused, changes nothing and is not repeated by the server.
func TestTheHallsCommandsRefuseWhatTheyMust(t *testing.T) {
	t.Parallel()
	s := staged(t, "--judges", "3", "--entries", "3")
	v := &villain{stage: s, entry: s.order()[0]}
	s.must(s.Director, v.entry, "call", "start", "open")
	before := s.facts()
	for _, a := range slices.Concat(v.roles(), v.remarks(), v.leads(), v.plans(), v.walls()) {
		t.Run(a.name, func(t *testing.T) { v.attempt(t, a) })
	}
	if after := s.facts(); len(after) != len(before) {
		t.Errorf("%d facts became %d", len(before), len(after))
	}
	if strings.Contains(s.Log(), mark) {
		t.Error("the log repeats a value that was sent")
	}
}

// command is a button for the first entry of the round, pressed as it stands now.
func (v *villain) command(kind string, fields map[string]any) venue.Request {
	version := v.picture().Version
	return venue.Request{Method: http.MethodPost, Path: "/api/v1/rounds/" + v.Round.ID + "/commands", Key: venue.NewKey(),
		Body: venue.Command{Type: kind, ExpectVersion: version, Fields: fields}}
}

// refusal is a command by the director that must be a fault of the field.
func (v *villain) refusal(name, kind, field string, fields map[string]any) attack {
	return attack{name: kind + ": " + name, by: v.Director.Client, req: v.command(kind, fields), status: []int{422}, field: field}
}

// hallDeeds are good commands and who may send them; the entry is in 打分中.
func (v *villain) hallDeeds() map[string]struct {
	by     []string
	fields map[string]any
} {
	type deed = struct {
		by     []string
		fields map[string]any
	}
	desks := []string{"director", "verifier"}
	return map[string]deed{
		"remind":   {desks, map[string]any{"entry": v.entry}},
		"comment":  {desks, map[string]any{"entry": v.entry, "text": "好", "name": "王教授"}},
		"lead":     {desks[:1], map[string]any{"action": "take"}},
		"question": {desks[:1], map[string]any{"entry": v.entry, "text": "题", "name": "3号题"}},
		"plan":     {desks[:1], map[string]any{"starts": "2026-11-24T09:00:00+08:00", "parts": []any{map[string]any{"name": "演说", "seconds": 300}}}},
		"backdrop": {desks[:1], map[string]any{"digest": ""}},
		"screen":   {desks[:1], map[string]any{"screen": "main", "mode": "1"}},
	}
}

// roles are good commands of everybody who may not send them.
func (v *villain) roles() []attack {
	people := map[string]*venue.Client{"nobody": v.anyone(), "judge": v.Phones[0].Client, "director": v.Director.Client, "verifier": v.Verifier.Client}
	for _, role := range []string{"organiser", "timekeeper", "scrutineer", "auditor", "admin"} {
		people[role] = v.desk(v.person(role)).Client
	}
	var out []attack
	for kind, deed := range v.hallDeeds() {
		for role, by := range people {
			if slices.Contains(deed.by, role) {
				continue
			}
			status := 403
			if role == "nobody" {
				status = 401
			}
			out = append(out, attack{name: kind + " by " + role, by: by, req: v.command(kind, deed.fields), status: []int{status}})
		}
	}
	return out
}

// remarks are comments, questions and reminders out of bounds.
func (v *villain) remarks() []attack {
	long := strings.Repeat("评", 501)
	var out []attack
	for name, fields := range map[string]map[string]any{
		"501 characters":      {"entry": v.entry, "name": "王", "text": long},
		"a control character": {"entry": v.entry, "name": "王", "text": "a\u0000b"},
		"a bell":              {"entry": v.entry, "name": "王", "text": "a\ab"},
		"a list":              {"entry": v.entry, "name": "王", "text": []string{"a"}},
	} {
		out = append(out, v.refusal(name, "comment", "text", fields), v.refusal(name, "question", "text", fields))
	}
	out = append(out,
		v.refusal("without text", "comment", "text", map[string]any{"entry": v.entry, "name": "王"}),
		v.refusal("blank text", "comment", "text", map[string]any{"entry": v.entry, "name": "王", "text": " \n "}),
		v.refusal("by nobody", "comment", "name", map[string]any{"entry": v.entry, "text": "好"}),
		v.refusal("a name that a terminal obeys", "comment", "name", map[string]any{"entry": v.entry, "text": "好", "name": "王\x1b[2J"}),
		v.refusal("about nothing", "comment", "entry", map[string]any{"text": "好", "name": "王"}),
		v.refusal("to nobody", "question", "entry", map[string]any{"text": "题", "name": "3号题"}),
		attack{name: "comment: a megabyte", by: v.Director.Client, req: v.command("comment", map[string]any{"entry": v.entry, "name": "王", "text": strings.Repeat("a", 1<<20)}), status: []int{413}},
		attack{name: "comment: an entry of elsewhere", by: v.Director.Client, req: v.command("comment", map[string]any{"entry": v.elsewhere(), "name": "王", "text": "好"}), status: []int{404}},
		attack{name: "question: an entry of elsewhere", by: v.Director.Client, req: v.command("question", map[string]any{"entry": v.elsewhere(), "name": "王", "text": "好"}), status: []int{404}},
		attack{name: "remind: who is not marking", by: v.Director.Client, req: v.command("remind", map[string]any{"entry": v.order()[1]}), status: []int{409}, code: "wrong_state"},
		attack{name: "remind: a seat of nowhere", by: v.Director.Client, req: v.command("remind", map[string]any{"entry": v.entry, "seat": "nobody"}), status: []int{404, 422}})
	return out
}

// elsewhere is an entry of another contest.
func (v *villain) elsewhere() string { return v.Contests[len(v.Contests)-1].Rounds[0].Entries[0].ID }

// leads are ways to the lead that there are not.
func (v *villain) leads() []attack {
	second := func(action string) attack {
		return attack{name: "lead: " + action + " by who does not lead", by: v.Second.Client, req: v.command("lead", map[string]any{"action": action, "name": v.person("director").Name}), status: []int{409}}
	}
	return []attack{
		second("give"), second("keep"),
		v.refusal("an action that there is not", "lead", "action", map[string]any{"action": "steal"}),
		v.refusal("no action", "lead", "action", map[string]any{}),
		v.refusal("given to nobody", "lead", "name", map[string]any{"action": "give"}),
		v.refusal("an order of a demagogue", "lead", "name", map[string]any{"action": "give", "name": strings.Repeat("主", 2000)}),
	}
}

// plans are absurd.
func (v *villain) plans() []attack {
	part := func(name string, seconds any) map[string]any { return map[string]any{"name": name, "seconds": seconds} }
	good := []any{part("演说", 300)}
	starts := "2026-11-24T09:00:00+08:00"
	var out []attack
	for name, seconds := range map[string]any{"none": 0, "below none": -1, "7201": 7201, "a fraction": 1.5, "words": "300", "huge": json.Number("1e300"), "more than a word holds": json.Number("9223372036854775808"), "null": nil} {
		out = append(out, attack{name: "plan: seconds " + name, by: v.Director.Client, req: v.command("plan", map[string]any{"starts": starts, "parts": []any{part("演说", seconds)}}), status: []int{400, 422}})
	}
	for name, parts := range map[string]any{"none": []any{}, "eleven": slices.Repeat(good, 11), "without a name": []any{part(" ", 60)}, "with an order in the name": []any{part("a\x1b[2J", 60)}, "a number": 5,
		"a field more": []any{map[string]any{"name": "演说", "seconds": 60, "points": mark}}, "a thousand": slices.Repeat(good, 1000)} {
		out = append(out, attack{name: "plan: parts " + name, by: v.Director.Client, req: v.command("plan", map[string]any{"starts": starts, "parts": parts}), status: []int{400, 422}})
	}
	for _, when := range []any{"", "tomorrow", "09:00", "2026-13-01T09:00:00+08:00", "2026-11-24T09:00:00", 1700000000, "2026-11-24T09:00:00+99:00"} {
		out = append(out, attack{name: fmt.Sprintf("plan: starts %v", when), by: v.Director.Client, req: v.command("plan", map[string]any{"starts": when, "parts": good}), status: []int{400, 422}})
	}
	return out
}

// walls are screens and backdrops that there are not.
func (v *villain) walls() []attack {
	out := []attack{
		v.refusal("the first one taken away", "screen", "screen", map[string]any{"screen": "main", "off": true}),
		v.refusal("one that is not there taken away", "screen", "screen", map[string]any{"screen": "x", "off": true}),
		v.refusal("a kind that there is not", "screen", "kind", map[string]any{"screen": "main", "mode": "1", "kind": "cinema"}),
		v.refusal("a picture that nobody has uploaded", "backdrop", "digest", map[string]any{"digest": strings.Repeat("0", 64)}),
	}
	for _, mode := range []any{"10", "a", "", -1, 10, 1.5, nil} {
		out = append(out, attack{name: fmt.Sprintf("screen: mode %v", mode), by: v.Director.Client, req: v.command("screen", map[string]any{"screen": "main", "mode": mode}), status: []int{400, 422}})
	}
	for name, digest := range map[string]any{"short": "0", "in capitals": strings.Repeat("A", 64), "a path": "../../../../etc/passwd", "an address": "https://example.org/a.png", "no hex": strings.Repeat("g", 64), "a list": []string{}} {
		out = append(out, v.refusal("digest "+name, "backdrop", "digest", map[string]any{"digest": digest}))
	}
	return out
}
