package standard

import (
	"leitai/internal/fault"
)

// said is what the rows say of one entry under one point.
type said struct {
	rows     int
	readings []Reading
	scorers  []string
	state    State // Missing if any row says so, and none is valid
	note     string
}

// ledger gathers rows by entry and point, and every fault on the way.
type ledger struct {
	standard *Standard
	entries  []Entry
	index    map[string]int
	foreign  map[string]string // entries of other domains: their domain
	said     [][]said          // by entry, by point
	among    map[peerKey]peers
	faults   fault.List
	warnings fault.List
}

func newLedger(s *Standard, in *Input) *ledger {
	l := &ledger{standard: s, index: map[string]int{}, foreign: map[string]string{}, among: map[peerKey]peers{}}
	for _, e := range in.Entries {
		if !s.Covers(e.Domain) {
			l.foreign[e.ID] = e.Domain
			continue
		}
		l.index[e.ID] = len(l.entries)
		l.entries = append(l.entries, e)
	}
	l.said = make([][]said, len(l.entries))
	for i := range l.said {
		l.said[i] = make([]said, len(s.Points))
	}
	return l
}

func (l *ledger) fault(v *Value, code fault.Code, column, found string, args ...string) {
	l.faults = append(l.faults, fault.New(code, v.place(column), found, args...))
}

func (l *ledger) warn(f fault.Fault) { l.warnings = append(l.warnings, f) }

// take enters one row.
func (l *ledger) take(v *Value) {
	e, known := l.entry(v)
	p, ok := l.standard.byCode[v.Point]
	if !ok {
		l.fault(v, UnknownPoint, "point", v.Point, "entry", v.Entry, "meant", fault.Nearest(v.Point, l.standard.codes()))
		return
	}
	c := &cells{Value: v, point: l.standard.Points[p], ledger: l}
	at := &said{} // of an unknown entry the cells are read all the same
	if known {
		at = &l.said[e][p]
	}
	if again(c.point.Kind, at.scorers, v.Scorer) {
		c.fault(PointTwice, "point", v.Point, "scorer", v.Scorer)
	}
	at.rows++
	at.scorers = append(at.scorers, v.Scorer)
	l.state(c, at)
}

// entry finds the entry of a row.
func (l *ledger) entry(v *Value) (int, bool) {
	if e, ok := l.index[v.Entry]; ok {
		return e, true
	}
	if domain, ok := l.foreign[v.Entry]; ok {
		l.fault(v, ForeignEntry, "entry", v.Entry, "entry", v.Entry, "domain", domain, "own", l.standard.Domain)
		return 0, false
	}
	if v.Entry == "" {
		l.fault(v, NoEntry, "entry", "", "point", v.Point)
		return 0, false
	}
	l.fault(v, UnknownEntry, "entry", v.Entry, "entry", v.Entry, "meant", l.nearest(v.Entry))
	return 0, false
}

// nearest looks for a slip of the pen; among many entries that would take longer
// than it helps.
func (l *ledger) nearest(id string) string {
	if len(l.entries) > 5000 {
		return ""
	}
	var ids []string
	for _, e := range l.entries {
		ids = append(ids, e.ID, e.Name)
	}
	return fault.Nearest(id, ids)
}

// again tells whether a further row for one point is one too many: only a
// judged point has several, and only if all of them are signed differently.
func again(kind Kind, before []string, scorer string) bool {
	if len(before) == 0 {
		return false
	}
	for _, b := range before {
		if b == "" || b == scorer {
			return true
		}
	}
	return kind != Judge || scorer == ""
}

// state reads the row by its state.
func (l *ledger) state(c *cells, at *said) {
	switch c.State {
	case Valid, "":
		before := len(l.faults)
		if c.Qualifier != "" && c.Qualifier != AtLeast {
			c.fault(Qualifier, "qualifier", c.Qualifier)
		}
		r := c.point.rule.read(c)
		if len(l.faults) > before {
			return // it says nothing that could need a class
		}
		r.Scorer = c.Scorer
		at.readings = append(at.readings, r)
		at.state = Valid
	case Missing:
		if c.Note == "" {
			c.fault(NoteLacking, "note", "")
		}
		at.unread(Missing, c.Note)
	case NA:
		at.unread(NA, c.Note)
	default:
		c.fault(UnknownState, "state", string(c.State), "meant", fault.Nearest(string(c.State), []string{string(Valid), string(NA), string(Missing)}))
	}
}

// unread notes a row without a value; a valid one counts before a missing one,
// that before one that does not apply.
func (s *said) unread(state State, note string) {
	if s.state == "" || s.state == NA && state == Missing {
		s.state, s.note = state, note
	}
}
