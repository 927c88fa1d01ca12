package play

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"

	"leitai/internal/contest"
)

// asker speaks the HTTP contract for one person.
type asker struct {
	base    string // http://127.0.0.1:8080
	client  *http.Client
	session string // the bearer; empty before signing in
}

const prefix = "/api/v1"

// ask sends a request and gives its answer; another status than 2xx is an error.
func (a *asker) ask(ctx context.Context, method, path, key string, body any) (json.RawMessage, error) {
	req, err := a.request(ctx, method, path, key, body)
	if err != nil {
		return nil, err
	}
	answer, err := a.client.Do(req)
	if err != nil {
		return nil, err
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	if err != nil {
		return nil, err
	}
	if answer.StatusCode/100 != 2 {
		return nil, &refusal{method + " " + path, answer.StatusCode, string(text)}
	}
	return text, nil
}

// refusal is an answer of another status than 2xx.
type refusal struct {
	asked  string
	status int
	text   string
}

func (r *refusal) Error() string { return fmt.Sprintf("%s: %d %s", r.asked, r.status, r.text) }

func (a *asker) request(ctx context.Context, method, path, key string, body any) (*http.Request, error) {
	var text []byte
	if body != nil {
		var err error
		if text, err = json.Marshal(body); err != nil {
			return nil, err
		}
	}
	req, err := http.NewRequestWithContext(ctx, method, a.base+prefix+path, bytes.NewReader(text))
	if err != nil {
		return nil, err
	}
	if body != nil {
		req.Header.Set("Content-Type", "application/json")
	}
	if key != "" {
		req.Header.Set("Idempotency-Key", key)
	}
	if a.session != "" {
		req.Header.Set("Authorization", "Bearer "+a.session)
	}
	return req, nil
}

// cutOff sends a request over a line that breaks: in its middle, so that it never
// arrives, or after its end, so that nobody hears the answer.
func (a *asker) cutOff(ctx context.Context, method, path, key string, body any, arrives bool) error {
	req, err := a.request(ctx, method, path, key, body)
	if err != nil {
		return err
	}
	at, err := url.Parse(a.base)
	if err != nil {
		return err
	}
	line, err := (&net.Dialer{}).DialContext(ctx, "tcp", at.Host)
	if err != nil {
		return err
	}
	defer line.Close()
	var text bytes.Buffer
	if err := req.Write(&text); err != nil {
		return err
	}
	whole := text.Bytes()
	if !arrives {
		whole = whole[:len(whole)-10]
	}
	_, err = line.Write(whole)
	return err
}

// signIn opens a session of an account.
func (a *asker) signIn(ctx context.Context, name, password string) error {
	return a.enter(ctx, "/sessions", "", map[string]string{"name": name, "password": password})
}

// claim takes a seat with its card; one that is held is refused, unless the same
// key took it.
func (a *asker) claim(ctx context.Context, token, key string) error {
	return a.enter(ctx, "/seats/claim", key, map[string]string{"token": token})
}

func (a *asker) enter(ctx context.Context, path, key string, words map[string]string) error {
	text, err := a.ask(ctx, http.MethodPost, path, key, words)
	if err != nil {
		return err
	}
	var got struct{ Session string }
	if err := json.Unmarshal(text, &got); err != nil {
		return err
	}
	a.session = got.Session
	return nil
}

// picture is a snapshot of a round.
func (a *asker) picture(ctx context.Context, round contest.RoundID, view contest.Audience) (json.RawMessage, error) {
	return a.ask(ctx, http.MethodGet, "/rounds/"+string(round)+"/snapshot?view="+string(view), "", nil)
}

// command sends one on the version that stands.
func (a *asker) command(ctx context.Context, round contest.RoundID, key string, fields map[string]any) error {
	text, err := a.picture(ctx, round, contest.Hall)
	if err != nil {
		return err
	}
	var at struct{ Version int64 }
	if err := json.Unmarshal(text, &at); err != nil {
		return err
	}
	fields["expect_version"] = at.Version
	_, err = a.ask(ctx, http.MethodPost, "/rounds/"+string(round)+"/commands", key, fields)
	return err
}
