package tabular

import (
	"archive/zip"
	"errors"
	"io"
	"math"
	"path"
	"strconv"
	"strings"
)

// Limits of an .xlsx. A sheet of a contest is some hundred kilobytes.
const (
	maxArchive   = 128 << 20 // bytes of the file
	maxDirectory = 4 << 20   // bytes of the list of its parts
	maxParts     = 5000
	maxSheets    = 1000
	maxPart      = 64 << 20  // bytes of one part, unpacked
	maxTexts     = 32 << 20  // of the shared texts, which are kept in memory
	maxUnpacked  = 128 << 20 // of all parts that are looked at
)

var errDirectory = errors.New("list of parts too long")

// pack is an .xlsx as a zip of parts; nothing is unpacked before it is asked for.
type pack struct {
	in    input
	files []*zip.File
	part  map[string]*zip.File // by name in lower case
}

// openPack reads the list of parts and refuses what no office program writes.
func openPack(in input) (*pack, error) {
	if in.size > maxArchive {
		return nil, in.fault(FileTooLarge, "", "limit", mib(maxArchive), "part", in.name)
	}
	b := &bounded{in, maxDirectory}
	z, err := zip.NewReader(b, in.size)
	if err != nil {
		return nil, in.damaged("zip", err)
	}
	b.left = math.MaxInt64
	p := &pack{in: in, part: map[string]*zip.File{}}
	sheets := 0
	for _, f := range z.File {
		name := partName(f.Name)
		if strings.HasSuffix(name, "/") {
			continue
		}
		if why := p.unsafe(name); why != "" {
			return nil, in.fault(UnsafePart, f.Name, "reason", why)
		}
		if f.Flags&1 != 0 {
			return nil, in.fault(FileEncrypted, "")
		}
		p.part[name] = f
		p.files = append(p.files, f)
		if strings.HasPrefix(name, "xl/worksheets/") && strings.HasSuffix(name, ".xml") {
			sheets++
		}
	}
	if sheets > maxSheets {
		return nil, in.fault(TooManySheets, "", "count", strconv.Itoa(sheets), "limit", strconv.Itoa(maxSheets))
	}
	if len(p.files) > maxParts {
		return nil, in.fault(UnsafePart, "", "reason", strconv.Itoa(len(p.files))+" > "+strconv.Itoa(maxParts))
	}
	return p, p.foreign()
}

func (in input) damaged(part string, err error) error {
	if errors.Is(err, errDeclaration) {
		return in.fault(UnsafePart, part, "reason", err.Error())
	}
	return in.fault(FileDamaged, "", "part", part, "reason", err.Error())
}

// partName is the name parts are compared by: some old programs write
// backslashes, and readers disagree on case.
func partName(s string) string { return strings.ToLower(strings.ReplaceAll(s, `\`, "/")) }

func (p *pack) unsafe(name string) string {
	switch {
	case strings.HasPrefix(name, "/"), strings.Contains(name, ":"), path.Clean(name) != name, strings.HasPrefix(name, "../"):
		return ".."
	case p.part[name] != nil:
		return "×2"
	}
	return ""
}

// foreign tells the other files that are a zip.
func (p *pack) foreign() error {
	for _, k := range []struct{ part, kind string }{
		{"word/document.xml", "Word"}, {"ppt/presentation.xml", "PowerPoint"}, {"content.xml", "ODS"},
	} {
		if p.part[k.part] != nil {
			return p.in.fault(NotATable, "", "kind", k.kind)
		}
	}
	switch {
	case p.part["xl/workbook.bin"] != nil:
		return p.in.fault(OldExcel, "")
	case p.part["[content_types].xml"] == nil && p.part["_rels/.rels"] == nil:
		return p.in.fault(NotATable, "", "kind", "ZIP")
	}
	return nil
}

// open unpacks a part; more than limit bytes are an error however few it claims.
func (p *pack) open(name string, limit int64) (io.ReadCloser, error) {
	f := p.part[partName(name)]
	if f == nil {
		return nil, p.in.fault(FileDamaged, "", "part", name, "reason", "missing")
	}
	if f.UncompressedSize64 > uint64(limit) {
		return nil, p.tooLarge(name, limit)
	}
	r, err := f.Open()
	if err != nil {
		return nil, p.in.damaged(name, err)
	}
	return r, nil
}

func (p *pack) tooLarge(part string, limit int64) error {
	return p.in.fault(FileTooLarge, "", "limit", mib(limit), "part", part)
}

// each calls do with every element of a part that begins; a part that is
// missing has none.
func (p *pack) each(name string, limit int64, do func(x *xmlScan, e element) error) error {
	if p.part[partName(name)] == nil {
		return nil
	}
	r, err := p.open(name, limit)
	if err != nil {
		return err
	}
	defer r.Close()
	if err := newXMLScan(io.LimitReader(r, limit)).each(do); err != nil {
		return p.in.damaged(name, err)
	}
	return nil
}

// bounded is a file of which only so many bytes are read.
type bounded struct {
	r    io.ReaderAt
	left int64
}

func (b *bounded) ReadAt(p []byte, off int64) (int, error) {
	if b.left -= int64(len(p)); b.left < 0 {
		return 0, errDirectory
	}
	return b.r.ReadAt(p, off)
}
