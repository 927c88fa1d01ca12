package httpapi

import (
	"sync"
	"time"
)

// pace lets a seat ask so many times a second and no more; who waits has that
// many in hand. Nobody else is slowed: a hall shares one address.
type pace struct {
	limit int // a second; 0: none
	mu    sync.Mutex
	seats map[string]allowance // grows with the seats of the database, no further
}

type allowance struct {
	left float64
	at   time.Time
}

func (p *pace) allow(seat string, now time.Time) bool {
	if p.limit <= 0 {
		return true
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.seats == nil {
		p.seats = map[string]allowance{}
	}
	most := float64(p.limit)
	a, known := p.seats[seat]
	if passed := now.Sub(a.at).Seconds(); !known {
		a.left = most
	} else if passed > 0 { // a clock set back gives nothing and takes nothing
		a.left = min(most, a.left+passed*most)
	}
	a.at = now
	ok := a.left >= 1
	if ok {
		a.left--
	}
	p.seats[seat] = a
	return ok
}
