package live

import "sync"

// Streams counts open event streams. Those without a session are the first to be
// refused, so that a judge always gets his; and no session has more than so many,
// so that no judge takes everybody's. The zero Streams has no limit.
type Streams struct {
	Limit int // of streams without a session; 0 for none
	Each  int // of streams of one session; 0 for none

	mu        sync.Mutex
	anonymous int
	known     int
	of        map[string]int // by session
}

// Open takes a place for a stream of a session, empty for none, and false if there
// is none. close gives it back and may be called more than once.
func (s *Streams) Open(session string) (close func(), ok bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if session == "" && s.Limit > 0 && s.anonymous >= s.Limit || session != "" && s.Each > 0 && s.of[session] >= s.Each {
		return nil, false
	}
	s.count(session, 1)
	var once sync.Once
	return func() {
		once.Do(func() {
			s.mu.Lock()
			defer s.mu.Unlock()
			s.count(session, -1)
		})
	}, true
}

func (s *Streams) count(session string, n int) {
	if session == "" {
		s.anonymous += n
		return
	}
	if s.of == nil {
		s.of = map[string]int{}
	}
	s.known += n
	if s.of[session] += n; s.of[session] == 0 {
		delete(s.of, session)
	}
}

// Count is how many streams are open, with and without a session.
func (s *Streams) Count() (known, anonymous int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.known, s.anonymous
}
