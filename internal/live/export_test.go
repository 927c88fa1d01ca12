package live

// Watching is how many watch a topic.
func (h *Hub) Watching(topic string) int {
	h.mu.Lock()
	defer h.mu.Unlock()
	return len(h.watchers[topic])
}
