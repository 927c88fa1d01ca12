package main

import (
	"bytes"
	"fmt"
	"net"
	"sync"
	"time"
)

// audience is a crowd of watchers, each on a connection of its own, that read
// whatever they are sent and tell when a marker has come.
type audience struct {
	conns []net.Conn
	told  chan time.Time // one for each watcher and each event with the marker
}

// watch opens n streams and returns when each has had the first bytes of its
// first event.
func watch(address, path, marker string, n int) (*audience, error) {
	a := &audience{conns: make([]net.Conn, n), told: make(chan time.Time, 2*n)}
	errs := make([]error, n)
	gate := make(chan struct{}, 64)
	var all sync.WaitGroup
	for i := range n {
		all.Go(func() {
			gate <- struct{}{}
			defer func() { <-gate }()
			a.conns[i], errs[i] = open(address, path)
		})
	}
	all.Wait()
	for _, err := range errs {
		if err != nil {
			a.leave()
			return nil, err
		}
	}
	for _, c := range a.conns {
		go a.listen(c, []byte(marker))
	}
	return a, nil
}

// open asks for a stream and reads the status line.
func open(address, path string) (net.Conn, error) {
	c, err := net.Dial("tcp", address)
	if err != nil {
		return nil, err
	}
	if _, err := fmt.Fprintf(c, "GET %s HTTP/1.1\r\nHost: %s\r\n\r\n", path, address); err != nil {
		return c, err
	}
	head := make([]byte, len("HTTP/1.1 200"))
	if err := c.SetReadDeadline(time.Now().Add(30 * time.Second)); err != nil {
		return c, err
	}
	if _, err := c.Read(head); err != nil || !bytes.HasSuffix(head, []byte(" 200")) {
		return c, fmt.Errorf("a watcher was told %q, %v", head, err)
	}
	return c, c.SetReadDeadline(time.Time{})
}

// listen reads until the connection ends. An event ends with an empty line, which
// JSON has none of.
func (a *audience) listen(c net.Conn, marker []byte) {
	buf := make([]byte, 4096)
	kept, found := 0, false // the end of what was read before, in which the marker may have begun
	for {
		n, err := c.Read(buf[kept:])
		if err != nil {
			return
		}
		read := buf[:kept+n]
		found = found || bytes.Contains(read, marker)
		if found && bytes.HasSuffix(bytes.TrimSuffix(read, []byte("\r\n")), []byte("\n\n")) {
			a.told <- time.Now()
			found, kept = false, 0
			continue
		}
		kept = copy(buf, read[max(0, len(read)-len(marker)):])
	}
}

// last waits until every watcher has had the marker, and says when the last had.
func (a *audience) last() (time.Time, error) {
	over := time.After(60 * time.Second)
	var last time.Time
	for n := range a.conns {
		select {
		case at := <-a.told:
			if at.After(last) {
				last = at
			}
		case <-over:
			return last, fmt.Errorf("%d of %d watchers were told in a minute", n, len(a.conns))
		}
	}
	return last, nil
}

func (a *audience) leave() {
	for _, c := range a.conns {
		if c != nil {
			_ = c.Close()
		}
	}
}
