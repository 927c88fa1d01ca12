package live

import (
	"sync"
	"time"
)

// Pad is what a judge's phone says of itself every five seconds while it is
// open: on which entry it is, how many points of how many are marked. No figure
// is in it.
type Pad struct {
	Entry string // empty for none
	Done  int
	Of    int
	RTT   float64 // milliseconds to the server and back, as the phone measured
}

// Seen is the last that was heard of a seat.
type Seen struct {
	Seat   string
	Pad    Pad
	At     time.Time // when it was heard
	Locked time.Time // claims of this seat are refused until then; zero for never
}

// Presence remembers the last word of every seat, in memory only. A seat is one
// however many phones it has had: nobody is counted twice after leaving and
// coming back. The zero Presence is ready.
type Presence struct {
	hub   Hub
	mu    sync.Mutex
	seats map[string]map[string]Seen // by round, by seat
}

// Tell notes what the phone of a seat says, at a time.
func (p *Presence) Tell(round, seat string, pad Pad, at time.Time) {
	p.change(round, seat, func(s *Seen) { s.Pad, s.At = pad, at })
}

// Lock notes that wrong PINs have locked a seat until a time.
func (p *Presence) Lock(round, seat string, until time.Time) {
	p.change(round, seat, func(s *Seen) { s.Locked = until })
}

func (p *Presence) change(round, seat string, change func(*Seen)) {
	p.mu.Lock()
	if p.seats == nil {
		p.seats = map[string]map[string]Seen{}
	}
	if p.seats[round] == nil {
		p.seats[round] = map[string]Seen{}
	}
	s := p.seats[round][seat]
	s.Seat = seat
	change(&s)
	p.seats[round][seat] = s
	p.mu.Unlock()
	p.hub.Touch(round)
}

// Of lists what was heard of the seats of a round, in no order.
func (p *Presence) Of(round string) []Seen {
	p.mu.Lock()
	defer p.mu.Unlock()
	out := make([]Seen, 0, len(p.seats[round]))
	for _, s := range p.seats[round] {
		out = append(out, s)
	}
	return out
}

// Watch is told after every word about a round.
func (p *Presence) Watch(round string) (changed <-chan struct{}, stop func()) {
	return p.hub.Watch(round)
}
