package tabular

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"io"
	"strings"
)

// maxTail bounds what may follow the cells of a sheet.
const maxTail = 8 << 20

// vetted is what looking through all parts has found.
type vetted struct {
	tail   []byte          // what follows the cells of the sheet that will be read
	filled map[string]bool // parts with at least one value
}

// vet unpacks every XML part once, keeping nothing: sizes are counted, not
// believed, declarations of entities refused wherever they stand, damage found
// before the first row is given. Pictures and the like are never unpacked.
func (p *pack) vet(sheet string) (vetted, error) {
	v := vetted{filled: map[string]bool{}}
	left, buf := int64(maxUnpacked), make([]byte, 64<<10)
	for _, f := range p.files {
		name := partName(f.Name)
		if !strings.HasSuffix(name, ".xml") && !strings.HasSuffix(name, ".rels") && !strings.HasSuffix(name, ".vml") {
			continue
		}
		limit := min(left, maxPart)
		if f.UncompressedSize64 > uint64(limit) {
			return v, p.tooLarge(f.Name, maxPart)
		}
		n, err := p.look(f, limit, buf, func(piece []byte, fresh int) bool {
			if !v.filled[name] && hasValue(piece) {
				v.filled[name] = true
			}
			return name != sheet || v.keepTail(piece, fresh)
		})
		if err != nil {
			return v, err
		}
		left -= n
	}
	return v, nil
}

// look goes through one part in pieces; each begins with the end of the one
// before, so that nothing sought is cut, and fresh is where its own begin.
func (p *pack) look(f *zip.File, limit int64, buf []byte, do func(piece []byte, fresh int) bool) (int64, error) {
	r, err := f.Open()
	if err != nil {
		return 0, p.in.damaged(f.Name, err)
	}
	defer r.Close()
	const overlap = 64
	total, kept := int64(0), 0
	for {
		n, err := io.ReadFull(r, buf[kept:])
		if err != nil && err != io.EOF && err != io.ErrUnexpectedEOF {
			return total, p.in.damaged(f.Name, err)
		}
		piece := buf[:kept+n]
		if total += int64(n); total > limit {
			return total, p.tooLarge(f.Name, maxPart)
		}
		if declares(piece) {
			return total, p.in.damaged(f.Name, errDeclaration)
		}
		if !do(piece, kept) {
			return total, p.tooLarge(f.Name, maxTail)
		}
		if err != nil {
			return total, unpackError(p, f, total)
		}
		kept = copy(buf, piece[max(0, len(piece)-overlap):])
	}
}

// unpackError is the difference between a part that ended and one that broke
// off: io.ReadFull calls both unexpected.
func unpackError(p *pack, f *zip.File, total int64) error {
	if uint64(total) != f.UncompressedSize64 {
		return p.in.damaged(f.Name, io.ErrUnexpectedEOF)
	}
	return nil
}

func declares(b []byte) bool {
	for i := bytes.Index(b, []byte("<!")); i >= 0; {
		if rest := b[i:]; bytes.HasPrefix(rest, []byte("<!DOCTYPE")) || bytes.HasPrefix(rest, []byte("<!ENTITY")) {
			return true
		}
		next := bytes.Index(b[i+2:], []byte("<!"))
		if next < 0 {
			return false
		}
		i += 2 + next
	}
	return false
}

func hasValue(b []byte) bool {
	return bytes.Contains(b, []byte("v>")) || bytes.Contains(b, []byte("is>"))
}

// keepTail keeps what follows </sheetData>; false if that is too much.
func (v *vetted) keepTail(piece []byte, fresh int) bool {
	if v.tail != nil {
		v.tail = append(v.tail, piece[fresh:]...)
		return len(v.tail) <= maxTail
	}
	for from := 0; ; {
		i := bytes.Index(piece[from:], []byte("sheetData>"))
		if i < 0 {
			return true
		}
		i += from
		from = i + len("sheetData>")
		if open := bytes.LastIndexByte(piece[:i], '<'); open >= 0 && piece[open+1] == '/' {
			v.tail = append([]byte{}, piece[from:]...)
			return true
		}
	}
}

type element = xml.StartElement

// each calls do with every element that begins.
func (x *xmlScan) each(do func(x *xmlScan, e element) error) error {
	for {
		t, err := x.next()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		if e, ok := t.(element); ok {
			if err := do(x, e); err != nil {
				return err
			}
		}
	}
}
