package httpapi_test

import (
	"strings"
	"testing"
)

func TestAScreenTakesItsModeAsATextOrANumber(t *testing.T) {
	r := newRig(t)
	for _, mode := range []any{"7", 7, 0, "9"} {
		r.command("director", "screen", fields{"screen": "main", "mode": mode}).is(201, "")
	}
	hall := r.ask("", "GET", "/api/v1/rounds/"+string(r.round.ID)+"/snapshot", nil).is(200, "")
	if !strings.Contains(hall.body, `"mode":"9"`) {
		t.Errorf("the hall sees %s", hall.body)
	}
	for _, mode := range []any{"10", 10, -1, 1.5, "", "x", true, []int{1}} {
		if a := r.command("director", "screen", fields{"screen": "main", "mode": mode}).is(422, "bad_value"); a.text("field") != "mode" {
			t.Errorf("%v: %s", mode, a.body)
		}
	}
}
