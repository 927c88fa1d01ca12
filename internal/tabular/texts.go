package tabular

import (
	"encoding/xml"
	"errors"
	"strconv"
	"strings"
)

var errText = errors.New("no such shared text")

// texts are the shared texts of a workbook, end to end in one string: millions
// of short strings would cost several times their bytes.
type texts struct {
	all  string
	ends []uint32
}

func (w *workbook) texts() (texts, error) {
	var t texts
	var all strings.Builder
	if w.textPart == "" {
		return t, nil
	}
	err := w.each(w.textPart, maxTexts, func(x *xmlScan, e element) error {
		if e.Name.Local != "si" {
			return nil
		}
		s, err := x.rich()
		all.WriteString(s)
		t.ends = append(t.ends, uint32(all.Len()))
		return err
	})
	t.all = all.String()
	return t, err
}

func (t texts) at(index string) (string, error) {
	i, err := strconv.Atoi(strings.TrimSpace(index))
	if err != nil || i < 0 || i >= len(t.ends) {
		return "", errText
	}
	from := uint32(0)
	if i > 0 {
		from = t.ends[i-1]
	}
	return t.all[from:t.ends[i]], nil
}

// rich is the text of the element that has just begun, of all its runs, without
// their looks and without what is there for pronunciation only.
func (x *xmlScan) rich() (string, error) {
	x.buf = x.buf[:0]
	for depth := len(x.open); len(x.open) >= depth; {
		t, err := x.next()
		if err != nil {
			return "", err
		}
		e, ok := t.(xml.StartElement)
		switch {
		case !ok:
		case e.Name.Local == "rPh":
			err = x.skip()
		case e.Name.Local == "t":
			err = x.appendText()
		}
		if err != nil {
			return "", err
		}
	}
	return unescaped(string(x.buf)), nil
}

// unescaped gives back the characters that spreadsheets write as _x000D_.
func unescaped(s string) string {
	if !strings.Contains(s, "_x") {
		return s
	}
	var b strings.Builder
	for {
		i := strings.Index(s, "_x")
		if i < 0 || i+7 > len(s) {
			break
		}
		n, err := strconv.ParseUint(s[i+2:i+6], 16, 16)
		if err != nil || s[i+6] != '_' {
			b.WriteString(s[:i+2])
			s = s[i+2:]
			continue
		}
		b.WriteString(s[:i])
		b.WriteRune(rune(n))
		s = s[i+7:]
	}
	b.WriteString(s)
	return b.String()
}
