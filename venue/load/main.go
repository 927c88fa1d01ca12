// Load measures durable ballots a second against a running demo: 64 phones, or
// as many as its first round has seats, submit as fast as they are answered.
//
//	mkfifo line; leitai demo --json --open-all --judges 64 --entries 37 >line &
//	go run ./venue/load <line
//
// It reads the line of the demo from standard input or from the file named by
// -layout and prints one line of JSON; it imports venue alone.
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"
	"time"

	"leitai/venue"
)

func main() {
	if err := measure(); err != nil {
		fmt.Fprintln(os.Stderr, "load:", err)
		os.Exit(1)
	}
}

func measure() error {
	from := flag.String("layout", "-", "file with the line of leitai demo --json; - is standard input")
	warm := flag.Duration("warm", 2*time.Second, "time before measuring")
	span := flag.Duration("span", 10*time.Second, "time of measuring")
	flag.Parse()
	layout, err := read(*from)
	if err != nil {
		return fmt.Errorf("layout: %w", err)
	}
	load, err := venue.Measure(context.Background(), layout, *warm, *span)
	if err != nil {
		return err
	}
	return json.NewEncoder(os.Stdout).Encode(load)
}

func read(name string) (venue.Layout, error) {
	var l venue.Layout
	in := io.Reader(os.Stdin)
	if name != "-" {
		f, err := os.Open(name)
		if err != nil {
			return l, err
		}
		defer f.Close()
		in = f
	}
	line, err := bufio.NewReader(in).ReadBytes('\n')
	if err != nil && err != io.EOF {
		return l, err
	}
	if err := json.Unmarshal(line, &l); err != nil {
		return l, err
	}
	if len(l.Contests) == 0 || len(l.Contests[0].Rounds) == 0 {
		return l, fmt.Errorf("no round in the line")
	}
	return l, nil
}
