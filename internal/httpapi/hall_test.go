package httpapi_test

import (
	"strings"
	"testing"
)

// TestWhatTheHallIsShownOverTheWire: the commands that change no figure and no
// state, and that none of them makes anything stale.
func TestWhatTheHallIsShownOverTheWire(t *testing.T) {
	r := newRig(t)
	one := r.sit(0)
	r.onStage("e1")
	at := r.version(r.round.ID)
	r.command("verifier", "remind", fields{"entry": "e1"}).is(201, "")
	r.command("verifier", "comment", fields{"entry": "e1", "name": "王教授", "text": "数据翔实"}).is(201, "")
	r.command("director2", "lead", fields{"action": "ask"}).is(201, "")
	r.command("director", "question", fields{"entry": "e1", "name": "3号题", "text": "钱从哪里来？"}).is(201, "")
	r.command("director", "plan", fields{"starts": "2026-11-24T09:00:00+08:00", "parts": []fields{{"name": "演说", "seconds": 300}}}).is(201, "")
	r.command("director", "backdrop", fields{"digest": ""}).is(201, "")
	r.command("director", "screen", fields{"screen": "left", "name": "左屏", "kind": "clock", "mode": "1"}).is(201, "")
	r.command("director", "screen", fields{"screen": "left", "off": true}).is(201, "")
	r.command("director", "close", fields{"entry": "e1", "reason": "不等了", "expect_version": at}).is(201, "")
	round := "/api/v1/rounds/" + string(r.round.ID)
	console := r.ask(secretOf("verifier"), "GET", round+"/snapshot?view=console", nil).is(200, "")
	for _, want := range []string{`"comments":[{"seq":`, `"lead":{"name":"director","asked":"director2"}`, `"question":{"entry":"e1","name":"3号题"`, `"parts":[{"name":"演说","seconds":300}]`,
		`"backdrop":null`, `"seed":`} {
		if !strings.Contains(console.body, want) {
			t.Errorf("the console is not told %s: %s", want, console.body)
		}
	}
	if seat := r.ask(one, "GET", "/api/v1/seat", nil).is(200, ""); !strings.Contains(seat.body, `"reminded":null`) {
		t.Errorf("after the close the seat is told %s", seat.body)
	}
	r.command("director", "question", fields{"entry": "e1", "seconds": 3}).is(422, "unknown_field")
	r.command("director", "plan", fields{"starts": "2026-11-24T09:00:00+08:00", "parts": []fields{{"name": "演说", "seconds": 300, "minutes": 3}}}).is(422, "unknown_field")
	r.command("director", "lead", fields{"action": "steal"}).is(422, "bad_value")
	for _, nobody := range []string{"verifier", "Director2", "导播"} {
		r.command("director", "lead", fields{"action": "give", "name": nobody}).is(422, "bad_value")
	}
	r.command("director", "lead", fields{"action": "give", "name": "director2"}).is(201, "")
	r.command("director2", "lead", fields{"action": "give", "name": "director"}).is(201, "")
}
