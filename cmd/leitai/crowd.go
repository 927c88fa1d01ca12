package main

import (
	"errors"
	"net"
	"sync"
	"sync/atomic"
	"syscall"
	"time"
)

// What a listener leaves to the database and the log of the descriptors that the
// system allows, and what it takes where the system does not say.
const (
	keptFiles   = 128
	crowdAnyway = 8192
)

// mostGuests bounds connections where the system allows more descriptors than
// there is memory for them.
const mostGuests = 20_000

// roomOf is how many connections a limit of descriptors leaves.
func roomOf(files uint64) int {
	if files > mostGuests {
		return mostGuests
	}
	return max(int(files)-keptFiles, int(files)/2)
}

// crowd is a listener that a crowd can neither end nor fill. A server ends with
// the first error of its listener, so an error that passes (no descriptor is left,
// a phone hung up before it was served) stays in here; and when room is scarce the
// connection that was told nothing for longest makes place for the new one: a
// judge's phone is told something with every request, a stream every five seconds,
// whoever only holds connections open never is.
type crowd struct {
	net.Listener
	most int

	mu   sync.Mutex
	here map[*guest]struct{}
}

func newCrowd(l net.Listener, most int) *crowd {
	return &crowd{Listener: l, most: max(most, 1), here: map[*guest]struct{}{}}
}

// Accept waits for the next connection.
func (c *crowd) Accept() (net.Conn, error) {
	const pause, longest = 5 * time.Millisecond, time.Second
	for wait := pause; ; wait = min(2*wait, longest) {
		conn, err := c.Listener.Accept()
		switch {
		case err == nil:
			return c.enter(conn), nil
		case !passes(err):
			return nil, err
		}
		c.makeRoom()
		time.Sleep(wait)
	}
}

// passes tells of an error of a listener whether the next try may do better.
func passes(err error) bool {
	for _, no := range []syscall.Errno{syscall.EMFILE, syscall.ENFILE, syscall.ENOBUFS, syscall.ENOMEM, syscall.ECONNABORTED, syscall.ECONNRESET, syscall.EINTR, syscall.EPROTO} {
		if errors.Is(err, no) {
			return true
		}
	}
	return false
}

func (c *crowd) enter(conn net.Conn) net.Conn {
	g := &guest{Conn: conn, of: c}
	g.told.Store(time.Now().UnixNano())
	c.mu.Lock()
	full := len(c.here) >= c.most
	c.mu.Unlock()
	if full {
		c.makeRoom()
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.here[g] = struct{}{}
	return g
}

// sample is how many connections are looked at for the one that leaves: looking
// at all of them would itself be the attack.
const sample = 32

// makeRoom ends the connection, of a few taken at random, that was told nothing
// for longest.
func (c *crowd) makeRoom() {
	var oldest *guest
	seen := 0
	c.mu.Lock()
	for g := range c.here {
		if oldest == nil || g.told.Load() < oldest.told.Load() {
			oldest = g
		}
		if seen++; seen >= sample {
			break
		}
	}
	c.mu.Unlock()
	if oldest != nil {
		_ = oldest.Close() // it goes either way
	}
}

// guest is a connection of a crowd.
type guest struct {
	net.Conn
	of   *crowd
	told atomic.Int64 // when something was last written to it, or when it came; Unix nanoseconds
}

// Write tells it something.
func (g *guest) Write(b []byte) (int, error) {
	n, err := g.Conn.Write(b)
	if n > 0 {
		g.told.Store(time.Now().UnixNano())
	}
	return n, err
}

// Close ends it.
func (g *guest) Close() error {
	g.of.mu.Lock()
	delete(g.of.here, g)
	g.of.mu.Unlock()
	return g.Conn.Close()
}
