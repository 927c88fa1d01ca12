package auth

import (
	"context"
	"sync"
	"time"

	"leitai/internal/contest"
)

// Wrong passwords: after freeTries in a row a name has one try in tryEvery.
const (
	freeTries = 10
	tryEvery  = 10 * time.Second
	maxNames  = 10_000 // names without a user that are counted
)

// tries counts wrong passwords by name. Names of users are always counted; of
// others the newest maxNames are, so that a flood of invented names neither
// fills memory nor tells which names exist.
type tries struct {
	mu      sync.Mutex
	users   map[string]*try
	unknown map[string]*try
}

// try is the row of wrong passwords of one name. turn holds one token: whoever
// has it may try, so that a hundred at once are ten and then a refusal.
type try struct {
	turn  chan struct{}
	wrong int
	last  time.Time
}

func newTries() *tries {
	return &tries{users: map[string]*try{}, unknown: map[string]*try{}}
}

// take waits for the turn of a name. The caller gives it back with done.
func (t *tries) take(ctx context.Context, name string, exists bool, now func() time.Time) (*try, error) {
	row := t.row(name, exists)
	select {
	case row.turn <- struct{}{}:
	case <-ctx.Done():
		return nil, contest.ErrUnavailable
	}
	if wait := tryEvery - now().Sub(row.last); row.wrong >= freeTries && wait > 0 {
		row.done()
		return nil, &Error{Code: TooManyTries, Class: TooMany, RetryAfter: min(wait, tryEvery)}
	}
	return row, nil
}

func (t *tries) row(name string, exists bool) *try {
	t.mu.Lock()
	defer t.mu.Unlock()
	m := t.unknown
	if exists {
		m = t.users
	}
	row, ok := m[name]
	if ok {
		return row
	}
	if !exists && len(m) >= maxNames {
		for old := range m {
			delete(m, old)
			break
		}
	}
	row = &try{turn: make(chan struct{}, 1)}
	m[name] = row
	return row
}

// wrongAt counts a wrong password.
func (r *try) wrongAt(now time.Time) { r.wrong, r.last = r.wrong+1, now }

// right ends the row of wrong ones.
func (r *try) right() { r.wrong = 0 }

func (r *try) done() { <-r.turn }
