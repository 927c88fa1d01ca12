package main

import (
	"encoding/json"
	"io"
	"net"
	"net/http"
	"os"
	"sync"
)

// crowd is a fan-out of server-sent events as anybody would write it: a goroutine
// and a channel for each watcher. What is told to /tell goes to all.
type crowd struct {
	mu       sync.Mutex
	watchers map[chan []byte]struct{}
}

// hall serves it and prints its address.
func hall() error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	if err := json.NewEncoder(os.Stdout).Encode(map[string]string{"address": l.Addr().String()}); err != nil {
		return err
	}
	c := &crowd{watchers: map[chan []byte]struct{}{}}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /events", c.watch)
	mux.HandleFunc("POST /tell", c.tell)
	return http.Serve(l, mux)
}

func (c *crowd) watch(w http.ResponseWriter, r *http.Request) {
	told := make(chan []byte, 1)
	c.mu.Lock()
	c.watchers[told] = struct{}{}
	c.mu.Unlock()
	defer func() {
		c.mu.Lock()
		delete(c.watchers, told)
		c.mu.Unlock()
	}()
	w.Header().Set("Content-Type", "text/event-stream")
	flush := http.NewResponseController(w)
	event := []byte("data: {}\n\n")
	for {
		if _, err := w.Write(event); err != nil || flush.Flush() != nil {
			return
		}
		select {
		case event = <-told:
		case <-r.Context().Done():
			return
		}
	}
}

func (c *crowd) tell(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		http.Error(w, "bad request", http.StatusBadRequest)
		return
	}
	event := append(append([]byte("data: "), body...), "\n\n"...)
	c.mu.Lock()
	defer c.mu.Unlock()
	for told := range c.watchers {
		select {
		case told <- event:
		default: // it has yet to take the one before
		}
	}
}
