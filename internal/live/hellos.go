package live

import (
	"sync"
	"time"
)

// The bounds of the trials of an address.
const (
	maxHellos = 100
	helloFor  = time.Hour
)

// Hello is a trial: a page that a phone shall open, to prove that address,
// firewall and access point let it through.
type Hello struct {
	ID   string
	From string    // address of the phone; empty until one has come
	At   time.Time // when it came

	made time.Time
}

// Hellos keeps the trials, in memory only: the newest hundred, for an hour. The
// zero Hellos is ready.
type Hellos struct {
	mu   sync.Mutex
	open map[string]*Hello
}

// New begins a trial.
func (h *Hellos) New(now time.Time) Hello {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.sweep(now)
	if len(h.open) >= maxHellos {
		delete(h.open, h.oldest())
	}
	hello := &Hello{ID: newID(""), made: now}
	if h.open == nil {
		h.open = map[string]*Hello{}
	}
	h.open[hello.ID] = hello
	return *hello
}

// Come notes that a phone has opened the page of a trial; false if there is no
// such trial. The first one stays.
func (h *Hellos) Come(id, from string, now time.Time) bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.sweep(now)
	hello := h.open[id]
	if hello == nil {
		return false
	}
	if hello.From == "" {
		hello.From, hello.At = from, now
	}
	return true
}

// Look is a trial as it stands.
func (h *Hellos) Look(id string, now time.Time) (Hello, bool) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.sweep(now)
	hello := h.open[id]
	if hello == nil {
		return Hello{}, false
	}
	return *hello, true
}

// sweep forgets what is too old.
func (h *Hellos) sweep(now time.Time) {
	for id, hello := range h.open {
		if now.Sub(hello.made) > helloFor {
			delete(h.open, id)
		}
	}
}

func (h *Hellos) oldest() string {
	var oldest *Hello
	for _, hello := range h.open {
		if oldest == nil || hello.made.Before(oldest.made) {
			oldest = hello
		}
	}
	return oldest.ID
}
