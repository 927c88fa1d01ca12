package venue_test

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"leitai/venue"
)

// pretend makes this test binary a small program with the manners of the demo,
// so that starting and ending are tested without it.
const pretend = "VENUE_PRETEND"

func pretended(manner string) {
	var dir, listen string
	for i, arg := range os.Args[:len(os.Args)-1] {
		switch arg {
		case "--data":
			dir = os.Args[i+1]
		case "--listen":
			listen = os.Args[i+1]
		}
	}
	if manner == "refuses" {
		fmt.Fprintln(os.Stderr, "数据目录不可写："+dir)
		os.Exit(1)
	}
	stop := make(chan os.Signal, 1)
	signal.Notify(stop, syscall.SIGTERM)
	at, err := net.Listen("tcp", listen)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	starts, _ := os.ReadFile(filepath.Join(dir, "starts")) // none before the first
	_ = os.WriteFile(filepath.Join(dir, "starts"), append(starts, 'x'), 0o644)
	go func() { _ = http.Serve(at, http.HandlerFunc(func(http.ResponseWriter, *http.Request) {})) }()
	fmt.Printf("{\"url\":\"http://%s/\",\"users\":[{\"role\":\"director\",\"name\":\"%s\"}]}\n", at.Addr(), starts)
	if manner == "talks" {
		fmt.Println("and one line more")
	}
	<-stop
	os.Exit(0)
}

func startPretended(t *testing.T, manner string) (*venue.Demo, error) {
	t.Helper()
	t.Setenv(pretend, manner)
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	d, err := venue.Start(ctx, os.Args[0], t.TempDir())
	if err == nil {
		t.Cleanup(func() { _ = d.Kill() })
	}
	return d, err
}

func TestADemoIsKilledAndStartedAgainAtItsAddress(t *testing.T) {
	d, err := startPretended(t, "good")
	if err != nil {
		t.Fatal(err)
	}
	before, pid := d.URL, d.Pid()
	if err := d.Kill(); err != nil {
		t.Fatal(err)
	}
	if _, err := venue.New(d.URL).Seat(t.Context()); err == nil || venue.Status(err) != 0 {
		t.Errorf("killed, and it answers %v", err)
	}
	if _, err := d.Restart(t.Context()); err != nil {
		t.Fatal(err)
	}
	if d.URL != before || d.Pid() == pid || d.People("director")[0].Name != "x" {
		t.Errorf("again at %s (was %s), process %d (was %d), folder of start %q", d.URL, before, d.Pid(), pid, d.People("director")[0].Name)
	}
	if err := d.Terminate(t.Context()); err != nil {
		t.Errorf("SIGTERM: %v", err)
	}
}

func TestADemoThatTalksOrRefusesIsAnError(t *testing.T) {
	d, err := startPretended(t, "talks")
	if err != nil {
		t.Fatal(err)
	}
	if err := d.Terminate(t.Context()); err == nil || !strings.Contains(err.Error(), "more than one line") {
		t.Errorf("two lines on standard output: %v", err)
	}
	if _, err := startPretended(t, "refuses"); err == nil || !strings.Contains(err.Error(), "exit status 1") || !strings.Contains(err.Error(), "不可写") {
		t.Errorf("a demo that refuses: %v", err)
	}
}
