// Command bench runs our work and a yardstick for it in turn, on the same data
// in the same run, and writes the table of docs/performance.md. These machines
// are noisy: what counts is the ratio of medians.
//
//	go run ./bench            everything, the table into docs/performance.md
//	go run ./bench -only csv  one row, printed only
package main

import (
	"flag"
	"fmt"
	"os"
	"runtime"
	"slices"
	"strings"
	"time"
)

// result is one row of the table.
type result struct {
	name, limit     string
	ours, yardstick time.Duration
	yard            string
	note            string
	bytes           bool // ours and yardstick are bytes and no times
}

// work measures one row.
type work struct {
	key string
	run func(dir string) (result, error)
}

// Processes come first: Linux counts what this process has held as the memory of
// those it starts.
var works = []work{
	{"ballots", durableBallots}, {"watched", watchedBallots}, {"reveal", reveal1000}, {"crowd", reveal10000}, {"watcher", idleWatcher}, {"ready", readyWithMany},
	{"csv", rankCSV}, {"process", jiaochengProcess}, {"xlsx", writeExcel}, {"small", rankSmall}, {"large", rankLarge},
}

func main() {
	only := flag.String("only", "", "the one row to measure")
	flag.Parse()
	if err := run(*only); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(only string) error {
	dir, err := os.MkdirTemp("", "leitai-bench")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	var results []result
	for _, w := range works {
		if only != "" && only != w.key {
			continue
		}
		r, err := w.run(dir)
		if err != nil {
			return fmt.Errorf("%s: %w", w.key, err)
		}
		results = append(results, r)
		fmt.Println(line(r))
		runtime.GC()
	}
	if only != "" {
		return nil
	}
	return write("docs/performance.md", results)
}

// turns runs ours and the yardstick in turn and returns the medians.
func turns(n int, ours, yardstick func() error) (a, b time.Duration, err error) {
	var as, bs []time.Duration
	for range n {
		for _, side := range []struct {
			run  func() error
			into *[]time.Duration
		}{{ours, &as}, {yardstick, &bs}} {
			start := time.Now()
			if err := side.run(); err != nil {
				return 0, 0, err
			}
			*side.into = append(*side.into, time.Since(start))
		}
	}
	return median(as), median(bs), nil
}

func median(d []time.Duration) time.Duration {
	slices.Sort(d)
	return d[len(d)/2]
}

func line(r result) string {
	shown := func(d time.Duration) string { return short(d).String() }
	if r.bytes {
		shown = func(d time.Duration) string { return fmt.Sprintf("%.1f KiB", float64(d)/1024) }
	}
	return fmt.Sprintf("| %s | %s | %v | %s | %v | %.1f | %s |", r.name, r.limit, shown(r.ours), r.yard, shown(r.yardstick), float64(r.ours)/float64(r.yardstick), r.note)
}

func short(d time.Duration) time.Duration {
	switch {
	case d > time.Second:
		return d.Round(10 * time.Millisecond)
	case d > time.Millisecond:
		return d.Round(100 * time.Microsecond)
	default:
		return d.Round(time.Microsecond)
	}
}

// write puts the table between the two marks of the document.
func write(path string, results []result) error {
	const begin, end = "<!-- bench:begin -->", "<!-- bench:end -->"
	data, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	before, rest, ok := strings.Cut(string(data), begin)
	_, after, ok2 := strings.Cut(rest, end)
	if !ok || !ok2 {
		return fmt.Errorf("%s: the marks %s and %s are missing", path, begin, end)
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%s%s\n| work | at most | ours | yardstick | takes | ratio | |\n|---|---|---|---|---|---|---|\n", before, begin)
	for _, r := range results {
		b.WriteString(line(r) + "\n")
	}
	fmt.Fprintf(&b, "\n%s, %d processors, %s.\n%s%s", runtime.Version(), runtime.NumCPU(), runtime.GOOS+"/"+runtime.GOARCH, end, after)
	return os.WriteFile(path, []byte(b.String()), 0o644)
}
