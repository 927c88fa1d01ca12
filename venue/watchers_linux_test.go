package venue_test

import (
	"bufio"
	"fmt"
	"math/rand/v2"
	"net"
	"os"
	"strconv"
	"strings"
	"sync"
	"testing"

	"leitai/venue"
)

// Reliability 5: a hall that only watches costs little. Idle event streams take at
// most 40 KiB of the server's memory each, and a judge is served meanwhile.
func TestIdleWatchersAreCheap(t *testing.T) {
	const most = 40 << 10
	d := demo(t, "--open-all", "--judges", "3", "--entries", "2")
	s := &storm{stage: seatedAt(t, d)}
	s.entries = s.order()
	n := choose(1000, 8000)
	warm := gather(t, s.URL, s.Round.ID, 50) // what the first of anything costs is not counted
	before := resident(t, d.Pid())
	crowd := gather(t, s.URL, s.Round.ID, n)
	after := resident(t, d.Pid())
	if each := (after - before) / n; each > most {
		t.Errorf("%d bytes a watcher; at most %d", each, most)
	}
	p := s.Phones[0]
	marks, err := venue.RandomMarks(rand.New(rand.NewPCG(*seed, 8)), s.Round.Sheet)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := p.Submit(t.Context(), s.entries[0], marks); err != nil {
		t.Errorf("a judge among %d watchers: %v", n, err)
	}
	for _, c := range append(warm, crowd...) {
		_ = c.Close()
	}
}

// gather opens streams of the hall and reads the first event of each.
func gather(t *testing.T, base, round string, n int) []net.Conn {
	t.Helper()
	address := strings.TrimPrefix(base, "http://")
	out := make([]net.Conn, n)
	var all sync.WaitGroup
	gate := make(chan struct{}, 64)
	for i := range n {
		all.Go(func() {
			gate <- struct{}{}
			defer func() { <-gate }()
			c, err := net.Dial("tcp", address)
			if err != nil {
				t.Errorf("watcher %d: %v", i, err)
				return
			}
			out[i] = c
			fmt.Fprintf(c, "GET /api/v1/rounds/%s/events?view=hall HTTP/1.1\r\nHost: %s\r\n\r\n", round, address)
			line, err := bufio.NewReaderSize(c, 64).ReadString('\n')
			if err != nil || !strings.Contains(line, "200") {
				t.Errorf("watcher %d: %q, %v", i, line, err)
			}
		})
	}
	all.Wait()
	if t.Failed() {
		t.FailNow()
	}
	return out
}

// resident is the memory of a process in bytes.
func resident(t *testing.T, pid int) int {
	t.Helper()
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(text)) {
		if rest, ok := strings.CutPrefix(line, "VmRSS:"); ok {
			kib, err := strconv.Atoi(strings.Fields(rest)[0])
			if err != nil {
				t.Fatal(err)
			}
			return kib << 10
		}
	}
	t.Fatal("no VmRSS")
	return 0
}
