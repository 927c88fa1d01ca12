package auth

import (
	"sync"
	"time"
)

// cache keeps what was read from storage for a short age, and not more than max
// of it.
type cache[K comparable, V any] struct {
	mu    sync.Mutex
	m     map[K]kept[V]
	epoch uint64 // grows with every removal: what was read before it is not kept
	max   int
	fresh time.Duration
}

type kept[V any] struct {
	v  V
	at time.Time
}

func newCache[K comparable, V any](most int, fresh time.Duration) *cache[K, V] {
	return &cache[K, V]{m: map[K]kept[V]{}, max: most, fresh: fresh}
}

// get returns what is kept of k, or loads it. An age below zero, of a clock that
// was set back, is too old.
func (c *cache[K, V]) get(k K, now time.Time, load func() (V, error)) (V, error) {
	c.mu.Lock()
	have, ok := c.m[k]
	epoch := c.epoch
	c.mu.Unlock()
	if age := now.Sub(have.at); ok && age >= 0 && age < c.fresh {
		return have.v, nil
	}
	v, err := load()
	c.mu.Lock()
	defer c.mu.Unlock()
	if epoch != c.epoch {
		return v, err // something was removed meanwhile: it may be this
	}
	if err != nil {
		delete(c.m, k)
		return v, err
	}
	c.keep(k, v, now)
	return v, nil
}

// peek returns what is kept of k, however old.
func (c *cache[K, V]) peek(k K) (V, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	have, ok := c.m[k]
	return have.v, ok
}

// put keeps v, which was just written to storage.
func (c *cache[K, V]) put(k K, v V, now time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.epoch++
	c.keep(k, v, now)
}

func (c *cache[K, V]) keep(k K, v V, now time.Time) {
	if _, ok := c.m[k]; !ok && len(c.m) >= c.max {
		for old := range c.m { // any one: what is in use comes back at once
			delete(c.m, old)
			break
		}
	}
	c.m[k] = kept[V]{v, now}
}

// drop forgets k.
func (c *cache[K, V]) drop(k K) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.epoch++
	delete(c.m, k)
}

// dropIf forgets what gone says.
func (c *cache[K, V]) dropIf(gone func(V) bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.epoch++
	for k, have := range c.m {
		if gone(have.v) {
			delete(c.m, k)
		}
	}
}
