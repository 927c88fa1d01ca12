package auth

import (
	"context"
	"time"

	"leitai/internal/contest"
)

// Late is how late an open stream may learn what another process did.
const Late = fresh + sweepEvery

// Decoy is what the password for a name that there is not is compared with.
var Decoy = decoy

// Locked tells whether wrong PINs have locked a card, and until when.
func (g *Gate) Locked(id contest.CardID) (until time.Time, locked bool) {
	l := g.cards.of(id)
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.until, l.left(g.opt.Now()) > 0
}

// Sweep is one look at all open streams.
func (g *Gate) Sweep(ctx context.Context) { g.sweep(ctx) }

// Occupy takes the lanes for computing passwords, that of invented names and that
// of the users' own, until it is called back.
func (g *Gate) Occupy(invented, users bool) (free func()) {
	var taken []lane
	if invented {
		taken = append(taken, g.hasher.invented)
	}
	if users {
		taken = append(taken, g.hasher.users)
	}
	for _, l := range taken {
		l <- struct{}{}
	}
	return func() {
		for _, l := range taken {
			l.leave()
		}
	}
}

// Count begins to count a name without a user.
func (g *Gate) Count(name string) { g.tries.row(name, false) }

// CountedNames is how many names without a user are counted.
func (g *Gate) CountedNames() int {
	g.tries.mu.Lock()
	defer g.tries.mu.Unlock()
	return len(g.tries.unknown)
}

// MaxNames is the most that CountedNames may be.
const MaxNames = maxNames

// NewCache is a cache of numbers by name.
func NewCache(most int, fresh time.Duration) *cache[string, int] {
	return newCache[string, int](most, fresh)
}

// Get, Drop and Len show what a cache does.
func (c *cache[K, V]) Get(k K, now time.Time, load func() (V, error)) (V, error) {
	return c.get(k, now, load)
}

func (c *cache[K, V]) Drop(k K) { c.drop(k) }

func (c *cache[K, V]) Len() int { return len(c.m) }
