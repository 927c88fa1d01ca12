package live

import "sync"

// Pointed remembers where the screens of a round have been pointed since its seal,
// when no fact can say it any more: in memory only, and no figure is in it. V is a
// screen with what it shows. The zero Pointed is ready.
type Pointed[V any] struct {
	hub   Hub
	mu    sync.Mutex
	round map[string]map[string]V // by round, by screen
}

// Point remembers where a screen has been pointed, and tells the watchers.
func (p *Pointed[V]) Point(round, screen string, v V) {
	p.mu.Lock()
	if p.round == nil {
		p.round = map[string]map[string]V{}
	}
	if p.round[round] == nil {
		p.round[round] = map[string]V{}
	}
	p.round[round][screen] = v
	p.mu.Unlock()
	p.hub.Touch(round)
}

// Of lists the screens of a round that have been pointed, by their id.
func (p *Pointed[V]) Of(round string) map[string]V {
	p.mu.Lock()
	defer p.mu.Unlock()
	if len(p.round[round]) == 0 {
		return nil
	}
	out := make(map[string]V, len(p.round[round]))
	for id, v := range p.round[round] {
		out[id] = v
	}
	return out
}

// Watch is told after every pointing in a round.
func (p *Pointed[V]) Watch(round string) (changed <-chan struct{}, stop func()) {
	return p.hub.Watch(round)
}
