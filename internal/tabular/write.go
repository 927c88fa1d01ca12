package tabular

import (
	"bufio"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"
)

// CSVWriter writes rows that Excel and WPS open without asking: UTF-8 with its
// mark, lines ended by CR LF, cells that would run as a formula made harmless.
// What it writes a Reader gives back, but for three things no CSV keeps: line
// breaks within a cell become LF, bytes that are no text become U+FFFD, and
// rows without text are gone.
type CSVWriter struct {
	w      *bufio.Writer
	marked bool
}

// NewCSV makes a writer on w.
func NewCSV(w io.Writer) *CSVWriter { return &CSVWriter{w: bufio.NewWriterSize(w, 32<<10)} }

// Write writes one row. An error of the writer below may come only with Flush.
func (c *CSVWriter) Write(cells []string) error {
	c.mark()
	for i, cell := range cells {
		if i > 0 {
			c.w.WriteByte(',')
		}
		c.cell(guarded(keepable(cell)))
	}
	_, err := c.w.WriteString("\r\n")
	return err
}

// Flush writes what is buffered; the error is the first one met.
func (c *CSVWriter) Flush() error {
	c.mark()
	return c.w.Flush()
}

func (c *CSVWriter) mark() {
	if !c.marked {
		c.w.WriteString(bom)
		c.marked = true
	}
}

// cell quotes more than encoding/csv does: a cell with tabs or semicolons must
// not be taken for a row of cells.
func (c *CSVWriter) cell(s string) {
	first, _ := utf8.DecodeRuneInString(s)
	if !strings.ContainsAny(s, ",;\t\r\n\"") && !unicode.IsSpace(first) {
		c.w.WriteString(s)
		return
	}
	c.w.WriteByte('"')
	c.w.WriteString(strings.ReplaceAll(s, `"`, `""`))
	c.w.WriteByte('"')
}

// keepable makes of s what a CSV can hold.
func keepable(s string) string {
	if strings.IndexByte(s, '\r') >= 0 {
		s = strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
	}
	if strings.IndexByte(s, 0) >= 0 {
		s = strings.ReplaceAll(s, "\x00", string(utf8.RuneError))
	}
	return strings.ToValidUTF8(s, string(utf8.RuneError))
}

// guarded puts an apostrophe before a cell that a spreadsheet would run, and
// before one that begins as a guarded cell does, so that unguarded is its exact
// inverse. A lone sign is no formula: offices write - for none.
func guarded(s string) string {
	bare := strings.TrimLeft(s, "'")
	if !runs(bare) || len(s) == 1 || isNumber(s) {
		return s
	}
	return "'" + s
}

// unguarded takes away the apostrophe that guarded put there.
func unguarded(s string) string {
	bare := strings.TrimLeft(s, "'")
	if len(bare) < len(s) && runs(bare) {
		return s[1:]
	}
	return s
}

func runs(s string) bool {
	return s != "" && strings.IndexByte("=+-@\t\r", s[0]) >= 0
}

// isNumber knows a sign, digits and one point: -3, +0.5.
func isNumber(s string) bool {
	whole, part, pointed := strings.Cut(strings.TrimLeft(s[:1], "+-")+s[1:], ".")
	return digits(whole) && (!pointed || digits(part))
}

func digits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}
