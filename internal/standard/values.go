package standard

import (
	"slices"

	"leitai/internal/fault"
	"leitai/internal/score"
)

// State says whether a row holds a value.
type State string

// The states.
const (
	Valid   State = "valid"
	NA      State = "na"      // does not apply: the point leaves (不适用)
	Missing State = "missing" // not known, with a note why (缺失)
)

// AtLeast is the qualifier of a lower bound (余).
const AtLeast = ">="

// Value is one row of values.csv: what is known of an entry under one point.
type Value struct {
	At      fault.At          // file and row
	Columns map[string]string // what a column is called in that file, where that is not its own name

	Entry, Point           string
	Text                   string // the column value
	Scorer                 string
	Numerator, Denominator string
	Qualifier              string
	Document               string // the authority of a veto
	Note                   string
	State                  State // empty is Valid
	Period, Source, Filler string
}

// place is where a column of the row stands.
func (v *Value) place(column string) fault.At {
	at := v.At
	at.Column = column
	if name, ok := v.Columns[column]; ok {
		at.Column = name
	}
	return at
}

// Entry is an entry as entries.csv has it.
type Entry struct {
	At                             fault.At
	ID, Name, Class, Batch, Domain string
}

// Input is what is known of the entries of one assessment.
type Input struct {
	Entries     []Entry // as entries.csv lists them
	Listed      bool    // there is an entries.csv; without it the entries are those of the values
	Values      []Value
	MissingZero bool // a missing value counts as zero
}

// said is what the rows say of one entry under one point.
type said struct {
	rows     int
	readings []Reading
	scorers  []string
	state    State // Missing if any row says so, and none is valid
	note     string
	failed   bool // a row is at fault
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
	at.failed = at.failed || c.failed
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
		if c.Qualifier != "" && c.Qualifier != AtLeast {
			c.fault(Qualifier, "qualifier", c.Qualifier)
		}
		r := c.point.rule.read(c)
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

// complete finds the points without a row and the classes that are lacking.
func (l *ledger) complete(in *Input) {
	for e := range l.entries {
		id, name := l.entries[e].ID, l.entries[e].Name
		var lacking []*Point
		for p := range l.said[e] {
			if l.said[e][p].rows == 0 {
				lacking = append(lacking, l.standard.Points[p])
			}
		}
		if len(lacking) == len(l.standard.Points) {
			l.faults = append(l.faults, fault.New(EntryLacking, fault.At{File: valuesFile(in), Column: "entry"}, "", "entry", id, "name", name))
			continue
		}
		for _, p := range lacking {
			l.faults = append(l.faults, fault.New(RowLacking, fault.At{File: valuesFile(in), Column: "point"}, "", "entry", id, "point", p.Code, "name", p.Name))
		}
	}
	l.classes(in)
}

// classes finds entries that are compared with others and have no class.
func (l *ledger) classes(in *Input) {
	for e := range l.entries {
		for p, point := range l.standard.Points {
			if !point.Comparative() || len(l.said[e][p].readings) == 0 || l.entries[e].Class != "" {
				continue
			}
			if !in.Listed {
				l.faults = append(l.faults, fault.New(ClassesNeeded, fault.At{Column: "class"}, "", "point", point.Code, "name", point.Name))
				return
			}
			at := l.entries[e].At
			at.Column = "class"
			l.faults = append(l.faults, fault.New(ClassLacking, at, "", "entry", l.entries[e].ID, "point", point.Code, "name", point.Name))
			break
		}
	}
}

// valuesFile names the file of the values where there is only one.
func valuesFile(in *Input) string {
	file := ""
	for i := range in.Values {
		if file != "" && file != in.Values[i].At.File {
			return ""
		}
		file = in.Values[i].At.File
	}
	return file
}

// peers are the figures of a class under a point; each is gathered once.
func (l *ledger) peers(class string, p int) peers {
	key := peerKey{class, p}
	if among, ok := l.among[key]; ok {
		return among
	}
	among := peers{class: class}
	for e := range l.entries {
		if l.entries[e].Class == class {
			for _, r := range l.said[e][p].readings {
				among.figures = append(among.figures, r.Figure)
			}
		}
	}
	slices.SortFunc(among.figures, func(a, b score.Exact) int { return b.Cmp(a) })
	l.among[key] = among
	return among
}

type peerKey struct {
	class string
	point int
}
