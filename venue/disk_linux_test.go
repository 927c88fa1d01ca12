package venue_test

import (
	"context"
	"errors"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
	"unicode"
	"unsafe"

	"leitai/venue"
)

// trouble is a way to take a server's disk away, and to give it back.
type trouble struct {
	take func()
	give func()
}

// Promise 1, reliability 5: a full disk. What cannot be kept is answered with
// 503 or 507 and a plain sentence, never with "your input is wrong"; reading
// and streams go on; when there is room again ballots are taken within 5 s
// without a restart; nothing confirmed is lost.
func TestDiskFull(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	if err := syscall.Mount("venue", dir, "tmpfs", 0, "size=64m"); err != nil {
		t.Logf("no small file system can be mounted here (%v): a limit of file sizes stands for the full disk", err)
		withoutDisk(t, t.TempDir(), limitOfFiles)
		return
	}
	t.Cleanup(func() {
		if err := syscall.Unmount(dir, syscall.MNT_DETACH); err != nil {
			t.Errorf("unmount: %v", err)
		}
	})
	withoutDisk(t, dir, func(t *testing.T, d *venue.Demo) trouble {
		filler := filepath.Join(d.Dir(), "filler")
		return trouble{func() { fill(t, filler) }, func() {
			if err := os.Remove(filler); err != nil {
				t.Error(err)
			}
		}}
	})
}

// fill writes until there is no room.
func fill(t *testing.T, name string) {
	t.Helper()
	f, err := os.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for size := 1 << 20; size > 0; {
		if _, err := f.Write(make([]byte, size)); err != nil {
			size /= 2
		}
	}
}

// Promise 1, reliability 5: a disk that refuses every write, as one that has
// turned read-only does, and takes them again later.
func TestDiskRefusesWrites(t *testing.T) {
	t.Parallel()
	withoutDisk(t, t.TempDir(), limitOfFiles)
}

// limitOfFiles lets the running server write no byte to any file (RLIMIT_FSIZE).
func limitOfFiles(t *testing.T, d *venue.Demo) trouble {
	var was syscall.Rlimit
	set := func(limit *syscall.Rlimit, old *syscall.Rlimit) {
		t.Helper()
		_, _, no := syscall.RawSyscall6(syscall.SYS_PRLIMIT64, uintptr(d.Pid()), syscall.RLIMIT_FSIZE,
			uintptr(unsafe.Pointer(limit)), uintptr(unsafe.Pointer(old)), 0, 0)
		if no != 0 {
			t.Fatalf("prlimit: %v", no)
		}
	}
	return trouble{
		take: func() { set(nil, &was); set(&syscall.Rlimit{Cur: 0, Max: was.Max}, nil) },
		give: func() { set(&was, nil) },
	}
}

// withoutDisk submits, takes the disk away until a ballot is refused, looks at
// what still works, gives the disk back, and audits everything confirmed.
func withoutDisk(t *testing.T, dir string, how func(*testing.T, *venue.Demo) trouble) {
	t.Helper()
	s := &storm{stage: seatedAt(t, demoOn(t, dir, "--open-all", "--judges", "5", "--entries", "3"))}
	s.entries = s.order()
	for _, e := range s.entries {
		s.ballots(e)
	}
	hall := watch(t, s.anyone(), s.Round.ID, "hall")
	disk := how(t, s.Demo)
	for range 2 {
		disk.take()
		p := s.Phones[0]
		order, refusal := s.submitUntilRefused(p)
		s.stillReads(hall)
		plainSentence(t, refusal)
		disk.give()
		// the same key with the same marks, as a phone does
		ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
		if _, err := p.Resume(ctx, order); err != nil {
			t.Errorf("not within 5 s after the disk is back: %v", err)
		}
		cancel()
	}
	within(t, 5*time.Second, "ready again", func() bool { return s.answers("/readyz") == http.StatusOK })
	if err := s.Kill(); err != nil {
		t.Fatal(err)
	}
	restart(t, s.Demo)
	s.lastConfirmedHolds()
	s.closeAndAudit()
}

