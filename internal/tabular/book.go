package tabular

import (
	"errors"
	"io"
	"strconv"

	"leitai/internal/fault"
)

// bookSource is an .xlsx as a table: one sheet of it.
type bookSource struct {
	in     input
	sheet  sheetReader
	merged int
	said   []fault.Fault // known since the file was opened
	part   io.Closer
}

func newBook(in input, opt Options) (source, error) {
	p, err := openPack(in)
	if err != nil {
		return nil, err
	}
	w, err := p.workbook()
	if err != nil {
		return nil, err
	}
	chosen, err := w.choose(opt.Sheet)
	if err != nil {
		return nil, err
	}
	v, err := p.vet(partName(chosen.part))
	if err != nil {
		return nil, err
	}
	s := &bookSource{in: in, sheet: sheetReader{book: w, part: chosen.part, hiddenSeen: map[int]bool{}}}
	if err := s.load(v.tail); err != nil {
		return nil, err
	}
	s.remark(chosen, opt.Sheet == "", v)
	return s, nil
}

// load reads what has to be known before the first row.
func (s *bookSource) load(tail []byte) error {
	w, sh := s.sheet.book, &s.sheet
	var err error
	if sh.merges, err = newMerger(tail); err != nil {
		return s.in.damaged(sh.part, err)
	}
	s.merged = len(sh.merges.all)
	if sh.shared, err = w.texts(); err != nil {
		return err
	}
	if sh.looks, err = w.looks(); err != nil {
		return err
	}
	r, err := w.open(sh.part, maxPart)
	if err != nil {
		return err
	}
	s.part, sh.x = r, newXMLScan(r)
	return nil
}

// remark says what is known before the rows. Sheets without any value, of which
// old programs made three by default, are nothing to speak of.
func (s *bookSource) remark(chosen sheet, byDefault bool, v vetted) {
	if s.sheet.book.macros() {
		s.say(MacrosIgnored)
	}
	if s.merged > 0 {
		s.say(MergedFilled, "count", strconv.Itoa(s.merged))
	}
	var others []string
	for _, o := range s.sheet.book.sheets {
		if o.part != chosen.part && v.filled[partName(o.part)] {
			others = append(others, o.name)
		}
	}
	if byDefault && len(others) > 0 {
		s.say(OtherSheets, "sheet", chosen.name, "count", strconv.Itoa(len(others)), "sheets", listed(others))
	}
}

func (s *bookSource) say(code fault.Code, args ...string) {
	s.said = append(s.said, fault.New(code, fault.At{File: s.in.name}, "", args...))
}

func (s *bookSource) next() ([]string, int, fault.List, error) {
	cells, err := s.sheet.next()
	if err != nil && err != io.EOF {
		err = s.in.damaged(s.sheet.part, err)
		var list fault.List
		if errors.As(err, &list) && s.sheet.row > 0 {
			list[0].At.Row = s.sheet.row
		}
	}
	return cells, s.sheet.row, s.sheet.faults, err
}

// notes adds what only reading shows: hidden rows and columns are read as the
// others are, since a filter left on must not lose a village.
func (s *bookSource) notes() []fault.Fault {
	all, sh := s.said[:len(s.said):len(s.said)], &s.sheet
	add := func(n int, code fault.Code, args ...string) {
		if n > 0 {
			args = append(args, "count", strconv.Itoa(n))
			all = append(all, fault.New(code, fault.At{File: s.in.name}, "", args...))
		}
	}
	add(sh.hiddenRows, HiddenRows)
	add(len(sh.hiddenSeen), HiddenColumns)
	add(sh.long, DigitsLost, "cell", sh.firstLong)
	return all
}

func (s *bookSource) close() error { return errors.Join(s.part.Close(), s.in.close()) }
