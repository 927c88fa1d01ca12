package intake

import (
	"errors"
	"io"
	"slices"
	"strconv"
	"strings"

	"leitai/internal/fault"
	"leitai/internal/tabular"
)

// The faults of any table, and what is said of how one was read.
const (
	NoHeading     fault.Code = "no_heading"
	NoColumn      fault.Code = "no_column"
	ColumnTwice   fault.Code = "column_twice"
	EmptyCell     fault.Code = "empty_cell"
	NotANumber    fault.Code = "not_a_number"
	FourDecimals  fault.Code = "four_decimals"
	UnknownEntry  fault.Code = "unknown_entry"
	AmbiguousName fault.Code = "ambiguous_name"
	EntryTwice    fault.Code = "entry_twice"
	UnknownWord   fault.Code = "unknown_word"
	TooManyFaults fault.Code = "too_many_faults"
	FooterLeft    fault.Code = "footer_left" // a note: 合计, 备注：…
	Alike         fault.Code = "names_alike" // a note: two ids that may be one unit

	ReadWide  fault.Code = "read_wide"  // a note
	NameTaken fault.Code = "name_taken" // a note: 村 for 村委会
	NoScores  fault.Code = "no_scores"  // a note: a file without a row
)

// maxHeadRow is how far down a heading is looked for.
const maxHeadRow = 20

// table reads a file row by row under the names of its columns.
type table struct {
	file string
	r    *tabular.Reader
	head []string // the name of each column, "" for none
	over []string // what stands in a second heading above it (评委组 over 评委1…), or ""
	at   map[string]int
	row  []string
	kept [][]string // rows read ahead of the data while the heading was looked for
	line []int
	late fault.List // of rows read ahead that could not be read
	now  int
}

// openTable opens a file and finds its heading: the first row, at most 20 down,
// that has all the columns of one of the ways to write such a table.
func openTable(path string, opt tabular.Options, ways ...[]string) (*table, error) {
	r, err := tabular.Open(path, opt)
	if err != nil {
		return nil, err
	}
	t := &table{file: path, r: r}
	if err := t.findHead(ways); err != nil {
		r.Close()
		return nil, err
	}
	return t, nil
}

func (t *table) findHead(ways [][]string) error {
	var nearest []string // of all rows the one with most of our columns
	known, nearestRow := 0, 0
	for {
		cells, err := t.r.Next()
		if errors.Is(err, io.EOF) || t.r.Row() > maxHeadRow {
			break
		}
		if failed, err := t.set(err); failed {
			if err != nil {
				return err
			}
			continue
		}
		head := make([]string, len(cells))
		n := 0
		for i, c := range cells {
			if head[i] = strings.Clone(column(c)); columns[head[i]] {
				n++
			}
		}
		for _, way := range ways {
			if hasAll(head, way) {
				t.head, t.now = head, t.r.Row()
				return t.secondHead()
			}
		}
		if n > known {
			nearest, known, nearestRow = head, n, t.r.Row()
		}
	}
	at := fault.At{File: t.file, Row: max(1, nearestRow)}
	if known == 0 {
		return fault.List{fault.New(NoHeading, at, "", "want", strings.Join(ways[0], ", "))}
	}
	var faults fault.List
	for _, want := range ways[0] {
		if !slices.Contains(nearest, want) {
			at.Column = want
			faults = append(faults, fault.New(NoColumn, at, strings.Join(nearest, ", "), "want", want, "meant", fault.Nearest(want, nearest)))
		}
	}
	return faults
}

func hasAll(head, want []string) bool {
	for _, w := range want {
		if !slices.Contains(head, w) {
			return false
		}
	}
	return true
}

// secondHead looks at the row below the heading: where a heading goes over two
// rows (评委组 above 评委1, 评委2, …), merged cells repeat the others.
func (t *table) secondHead() error {
	t.over = make([]string, len(t.head))
	cells, err := t.r.Next()
	if err == nil {
		second := make([]string, len(cells))
		for i, c := range cells {
			second[i] = column(c)
		}
		if e := slices.Index(t.head, "entry"); e >= 0 && e < len(second) && second[e] == "entry" {
			for i, name := range second {
				if i < len(t.head) && name != t.head[i] && name != "" {
					t.over[i], t.head[i] = t.head[i], name
				}
			}
		} else {
			t.kept, t.line = append(t.kept, slices.Clone(cells)), append(t.line, t.r.Row())
		}
	} else if !errors.Is(err, io.EOF) {
		if _, err := t.set(err); err != nil {
			return err
		}
	}
	return t.index()
}

