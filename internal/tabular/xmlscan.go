package tabular

import (
	"encoding/xml"
	"errors"
	"io"
)

// Limits of XML that no office program comes near.
const (
	maxDepth = 64
	maxToken = 1 << 20 // bytes of one text or one tag
)

var (
	errDeclaration = errors.New("<!DOCTYPE")
	errToken       = errors.New("text too long")
	errNesting     = errors.New("tags do not match")
)

// xmlScan reads the tokens of one part without believing it: no declarations,
// bounded depth and length, and, unlike the raw tokens it is built on, every
// element is closed. Names are compared without their prefix.
type xmlScan struct {
	d    *xml.Decoder
	src  *meter
	open []string
	buf  []byte
	// fragment is set for the rest of a part: its first end tag without a
	// beginning is the end.
	fragment bool
}

func newXMLScan(r io.Reader) *xmlScan {
	src := &meter{r: r, buf: make([]byte, 0, 32<<10)}
	return &xmlScan{d: xml.NewDecoder(src), src: src}
}

// next gives a token that is valid until the next call; io.EOF is the end of a
// well-formed part.
func (x *xmlScan) next() (xml.Token, error) {
	x.src.left = maxToken
	t, err := x.d.RawToken()
	switch t := t.(type) {
	case xml.StartElement:
		if x.open = append(x.open, t.Name.Local); len(x.open) > maxDepth {
			return nil, errNesting
		}
	case xml.EndElement:
		last := len(x.open) - 1
		if last < 0 && x.fragment {
			return nil, io.EOF
		}
		if last < 0 || x.open[last] != t.Name.Local {
			return nil, errNesting
		}
		x.open = x.open[:last]
	case xml.Directive:
		return nil, errDeclaration
	}
	if err == io.EOF && len(x.open) > 0 {
		err = io.ErrUnexpectedEOF
	}
	return t, err
}

// skip reads to the end of the element that has just begun.
func (x *xmlScan) skip() error {
	for depth := len(x.open); len(x.open) >= depth; {
		if _, err := x.next(); err != nil {
			return err
		}
	}
	return nil
}

// text is what stands in the element that has just begun.
func (x *xmlScan) text() (string, error) {
	x.buf = x.buf[:0]
	err := x.appendText()
	return string(x.buf), err
}

// appendText adds it to the buffer: a text may come in a million pieces.
func (x *xmlScan) appendText() error {
	for depth := len(x.open); ; {
		t, err := x.next()
		if err != nil {
			return err
		}
		if c, ok := t.(xml.CharData); ok {
			if x.buf = append(x.buf, c...); len(x.buf) > maxToken {
				return errToken
			}
		}
		if len(x.open) < depth {
			return nil
		}
	}
}

// attr is the value of an attribute, or empty.
func attr(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// yes reads the two ways in which XML says true.
func yes(s string) bool { return s == "1" || s == "true" }

// meter gives bytes one by one, at most left of them.
type meter struct {
	r    io.Reader
	buf  []byte
	at   int
	left int
}

// ReadByte makes the decoder read through the meter without a buffer of its own.
func (m *meter) ReadByte() (byte, error) {
	if m.left--; m.left < 0 {
		return 0, errToken
	}
	for m.at == len(m.buf) {
		n, err := m.r.Read(m.buf[:cap(m.buf)])
		m.buf, m.at = m.buf[:n], 0
		if n == 0 && err != nil {
			return 0, err
		}
	}
	c := m.buf[m.at]
	m.at++
	return c, nil
}

// Read is never used by the decoder but makes the meter a reader.
func (m *meter) Read(p []byte) (int, error) {
	if len(p) == 0 {
		return 0, nil
	}
	c, err := m.ReadByte()
	if err != nil {
		return 0, err
	}
	p[0] = c
	return 1, nil
}
