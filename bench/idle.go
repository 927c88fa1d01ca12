package main

import (
	"context"
	"fmt"
	"os"
	"strconv"
	"strings"
	"time"

	"leitai/venue"
)

// idleWatcher is what a stream that only waits takes of the server's memory:
// resident with a thousand more, divided.
func idleWatcher(dir string) (result, error) {
	const n = 1000
	r := result{name: "memory an idle watcher", limit: "40 KiB", yard: "net/http, a goroutine and a channel", bytes: true}
	h, err := newHall(dir, "idle")
	if err != nil {
		return r, err
	}
	defer h.close()
	yard, err := fanOut(dir)
	if err != nil {
		return r, err
	}
	defer yard.close()
	ours, err := each(h.demo.Pid(), h.address(), h.path(), n)
	if err != nil {
		return r, err
	}
	theirs, err := each(yard.process.Process.Pid, yard.address, "/events", n)
	r.ours, r.yardstick = time.Duration(ours), time.Duration(theirs)
	return r, err
}

// each is the memory of one watcher of n, in bytes.
func each(pid int, address, path string, n int) (int, error) {
	warm, err := watch(address, path, marker, 50) // what the first of anything costs is not counted
	if err != nil {
		return 0, err
	}
	defer warm.leave()
	before, err := resident(pid)
	if err != nil {
		return 0, err
	}
	crowd, err := watch(address, path, marker, n)
	if err != nil {
		return 0, err
	}
	defer crowd.leave()
	time.Sleep(6 * time.Second) // a beat, and what the opening needed is given back or used
	after, err := resident(pid)
	return (after - before) / n, err
}

// resident is the memory of a process in bytes.
func resident(pid int) (int, error) {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		return 0, err
	}
	_, rest, _ := strings.Cut(string(text), "VmRSS:")
	fields := strings.Fields(rest)
	if len(fields) == 0 {
		return 0, fmt.Errorf("process %d has no VmRSS", pid)
	}
	kib, err := strconv.Atoi(fields[0])
	return kib << 10, err
}

// watchedBallots runs the panel with a thousand watchers of the hall and without,
// in turn.
func watchedBallots(dir string) (result, error) {
	r := result{name: "durable ballots with 1,000 watchers", limit: "twice the time without", yard: "the same panel without watchers"}
	var with, without []venue.Load
	for i := range rounds {
		for _, watchers := range []int{1000, 0} {
			load, err := watched(dir, fmt.Sprintf("watched%d-%d", i, watchers), watchers)
			if err != nil {
				return r, err
			}
			if watchers > 0 {
				with = append(with, load)
			} else {
				without = append(without, load)
			}
		}
	}
	a, b := middle(with, perSecond), middle(without, perSecond)
	r.ours, r.yardstick = time.Duration(float64(time.Second)/a), time.Duration(float64(time.Second)/b)
	r.note = fmt.Sprintf("%.0f a second against %.0f: %.0f %%; p99 %v against %v", a, b, 100*a/b,
		short(time.Duration(middle(with, p99))), short(time.Duration(middle(without, p99))))
	return r, nil
}

func watched(dir, name string, watchers int) (venue.Load, error) {
	demo, err := started(dir, name, "--open-all", "--judges", strconv.Itoa(phones))
	if err != nil {
		return venue.Load{}, err
	}
	defer func() { _ = demo.Kill() }() // it holds nothing that is wanted
	h := &hall{demo: demo, round: demo.Contests[0].Rounds[0]}
	crowd, err := watch(h.address(), h.path(), marker, watchers)
	if err != nil {
		return venue.Load{}, err
	}
	defer crowd.leave()
	return venue.Measure(context.Background(), demo.Layout, warm, span)
}
