package venue_test

import (
	"maps"
	"net/http"
	"slices"
	"testing"

	"leitai/venue"
)

// Reliability 6 (ASVS 8.2, 8.3), promise 2: who may read and press what, role by
// role. Nobody gets 401 where there is no session, 403 where his role lacks it.
func TestWhoMayWhat(t *testing.T) {
	t.Parallel()
	s := staged(t, "--judges", "3", "--entries", "2")
	clients := map[string]*venue.Client{"nobody": s.anyone(), "judge": s.Phones[0].Client}
	for _, role := range []string{"organiser", "director", "verifier", "timekeeper", "scrutineer", "auditor", "admin"} {
		clients[role] = s.desk(s.person(role)).Client
	}
	before := len(s.facts())
	for _, row := range s.rights() {
		for _, role := range slices.Sorted(maps.Keys(clients)) {
			want := row.otherwise
			switch {
			case row.allowed[0] == "all" || slices.Contains(row.allowed, role):
				want = row.status
			case role == "nobody":
				want = []int{401}
			}
			a, err := clients[role].Send(t.Context(), row.req())
			if err != nil {
				t.Fatal(err)
			}
			if !slices.Contains(want, a.Status) {
				t.Errorf("%s: %s gets %d, want %v: %.120s", row.name, role, a.Status, want, a.Body)
			}
		}
	}
	if after := len(s.facts()); after != before {
		t.Errorf("%d facts became %d", before, after)
	}
}

// right is a request, who may make it, and what he and others then get.
type right struct {
	name      string
	req       func() venue.Request
	allowed   []string
	status    []int
	otherwise []int
}

func (s *stage) rights() []right {
	read := func(path string) func() venue.Request {
		return func() venue.Request { return venue.Request{Method: http.MethodGet, Path: path} }
	}
	round := "/api/v1/rounds/" + s.Round.ID
	ok, no := []int{200}, []int{403}
	reporters := []string{"organiser", "director", "verifier", "scrutineer", "auditor"}
	rows := []right{
		{"hall", read(round + "/snapshot?view=hall"), []string{"all"}, ok, no},
		{"standings", read(round + "/standings"), []string{"all"}, ok, no},
		{"judge's picture", read(round + "/snapshot?view=judge"), []string{"judge"}, ok, no},
		{"console", read(round + "/snapshot?view=console"), []string{"director", "verifier"}, ok, no},
		{"report", read(round + "/snapshot?view=report"), reporters, ok, no},
		{"facts", read(round + "/facts"), []string{"director", "verifier", "scrutineer", "auditor"}, ok, no},
		{"seat", read("/api/v1/seat"), []string{"judge"}, ok, []int{401, 403}},
	}
	// What is pressed here fits no state: who may is refused for the state, not for his role.
	entry := s.order()[1]
	for kind, by := range map[string][]string{
		"close": {"director"}, "verify": {"director", "verifier"}, "reveal": {"director"}, "lock": {"director"}, "reopen": {"director"},
		"seal": {"director", "verifier"}, "open": {"director"}, "correct": {"director", "verifier"},
	} {
		rows = append(rows, right{kind, func() venue.Request {
			cmd := venue.Command{Type: kind, Entry: entry, Reason: "试", ExpectVersion: 1 << 20}
			switch kind {
			case "correct":
				cmd.Fields = map[string]any{"annul": true}
			case "seal":
				cmd.Entry = ""
			}
			return venue.Request{Method: http.MethodPost, Path: round + "/commands", Key: venue.NewKey(), Body: cmd}
		}, by, []int{409, 422}, no})
	}
	return rows
}
