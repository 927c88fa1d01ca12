package venue

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"os/exec"
	"strings"
	"sync"
	"syscall"
	"time"
)

// Demo is one running `leitai demo --json` on a data folder: it can be killed,
// ended politely, and started again on the same folder and port.
type Demo struct {
	Layout
	bin     string
	dir     string
	args    []string
	wrap    []string
	listen  string
	process *exec.Cmd
	ended   chan struct{} // closed when the process is gone and err is set
	err     error
	log     *Log
}

// Log keeps what a process writes to standard error, over all its restarts.
type Log struct {
	mu   sync.Mutex
	text bytes.Buffer
}

// Write appends to the log.
func (l *Log) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.Write(p)
}

// String is everything written so far.
func (l *Log) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.String()
}

// Start runs bin as a demo on the folder dir, on a free loopback port, with the
// further arguments, and returns when its line has been read and /readyz says
// yes. It fails when the process ends before that, with what it wrote.
func Start(ctx context.Context, bin, dir string, args ...string) (*Demo, error) {
	d := &Demo{bin: bin, dir: dir, args: args, listen: "127.0.0.1:0", log: &Log{}}
	if err := d.run(ctx); err != nil {
		return nil, err
	}
	return d, nil
}

// StartUnder is Start with a command before the program's name, such as
// `sh -c 'ulimit …; exec "$@"' sh`; it must exec, so that the pid is the server's.
func StartUnder(ctx context.Context, wrap []string, bin, dir string, args ...string) (*Demo, error) {
	d := &Demo{bin: bin, dir: dir, args: args, wrap: wrap, listen: "127.0.0.1:0", log: &Log{}}
	if err := d.run(ctx); err != nil {
		return nil, err
	}
	return d, nil
}

func (d *Demo) run(ctx context.Context) error {
	line := append(append([]string{}, d.wrap...), d.bin, "demo", "--json", "--data", d.dir, "--listen", d.listen)
	line = append(line, d.args...)
	cmd := exec.Command(line[0], line[1:]...)
	cmd.Stderr = d.log
	bound(cmd)
	out, err := cmd.StdoutPipe()
	if err != nil {
		return fmt.Errorf("standard output: %w", err)
	}
	if err := cmd.Start(); err != nil {
		return fmt.Errorf("start: %w", err)
	}
	d.process, d.ended, d.err = cmd, make(chan struct{}), nil
	lines := make(chan []byte, 1)
	go d.watch(cmd, bufio.NewReaderSize(out, 1<<20), lines, d.ended)
	if err := d.greet(ctx, lines); err != nil {
		_ = d.Kill()
		return err
	}
	return nil
}

// watch passes the first line on and reaps the process; more output than one
// line would break scripts, so it counts as an error of the process.
func (d *Demo) watch(cmd *exec.Cmd, out *bufio.Reader, lines chan<- []byte, ended chan<- struct{}) {
	first, err := out.ReadBytes('\n')
	if err == nil {
		lines <- first
	}
	rest, _ := out.ReadString(0)
	err = cmd.Wait()
	if rest != "" {
		err = errors.Join(err, fmt.Errorf("more than one line on standard output: %q", rest))
	}
	d.err = err
	close(ended)
}

func (d *Demo) greet(ctx context.Context, lines <-chan []byte) error {
	var line []byte
	select {
	case line = <-lines:
	case <-d.ended:
		return fmt.Errorf("ended before it was ready: %w\n%s", d.err, d.log)
	case <-ctx.Done():
		return fmt.Errorf("no line on standard output: %w\n%s", ctx.Err(), d.log)
	}
	var fresh Layout // a second line must not write into what was handed out of the first
	if err := json.Unmarshal(line, &fresh); err != nil {
		return fmt.Errorf("line of the demo: %w: %.200s", err, line)
	}
	d.Layout = fresh
	d.URL = strings.TrimSuffix(d.URL, "/")
	at, err := url.Parse(d.URL)
	if err != nil {
		return fmt.Errorf("url of the demo: %w", err)
	}
	d.listen = "127.0.0.1:" + at.Port()
	return d.Ready(ctx)
}

// Ready waits until /readyz answers 200.
func (d *Demo) Ready(ctx context.Context) error {
	for {
		if probe(ctx, d.URL+"/readyz") == http.StatusOK {
			return nil
		}
		select {
		case <-d.ended:
			return fmt.Errorf("ended before it was ready: %w\n%s", d.err, d.log)
		case <-ctx.Done():
			return fmt.Errorf("not ready: %w\n%s", ctx.Err(), d.log)
		case <-time.After(5 * time.Millisecond):
		}
	}
}

// probe is the status of a GET, 0 when there was no answer.
func probe(ctx context.Context, address string) int {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return 0
	}
	res, err := (&http.Client{Timeout: time.Second}).Do(req)
	if err != nil {
		return 0
	}
	_ = res.Body.Close()
	return res.StatusCode
}

// Kill is kill -9: no goodbye, no flush. It returns when the process is gone.
func (d *Demo) Kill() error {
	select {
	case <-d.ended:
		return nil
	default:
	}
	if err := d.process.Process.Kill(); err != nil {
		return fmt.Errorf("kill: %w", err)
	}
	<-d.ended
	return nil
}

// Terminate is SIGTERM; it waits for the end and returns the exit as an error,
// nil for status 0.
func (d *Demo) Terminate(ctx context.Context) error {
	if err := d.process.Process.Signal(syscall.SIGTERM); err != nil {
		return fmt.Errorf("terminate: %w", err)
	}
	select {
	case <-d.ended:
		return d.err
	case <-ctx.Done():
		return fmt.Errorf("still running: %w", ctx.Err())
	}
}

// Restart starts the demo again on the same folder and port, after Kill or
// Terminate, and tells how long it took until it was ready.
func (d *Demo) Restart(ctx context.Context) (time.Duration, error) {
	begin := time.Now()
	err := d.run(ctx)
	return time.Since(begin), err
}

// Pid is the process of the server.
func (d *Demo) Pid() int { return d.process.Process.Pid }

// Log is what the server wrote to standard error so far.
func (d *Demo) Log() string { return d.log.String() }

// Dir is the data folder.
func (d *Demo) Dir() string { return d.dir }
