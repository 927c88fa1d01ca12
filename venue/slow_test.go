package venue_test

import (
	"context"
	"fmt"
	"net"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// Reliability 3 and 5 (PocketBase: half of the slow connections still open after
// 75 s): connections that send a byte now and then are ended within 30 s, heads
// as well as bodies, while every honest ballot is accepted.
func TestSlowLoris(t *testing.T) {
	t.Parallel()
	s := &storm{stage: seatedAt(t, demo(t, "--open-all", "--judges", "5", "--entries", "3"))}
	s.entries = s.order()
	address := strings.TrimPrefix(s.URL, "http://")
	heads := "GET /api/v1/seat HTTP/1.1\r\nHost: " + address + "\r\nX-Slow: "
	body := "PUT /api/v1/entries/" + s.entries[0] + "/ballot HTTP/1.1\r\nHost: " + address + "\r\nAuthorization: Bearer " + s.Phones[0].Token +
		"\r\nIdempotency-Key: 0123456789\r\nContent-Type: application/json\r\nContent-Length: 4000\r\n\r\n{"
	n := choose(200, 2000)
	var all sync.WaitGroup
	var open atomic.Int64
	for i := range n {
		begin := heads
		if i%2 == 1 {
			begin = body
		}
		all.Go(func() {
			if !drip(t, address, begin, 30*time.Second) {
				open.Add(1)
			}
		})
	}
	ctx, stop := context.WithCancel(t.Context())
	var honest sync.WaitGroup
	honest.Go(func() { s.submitSteadily(ctx) })
	all.Wait()
	stop()
	honest.Wait()
	if open.Load() > 0 {
		t.Errorf("%d of %d slow connections still open after 30 s", open.Load(), n)
	}
	s.lastConfirmedHolds()
	if s.done.Load() < 20 {
		t.Errorf("only %d honest ballots meanwhile", s.done.Load())
	}
}

// drip connects, sends the beginning and then one byte a second; it says
// whether the server ended the connection in time.
func drip(t *testing.T, address, begin string, limit time.Duration) bool {
	c, err := net.Dial("tcp", address)
	if err != nil {
		t.Errorf("connect: %v", err)
		return false
	}
	defer c.Close()
	if _, err := fmt.Fprint(c, begin); err != nil {
		return true
	}
	answer := make([]byte, 1024)
	for end := time.Now().Add(limit); time.Now().Before(end); {
		_ = c.SetReadDeadline(time.Now().Add(time.Second))
		_, err := c.Read(answer)
		if late, ok := err.(net.Error); err != nil && !(ok && late.Timeout()) {
			return true
		}
		if _, err := c.Write([]byte("x")); err != nil {
			return true
		}
	}
	return false
}

// submitSteadily has each phone but the first submit every tenth of a second,
// once each: there is no second try.
func (s *storm) submitSteadily(ctx context.Context) {
	for ctx.Err() == nil {
		for _, p := range s.Phones[1:] {
			entry := s.entries[s.dice.IntN(len(s.entries))]
			if _, err := s.tryOnce(p, entry); err != nil {
				s.t.Errorf("an honest ballot: %v", err)
				return
			}
			s.done.Add(1)
		}
		select {
		case <-ctx.Done():
		case <-time.After(100 * time.Millisecond):
		}
	}
}
