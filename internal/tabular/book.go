package tabular

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"path"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"leitai/internal/fault"
)

// Limits of an .xlsx. A sheet of a contest is some hundred kilobytes.
const (
	maxUnpacked = 256 << 20
	maxSheets   = 1000
	maxParts    = 5000
	maxMerged   = 100_000
)

// inspect looks through the zip before anything is made of it: parts that are
// too many or unpack to too much (counted, not believed), declarations of
// entities, links to other files.
func inspect(in input) error {
	z, err := zip.NewReader(in, in.size)
	if err != nil {
		return in.fault(FileDamaged, "", "part", in.name, "reason", err.Error())
	}
	seen, left, sheets := map[string]bool{}, int64(maxUnpacked), 0
	for _, f := range z.File {
		switch {
		case len(z.File) > maxParts, seen[f.Name], f.Name != path.Clean(f.Name) && !strings.HasSuffix(f.Name, "/"), strings.HasPrefix(f.Name, "/"), strings.Contains(f.Name, `\`):
			return in.fault(UnsafePart, f.Name, "reason", strconv.Itoa(len(z.File)))
		case strings.HasPrefix(f.Name, "xl/externalLinks/"):
			return in.fault(ExternalLink, f.Name)
		case f.Name == "EncryptedPackage":
			return in.fault(FileEncrypted, "")
		}
		if seen[f.Name] = true; strings.HasPrefix(f.Name, "xl/worksheets/sheet") {
			sheets++
		}
		if left, err = in.look(f, left); err != nil {
			return err
		}
	}
	if sheets > maxSheets {
		return in.fault(TooManySheets, "", "count", strconv.Itoa(sheets), "limit", strconv.Itoa(maxSheets))
	}
	return nil
}

// look unpacks one part, and returns how much may still be unpacked.
func (in input) look(f *zip.File, left int64) (int64, error) {
	r, err := f.Open()
	if err != nil {
		return 0, in.fault(FileDamaged, "", "part", f.Name, "reason", err.Error())
	}
	defer r.Close()
	head := make([]byte, 4096)
	n, err := io.ReadFull(r, head)
	if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
		return 0, in.fault(FileDamaged, "", "part", f.Name, "reason", err.Error())
	}
	if bytes.Contains(head[:n], []byte("<!DOCTYPE")) || bytes.Contains(head[:n], []byte("<!ENTITY")) {
		return 0, in.fault(UnsafePart, f.Name, "reason", "<!DOCTYPE")
	}
	more, err := io.Copy(io.Discard, io.LimitReader(r, left+1))
	if err != nil {
		return 0, in.fault(FileDamaged, "", "part", f.Name, "reason", err.Error())
	}
	if left -= more + int64(n); left < 0 {
		return 0, in.fault(FileTooLarge, "", "limit", mib(maxUnpacked), "part", f.Name)
	}
	return left, nil
}

// bookSource reads one sheet of a workbook.
type bookSource struct {
	in     input
	file   *excelize.File
	sheet  string
	rows   *excelize.Rows
	row    int
	merged map[[2]int]string // row and column, both from 1 → the text of the whole range
	note   []fault.Fault
}

func newBook(in input, opt Options) (source, error) {
	if err := inspect(in); err != nil {
		return nil, err
	}
	f, err := excelize.OpenReader(io.NewSectionReader(in, 0, in.size), excelize.Options{RawCellValue: true, UnzipSizeLimit: maxUnpacked, UnzipXMLSizeLimit: maxUnpacked})
	if err != nil {
		return nil, in.fault(FileDamaged, "", "part", in.name, "reason", err.Error())
	}
	s := &bookSource{in: in, file: f, merged: map[[2]int]string{}}
	if err := s.open(opt.Sheet); err != nil {
		f.Close()
		return nil, err
	}
	return s, nil
}

func (s *bookSource) open(sheet string) error {
	names := s.file.GetSheetList()
	if s.sheet = sheet; sheet == "" && len(names) > 0 {
		s.sheet = names[0]
		if len(names) > 1 {
			s.note = append(s.note, fault.New(OtherSheets, fault.At{File: s.in.name}, "", "sheet", names[0], "count", strconv.Itoa(len(names)-1), "sheets", strings.Join(names[1:], "、")))
		}
	}
	if i, err := s.file.GetSheetIndex(s.sheet); err != nil || i < 0 {
		return s.in.fault(NoSuchSheet, s.sheet, "sheets", strings.Join(names, "、"))
	}
	if err := s.merge(); err != nil {
		return s.in.fault(FileDamaged, "", "part", s.sheet, "reason", err.Error())
	}
	rows, err := s.file.Rows(s.sheet)
	if err != nil {
		return s.in.fault(FileDamaged, "", "part", s.sheet, "reason", err.Error())
	}
	s.rows = rows
	return nil
}

func (s *bookSource) merge() error {
	ranges, err := s.file.GetMergeCells(s.sheet)
	if err != nil {
		return err
	}
	for _, m := range ranges {
		c1, r1, err1 := excelize.CellNameToCoordinates(m.GetStartAxis())
		c2, r2, err2 := excelize.CellNameToCoordinates(m.GetEndAxis())
		if err := errors.Join(err1, err2); err != nil {
			return err
		}
		if (c2-c1+1)*(r2-r1+1)+len(s.merged) > maxMerged {
			continue
		}
		for r := r1; r <= r2; r++ {
			for c := c1; c <= c2; c++ {
				s.merged[[2]int{r, c}] = m.GetCellValue()
			}
		}
	}
	if len(ranges) > 0 {
		s.note = append(s.note, fault.New(MergedFilled, fault.At{File: s.in.name}, "", "count", strconv.Itoa(len(ranges))))
	}
	return nil
}

func (s *bookSource) next() ([]string, int, fault.List, error) {
	if !s.rows.Next() {
		if err := s.rows.Error(); err != nil {
			return nil, s.row, nil, s.in.fault(FileDamaged, "", "part", s.sheet, "reason", err.Error())
		}
		return nil, s.row, nil, io.EOF
	}
	s.row++
	cells, err := s.rows.Columns()
	if err != nil {
		return nil, s.row, nil, s.in.fault(FileDamaged, "", "part", s.sheet, "reason", err.Error())
	}
	var faults fault.List
	for i, c := range cells {
		if c == "" && len(s.merged) > 0 {
			cells[i] = s.merged[[2]int{s.row, i + 1}]
		}
		if strings.HasPrefix(c, "#") && (strings.HasSuffix(c, "!") || strings.HasSuffix(c, "?") || c == "#N/A") {
			name, _ := excelize.CoordinatesToCellName(i+1, s.row)
			faults = append(faults, fault.New(ErrorCell, fault.At{File: s.in.name, Row: s.row}, c, "cell", name))
		}
		cells[i] = asPrinted(cells[i])
	}
	return cells, s.row, faults, nil
}

// asPrinted is a number as a person sees it: 91.200000000000003 is 91.2.
func asPrinted(s string) string {
	if len(s) < 15 && !strings.ContainsAny(s, "eE") || strings.Trim(s, "0123456789.-+eE") != "" {
		return s
	}
	x, err := strconv.ParseFloat(s, 64)
	if err != nil || !strings.ContainsAny(s, ".eE") {
		return s
	}
	x, _ = strconv.ParseFloat(strconv.FormatFloat(x, 'g', 15, 64), 64)
	return strconv.FormatFloat(x, 'f', -1, 64)
}

func (s *bookSource) notes() []fault.Fault { return s.note }

func (s *bookSource) close() error {
	return errors.Join(s.rows.Close(), s.file.Close(), s.in.close())
}
