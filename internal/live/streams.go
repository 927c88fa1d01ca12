package live

import "sync"

// Streams counts open event streams. Those without a session are the first to be
// refused, so that a judge always gets his. The zero Streams has no limit.
type Streams struct {
	Limit int // of streams without a session; 0 for none

	mu        sync.Mutex
	anonymous int
	known     int
}

// Open takes a place for a stream, and false if there is none. close gives it
// back and may be called more than once.
func (s *Streams) Open(anonymous bool) (close func(), ok bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if anonymous && s.Limit > 0 && s.anonymous >= s.Limit {
		return nil, false
	}
	count := &s.known
	if anonymous {
		count = &s.anonymous
	}
	*count++
	var once sync.Once
	return func() {
		once.Do(func() {
			s.mu.Lock()
			defer s.mu.Unlock()
			*count--
		})
	}, true
}

// Count is how many streams are open, with and without a session.
func (s *Streams) Count() (known, anonymous int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.known, s.anonymous
}
