package live

import "sync"

// Hub passes word of changes from topics to watchers, and nothing more: who is
// told reads the present state himself, under his own rights, so nothing secret
// can leak and nothing can be missed. The zero Hub is ready.
type Hub struct {
	mu       sync.Mutex
	watchers map[string]map[chan struct{}]struct{} // by topic
}

// Watch returns a channel that receives after topic is touched, until stop.
// Touches that come while one is waiting to be received count as that one.
func (h *Hub) Watch(topic string) (changed <-chan struct{}, stop func()) {
	ch := make(chan struct{}, 1)
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.watchers == nil {
		h.watchers = make(map[string]map[chan struct{}]struct{})
	}
	if h.watchers[topic] == nil {
		h.watchers[topic] = make(map[chan struct{}]struct{})
	}
	h.watchers[topic][ch] = struct{}{}
	return ch, func() { h.drop(topic, ch) }
}

// Touch tells every watcher of topic. It never blocks on a slow one.
func (h *Hub) Touch(topic string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for ch := range h.watchers[topic] {
		select {
		case ch <- struct{}{}:
		default: // told already, and has yet to look
		}
	}
}

func (h *Hub) drop(topic string, ch chan struct{}) {
	h.mu.Lock()
	defer h.mu.Unlock()
	delete(h.watchers[topic], ch)
	if len(h.watchers[topic]) == 0 {
		delete(h.watchers, topic)
	}
}