// set keeps what was wrong with a row read ahead for the time when rows are
// read; an error that is no list of faults comes back.
func (t *table) set(err error) (failed bool, other error) {
	var list fault.List
	switch {
	case err == nil:
		return false, nil
	case errors.As(err, &list):
		t.late = append(t.late, list...)
		return true, nil
	default:
		return true, err
	}
}

func (t *table) index() error {
	t.at = map[string]int{}
	var faults fault.List
	for i, name := range t.head {
		if _, twice := t.at[name]; twice && columns[name] {
			faults = append(faults, fault.New(ColumnTwice, fault.At{File: t.file, Row: t.now, Column: name}, name))
		} else if !twice && name != "" {
			t.at[name] = i
		}
	}
	return faults.Err()
}

// next moves to the next row; false at the end of the table.
func (t *table) next() (bool, error) {
	if len(t.kept) > 0 {
		t.row, t.now = t.kept[0], t.line[0]
		t.kept, t.line = t.kept[1:], t.line[1:]
		return true, nil
	}
	row, err := t.r.Next()
	if errors.Is(err, io.EOF) {
		return false, nil
	}
	t.row, t.now = row, t.r.Row()
	return err == nil, err
}

// each calls row for every row of the table. A row that cannot be read is a
// fault, and those after it are read all the same.
func (t *table) each(c *collector, row func()) error {
	for _, f := range t.late {
		c.add(f)
	}
	for {
		more, err := t.next()
		failed, err := c.absorb(err)
		switch {
		case err != nil:
			return err
		case failed:
		case !more:
			return nil
		default:
			row()
		}
	}
}

// entryColumn lets the name stand for the entry where there is no code.
func (t *table) entryColumn() {
	if !t.has("entry") {
		t.at["entry"] = t.at["name"]
	}
}

// has tells whether the table has a column.
func (t *table) has(name string) bool { _, ok := t.at[name]; return ok }

// cell is the cleaned text of the present row in a column; "" if either lacks.
func (t *table) cell(name string) string {
	if i, ok := t.at[name]; ok {
		return t.cellAt(i)
	}
	return ""
}

// cellAt is the cleaned text of the present row in the column at i; "" if the
// row is shorter, or the column is −1.
func (t *table) cellAt(i int) string {
	if i < 0 || i >= len(t.row) {
		return ""
	}
	return clean(t.row[i])
}

// position is where a column stands, −1 if the table has none.
func (t *table) position(name string) int {
	if i, ok := t.at[name]; ok {
		return i
	}
	return -1
}

// where is the place of a column in the present row.
func (t *table) where(column string) fault.At {
	return fault.At{File: t.file, Row: t.now, Column: column}
}

func (t *table) close() { t.r.Close() }

// maxFaults is how many faults of one file are told: more would not be read.
const maxFaults = 1000

// collector gathers faults, and from maxFaults on counts them only.
type collector struct {
	faults fault.List
	more   int
}

func (c *collector) add(f fault.Fault) {
	if len(c.faults) < maxFaults {
		c.faults = append(c.faults, f)
	} else {
		c.more++
	}
}

func (c *collector) err() error {
	if c.more > 0 {
		c.faults = append(c.faults, fault.New(TooManyFaults, fault.At{}, "", "n", strconv.Itoa(c.more)))
	}
	return c.faults.Err()
}

// absorb adds the faults of err and tells whether there were any; an error that
// is no list of faults (the disk, say) comes back.
func (c *collector) absorb(err error) (bool, error) {
	if err == nil {
		return false, nil
	}
	var list fault.List
	if errors.As(err, &list) {
		for _, f := range list {
			c.add(f)
		}
		return true, nil
	}
	return true, err
}
