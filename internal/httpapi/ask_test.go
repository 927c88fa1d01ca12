package httpapi_test

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"os"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"testing"
)

// answer is what came back.
type answer struct {
	t      *testing.T
	status int
	header http.Header
	body   string
}

// field is a value of the answer by its path of names.
func (a answer) field(path ...string) any {
	a.t.Helper()
	var v any
	if err := json.Unmarshal([]byte(a.body), &v); err != nil {
		a.t.Fatalf("%v: %.200s", err, a.body)
	}
	for _, name := range path {
		m, _ := v.(map[string]any)
		v = m[name]
	}
	return v
}

func (a answer) text(path ...string) string {
	s, _ := a.field(path...).(string)
	return s
}

// is wants a status and, of a problem, a code.
func (a answer) is(status int, code string) answer {
	a.t.Helper()
	if a.status != status || code != "" && a.text("code") != code {
		a.t.Errorf("got %d %.300s; want %d %s", a.status, a.body, status, code)
	}
	return a
}

// head is one request header.
type head struct{ name, value string }

// ask sends a request with a session's secret, none if it is empty. A body that
// is a string is sent as it is. Every answer is checked against the document.
func (r *rig) ask(secret, method, path string, body any, heads ...head) answer {
	r.t.Helper()
	req := r.request(method, path, body)
	if secret != "" {
		req.Header.Set("Authorization", "Bearer "+secret)
	}
	for _, h := range heads {
		req.Header.Set(h.name, h.value)
	}
	return r.send(http.DefaultClient, req)
}

func (r *rig) request(method, path string, body any) *http.Request {
	r.t.Helper()
	var in io.Reader
	switch b := body.(type) {
	case nil:
	case string:
		in = strings.NewReader(b)
	default:
		text, err := json.Marshal(b)
		r.must(err)
		in = bytes.NewReader(text)
	}
	req, err := http.NewRequestWithContext(r.t.Context(), method, r.url+path, in)
	r.must(err)
	if in != nil {
		req.Header.Set("Content-Type", "application/json")
	}
	return req
}

func (r *rig) send(client *http.Client, req *http.Request) answer {
	r.t.Helper()
	res, err := client.Do(req)
	r.must(err)
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	r.must(err)
	a := answer{r.t, res.StatusCode, res.Header, string(text)}
	if a.status >= 400 && req.Method != http.MethodHead {
		r.wholeProblem(a)
	}
	r.declared(req, a.status)
	return a
}

// wholeProblem wants everything that a problem must have.
func (r *rig) wholeProblem(a answer) {
	r.t.Helper()
	if kind := a.header.Get("Content-Type"); kind != "application/problem+json" {
		r.t.Errorf("%d as %s: %.200s", a.status, kind, a.body)
		return
	}
	if a.field("status") != float64(a.status) || a.text("title") == "" || a.text("title_en") == "" || a.text("title") == a.text("code") ||
		a.text("title") == a.text("title_en") || !strings.HasSuffix(a.text("type"), a.text("code")) {
		r.t.Errorf("half a problem: %d %s", a.status, a.body)
	}
	if (a.status == 429 || a.status == 503) && a.header.Get("Retry-After") == "" {
		r.t.Errorf("%d without Retry-After", a.status)
	}
}

// answers are the statuses of each operation that the document declares.
var answers = sync.OnceValue(func() (list []operation) {
	text, _ := os.ReadFile("openapi.json") // missing: nothing is declared, and every test says so
	var d document
	_ = json.Unmarshal(text, &d)
	for template, methods := range d.Paths {
		for method, op := range methods {
			known := operation{method: strings.ToUpper(method), template: template, statuses: map[int]bool{},
				form: regexp.MustCompile("^" + regexp.MustCompile(`\{\w+\}`).ReplaceAllString(template, "[^/]+") + "$")}
			for status := range op.Responses {
				n, _ := strconv.Atoi(status)
				known.statuses[n] = true
			}
			list = append(list, known)
		}
	}
	return list
})

type operation struct {
	method, template string
	form             *regexp.Regexp
	statuses         map[int]bool
}

// declared wants the document to know the status of an answer.
func (r *rig) declared(req *http.Request, status int) {
	r.t.Helper()
	for _, op := range answers() {
		if op.method == req.Method && op.form.MatchString(req.URL.Path) && !op.statuses[status] {
			r.t.Errorf("%s %s answers %d, which the document does not say", req.Method, op.template, status)
		}
	}
	if len(answers()) == 0 {
		r.t.Error("there is no document")
	}
}
