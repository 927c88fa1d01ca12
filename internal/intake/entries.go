package intake

import (
	"slices"
	"strings"
	"time"

	"leitai/internal/fault"
	"leitai/internal/rules"
	"leitai/internal/score"
	"leitai/internal/standing"
	"leitai/internal/tabular"
)

// The faults of entries.csv.
const (
	BatchHalf     fault.Code = "batch_half" // a batch for some entries and not for others
	NoTieColumn   fault.Code = "no_tie_column"
	NotComparable fault.Code = "not_comparable" // neither a number nor a date
	MixedColumn   fault.Code = "mixed_column"   // numbers and dates in one column
)

// readEntries reads the entries of a contest; ties are the keys that need
// columns of it.
func readEntries(path string, opt tabular.Options, ties []rules.TieKey, c *collector) ([]standing.Entry, error) {
	t, err := openTable(path, opt, []string{"entry"}, []string{"name"})
	if failed, err := c.absorb(err); failed {
		return nil, err
	}
	defer t.close()
	t.entryColumn()
	f := newFields(t, ties, c)
	var entries []standing.Entry
	seen := map[string]int{}
	err = t.each(c, func() {
		e := entryOf(t, c)
		if first, twice := seen[e.ID]; twice {
			c.add(fault.New(EntryTwice, t.where("entry"), e.ID, "entry", e.ID, "first", itoa(first)))
			return
		}
		seen[e.ID] = t.now
		e.Fields = f.read(t, e.ID, c)
		entries = append(entries, e)
	})
	return entries, err
}

func entryOf(t *table, c *collector) standing.Entry {
	own := func(column string) string { return strings.Clone(t.cell(column)) } // the row is read over
	e := standing.Entry{ID: own("entry"), Name: own("name"), Township: own("township"), Batch: own("batch"),
		Class: own("class"), Domain: own("domain"), Order: own("order"), Former: own("former")}
	if e.ID == "" {
		c.add(fault.New(EmptyCell, t.where("entry"), "", "entry", ""))
	}
	if e.Name == "" {
		e.Name = e.ID
	}
	said := strings.ToLower(fold(t.cell("exempt")))
	exempt, ok := yesNo[said]
	if !ok {
		c.add(fault.New(UnknownWord, t.where("exempt"), t.cell("exempt"), "entry", e.ID, "allowed", "yes, no, 是, 否"))
	}
	e.Exempt = exempt
	return e
}

// fields reads the columns of the tie chain.
type fields struct {
	ties  []rules.TieKey
	dated map[string]bool // of each column seen so far: dates or numbers
}

func newFields(t *table, ties []rules.TieKey, c *collector) *fields {
	for _, k := range ties {
		if k.Kind == rules.TieField && !t.has(column(k.Name)) {
			c.add(fault.New(NoTieColumn, t.where(k.Name), "", "key", k.Text, "meant", fault.Nearest(k.Name, t.head)))
		}
	}
	for i, name := range t.head {
		if t.at[name] != i && slices.ContainsFunc(ties, func(k rules.TieKey) bool { return k.Kind == rules.TieField && column(k.Name) == name }) {
			c.add(fault.New(ColumnTwice, t.where(name), name))
		}
	}
	return &fields{ties: ties, dated: map[string]bool{}}
}

func (f *fields) read(t *table, entry string, c *collector) []standing.Field {
	if !slices.ContainsFunc(f.ties, func(k rules.TieKey) bool { return k.Kind == rules.TieField }) {
		return nil
	}
	out := make([]standing.Field, len(f.ties))
	for i, k := range f.ties {
		text := fold(t.cell(column(k.Name)))
		if k.Kind != rules.TieField || text == "" {
			continue
		}
		date, err := time.Parse(time.DateOnly, text)
		isDate, plain := err == nil, text
		if isDate {
			plain = date.Format("20060102") // in the order of dates
		}
		value, ok := score.ParseExact(plain)
		if !ok {
			c.add(fault.New(NotComparable, t.where(k.Name), text, "entry", entry))
			continue
		}
		if dated, seen := f.dated[k.Name]; seen && dated != isDate {
			c.add(fault.New(MixedColumn, t.where(k.Name), text, "entry", entry))
		} else {
			f.dated[k.Name] = isDate
		}
		out[i] = standing.Field{Set: true, Text: strings.Clone(text), Value: value}
	}
	return out
}
