// Package tabular turns files into rows of cells and rows into files: CSV in
// UTF-8, UTF-16 and GB 18030, .xlsx reading, CSV writing, and where a cell
// stands. A file is known by its content, never by its name. The package knows
// nothing of contests, headings or numbers, changes no text of a cell, and runs
// nothing: no formula, no macro, no link. It imports fault, excelize (dates and
// names of cells; its row reader loses a cell's type and ends quietly at
// malformed XML, so the parts are read here) and x/text.
package tabular

import (
	"io"
	"strings"

	"leitai/internal/fault"
)

// Limits of a row, the same for every kind of file.
const (
	maxColumns = 16384   // the last column of a spreadsheet is XFD
	maxCell    = 1 << 20 // bytes of one cell
)

// Options choose what of a file is read.
type Options struct {
	// Sheet is the name of the sheet of an .xlsx; empty is the first visible
	// one. A CSV has no sheets and the name is not looked at.
	Sheet string
	// Progress, if set, is told how many more bytes of the file were read. A CSV
	// is read twice, once to find its encoding.
	Progress func(bytes int)
}

// Reader gives the rows of one table, in order, once.
type Reader struct {
	src   source
	name  string
	row   int
	found bool // a row with text was given, or one with a fault
	done  bool
}

// source is one kind of file. next gives the cells of the next row that the
// file has, blank or not; faults are of this row only, err is of the file.
type source interface {
	next() (cells []string, row int, faults fault.List, err error)
	notes() []fault.Fault
	close() error
}

// Next returns the next row's cells as text; the slice is valid until the next
// call. Rows may differ in length. Rows without text are skipped, but counted.
// The error is io.EOF at the end, otherwise a fault.List. After a fault Next
// may be called again: if only cells of one row are wrong the following row
// comes, if the file is, io.EOF.
func (r *Reader) Next() ([]string, error) {
	for !r.done {
		cells, row, faults, err := r.src.next()
		if err == io.EOF {
			r.done = true
			if !r.found {
				return nil, fault.List{fault.New(TableEmpty, fault.At{File: r.name}, "")}
			}
			break
		}
		r.row = row
		if err != nil {
			r.done = true
			return nil, err
		}
		if len(faults) > 0 {
			r.found = true
			return nil, faults
		}
		if !blank(cells) {
			r.found = true
			return cells, nil
		}
	}
	return nil, io.EOF
}

// Row is the row of the last Next as a spreadsheet counts it: the first is 1, a
// record of a CSV is one row however many lines it has, and empty rows count.
func (r *Reader) Row() int { return r.row }

// Notes are things worth saying on how the file was read; complete after Next
// has returned io.EOF.
func (r *Reader) Notes() []fault.Fault { return r.src.notes() }

// Close lets go of the file.
func (r *Reader) Close() error {
	r.done = true
	return r.src.close()
}

// blank tells whether nobody would see anything in the row.
func blank(cells []string) bool {
	for _, c := range cells {
		if c == "" {
			continue
		}
		// The quick way for ASCII and for Chinese: white space beyond ASCII
		// begins with one of four bytes.
		switch b := c[0]; {
		case b == 0xC2, b >= 0xE1 && b <= 0xE3, b <= ' ':
			if strings.TrimSpace(c) != "" {
				return false
			}
		default:
			return false
		}
	}
	return true
}
