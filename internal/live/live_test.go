package live_test

import (
	"sync"
	"testing"
	"time"

	"leitai/internal/live"
)

func told(changed <-chan struct{}) bool {
	select {
	case <-changed:
		return true
	default:
		return false
	}
}

func TestWordReachesThoseWhoWatchAndNobodyElse(t *testing.T) {
	var h live.Hub
	a, stopA := h.Watch("第一场")
	b, stopB := h.Watch("第一场")
	other, stopOther := h.Watch("第二场")
	defer stopB()
	defer stopOther()
	h.Touch("第一场")
	h.Touch("第一场")
	for name, got := range map[string]bool{"a": told(a), "b": told(b)} {
		if !got {
			t.Errorf("%s was not told", name)
		}
	}
	if told(a) || told(other) {
		t.Error("a burst is told twice, or somebody hears of another round")
	}
	stopA()
	stopA()
	h.Touch("第一场")
	if told(a) || !told(b) || h.Watching("第一场") != 1 {
		t.Errorf("after one has gone %d watch", h.Watching("第一场"))
	}
	h.Touch("nobody's")
}

func TestASlowWatcherBlocksNobody(t *testing.T) {
	var h live.Hub
	_, stop := h.Watch("r")
	defer stop()
	done := make(chan struct{})
	go func() {
		defer close(done)
		for range 1000 {
			h.Touch("r")
		}
	}()
	select {
	case <-done:
	case <-time.After(10 * time.Second):
		t.Fatal("touching waits for a watcher")
	}
}

func TestManyComeAndGo(t *testing.T) {
	var h live.Hub
	var all sync.WaitGroup
	for range 50 {
		all.Go(func() {
			changed, stop := h.Watch("r")
			h.Touch("r")
			<-changed
			stop()
		})
	}
	all.Wait()
	if n := h.Watching("r"); n != 0 {
		t.Errorf("%d are still watching", n)
	}
}

func TestASeatIsOneHoweverManyPhonesItHas(t *testing.T) {
	var p live.Presence
	at := time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC)
	changed, stop := p.Watch("r")
	defer stop()
	p.Tell("r", "s1", live.Pad{Entry: "e1", Done: 3, Of: 13, RTT: 20}, at)
	p.Tell("r", "s2", live.Pad{}, at)
	p.Tell("r", "s1", live.Pad{Entry: "e1", Done: 4, Of: 13, RTT: 20}, at.Add(40*time.Second))
	p.Tell("other", "s9", live.Pad{}, at)
	if !told(changed) {
		t.Error("nobody was told")
	}
	seen := map[string]live.Seen{}
	for _, s := range p.Of("r") {
		seen[s.Seat] = s
	}
	if len(p.Of("r")) != 2 || seen["s1"].Pad.Done != 4 || !seen["s1"].At.Equal(at.Add(40*time.Second)) || !seen["s2"].At.Equal(at) {
		t.Errorf("seen %v", seen)
	}
}

func TestALockIsNotForgottenWhenThePhoneSpeaks(t *testing.T) {
	var p live.Presence
	at := time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC)
	p.Lock("r", "s1", at.Add(10*time.Minute))
	p.Tell("r", "s1", live.Pad{Done: 1}, at)
	got := p.Of("r")
	if len(got) != 1 || !got[0].Locked.Equal(at.Add(10*time.Minute)) || got[0].Pad.Done != 1 {
		t.Errorf("seen %v", got)
	}
}

func TestAJudgeAlwaysGetsHisStream(t *testing.T) {
	s := live.Streams{Limit: 2}
	var closes []func()
	for range 2 {
		release, ok := s.Open("")
		if !ok {
			t.Fatal("a place is refused")
		}
		closes = append(closes, release)
	}
	if _, ok := s.Open(""); ok {
		t.Error("a third without a session is let in")
	}
	for range 100 {
		if _, ok := s.Open("a judge"); !ok {
			t.Fatal("a judge is refused")
		}
	}
	closes[0]()
	closes[0]()
	if known, anonymous := s.Count(); known != 100 || anonymous != 1 {
		t.Errorf("%d and %d are open; want 100 and 1", known, anonymous)
	}
	if _, ok := s.Open(""); !ok {
		t.Error("a place that was given back is not given again")
	}
	var free live.Streams
	for range 3000 {
		if _, ok := free.Open(""); !ok {
			t.Fatal("without a limit somebody is refused")
		}
	}
}

func TestOneSessionTakesNotAllStreams(t *testing.T) {
	s := live.Streams{Each: 3}
	release, _ := s.Open("a judge")
	for range 2 {
		if _, ok := s.Open("a judge"); !ok {
			t.Fatal("a place is refused")
		}
	}
	if _, ok := s.Open("a judge"); ok {
		t.Error("a fourth of one session is let in")
	}
	for _, who := range []string{"another", "", "", "", ""} {
		if _, ok := s.Open(who); !ok {
			t.Errorf("%q is refused for another's streams", who)
		}
	}
	release()
	release()
	if _, ok := s.Open("a judge"); !ok {
		t.Error("a place that was given back is not given again")
	}
	if _, ok := s.Open("a judge"); ok {
		t.Error("a place given back twice is two")
	}
}
