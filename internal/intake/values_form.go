package intake

import (
	"errors"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"leitai/internal/fault"
	"leitai/internal/standard"
	"leitai/internal/tabular"
)

// The faults of a filled-in form, and what is said of how it was read.
const (
	FormEdition    fault.Code = "form_edition"     // made for another edition
	FormColumn     fault.Code = "form_column"      // a column is gone
	FormBlank      fault.Code = "form_blank"       // a cell
	FormRowBlank   fault.Code = "form_row_blank"   // all cells of an entry
	FormWrong      fault.Code = "form_wrong"       // a cell
	FormNoEntry    fault.Code = "form_no_entry"    // answers beside no entry
	FormSheetBlank fault.Code = "form_sheet_blank" // a note
	FormSheetGone  fault.Code = "form_sheet_gone"  // a note
	ReadForm       fault.Code = "read_form"        // a note
)

// formNumber is what a form bears on each sheet (表号): the standard, what it
// asks for, and the number of the sheet; 0 is that of the instructions.
var formNumber = regexp.MustCompile(`([^\s/:：]+)/([0-9a-f]{12})/(\d+)$`)

// formHead is how far down the number of a form is looked for.
const formHead = 4

// form reads path if it is a filled-in form, and tells whether it is one.
func (v *values) form(path string, opt tabular.Options) (bool, error) {
	if !strings.EqualFold(filepath.Ext(path), ".xlsx") {
		return false, nil
	}
	r, err := tabular.Open(path, opt)
	if err != nil {
		return false, nil // what is wrong with it the other ways of reading say
	}
	defer r.Close()
	edition, sheets := bearing(r)
	switch {
	case edition == "":
		return false, nil
	case edition != v.s.Fingerprint():
		v.c.add(fault.New(FormEdition, fault.At{File: path}, edition, "own", v.s.Fingerprint(), "standard", v.s.Code))
		return true, nil
	case sheets == nil:
		sheets = []string{opt.Sheet} // the sheet of an assessor, by itself
	}
	return true, v.formSheets(path, sheets)
}

// bearing finds the number of a form at the head of a sheet: the edition that it
// was made for and, on the sheet of instructions, the names of the others.
func bearing(r *tabular.Reader) (edition string, sheets []string) {
	instructions := false
	for {
		cells, err := r.Next()
		if err != nil || r.Row() > formHead && !instructions {
			return edition, sheets
		}
		for i, c := range cells {
			m := formNumber.FindStringSubmatch(clean(c))
			switch {
			case m == nil:
			case edition == "":
				edition, instructions = m[2], m[3] == "0"
			case instructions && m[3] != "0" && i+1 < len(cells):
				sheets = append(sheets, clean(cells[i+1]))
			}
		}
	}
}

func (v *values) formSheets(path string, sheets []string) error {
	v.notes = append(v.notes, fault.New(ReadForm, fault.At{File: path}, "", "n", itoa(len(sheets))))
	for _, name := range sheets {
		r, err := tabular.Open(path, tabular.Options{Sheet: name})
		var list fault.List
		if errors.As(err, &list) && list[0].Code == tabular.NoSuchSheet {
			v.notes = append(v.notes, fault.New(FormSheetGone, fault.At{File: path}, name, "sheet", name))
			continue
		}
		if failed, err := v.c.absorb(err); failed {
			if err != nil {
				return err
			}
			continue
		}
		f := &formSheet{v: v, t: &table{file: path, r: r}, name: name}
		err = f.read()
		r.Close()
		if err != nil {
			return err
		}
	}
	return nil
}

// formSheet is one sheet of a form: below a row of codes a row an entry, a
// column a field.
type formSheet struct {
	v      *values
	t      *table
	name   string
	entry  int            // the column of codes of entries
	title  int            // the column of their names, or −1
	fields map[string]int // the columns of the fields, by code and number: RUR-01-01-01#2
	points []*standard.Point
}

// codeCell is what stands over a column of answers.
func codeCell(p *standard.Point, field int) string { return p.Code + "#" + strconv.Itoa(field+1) }

func (f *formSheet) read() error {
	var rows []formRow
	err := f.t.each(f.v.c, func() {
		if f.fields == nil {
			f.head()
			return
		}
		if row := f.row(); row.entry != "" || !row.blank {
			rows = append(rows, row)
		}
	})
	if err != nil || f.fields == nil {
		return err
	}
	if !slices.ContainsFunc(rows, func(r formRow) bool { return !r.blank }) {
		f.v.notes = append(f.v.notes, fault.New(FormSheetBlank, fault.At{File: f.t.file}, f.name, "sheet", f.name))
		return nil
	}
	for i := range rows {
		f.take(&rows[i])
	}
	return nil
}

// head takes the row of codes, if the present row is that.
func (f *formSheet) head() {
	at := map[string]int{}
	for i := range f.t.row {
		at[f.t.cellAt(i)] = i
	}
	entry, ok := at["entry"]
	if !ok {
		return
	}
	f.entry, f.title, f.fields = entry, -1, at
	if i, ok := at["name"]; ok {
		f.title = i
	}
	for _, p := range f.v.s.Points {
		n := 0
		for i := range p.Fields() {
			if _, ok := at[codeCell(p, i)]; ok {
				n++
			}
		}
		switch {
		case n == len(p.Fields()):
			f.points = append(f.points, p)
		case n > 0:
			f.v.c.add(fault.New(FormColumn, fault.At{File: f.t.file, Row: f.t.now, Column: f.name}, "", "sheet", f.name, "point", p.Code, "name", p.Name))
		}
	}
}

// formRow is one entry of a sheet.
type formRow struct {
	row     int
	entry   string
	answers map[string]string
	blank   bool
}

func (f *formSheet) row() formRow {
	own := func(i int) string { return strings.Clone(f.t.cellAt(i)) } // the row is read over
	r := formRow{row: f.t.now, entry: own(f.entry), answers: map[string]string{}, blank: true}
	if r.entry == "" {
		r.entry = own(f.title)
	}
	for _, p := range f.points {
		for i := range p.Fields() {
			key := codeCell(p, i)
			if r.answers[key] = own(f.fields[key]); r.answers[key] != "" {
				r.blank = false
			}
		}
	}
	return r
}

// at is where an answer stands, as people say it: 县委组织部!F7.
func (f *formSheet) at(r *formRow, key string) fault.At {
	name := tabular.Letter(f.fields[key]) + itoa(r.row)
	if f.name != "" {
		name = f.name + "!" + name
	}
	return fault.At{File: f.t.file, Row: r.row, Column: name}
}
