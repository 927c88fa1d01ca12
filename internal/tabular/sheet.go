package tabular

import (
	"encoding/xml"
	"errors"
	"io"
	"math"
	"strconv"

	"leitai/internal/fault"
)

const maxRows = 1 << 20

var (
	errNumber = errors.New("not a number")
	errOrder  = errors.New("cells out of order")
)

// sheetReader reads the rows of one sheet as a stream.
type sheetReader struct {
	book   *workbook
	part   string
	x      *xmlScan
	shared texts
	looks  []look
	merges *merger

	row    int
	cells  []string
	faults fault.List

	hides      int    // how many times columns were declared hidden
	hidden     []bool // by column, shorter than the last that is not
	hiddenRows int
	hiddenSeen map[int]bool
	long       int    // numbers of more digits than a spreadsheet keeps
	firstLong  string // the cell of the first
}

// next gives the next row that the file has; io.EOF at the end of the cells.
func (s *sheetReader) next() ([]string, error) {
	for {
		t, err := s.x.next()
		if err != nil {
			return nil, err // io.EOF too: a sheet may have no cells
		}
		switch t := t.(type) {
		case xml.StartElement:
			switch t.Name.Local {
			case "row":
				return s.readRow(t)
			case "col":
				s.hide(t)
			}
		case xml.EndElement:
			if t.Name.Local == "sheetData" {
				return nil, io.EOF
			}
		}
	}
}

func (s *sheetReader) readRow(e element) ([]string, error) {
	s.row++
	if r := attr(e, "r"); r != "" {
		n := rowNumber(r)
		if n < s.row {
			return nil, errOrder
		}
		s.row = n
	}
	if s.row > maxRows {
		return nil, errOrder
	}
	s.cells, s.faults = s.cells[:0], nil
	column := 0
	for depth := len(s.x.open); len(s.x.open) >= depth; {
		t, err := s.x.next()
		if err != nil {
			return nil, err
		}
		e, ok := t.(xml.StartElement)
		if !ok {
			continue
		}
		if e.Name.Local != "c" {
			if err := s.x.skip(); err != nil {
				return nil, err
			}
			continue
		}
		if column, err = s.readCell(e, column); err != nil {
			return nil, err
		}
	}
	return s.finish(yes(attr(e, "hidden")))
}

// readCell puts one cell into its place and returns the column after it.
func (s *sheetReader) readCell(e element, column int) (int, error) {
	if ref := attr(e, "r"); ref != "" {
		c, r := reference(ref)
		if c < column || r != s.row {
			return 0, errOrder
		}
		column = c
	}
	if column >= maxColumns {
		return 0, errOrder
	}
	c, err := s.cell(e)
	if err != nil {
		return 0, err
	}
	text, code, found, err := s.judge(c)
	if err != nil {
		return 0, err
	}
	if code != "" {
		s.faults = append(s.faults, s.book.in.cellFault(code, column, s.row, found))
	}
	if text != "" {
		for len(s.cells) < column {
			s.cells = append(s.cells, "")
		}
		s.cells = append(s.cells, text)
		s.notice(c, column)
	}
	return column + 1, nil
}

// notice counts what a note will speak of.
func (s *sheetReader) notice(c cell, column int) {
	if column < len(s.hidden) && s.hidden[column] {
		s.hiddenSeen[column] = true
	}
	if c.kind != "" && c.kind != "n" {
		return
	}
	if x, ok := parseNumber(c.value); ok && math.Abs(x) >= 1e15 {
		if s.long++; s.long == 1 {
			s.firstLong = Letter(column) + strconv.Itoa(s.row)
		}
	}
}

func (s *sheetReader) finish(hidden bool) ([]string, error) {
	if blank(s.cells) {
		return s.cells, nil
	}
	if hidden {
		s.hiddenRows++
	}
	var err error
	s.cells, err = s.merges.fill(s.cells, s.row)
	return s.cells, err
}

// maxHides is how many ranges of columns are looked at for the note.
const maxHides = 1000

func (s *sheetReader) hide(e element) {
	first, last := rowNumber(attr(e, "min")), rowNumber(attr(e, "max"))
	if !yes(attr(e, "hidden")) || first == 0 || last > maxColumns || s.hides == maxHides {
		return
	}
	s.hides++
	for c := first - 1; c < last; c++ {
		for len(s.hidden) <= c {
			s.hidden = append(s.hidden, false)
		}
		s.hidden[c] = true
	}
}
