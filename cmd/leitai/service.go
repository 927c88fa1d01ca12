package main

import (
	"context"
	"errors"
	"net"
	"os"
	"runtime/debug"
	"time"

	"leitai/internal/auth"
	"leitai/internal/contest"
	"leitai/internal/httpapi"
	"leitai/internal/stage"
	"leitai/internal/store"
)

// farewell is how long requests under way may take when the process ends.
const farewell = 10 * time.Second

// service is the parts of a running server, wired.
type service struct {
	day     *stage.Stage
	gate    *auth.Gate
	server  *httpapi.Server
	metrics *httpapi.Metrics
}

// newService wires a store with what the options say; the parts themselves it
// puts in.
func newService(s *store.Store, dir string, who auth.Options, how httpapi.Options) *service {
	v := &service{metrics: httpapi.NewMetrics()}
	v.day = stage.New(s, stage.Options{Committed: v.metrics.Committed})
	who.OnLocked = func(card contest.CardID, until time.Time) { v.server.SeatLocked(card, until) }
	v.gate = auth.New(s, v.day, who)
	how.Stage, how.Gate, how.Contests, how.Ready, how.Metrics, how.Machine, how.Backdrops = v.day, v.gate, s, s.Ready, v.metrics, machine{dir}, s
	v.server = httpapi.New(how)
	return v
}

// run answers until ctx ends, then lets what is under way come to its end. ready
// is called once requests are taken.
func (v *service) run(ctx context.Context, l net.Listener, ready func() error) error {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(400) // a ballot leaves much garbage and little that stays: memory is cheaper than the two cores
	}
	watching, stop := context.WithCancel(context.WithoutCancel(ctx)) // until the last stream has had its end
	defer stop()
	go v.gate.Run(watching)
	ended := make(chan error, 1)
	go func() { ended <- v.server.Serve(l) }()
	if err := ready(); err != nil {
		return err
	}
	select {
	case err := <-ended:
		return err
	case <-ctx.Done():
	}
	leave, cancel := context.WithTimeout(context.Background(), farewell)
	defer cancel()
	return errors.Join(v.server.Shutdown(leave), <-ended)
}
