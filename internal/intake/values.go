package intake

import (
	"strings"

	"leitai/internal/fault"
	"leitai/internal/standard"
	"leitai/internal/standing"
	"leitai/internal/tabular"
)

// How tables of values were read.
const (
	ReadWidePoints fault.Code = "read_wide_points" // a note
	ColumnIgnored  fault.Code = "column_ignored"   // a note: a heading that is no point
	PointAmbiguous fault.Code = "point_ambiguous"  // a name that several points share
	NoPointColumn  fault.Code = "no_point_column"
)

// ValueFiles names the files of an assessment.
type ValueFiles struct {
	Values  []string
	Entries string // may be empty
	Sheet   string // of an .xlsx; empty is the first
}

// Values reads what is known of each entry under a standard: tables of a row a
// point, tables of a column a point, filled-in forms. What the cells say is for
// the standard to judge; the error is a fault.List of what cannot be read.
func Values(s *standard.Standard, f ValueFiles) (in *standard.Input, notes fault.List, err error) {
	v := &values{s: s, in: &standard.Input{Listed: f.Entries != ""}, c: &collector{}, points: pointNames(s)}
	opt := tabular.Options{Sheet: f.Sheet}
	if v.in.Listed {
		if err := v.readEntries(f.Entries); err != nil {
			return nil, nil, err
		}
	}
	for _, path := range f.Values {
		if err := v.read(path, opt); err != nil {
			return nil, nil, err
		}
	}
	return v.in, append(v.notes, v.notesOfNames()...), v.c.err()
}

// Entries reads the entries that a form is made for.
func Entries(path string) ([]standard.Entry, error) {
	v := &values{in: &standard.Input{}, c: &collector{}}
	if err := v.readEntries(path); err != nil {
		return nil, err
	}
	return v.in.Entries, v.c.err()
}

// values gathers the rows of all files.
type values struct {
	s      *standard.Standard
	in     *standard.Input
	c      *collector
	who    *roster // nil without entries.csv
	points map[string][]string
	notes  fault.List
}

// readEntries reads entries.csv, always its first sheet.
func (v *values) readEntries(path string) error {
	t, err := openTable(path, tabular.Options{}, []string{"entry"}, []string{"name"})
	if failed, err := v.c.absorb(err); failed {
		return err
	}
	defer t.close()
	t.entryColumn()
	var listed []standing.Entry
	seen := map[string]int{}
	err = t.each(v.c, func() {
		e := entryOf(t, v.c)
		if first, twice := seen[e.ID]; twice {
			v.c.add(fault.New(EntryTwice, t.where("entry"), e.ID, "entry", e.ID, "first", itoa(first)))
			return
		}
		seen[e.ID] = t.now
		listed = append(listed, e)
		v.in.Entries = append(v.in.Entries, standard.Entry{At: t.where("entry"), ID: e.ID, Name: e.Name, Class: e.Class, Batch: e.Batch, Domain: e.Domain})
	})
	v.who = newRoster(listed, false)
	return err
}

func (v *values) notesOfNames() fault.List {
	if v.who == nil {
		return nil
	}
	return v.who.notes
}

// pointNames maps what a file may call a point to codes: the code, the name,
// the metric, its key.
func pointNames(s *standard.Standard) map[string][]string {
	names := map[string][]string{}
	add := func(name, code string) {
		if name = pointKey(name); name != "" {
			names[name] = append(names[name], code)
		}
	}
	for _, p := range s.Points {
		add(p.Code, p.Code)
		add(p.Name, p.Code)
		if m, ok := p.Metric(); ok {
			if pointKey(m.Name) != pointKey(p.Name) {
				add(m.Name, p.Code)
			}
			add(m.Key, p.Code)
		}
	}
	return names
}

// pointKey makes spellings of one name equal: width, case, blanks, and the
// points that offices add to a heading, 班子配备(2分).
func pointKey(s string) string {
	s = strings.ToLower(strings.Join(strings.Fields(fold(s)), ""))
	if head, tail, ok := strings.Cut(s, "("); ok && strings.HasSuffix(tail, "分)") {
		s = head
	}
	return s
}

// point is the code that text means; a text that means none, or several, stays
// as it is.
func (v *values) point(text string, at fault.At) string {
	switch codes := v.points[pointKey(text)]; {
	case v.s.Point(text) != nil:
		return text
	case len(codes) == 1:
		return codes[0]
	case len(codes) > 1:
		v.c.add(fault.New(PointAmbiguous, at, text, "those", strings.Join(codes, "、")))
	}
	return text
}

// entry is the id that text means; a text that means none stays as it is, for
// the standard to report.
func (v *values) entry(text string, at fault.At) string {
	if v.who == nil || text == "" {
		return text
	}
	e, f := v.who.find(text, at)
	switch {
	case f == nil:
		return v.who.entries[e].ID
	case f.Code == AmbiguousName:
		v.c.add(*f)
	}
	return text
}

var (
	longValues = [][]string{{"entry", "point", "value"}, {"name", "point", "value"}, {"entry", "point", "numerator"}, {"name", "point", "numerator"}}
	wideValues = [][]string{{"entry"}, {"name"}}
)

// read adds the rows of one file.
func (v *values) read(path string, opt tabular.Options) error {
	if isForm, err := v.form(path, opt); isForm || err != nil {
		return err
	}
	t, err := openTable(path, opt, append(longValues, wideValues...)...)
	if failed, err := v.c.absorb(err); failed {
		return err
	}
	defer t.close()
	t.entryColumn()
	row := v.longRow
	if !t.has("point") {
		row = v.wide(t)
	}
	n := 0
	err = t.each(v.c, func() { row(t); n++ })
	if n == 0 {
		v.notes = append(v.notes, fault.New(NoScores, fault.At{File: t.file}, ""))
	}
	v.notes = append(v.notes, t.r.Notes()...)
	return err
}

// longRow takes a row of one point.
func (v *values) longRow(t *table) {
	own := func(column string) string { return strings.Clone(t.cell(column)) } // the row is read over
	x := standard.Value{
		At: fault.At{File: t.file, Row: t.now}, Entry: v.entry(own("entry"), t.where("entry")),
		Point: v.point(own("point"), t.where("point")), Text: own("value"), Scorer: own("scorer"),
		Numerator: fold(own("numerator")), Denominator: fold(own("denominator")), Qualifier: qualifier(own("qualifier")),
		Document: own("document"), Note: own("note"), State: valueState(own("state")),
		Period: own("period"), Source: own("source"), Filler: own("filler"),
	}
	v.add(x)
}

// add keeps a row, its value spelled as the contract spells it.
func (v *values) add(x standard.Value) {
	if p := v.s.Point(x.Point); p != nil {
		typed := x.Text
		x.Text = spelled(p.Kind, x.Text)
		if m, ok := p.Metric(); ok && m.Unit != "" {
			x.Text = clean(strings.TrimSuffix(x.Text, fold(m.Unit))) // 92.5% of a metric in %
		}
		if x.Text != typed {
			x.Typed = typed
		}
	}
	v.in.Values = append(v.in.Values, x)
}
