package live

import (
	"fmt"
	"sync"
	"time"
)

// The bounds of the pages that wait to be paired.
const (
	maxWaiting = 200
	unseenFor  = 60 * time.Second // a page that has not asked for so long is gone
	pairedFor  = 10 * time.Minute // the code of one that was paired, for a repeat of the pairing
)

// Page is a screen's page that waits to be paired: it shows its code, and learns
// from whoever types it which round is shown on it.
type Page struct {
	ID    string
	Code  string // four digits, of one page at a time
	Round string // empty until it is paired

	asks         bool // it has asked since it came, as a screen does and a flood of arrivals does not
	seen, paired time.Time
}

func (p *Page) gone(now time.Time) bool {
	return now.Sub(p.seen) > unseenFor && (p.Round == "" || now.Sub(p.paired) > pairedFor)
}

// Waiting keeps the pages that wait to be paired, in memory only. The zero Waiting
// is ready.
type Waiting struct {
	mu    sync.Mutex
	pages map[string]*Page
}

// Come takes a page in that waits: one that was here before under its old id, with
// its old code if it is remembered, a new one (empty id) under one of its own. A
// page that was paired and comes again waits again. Where there are too many, one
// gives way, so that nobody can keep the screens of a hall from being paired.
func (w *Waiting) Come(id string, now time.Time) Page {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.sweep(now)
	if id == "" {
		id = newID(ScreenPrefix)
	}
	p := w.pages[id]
	if p == nil {
		if len(w.pages) >= maxWaiting {
			delete(w.pages, w.least())
		}
		if w.pages == nil {
			w.pages = map[string]*Page{}
		}
		p = &Page{ID: id, Code: w.newCode()}
		w.pages[id] = p
	}
	p.seen, p.Round = now, ""
	return *p
}

// least is the page that gives way: one that has never asked before one that has,
// then the one not seen for longest.
func (w *Waiting) least() (id string) {
	var worst *Page
	for _, p := range w.pages {
		if worst == nil || (p.asks == worst.asks && p.seen.Before(worst.seen)) || (!p.asks && worst.asks) {
			worst, id = p, p.ID
		}
	}
	return id
}

// Look is a page that asks whether it has been paired; false for one that is not
// here, or here no more.
func (w *Waiting) Look(id string, now time.Time) (Page, bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.sweep(now)
	p := w.pages[id]
	if p == nil {
		return Page{}, false
	}
	p.seen, p.asks = now, true
	return *p, true
}

// ByCode is the page that shows a code.
func (w *Waiting) ByCode(code string, now time.Time) (Page, bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.sweep(now)
	for _, p := range w.pages {
		if p.Code == code {
			return *p, true
		}
	}
	return Page{}, false
}

// Pair tells the page which round is shown on it.
func (w *Waiting) Pair(id, round string, now time.Time) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if p := w.pages[id]; p != nil {
		p.Round, p.paired = round, now
	}
}

func (w *Waiting) sweep(now time.Time) {
	for id, p := range w.pages {
		if p.gone(now) {
			delete(w.pages, id)
		}
	}
}

// newCode is a code that no other page shows. There are ten thousand, and at most
// two hundred pages.
func (w *Waiting) newCode() string {
	for {
		code := fmt.Sprintf("%04d", randomBits()%10_000)
		taken := false
		for _, p := range w.pages {
			taken = taken || p.Code == code
		}
		if !taken {
			return code
		}
	}
}

// ScreenPrefix begins the id of every page that came by itself.
const ScreenPrefix = "screen-"
