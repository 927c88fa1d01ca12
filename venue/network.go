package venue

import (
	"bytes"
	"context"
	"errors"
	"io"
	"math/rand/v2"
	"net/http"
	"sync"
	"time"
)

// ErrNetwork is what a request ends with when the bad network ate something.
var ErrNetwork = errors.New("the network failed")

// BadNetwork is a RoundTripper between a phone and the server that loses
// requests, loses answers, cuts both in the middle, sends requests twice, and
// sends copies long after the phone has moved on, so that they overtake or lag
// behind newer ones. What it does follows from its seed alone. It is one
// phone's; it is safe for use by several goroutines.
type BadNetwork struct {
	inner http.RoundTripper
	mu    sync.Mutex
	dice  *rand.Rand
	late  sync.WaitGroup
	slow  time.Duration
}

// NewBadNetwork wraps inner. Delays are up to slow, those of late copies up to
// ten times that.
func NewBadNetwork(seed uint64, slow time.Duration, inner http.RoundTripper) *BadNetwork {
	return &BadNetwork{inner: inner, dice: rand.New(rand.NewPCG(seed, 9)), slow: slow}
}

// mishap is what happens to one request.
type mishap int

const (
	passed        mishap = iota
	lost                 // the request never leaves
	torn                 // half of the request leaves
	answerLost           // the answer never comes
	answerCut            // half of the answer comes
	doubled              // two copies at once, the answer of one of them
	lagging              // a copy arrives long after the answer
	overtakenCopy        // a copy is sent late and its answer is the only one
)

var odds = []struct {
	what mishap
	in   int // of 100
}{{lost, 6}, {torn, 4}, {answerLost, 6}, {answerCut, 4}, {doubled, 8}, {lagging, 8}, {overtakenCopy, 4}}

func (n *BadNetwork) roll() (mishap, time.Duration) {
	n.mu.Lock()
	defer n.mu.Unlock()
	delay := time.Duration(n.dice.Int64N(int64(n.slow) + 1))
	roll := n.dice.IntN(100)
	for _, o := range odds {
		if roll -= o.in; roll < 0 {
			return o.what, delay
		}
	}
	return passed, delay
}

// RoundTrip sends the request as badly as the dice say.
func (n *BadNetwork) RoundTrip(req *http.Request) (*http.Response, error) {
	var body []byte
	if req.Body != nil {
		var err error
		if body, err = io.ReadAll(req.Body); err != nil {
			return nil, err
		}
		_ = req.Body.Close()
	}
	what, delay := n.roll()
	time.Sleep(delay)
	switch what {
	case lost:
		return nil, ErrNetwork
	case torn:
		return nil, n.tear(req, body)
	case answerLost:
		n.swallow(req, body)
		return nil, ErrNetwork
	case overtakenCopy:
		n.later(req, body, 10*delay)
		return nil, ErrNetwork
	case doubled:
		n.later(req, body, 0)
	case lagging:
		n.later(req, body, 10*delay)
	}
	res, err := n.inner.RoundTrip(copyOf(req, body))
	if err == nil && what == answerCut {
		res.Body = &cutBody{ReadCloser: res.Body, left: 20}
	}
	return res, err
}

// Settle waits until every late copy has arrived or failed.
func (n *BadNetwork) Settle() { n.late.Wait() }

// later sends a copy after the delay and throws its answer away. It outlives
// the request, as a packet in the air does.
func (n *BadNetwork) later(req *http.Request, body []byte, delay time.Duration) {
	kept := copyOf(req.WithContext(context.WithoutCancel(req.Context())), body)
	n.late.Go(func() {
		time.Sleep(delay)
		n.swallow(kept, body)
	})
}

func (n *BadNetwork) swallow(req *http.Request, body []byte) {
	res, err := n.inner.RoundTrip(copyOf(req, body))
	if err == nil {
		_, _ = io.Copy(io.Discard, res.Body)
		_ = res.Body.Close()
	}
}

// tear announces the whole body, sends half of it and breaks the connection.
func (n *BadNetwork) tear(req *http.Request, body []byte) error {
	if len(body) == 0 {
		return ErrNetwork
	}
	half := copyOf(req, body)
	half.GetBody = nil // else the transport would mend it
	half.Body = io.NopCloser(io.MultiReader(bytes.NewReader(body[:len(body)/2]), broken{}))
	if res, err := n.inner.RoundTrip(half); err == nil {
		_ = res.Body.Close()
	}
	return ErrNetwork
}

func copyOf(req *http.Request, body []byte) *http.Request {
	c := req.Clone(req.Context())
	c.Body, c.GetBody, c.ContentLength = http.NoBody, nil, int64(len(body))
	if len(body) > 0 {
		c.Body = io.NopCloser(bytes.NewReader(body))
		c.GetBody = func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(body)), nil }
	}
	return c
}

type broken struct{}

func (broken) Read([]byte) (int, error) { return 0, ErrNetwork }

type cutBody struct {
	io.ReadCloser
	left int
}

func (c *cutBody) Read(p []byte) (int, error) {
	if c.left <= 0 {
		return 0, io.ErrUnexpectedEOF
	}
	n, err := c.ReadCloser.Read(p[:min(len(p), c.left)])
	c.left -= n
	return n, err
}
