package contest

import "time"

// take does what a timer command says.
func (t *timer) take(f *Fact, p *payload) {
	if f.Entry != "" && f.Entry != t.entry {
		*t = timer{entry: f.Entry}
	}
	switch p.Action {
	case "start":
		if t.since == "" {
			t.since = f.At
		}
	case "pause":
		t.stop(f)
	case "add":
		t.elapsed += p.Seconds
	}
}

// follow lets the timer run with the turn: from nothing at the start, and no
// further when the speaking is over.
func (t *timer) follow(f *Fact) {
	switch f.Kind {
	case Call:
		*t = timer{}
	case Start:
		*t = timer{entry: f.Entry, since: f.At}
	case OpenEntry, Withdraw, Absent, Annul:
		if f.Entry == t.entry {
			t.stop(f)
		}
	}
}

// stop adds what has passed since it was started. A clock that was set back in
// between takes nothing away.
func (t *timer) stop(f *Fact) {
	if t.since == "" {
		return
	}
	from, _ := time.Parse(time.RFC3339Nano, t.since)
	if passed := f.Time().Sub(from); passed > 0 {
		t.elapsed += int64(passed / time.Second)
	}
	t.since = ""
}
