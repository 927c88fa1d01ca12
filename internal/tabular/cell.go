package tabular

import (
	"encoding/xml"
	"strings"
	"unicode/utf8"

	"leitai/internal/fault"
)

// cell is one cell as it stands in a sheet.
type cell struct {
	kind    string // s, str, inlineStr, b, e, d, n or nothing
	style   int
	value   string
	valued  bool // has a value, be it an empty one
	formula string
	counted bool // has a formula
}

// cell reads the element that has just begun, up to its end.
func (s *sheetReader) cell(e element) (cell, error) {
	c := cell{kind: attr(e, "t"), style: styleNumber(attr(e, "s"))}
	for depth := len(s.x.open); len(s.x.open) >= depth; {
		t, err := s.x.next()
		if err != nil {
			return c, err
		}
		inner, ok := t.(xml.StartElement)
		if !ok {
			continue
		}
		switch inner.Name.Local {
		case "v":
			c.value, err = s.x.text()
			c.valued = true
		case "is":
			c.value, err = s.x.rich()
			c.valued = true
		case "f":
			c.formula, err = s.x.text()
			c.counted = true
		default:
			err = s.x.skip()
		}
		if err != nil {
			return c, err
		}
	}
	return c, nil
}

func styleNumber(s string) int {
	n := 0
	for _, c := range []byte(s) {
		if c < '0' || c > '9' || n > maxStyles {
			return 0
		}
		n = n*10 + int(c-'0')
	}
	return n
}

// judge is what a person sees in the cell; code is what is wrong with it and
// found what stands there. The error is of the file.
func (s *sheetReader) judge(c cell) (text string, code fault.Code, found string, err error) {
	if c.counted && (s.book.recalc || !c.valued || c.value == "" && c.kind != "str") {
		return "", FormulaWithoutValue, "=" + short(c.formula), nil
	}
	if c.kind == "e" {
		return "", ErrorCell, short(c.value), nil
	}
	if text, err = s.text(c); strings.IndexByte(text, 0) >= 0 {
		return "", NulByte, "", err
	}
	return text, "", "", err
}

func (s *sheetReader) text(c cell) (string, error) {
	switch {
	case !c.valued:
		return "", nil
	case c.kind == "s":
		return s.shared.at(c.value)
	case c.kind == "str":
		return unescaped(c.value), nil
	case c.kind == "inlineStr":
		return c.value, nil
	case c.kind == "d":
		return strings.TrimSuffix(c.value, "T00:00:00"), nil
	case c.kind == "b" && yes(c.value):
		return "TRUE", nil
	case c.kind == "b" && c.value != "":
		return "FALSE", nil
	}
	return s.number(strings.TrimSpace(c.value), c.style)
}

func (s *sheetReader) number(v string, style int) (string, error) {
	if v == "" {
		return "", nil
	}
	l := asNumber
	if style < len(s.looks) {
		l = s.looks[style]
	}
	if l == asNumber && isShort(v) {
		return v, nil
	}
	x, ok := parseNumber(v)
	if !ok {
		return "", errNumber
	}
	switch l {
	case asNumber:
		return decimal(x), nil
	case asPercent:
		return percent(x), nil
	}
	return when(x, l, s.book.date1904), nil
}

// maxFound is how many bytes of a formula are worth showing.
const maxFound = 200

func short(s string) string {
	if len(s) <= maxFound {
		return s
	}
	cut := maxFound
	for cut > 0 && !utf8.RuneStart(s[cut]) {
		cut--
	}
	return s[:cut] + "…"
}
