package tabular

import (
	"bufio"
	"encoding/csv"
	"errors"
	"io"
	"strings"
	"unicode/utf8"

	"leitai/internal/fault"
)

// maxRecord bounds what one record may take: an open quotation mark would
// otherwise draw the rest of the file into memory.
const maxRecord = 16 << 20

var errRecordTooLong = errors.New("record too long")

// csvSource reads a CSV as a stream.
type csvSource struct {
	in    input
	csv   *csv.Reader
	guard *guard
	said  []fault.Fault

	row    int  // of the last record
	extra  int  // lines that belong to records above the line they begin with
	quoted bool // records may be longer than a line
	check  bool // the text is known to hold a NUL or bytes of another encoding
}

func newCSVSource(in input) (*csvSource, error) {
	cs, seen, err := in.charset()
	if err != nil {
		return nil, err
	}
	s := &csvSource{in: in, check: seen.nul || cs != utf8Text, quoted: seen.quote}
	s.guard = &guard{r: cs.decode(io.NewSectionReader(in, 0, in.size)), left: maxRecord}
	text := bufio.NewReaderSize(s.guard, 64<<10)
	if head, _ := text.Peek(len(bom)); string(head) == bom {
		text.Discard(len(bom))
	}
	// A short Peek is the whole text; an error of the disk comes back in next.
	head, err := text.Peek(16 << 10)
	l := sniff(head, err != nil)
	if l.oldMacs {
		text = bufio.NewReaderSize(lineFeeds{text}, 64<<10)
	}
	s.csv = csv.NewReader(text)
	s.csv.Comma, s.csv.FieldsPerRecord, s.csv.ReuseRecord = l.comma, -1, true
	s.note(cs, l)
	return s, nil
}

func (s *csvSource) note(cs charset, l layout) {
	at := fault.At{File: s.in.name}
	switch cs {
	case gb18030:
		s.said = append(s.said, fault.New(FromGB18030, at, ""))
	case utf16Text:
		s.said = append(s.said, fault.New(FromUTF16, at, ""))
	}
	switch l.comma {
	case '\t':
		s.said = append(s.said, fault.New(SeparatedBy, at, "", "separator", "TAB"))
	case ';':
		s.said = append(s.said, fault.New(SeparatedBy, at, "", "separator", ";"))
	}
}

func (s *csvSource) next() ([]string, int, fault.List, error) {
	s.guard.left = maxRecord
	cells, err := s.csv.Read()
	if err != nil {
		return nil, s.row, nil, s.broken(err)
	}
	line, _ := s.csv.FieldPos(0)
	s.row = line - s.extra
	if s.quoted {
		last := len(cells) - 1
		end, _ := s.csv.FieldPos(last)
		s.extra += end - line + strings.Count(cells[last], "\n")
	}
	if len(cells) > maxColumns {
		return nil, s.row, s.in.at(RowTooWide, s.row, "limit", "16384"), nil
	}
	var faults fault.List
	for i, c := range cells {
		if c == "" {
			continue
		}
		if c[0] == '\'' {
			cells[i] = unguarded(c)
		}
		if s.check || len(c) > maxCell {
			if code := wrong(c); code != "" {
				faults = append(faults, s.in.cellFault(code, i, s.row, "", "limit", mib(maxCell)))
			}
		}
	}
	return cells, s.row, faults, nil
}

func wrong(c string) fault.Code {
	switch {
	case len(c) > maxCell:
		return CellTooLong
	case strings.IndexByte(c, 0) >= 0:
		return NulByte
	case !utf8.ValidString(c), strings.ContainsRune(c, utf8.RuneError):
		return NotText
	}
	return ""
}

// broken turns the end of reading into a fault where it is one. encoding/csv
// gives the line where the broken record begins; for other errors the record is
// the one after the last.
func (s *csvSource) broken(err error) error {
	var p *csv.ParseError
	switch {
	case err == io.EOF:
		return err
	case errors.As(err, &p):
		s.row = p.StartLine - s.extra
		return s.in.at(BrokenQuote, s.row)
	case errors.Is(err, errRecordTooLong):
		s.row++
		return s.in.at(RowTooLong, s.row, "limit", mib(maxRecord))
	}
	return s.in.unreadable(err)
}

func (s *csvSource) notes() []fault.Fault { return s.said }
func (s *csvSource) close() error         { return s.in.close() }

// guard ends a read that goes on for longer than one record may.
type guard struct {
	r    io.Reader
	left int
}

func (g *guard) Read(p []byte) (int, error) {
	if g.left <= 0 {
		return 0, errRecordTooLong
	}
	n, err := g.r.Read(p)
	g.left -= n
	return n, err
}

// lineFeeds turns carriage returns into line feeds.
type lineFeeds struct{ r io.Reader }

func (l lineFeeds) Read(p []byte) (int, error) {
	n, err := l.r.Read(p)
	for i, c := range p[:n] {
		if c == '\r' {
			p[i] = '\n'
		}
	}
	return n, err
}
