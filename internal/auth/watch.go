package auth

import (
	"context"
	"errors"
	"sync"
	"time"

	"leitai/internal/fault"
)

const (
	sweepEvery = 400 * time.Millisecond
	tidyEvery  = time.Hour
	tidyLate   = 7 * 24 * time.Hour // a clock that was wrong for a day costs nobody his session
)

// Watch is an open stream's eye on its session.
type Watch struct {
	session Session
	set     *watches
	done    chan struct{}
	code    fault.Code
}

// Done is closed when the stream has to end.
func (w *Watch) Done() <-chan struct{} { return w.done }

// Code says why, once Done is closed: SeatMoved, RoundMoved or SignedOut.
func (w *Watch) Code() fault.Code {
	w.set.mu.Lock()
	defer w.set.mu.Unlock()
	return w.code
}

// Close stops watching. It may be called more than once.
func (w *Watch) Close() {
	w.set.mu.Lock()
	defer w.set.mu.Unlock()
	delete(w.set.open, w)
}

// watches are the open ones.
type watches struct {
	mu   sync.Mutex
	open map[*Watch]struct{}
}

func newWatches() *watches { return &watches{open: map[*Watch]struct{}{}} }

func (ws *watches) add(s Session) *Watch {
	w := &Watch{session: s, set: ws, done: make(chan struct{})}
	ws.mu.Lock()
	defer ws.mu.Unlock()
	ws.open[w] = struct{}{}
	return w
}

// end ends the watches of those sessions.
func (ws *watches) end(code fault.Code, those func(Session) bool) {
	ws.mu.Lock()
	defer ws.mu.Unlock()
	for w := range ws.open {
		if those(w.session) {
			w.code = code
			close(w.done)
			delete(ws.open, w)
		}
	}
}

// sessions are those that are watched, each once.
func (ws *watches) sessions() map[Session]struct{} {
	ws.mu.Lock()
	defer ws.mu.Unlock()
	found := make(map[Session]struct{}, len(ws.open))
	for w := range ws.open {
		found[w.session] = struct{}{}
	}
	return found
}

// Watch begins to watch the session of a secret, for a stream that must end
// within a second of it: signed out, expired, the user gone, the seat taken by
// another phone, or the card leading to another round. A seat's session is
// brought to the round in use first. It fails as [Gate.Find] and [Gate.Seat] do.
// The caller closes the watch when the stream has ended.
func (g *Gate) Watch(ctx context.Context, secret string) (*Watch, error) {
	s, err := g.find(ctx, Digest(secret))
	if err != nil {
		return nil, err
	}
	if s.Seat != "" {
		if s, _, err = g.seated(ctx, s); err != nil {
			return nil, err
		}
	}
	w := g.watches.add(s)
	// It may have ended between the look and the adding.
	if code := g.verdict(ctx, s); code != "" {
		g.watches.end(code, func(other Session) bool { return other == s })
	}
	return w, nil
}

// verdict says why a watched session is no longer what it was, empty if it is. An
// error of storage is no reason to end a stream: the next look decides.
func (g *Gate) verdict(ctx context.Context, watched Session) fault.Code {
	var no *Error
	s, err := g.find(ctx, watched.Digest)
	if err == nil && s.Seat == "" {
		_, err = g.userOf(ctx, s)
	}
	switch {
	case errors.As(err, &no):
		return SignedOut
	case err != nil || s.Seat == "":
		return ""
	case s.Round != watched.Round:
		return RoundMoved
	}
	_, target, err := g.standing(ctx, s)
	switch {
	case errors.As(err, &no) && no.Code == SeatMoved:
		return SeatMoved
	case errors.As(err, &no):
		return SignedOut
	case err == nil && target.ID != s.Seat:
		return RoundMoved
	}
	return ""
}

func (g *Gate) sweep(ctx context.Context) {
	for s := range g.watches.sessions() {
		if code := g.verdict(ctx, s); code != "" {
			g.watches.end(code, func(other Session) bool { return other == s })
		}
	}
}

// Run watches the open streams' sessions until ctx ends, and now and then removes
// from storage what has expired a week ago.
func (g *Gate) Run(ctx context.Context) {
	sweep, tidy := time.NewTicker(sweepEvery), time.NewTicker(tidyEvery)
	defer sweep.Stop()
	defer tidy.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-sweep.C:
			g.sweep(ctx)
		case <-tidy.C:
			_ = g.store.RemoveExpired(ctx, g.opt.Now().Add(-tidyLate)) // tried again in an hour
		}
	}
}
