package httpapi_test

import (
	"net/http"
	"strings"
	"testing"

	"leitai/internal/contest"
	"leitai/internal/office"
)

func TestAWholeTurnOverTheWire(t *testing.T) {
	r := newRig(t)
	one, two, three := r.sit(0), r.sit(1), r.sit(2)
	r.onStage("e1")
	key := r.key()
	first := r.put(one, "e1", marks("5.5", "3.5"), 0, key).is(http.StatusCreated, "")
	if first.text("total") != "9" || len(first.text("receipt")) != 4 || first.field("version") != 1.0 {
		t.Errorf("receipt %s", first.body)
	}
	again := r.put(one, "e1", marks("5.5", "3.5"), 0, key).is(http.StatusOK, "")
	if again.body != first.body {
		t.Errorf("the repeat says %s, the first said %s", again.body, first.body)
	}
	r.put(two, "e1", marks("5.1", "3"), 0).is(201, "")
	r.command("timekeeper", "deduct", fields{"entry": "e1", "points": "0.5", "part": "stage", "reason": "超时半分钟"}).is(201, "")
	r.command("director", "close", fields{"entry": "e1"}).is(409, "ballots_missing")
	r.put(three, "e1", marks("4", "3"), 0).is(201, "")
	r.command("director", "close", fields{"entry": "e1"}).is(201, "")
	r.put(one, "e1", marks("6", "4"), 1).is(409, "closed")
	r.command("director", "verify", fields{"entry": "e1"}).is(409, "same_person")
	r.command("verifier", "verify", fields{"entry": "e1"}).is(201, "")
	hall := r.ask("", "GET", "/api/v1/rounds/"+string(r.round.ID)+"/snapshot?view=hall", nil).is(200, "")
	if strings.Contains(hall.body, `"7.53"`) {
		t.Errorf("the hall knows before the reveal: %s", hall.body)
	}
	r.command("director", "reveal", fields{"entry": "e1"}).is(201, "")
	r.command("director", "lock", fields{"entry": "e1"}).is(201, "")
	hall = r.ask("", "GET", "/api/v1/rounds/"+string(r.round.ID)+"/snapshot?view=hall", nil).is(200, "")
	if !strings.Contains(hall.body, `"score":"7.53"`) {
		t.Errorf("the hall does not know after the reveal: %s", hall.body)
	}
	table := r.ask("", "GET", "/api/v1/rounds/"+string(r.round.ID)+"/standings", nil).is(200, "")
	if !strings.Contains(table.body, `"total":"7.53"`) || strings.Contains(table.body, "一等") || strings.Contains(table.body, "超时半分钟") || table.field("final") != false {
		t.Errorf("standings for the hall: %s", table.body)
	}
	if full := r.ask(secretOf("auditor"), "GET", "/api/v1/rounds/"+string(r.round.ID)+"/standings", nil).is(200, ""); !strings.Contains(full.body, "一等") || !strings.Contains(full.body, "超时半分钟") {
		t.Errorf("standings for the auditor: %s", full.body)
	}
}

func TestTheRulesMayReleaseTiersAndAdjustments(t *testing.T) {
	r := newRig(t)
	by := office.By{Name: "organiser", Role: contest.Organiser}
	open := strings.Replace(rulesText, `"tiers":`, `"release":{"tier":"hall","adjustments":"hall"},"tiers":`, 1)
	r.must(r.office.ChangeRound(t.Context(), by, r.round.ID, office.RoundPlan{Name: "第一场", Mode: contest.Sequential, Part: "stage", File: "rules.yaml", Rules: []byte(open)}))
	_, err := r.office.Issue(t.Context(), by, r.round.ID)
	r.must(err)
	phones := []string{r.sit(0), r.sit(1), r.sit(2)}
	r.onStage("e1")
	for _, phone := range phones {
		r.put(phone, "e1", marks("5", "3"), 0).is(201, "")
	}
	r.command("timekeeper", "deduct", fields{"entry": "e1", "points": "0.5", "part": "stage", "reason": "超时"}).is(201, "")
	r.command("director", "close", fields{"entry": "e1"}).is(201, "")
	r.command("verifier", "verify", fields{"entry": "e1"}).is(201, "")
	r.command("director", "reveal", fields{"entry": "e1"}).is(201, "")
	a := r.ask("", "GET", "/api/v1/rounds/"+string(r.round.ID)+"/standings", nil).is(200, "")
	if !strings.Contains(a.body, `"tier":"一等"`) || !strings.Contains(a.body, "超时") {
		t.Errorf("standings for the hall: %s", a.body)
	}
}
