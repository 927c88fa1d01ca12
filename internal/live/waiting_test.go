package live_test

import (
	"fmt"
	"regexp"
	"testing"
	"time"

	"leitai/internal/live"
)

var nine = time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC)

func TestAPageIsPairedByItsCode(t *testing.T) {
	var w live.Waiting
	left := w.Come("", nine)
	right := w.Come("", nine)
	if !regexp.MustCompile(`^[0-9]{4}$`).MatchString(left.Code) || !regexp.MustCompile(`^screen-[0-9a-z]{12}$`).MatchString(left.ID) || left.ID == right.ID || left.Code == right.Code {
		t.Fatalf("pages %+v and %+v", left, right)
	}
	if p, ok := w.ByCode(left.Code, nine); !ok || p.ID != left.ID {
		t.Errorf("the code leads to %+v", p)
	}
	w.Pair(left.ID, "r1", nine)
	if p, ok := w.Look(left.ID, nine); !ok || p.Round != "r1" || p.Code != left.Code {
		t.Errorf("the page learns %+v", p)
	}
	if p, _ := w.Look(right.ID, nine); p.Round != "" {
		t.Errorf("the other page learns %+v", p)
	}
	if again := w.Come(left.ID, nine); again.ID != left.ID || again.Code != left.Code || again.Round != "" {
		t.Errorf("come again, it is %+v", again)
	}
}

func TestAPageThatIsNotSeenIsGone(t *testing.T) {
	var w live.Waiting
	p := w.Come("", nine)
	for _, passed := range []time.Duration{50 * time.Second, 100 * time.Second} {
		if _, ok := w.Look(p.ID, nine.Add(passed)); !ok {
			t.Fatalf("a page that asks is gone after %s", passed)
		}
	}
	later := nine.Add(161 * time.Second)
	if _, ok := w.ByCode(p.Code, later); ok {
		t.Error("the code of a page that is gone leads somewhere")
	}
	if _, ok := w.Look(p.ID, later); ok {
		t.Error("a page that is gone is there")
	}
	if back := w.Come(p.ID, later); back.ID != p.ID {
		t.Errorf("back, it is %+v", back)
	}
}

// TestTheCodeOfAPairedPageStandsForARepeat: an answer that was lost is asked for
// again within minutes.
func TestTheCodeOfAPairedPageStandsForARepeat(t *testing.T) {
	var w live.Waiting
	p := w.Come("", nine)
	w.Pair(p.ID, "r1", nine)
	if _, ok := w.ByCode(p.Code, nine.Add(5*time.Minute)); !ok {
		t.Error("a repeat after five minutes finds no page")
	}
	if _, ok := w.ByCode(p.Code, nine.Add(11*time.Minute)); ok {
		t.Error("the code is never free again")
	}
}

// TestAFloodOfPagesKeepsNoScreenAway: there are at most 200 codes, and a page that
// asks every two seconds keeps its own.
func TestAFloodOfPagesKeepsNoScreenAway(t *testing.T) {
	var w live.Waiting
	now := nine
	screen := w.Come("", now)
	w.Look(screen.ID, now)
	for i := range 1000 {
		now = now.Add(10 * time.Millisecond)
		if w.Come("", now); i%300 == 0 {
			w.Look(screen.ID, now)
		}
	}
	if p, ok := w.ByCode(screen.Code, now); !ok || p.ID != screen.ID {
		t.Errorf("after the flood its code leads to %+v %t", p, ok)
	}
	late := w.Come("", now)
	if p, ok := w.ByCode(late.Code, now); !ok || p.ID != late.ID {
		t.Errorf("the code of one that comes late leads to %+v %t", p, ok)
	}
	codes := 0
	for code := range 10_000 {
		if _, ok := w.ByCode(fmt.Sprintf("%04d", code), now); ok {
			codes++
		}
	}
	if codes != 200 {
		t.Errorf("%d codes", codes)
	}
}

func TestWatchersAreToldOfAPointing(t *testing.T) {
	var p live.Pointed[string]
	told, stop := p.Watch("r1")
	defer stop()
	p.Point("r2", "main", "elsewhere")
	p.Point("r1", "main", "awards")
	p.Point("r1", "left", "black")
	p.Point("r1", "main", "awards, page 2")
	select {
	case <-told:
	default:
		t.Error("nobody was told")
	}
	if of := p.Of("r1"); len(of) != 2 || of["main"] != "awards, page 2" || of["left"] != "black" {
		t.Errorf("pointed %v", of)
	}
	if of := p.Of("r3"); of != nil {
		t.Errorf("pointed %v", of)
	}
}

func TestATrialRemembersTheFirstPhone(t *testing.T) {
	var h live.Hellos
	made := h.New(nine)
	if look, ok := h.Look(made.ID, nine); !ok || look.From != "" {
		t.Errorf("begun, it is %+v %t", look, ok)
	}
	h.Come(made.ID, "192.0.2.31", nine.Add(time.Second))
	h.Come(made.ID, "192.0.2.32", nine.Add(time.Minute))
	if look, _ := h.Look(made.ID, nine); look.From != "192.0.2.31" || !look.At.Equal(nine.Add(time.Second)) {
		t.Errorf("the phone is %+v", look)
	}
	if _, ok := h.Look(made.ID, nine.Add(61*time.Minute)); ok || h.Come("nothing", "192.0.2.31", nine) {
		t.Error("what is over, or never was, is there")
	}
}

func TestOnlyTheNewestTrialsAreKept(t *testing.T) {
	var h live.Hellos
	first := h.New(nine)
	for i := range 99 {
		h.New(nine.Add(time.Duration(i+1) * time.Second))
	}
	for range 2 { // a look makes no room
		if _, ok := h.Look(first.ID, nine); !ok {
			t.Fatal("the oldest of 100 is gone")
		}
	}
	h.New(nine.Add(100 * time.Second))
	if _, ok := h.Look(first.ID, nine); ok {
		t.Error("the oldest of 101 is kept")
	}
}