// submitUntilRefused submits one ballot after the other; the room that the
// database holds already may take some.
func (s *storm) submitUntilRefused(p *venue.Phone) (venue.Order, *venue.Problem) {
	s.t.Helper()
	for range 20000 {
		entry := s.entries[s.dice.IntN(len(s.entries))]
		order, err := s.tryOnce(p, entry)
		if err == nil {
			continue
		}
		var refusal *venue.Problem
		if !errors.As(err, &refusal) || refusal.Status != http.StatusServiceUnavailable && refusal.Status != http.StatusInsufficientStorage {
			s.t.Fatalf("without a disk: %v, want 503 or 507", err)
		}
		return order, refusal
	}
	s.t.Fatal("20,000 ballots were confirmed without a disk")
	return venue.Order{}, nil
}

// stillReads looks at pictures and streams while nothing can be written.
func (s *storm) stillReads(hall *watcher) {
	s.t.Helper()
	if _, err := s.anyone().Snapshot(s.t.Context(), s.Round.ID, "hall"); err != nil {
		s.t.Errorf("the hall's picture: %v", err)
	}
	if _, err := s.Phones[1].Seat(s.t.Context()); err != nil {
		s.t.Errorf("a judge's seat: %v", err)
	}
	if status := s.answers("/healthz"); status != http.StatusOK {
		s.t.Errorf("/healthz is %d", status)
	}
	within(s.t, 10*time.Second, "/readyz says no", func() bool { return s.answers("/readyz") == http.StatusServiceUnavailable })
	hall.mu.Lock()
	defer hall.mu.Unlock()
	if hall.closed {
		s.t.Error("the hall's stream was closed")
	}
}

func (s *storm) answers(path string) int {
	a, err := s.anyone().Send(s.t.Context(), venue.Request{Method: http.MethodGet, Path: path})
	if err != nil {
		return 0
	}
	return a.Status
}

// plainSentence checks that the title is a Chinese sentence without a word of
// the machine's.
func plainSentence(t *testing.T, p *venue.Problem) {
	t.Helper()
	chinese := strings.ContainsFunc(p.Title, func(r rune) bool { return unicode.Is(unicode.Han, r) })
	for _, word := range []string{"sqlite", "SQLITE", "database", "errno", "disk I/O", "EOF", "panic"} {
		chinese = chinese && !strings.Contains(p.Title, word)
	}
	if !chinese {
		t.Errorf("title %q", p.Title)
	}
}

// Reliability 5: a data folder that cannot be written at the start. The program
// ends with status 1 and a sentence that names the folder, and no trace.
func TestFolderNotWritable(t *testing.T) {
	t.Parallel()
	bin := program(t)
	for name, prepare := range map[string]func(dir string){
		"an empty folder": func(string) {},
		"a folder with a contest in it": func(dir string) {
			d := demoOn(t, dir, "--judges", "3", "--entries", "2")
			if err := d.Kill(); err != nil {
				t.Fatal(err)
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			dir := filepath.Join(openTo(t), "data")
			if err := os.Mkdir(dir, 0o755); err != nil {
				t.Fatal(err)
			}
			prepare(dir)
			writable(t, dir, 0o555, 0o444)
			t.Cleanup(func() { writable(t, dir, 0o755, 0o644) })
			ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
			defer cancel()
			d, err := venue.StartUnder(ctx, asNobody(), bin, dir)
			if err == nil {
				_ = d.Kill()
				t.Fatal("it started on a folder that cannot be written")
			}
			said := err.Error()
			if !strings.Contains(said, "exit status 1") || !strings.Contains(said, dir) || strings.Contains(said, "goroutine ") || strings.Contains(said, "panic") {
				t.Errorf("it says: %s", said)
			}
		})
	}
}

// openTo is a temporary folder that every user may enter.
func openTo(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("", "venue")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	for _, d := range []string{dir, places} {
		if err := os.Chmod(d, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// writable sets the modes of a folder and its files.
func writable(t *testing.T, dir string, folder, file os.FileMode) {
	t.Helper()
	if err := os.Chmod(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	files, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if err := os.Chmod(filepath.Join(dir, f.Name()), file); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Chmod(dir, folder); err != nil {
		t.Fatal(err)
	}
}

// asNobody runs the server as a user whom modes bind, where we are root.
func asNobody() []string {
	if os.Getuid() != 0 {
		return nil
	}
	return []string{"setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"}
}
