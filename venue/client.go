package venue

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"time"
)

// Client speaks to one server as one session, or as nobody while Token is
// empty. It holds no state but that and what its HTTP client holds.
type Client struct {
	Base  string // origin without a slash at the end
	HTTP  *http.Client
	Token string // sent as Authorization: Bearer
}

// New is a client without a session. Its connections are its own.
func New(base string) *Client {
	return &Client{Base: base, HTTP: &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 256}}}
}

// NewBrowser is a client that keeps cookies and no token, as a browser does.
func NewBrowser(base string) *Client {
	jar, _ := cookiejar.New(nil) // nil options cannot fail
	return &Client{Base: base, HTTP: &http.Client{Jar: jar, Transport: &http.Transport{MaxIdleConnsPerHost: 8}}}
}

// As is the same client with another session.
func (c *Client) As(token string) *Client {
	return &Client{Base: c.Base, HTTP: c.HTTP, Token: token}
}

// Request is one request, as free as an attacker needs it.
type Request struct {
	Method string
	Path   string // from the origin, with query
	Key    string // Idempotency-Key, none if empty
	Body   any    // nil none; []byte as it is; anything else as JSON
	Header http.Header
}

// Answer is what came back, whatever the status.
type Answer struct {
	Status int
	Header http.Header
	Body   []byte
}

// Send sends one request once. The error is that of the network alone.
func (c *Client) Send(ctx context.Context, r Request) (Answer, error) {
	req, err := c.request(ctx, r)
	if err != nil {
		return Answer{}, err
	}
	res, err := c.HTTP.Do(req)
	if err != nil {
		return Answer{}, err
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		return Answer{}, fmt.Errorf("answer: %w", err)
	}
	return Answer{Status: res.StatusCode, Header: res.Header, Body: body}, nil
}

func (c *Client) request(ctx context.Context, r Request) (*http.Request, error) {
	var body io.Reader
	switch b := r.Body.(type) {
	case nil:
	case []byte:
		body = bytes.NewReader(b)
	default:
		text, err := json.Marshal(b)
		if err != nil {
			return nil, fmt.Errorf("body: %w", err)
		}
		body = bytes.NewReader(text)
	}
	req, err := http.NewRequestWithContext(ctx, r.Method, c.Base+r.Path, body)
	if err != nil {
		return nil, err
	}
	if body != nil {
		req.Header.Set("Content-Type", "application/json")
	}
	if r.Key != "" {
		req.Header.Set("Idempotency-Key", r.Key)
	}
	if c.Token != "" {
		req.Header.Set("Authorization", "Bearer "+c.Token)
	}
	for name, values := range r.Header {
		req.Header[name] = values
	}
	return req, nil
}

// do sends and reads the answer into want; the error is a *Problem when the
// server refused. It returns the status of an accepted request.
func (c *Client) do(ctx context.Context, r Request, want any) (int, error) {
	a, err := c.Send(ctx, r)
	if err != nil {
		return 0, err
	}
	if a.Status/100 != 2 {
		return a.Status, problem(a)
	}
	if want == nil {
		return a.Status, nil
	}
	if err := json.Unmarshal(a.Body, want); err != nil {
		return a.Status, fmt.Errorf("%s %s: %w: %.200q", r.Method, r.Path, err, a.Body)
	}
	return a.Status, nil
}

// NewKey is a fresh idempotency key of 128 random bits.
func NewKey() string { return rand.Text() }

// Session is the answer of a sign-in or of a claim; Seat is nil for a user.
type Session struct {
	Session string    `json:"session"`
	Expires time.Time `json:"expires"`
	Seat    *struct {
		ID    string `json:"id"`
		Name  string `json:"name"`
		Round string `json:"round"`
	} `json:"seat"`
}

// SignIn opens a user's session and keeps it in the returned client.
func (c *Client) SignIn(ctx context.Context, name, password string) (*Client, error) {
	var s Session
	_, err := c.do(ctx, Request{Method: http.MethodPost, Path: "/api/v1/sessions",
		Body: map[string]string{"name": name, "password": password}}, &s)
	return c.As(s.Session), err
}

// SignOut ends the session of this client.
func (c *Client) SignOut(ctx context.Context) error {
	_, err := c.do(ctx, Request{Method: http.MethodDelete, Path: "/api/v1/sessions/current"}, nil)
	return err
}

// Identity is the answer to "who am I and what may I enter".
type Identity struct {
	User *struct {
		Name string `json:"name"`
		Role string `json:"role"`
	} `json:"user"`
	Seat *struct {
		ID    string `json:"id"`
		Round string `json:"round"`
	} `json:"seat"`
	Expires  time.Time `json:"expires"`
	Contests []Contest `json:"contests"`
}

// Current is who the session is.
func (c *Client) Current(ctx context.Context) (Identity, error) {
	var id Identity
	_, err := c.do(ctx, Request{Method: http.MethodGet, Path: "/api/v1/sessions/current"}, &id)
	return id, err
}

// Claim is the request for a seat: by Token, or by Code with PIN.
type Claim struct {
	Token string `json:"token,omitempty"`
	Code  string `json:"code,omitempty"`
	PIN   string `json:"pin,omitempty"`
	Move  bool   `json:"move,omitempty"`
}

// Claim asks for a seat with the key (none if empty) and returns the session,
// and a client that uses it.
func (c *Client) Claim(ctx context.Context, key string, claim Claim) (*Client, Session, error) {
	var s Session
	_, err := c.do(ctx, Request{Method: http.MethodPost, Path: "/api/v1/seats/claim", Key: key, Body: claim}, &s)
	return c.As(s.Session), s, err
}
