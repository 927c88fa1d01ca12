package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"leitai/venue"
)

const (
	reveals = 5 // of one crowd; the median counts
	quiet   = 600 * time.Millisecond
	marker  = `"state":"revealed"`
)

func reveal1000(dir string) (result, error)  { return revealTo(dir, 1000, "60 ms") }
func reveal10000(dir string) (result, error) { return revealTo(dir, 10_000, "600 ms") }

// revealTo measures from the moment the command is sent until the last of n
// screens has the whole picture. Screens, console and this program share the
// machine with the server.
func revealTo(dir string, n int, limit string) (result, error) {
	r := result{name: fmt.Sprintf("reveal: from the command to the last of %d screens", n), limit: limit, yard: "net/http, the same bytes to all"}
	h, err := newHall(dir, "reveal"+strconv.Itoa(n))
	if err != nil {
		return r, err
	}
	defer h.close()
	picture, err := h.desk.Snapshot(context.Background(), h.round.ID, "hall")
	if err != nil {
		return r, err
	}
	payload := bytes.Replace(picture.Raw, []byte(`"state":"waiting"`), []byte(marker), 1)
	r.note = fmt.Sprintf("a picture of %.1f KiB", float64(len(payload))/1024)
	if r.ours, err = before(h.address(), h.path(), n, h.reveal); err != nil {
		return r, err
	}
	yard, err := fanOut(dir) // one after the other: both crowds are more than a process may hold
	if err != nil {
		return r, err
	}
	defer yard.close()
	r.yardstick, err = before(yard.address, "/events", n, func(_ int, a *audience) (time.Duration, error) {
		time.Sleep(quiet)
		start := time.Now()
		if err := yard.tell(payload); err != nil {
			return 0, err
		}
		last, err := a.last()
		return last.Sub(start), err
	})
	return r, err
}

// before does something before n watchers, several times, and returns the median
// of what it says it took.
func before(address, path string, n int, do func(i int, a *audience) (time.Duration, error)) (time.Duration, error) {
	a, err := watch(address, path, marker, n)
	if err != nil {
		return 0, err
	}
	defer a.leave()
	var took []time.Duration
	for i := range reveals {
		t, err := do(i, a)
		if err != nil {
			return 0, err
		}
		took = append(took, t)
	}
	return median(took), nil
}

// hall is a demo with its people.
type hall struct {
	demo     *venue.Demo
	round    venue.Round
	phones   []*venue.Phone
	desk     *venue.Desk
	verifier *venue.Desk
}

// started runs leitai demo on a folder of its own.
func started(dir, name string, args ...string) (*venue.Demo, error) {
	bin, err := binary(dir)
	if err != nil {
		return nil, err
	}
	data := filepath.Join(dir, name)
	if err := os.MkdirAll(data, 0o700); err != nil {
		return nil, err
	}
	return venue.Start(context.Background(), bin, data, args...)
}

func newHall(dir, name string) (*hall, error) {
	ctx := context.Background()
	h := &hall{}
	var err error
	if h.demo, err = started(dir, name); err != nil {
		return nil, err
	}
	h.round = h.demo.Contests[0].Rounds[0]
	c := venue.New(h.demo.URL)
	var errs [3]error
	h.phones, errs[0] = venue.Panel(ctx, h.round, func(int) *venue.Client { return c })
	h.desk, errs[1] = venue.NewDesk(ctx, c, h.demo.People("director")[0], h.round.ID)
	h.verifier, errs[2] = venue.NewDesk(ctx, c, h.demo.People("verifier")[0], h.round.ID)
	if err := errors.Join(errs[:]...); err != nil {
		h.close()
		return nil, err
	}
	return h, nil
}

func (h *hall) close()          { _ = h.demo.Kill() } // it holds nothing that is wanted
func (h *hall) address() string { return strings.TrimPrefix(h.demo.URL, "http://") }
func (h *hall) path() string    { return "/api/v1/rounds/" + h.round.ID + "/events?view=hall" }

// reveal takes the n-th entry of the stage to its reveal and says how long that
// took to reach everybody.
func (h *hall) reveal(n int, a *audience) (time.Duration, error) {
	ctx := context.Background()
	p, err := h.desk.Picture(ctx)
	if err != nil {
		return 0, err
	}
	entry := p.Entries[n].ID
	if err := h.desk.Do(ctx, entry, "call", "start", "open"); err != nil {
		return 0, err
	}
	dice := rand.New(rand.NewPCG(1, uint64(n)))
	for _, phone := range h.phones {
		if !phone.Card.Marks(entry) {
			continue
		}
		marks, err := venue.RandomMarks(dice, h.round.Sheet)
		if err != nil {
			return 0, err
		}
		if _, err := phone.Submit(ctx, entry, marks); err != nil {
			return 0, err
		}
	}
	if err := errors.Join(h.desk.Do(ctx, entry, "close"), h.verifier.Do(ctx, entry, "verify")); err != nil {
		return 0, err
	}
	if p, err = h.desk.Picture(ctx); err != nil {
		return 0, err
	}
	time.Sleep(quiet)
	start := time.Now()
	if _, _, err := h.desk.Command(ctx, h.round.ID, venue.NewKey(), venue.Command{Type: "reveal", Entry: entry, ExpectVersion: p.Version}); err != nil {
		return 0, err
	}
	last, err := a.last()
	if err != nil {
		return 0, err
	}
	return last.Sub(start), h.desk.Do(ctx, entry, "lock")
}

// fan is the yardstick of the hall.
type fan struct {
	process *exec.Cmd
	address string
}

func fanOut(dir string) (*fan, error) {
	bin, err := built(dir)
	if err != nil {
		return nil, err
	}
	f := &fan{process: exec.Command(bin, "hall")}
	out, err := f.process.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := f.process.Start(); err != nil {
		return nil, err
	}
	var line struct{ Address string }
	if err := json.NewDecoder(out).Decode(&line); err != nil {
		f.close()
		return nil, fmt.Errorf("yardstick: %w", err)
	}
	f.address = line.Address
	return f, nil
}

func (f *fan) tell(payload []byte) error {
	res, err := http.Post("http://"+f.address+"/tell", "application/json", bytes.NewReader(payload))
	if err != nil {
		return err
	}
	return res.Body.Close()
}

func (f *fan) close() {
	_ = f.process.Process.Kill() // it holds nothing that is wanted
	_ = f.process.Wait()
}
