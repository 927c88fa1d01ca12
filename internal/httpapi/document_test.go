package httpapi_test

import (
	"bytes"
	"encoding/json"
	"net/http"
	"os"
	"strings"
	"testing"

	"leitai/internal/contest"
	"leitai/internal/httpapi"
)

func TestTheDocumentIsThatOfTheCode(t *testing.T) {
	want, err := httpapi.New(httpapi.Options{}).Document()
	if err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile("openapi.json")
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(bytes.TrimSpace(got), want) {
		t.Error("openapi.json is not fresh: go generate ./internal/httpapi")
	}
}

// document is what a test reads of the document.
type document struct {
	OpenAPI string `json:"openapi"`
	Paths   map[string]map[string]struct {
		Responses map[string]struct {
			Content map[string]json.RawMessage `json:"content"`
		} `json:"responses"`
	} `json:"paths"`
	Components struct {
		Schemas map[string]struct {
			AdditionalProperties any                        `json:"additionalProperties"`
			Properties           map[string]json.RawMessage `json:"properties"`
			Required             []string                   `json:"required"`
		} `json:"schemas"`
	} `json:"components"`
}

func readDocument(t *testing.T) document {
	t.Helper()
	text, err := os.ReadFile("openapi.json")
	if err != nil {
		t.Fatal(err)
	}
	var d document
	if err := json.Unmarshal(text, &d); err != nil {
		t.Fatal(err)
	}
	return d
}

func TestRequestsAreStrictAndAnswersMayGrow(t *testing.T) {
	d := readDocument(t)
	if d.OpenAPI != "3.1.0" {
		t.Errorf("OpenAPI %s", d.OpenAPI)
	}
	for name, strict := range map[string]bool{"BallotBody": true, "CommandBody": true, "PartRow": true, "PadBody": true, "ClaimBody": true, "SignInBody": true,
		"WordsBody": true, "Picture": false, "Receipt": false, "Problem": false, "SeatViewBody": false, "FactBody": false, "StandingsBody": false} {
		s, there := d.Components.Schemas[name]
		if !there || (s.AdditionalProperties == false) != strict {
			t.Errorf("%s: there %v, additional properties %v", name, there, s.AdditionalProperties)
		}
	}
}

func TestEveryRefusalIsAProblemInTheDocument(t *testing.T) {
	d := readDocument(t)
	for path, methods := range d.Paths {
		for method, op := range methods {
			for status, response := range op.Responses {
				if status >= "400" && response.Content["application/problem+json"] == nil {
					t.Errorf("%s %s %s is no problem", method, path, status)
				}
			}
		}
	}
}

// TestThePicturesAreAsTheDocumentSays reads every picture of a round in which
// everything has happened that fills a field.
func TestThePicturesAreAsTheDocumentSays(t *testing.T) {
	r := newRig(t)
	one, two, three := r.sit(0), r.sit(1), r.sit(2)
	r.onStage("e1")
	for _, seat := range []string{one, two, three} {
		r.put(seat, "e1", marks("5", "3"), 0).is(201, "")
	}
	r.command("timekeeper", "deduct", fields{"entry": "e1", "points": "0.5", "part": "stage", "reason": "超时"}).is(201, "")
	r.command("director", "close", fields{"entry": "e1"}).is(201, "")
	r.command("verifier", "verify", fields{"entry": "e1"}).is(201, "")
	r.command("director", "reveal", fields{"entry": "e1"}).is(201, "")
	r.command("director", "screen", fields{"screen": "main", "mode": "5", "entry": "e1", "step": 2}).is(201, "")
	for view, who := range map[contest.Audience]string{contest.Hall: "", contest.ForJudge: one, contest.Console: secretOf("director"), contest.Report: secretOf("auditor")} {
		a := r.ask(who, "GET", "/api/v1/rounds/"+string(r.round.ID)+"/snapshot?view="+string(view), nil).is(http.StatusOK, "")
		strict(t, a.body, &httpapi.Picture{})
	}
	page := r.ask(secretOf("auditor"), "GET", "/api/v1/rounds/"+string(r.round.ID)+"/facts?after=0&limit=1000", nil).is(http.StatusOK, "")
	list, _ := page.field("facts").([]any)
	known := readDocument(t).Components.Schemas["FactBody"]
	for _, f := range list {
		m, _ := f.(map[string]any)
		for name := range m {
			if known.Properties[name] == nil {
				t.Errorf("a fact has %s, which the document does not", name)
			}
		}
		if len(m) != len(known.Required) {
			t.Errorf("fact %v; want %v", m, known.Required)
		}
	}
	if len(list) < 10 || page.field("next") != nil {
		t.Errorf("%d facts, next %v", len(list), page.field("next"))
	}
}

// strict reads JSON and refuses what the target does not know.
func strict(t *testing.T, text string, into any) {
	t.Helper()
	d := json.NewDecoder(strings.NewReader(text))
	d.DisallowUnknownFields()
	if err := d.Decode(into); err != nil {
		t.Errorf("%v: %.300s", err, text)
	}
}
