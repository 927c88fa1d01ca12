package httpapi_test

import (
	"context"
	"fmt"
	"net"
	"strings"
	"testing"
	"time"

	"leitai/internal/contest"
	"leitai/internal/httpapi"
)

// broken is the real stage, but for what a test makes fail: a disk, a clock, a
// program. Nothing else can bring these about at will.
type broken struct {
	httpapi.Stage
	seat func(context.Context) error
	do   error
}

func (b broken) SeatView(ctx context.Context, round contest.RoundID, seat contest.SeatID) (*contest.SeatView, error) {
	if b.seat != nil {
		return nil, b.seat(ctx)
	}
	return b.Stage.SeatView(ctx, round, seat)
}

func (b broken) Do(ctx context.Context, round contest.RoundID, d contest.Deed) (contest.Outcome, error) {
	if b.do != nil {
		return contest.Outcome{}, b.do
	}
	return b.Stage.Do(ctx, round, d)
}

func TestAnAnswerComesInTimeOrA503(t *testing.T) {
	r := newTunedRig(t, func(s *httpapi.Server) { s.Hasten(10*time.Second, 20*time.Second, 100*time.Millisecond) }, func(o *httpapi.Options) {
		o.Stage = broken{Stage: o.Stage, seat: func(ctx context.Context) error {
			<-ctx.Done()
			return fmt.Errorf("commit: %w", ctx.Err())
		}}
	})
	one := r.sit(0)
	r.ask(one, "GET", "/api/v1/seat", nil).is(503, "no_answer_in_time")
}

func TestAPanicIsAnAnswerAndNoEnd(t *testing.T) {
	r := newRig(t, func(o *httpapi.Options) {
		o.Stage = broken{Stage: o.Stage, seat: func(context.Context) error { panic("index out of range in /home/dev/secret.go") }}
	})
	one := r.sit(0)
	a := r.ask(one, "GET", "/api/v1/seat", nil).is(500, "internal")
	if strings.Contains(a.body, "secret.go") || !strings.Contains(r.log.String(), "secret.go") {
		t.Errorf("the fault is told to the wrong one: %s", a.body)
	}
	r.ask(one, "GET", "/api/v1/sessions/current", nil).is(200, "")
}

func TestWithoutAPlaceToWriteReadingGoesOn(t *testing.T) {
	for _, c := range []struct {
		err    error
		status int
		code   string
	}{{contest.ErrFull, 507, "storage_full"}, {contest.ErrUnavailable, 503, "unavailable"}} {
		r := newRig(t, func(o *httpapi.Options) { o.Stage = broken{Stage: o.Stage, do: c.err} })
		one := r.sit(0)
		r.put(one, "e1", marks("5", "3"), 0).is(c.status, c.code)
		r.command("director", "pause", fields{"reason": "停"}).is(c.status, c.code)
		r.ask(one, "GET", "/api/v1/seat", nil).is(200, "")
		r.listen("", r.round.ID, "hall").until("beat")
	}
}

func TestAServerThatIsStoppedBeforeItServesDoesNotServe(t *testing.T) {
	for range 20 {
		ln, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		s := httpapi.New(httpapi.Options{})
		served := make(chan error)
		go func() { served <- s.Serve(ln) }()
		if err := s.Shutdown(t.Context()); err != nil {
			t.Fatal(err)
		}
		select {
		case err := <-served:
			if err != nil {
				t.Fatal(err)
			}
		case <-time.After(10 * time.Second):
			t.Fatal("it serves on")
		}
	}
}
