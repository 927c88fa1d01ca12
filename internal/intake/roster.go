package intake

import (
	"strings"

	"leitai/internal/fault"
	"leitai/internal/standing"
	"leitai/internal/tabular"
)

// Listed is an organisation of a roster.
type Listed struct {
	Code, Name, Official, Kind, Township string
}

// Roster reads the organisations of a roster held in memory: code and name, and
// official_name (全称), kind (类型) and township (乡镇) where they stand.
func Roster(file string, data []byte) ([]Listed, error) {
	t, err := memoryTable(file, data, []string{"code", "name"}, []string{"entry", "name"})
	if err != nil {
		return nil, err
	}
	defer t.close()
	code := "code"
	if !t.has(code) {
		code = "entry"
	}
	var out []Listed
	seen := map[string]int{}
	c := &collector{}
	err = t.each(c, func() {
		l := Listed{Code: t.own(code), Name: t.own("name"), Official: t.own("official_name") + t.own("全称"), Kind: t.own("kind"), Township: t.own("township")}
		first, twice := seen[l.Code]
		switch {
		case l.Code == "" || l.Name == "":
			column := code
			if l.Code != "" {
				column = "name"
			}
			c.add(fault.New(EmptyCell, t.where(column), "", "entry", l.Code))
		case twice:
			c.add(fault.New(EntryTwice, t.where(code), l.Code, "entry", l.Code, "first", itoa(first)))
		default:
			seen[l.Code] = t.now
			out = append(out, l)
		}
	})
	if err != nil {
		return nil, err
	}
	return out, c.err()
}

// EntryLine is an entry of entries.csv with everything that stands in its row.
type EntryLine struct {
	Entry          standing.Entry
	Speaker, Title string            // who speaks (汇报人), and of what (汇报题目)
	Fields         map[string]string // the other columns by their heading, empty cells too: that a column is there counts
}

// EntryList reads an entries.csv held in memory and keeps all of its columns.
func EntryList(file string, data []byte) ([]EntryLine, error) {
	t, err := memoryTable(file, data, []string{"entry"}, []string{"name"})
	if err != nil {
		return nil, err
	}
	defer t.close()
	t.entryColumn()
	var out []EntryLine
	seen := map[string]int{}
	c := &collector{}
	err = t.each(c, func() {
		l := EntryLine{Entry: entryOf(t, c), Speaker: t.own("speaker") + t.own("汇报人"), Title: t.own("title") + t.own("汇报题目"), Fields: map[string]string{}}
		if first, twice := seen[l.Entry.ID]; twice {
			c.add(fault.New(EntryTwice, t.where("entry"), l.Entry.ID, "entry", l.Entry.ID, "first", itoa(first)))
			return
		}
		seen[l.Entry.ID] = t.now
		for i, name := range t.head {
			if name != "" && !ofEntry[name] {
				l.Fields[name] = strings.Clone(t.cellAt(i))
			}
		}
		out = append(out, l)
	})
	if err != nil {
		return nil, err
	}
	return out, c.err()
}

// ofEntry are the columns of entries.csv that have a place of their own.
var ofEntry = map[string]bool{"entry": true, "name": true, "township": true, "batch": true, "class": true, "domain": true,
	"order": true, "exempt": true, "speaker": true, "title": true, "汇报人": true, "汇报题目": true}

// memoryTable is openTable for a file held in memory.
func memoryTable(file string, data []byte, ways ...[]string) (*table, error) {
	r, err := tabular.NewReader(file, data, tabular.Options{})
	if err != nil {
		return nil, err
	}
	t := &table{file: file, r: r}
	if err := t.findHead(ways); err != nil {
		r.Close()
		return nil, err
	}
	return t, nil
}

// own is a cell that outlives its row.
func (t *table) own(name string) string { return strings.Clone(t.cell(name)) }
