package main

import (
	"errors"
	"io"
	"net"
	"os"
	"syscall"
	"testing"
)

// failing is a listener whose first tries fail.
type failing struct {
	net.Listener
	errs []error
}

func (f *failing) Accept() (net.Conn, error) {
	if len(f.errs) > 0 {
		err := f.errs[0]
		f.errs = f.errs[1:]
		return nil, err
	}
	return f.Listener.Accept()
}

// dial is both ends of a new connection through l.
func dial(t *testing.T, l net.Listener) (phone, server net.Conn) {
	t.Helper()
	phone, err := net.Dial("tcp", l.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = phone.Close() })
	if server, err = l.Accept(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = server.Close() })
	return phone, server
}

func listen(t *testing.T) net.Listener {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	return l
}

func TestAListenerOutlivesACrowd(t *testing.T) {
	full := &net.OpError{Op: "accept", Err: os.NewSyscallError("accept4", syscall.EMFILE)}
	hungUp := &net.OpError{Op: "accept", Err: os.NewSyscallError("accept4", syscall.ECONNABORTED)}
	c := newCrowd(&failing{listen(t), []error{full, hungUp, full}}, 10)
	dial(t, c)
}

func TestAListenerEndsWithAnErrorThatStays(t *testing.T) {
	l := listen(t)
	c := newCrowd(l, 10)
	_ = l.Close()
	if _, err := c.Accept(); !errors.Is(err, net.ErrClosed) {
		t.Fatalf("a closed listener says %v", err)
	}
}

func TestWhoWasToldNothingMakesRoom(t *testing.T) {
	c := newCrowd(listen(t), 3)
	judge, served := dial(t, c)
	silent, _ := dial(t, c)
	other, _ := dial(t, c)
	if _, err := served.Write([]byte("a")); err != nil {
		t.Fatal(err)
	}
	_, last := dial(t, c)
	if _, err := silent.Read(make([]byte, 1)); err == nil {
		t.Error("the connection that was told nothing for longest is still there")
	}
	if _, err := last.Write([]byte("d")); err != nil {
		t.Errorf("the new one is not served: %v", err)
	}
	if _, err := served.Write([]byte("b")); err != nil {
		t.Errorf("the judge has lost his place: %v", err)
	}
	if b, err := io.ReadAll(io.LimitReader(judge, 2)); err != nil || string(b) != "ab" {
		t.Errorf("the judge hears %q, %v", b, err)
	}
	_ = other
}

func TestConnectionsThatEndLeaveRoom(t *testing.T) {
	c := newCrowd(listen(t), 2)
	judge, served := dial(t, c)
	for range 5 {
		_, gone := dial(t, c)
		_ = gone.Close()
		_ = gone.Close() // twice is once
	}
	if _, err := served.Write([]byte("a")); err != nil {
		t.Fatal(err)
	}
	if _, err := io.ReadFull(judge, make([]byte, 1)); err != nil {
		t.Errorf("the judge was sent away though there was room: %v", err)
	}
}

func TestTheDatabaseKeepsItsFiles(t *testing.T) {
	for files, want := range map[uint64]int{1 << 63: mostGuests, 1_048_576: mostGuests, 1024: 1024 - keptFiles, 100: 50, 2: 1} {
		if got := roomOf(files); got != want {
			t.Errorf("of %d files %d are for connections, not %d", files, got, want)
		}
	}
}
