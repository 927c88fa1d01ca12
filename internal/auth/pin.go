package auth

import (
	"crypto/subtle"
	"sync"
	"time"

	"leitai/internal/contest"
)

// Wrong PINs: ten in a row lock a card for ten minutes, the next ten for twenty,
// and so on until it is issued anew.
const (
	wrongPINs   = 10
	firstLock   = 10 * time.Minute
	maxDoubling = 10 // seven days
)

// lock is what is known of the claims of one card. Its mutex is held through a
// claim, so that 32 phones at once are one after the other. It is in memory only:
// after a restart the count begins anew.
type lock struct {
	mu     sync.Mutex
	wrong  int       // wrong PINs in a row
	locked int       // how often it has been locked since it was issued
	until  time.Time // monotonic

	spent int       // seats taken that do not yet weigh less
	since time.Time // up to when they have
}

// Every seat taken is a fact that stays in the log: a card takes so many in a row
// and then one in so long a time. No phone that is moved by hand ever waits.
const (
	freeClaims = 100
	claimEvery = time.Second
)

// spend counts a seat taken, and refuses one too many.
func (l *lock) spend(now time.Time) error {
	if passed := int(min(now.Sub(l.since)/claimEvery, freeClaims)); passed > 0 || l.spent == 0 {
		l.spent, l.since = max(0, l.spent-passed), now
	}
	if l.spent >= freeClaims {
		return &Error{Code: TooOften, Class: TooMany, RetryAfter: claimEvery}
	}
	l.spent++
	return nil
}

// locks are those of the cards that somebody has tried to claim: never more than
// there are cards, since a wrong token or code has none.
type locks struct {
	mu sync.Mutex
	m  map[contest.CardID]*lock
}

func newLocks() *locks { return &locks{m: map[contest.CardID]*lock{}} }

func (ls *locks) of(id contest.CardID) *lock {
	ls.mu.Lock()
	defer ls.mu.Unlock()
	l, ok := ls.m[id]
	if !ok {
		l = &lock{}
		ls.m[id] = l
	}
	return l
}

// left is for how long it is still locked, 0 if it is not.
func (l *lock) left(now time.Time) time.Duration { return max(0, l.until.Sub(now)) }

// barred is the error of a claim while it is locked, nil if it is not.
func (l *lock) barred(now time.Time) error {
	if left := l.left(now); left > 0 {
		return &Error{Code: SeatLocked, Class: Barred, RetryAfter: left}
	}
	return nil
}

// try compares a PIN and counts. locked is true if this one has locked the card.
func (l *lock) try(given, pin string, now time.Time) (right, locked bool) {
	if equal(given, pin) {
		l.wrong = 0
		return true, false
	}
	if l.wrong++; l.wrong < wrongPINs {
		return false, false
	}
	l.until = now.Add(firstLock << min(l.locked, maxDoubling))
	l.wrong, l.locked = 0, l.locked+1
	return false, true
}

// clear forgets everything: the card was issued anew.
func (l *lock) clear() { l.wrong, l.locked, l.until = 0, 0, time.Time{} }

// equal compares in a time that tells nothing.
func equal(a, b string) bool { return subtle.ConstantTimeCompare([]byte(a), []byte(b)) == 1 }
