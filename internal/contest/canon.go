package contest

import (
	"maps"
	"slices"
	"strconv"
	"unicode/utf8"
)

// Payloads are written in the form of RFC 8785 as they are made, by the few
// functions here: what is stored is what is hashed. Keys given in the source are
// sorted there; a test compares every payload with a canonical reading of it.

// appendText appends s as RFC 8785 §3.2.2.2 asks: only what must be escaped is.
// Bytes that are no UTF-8 become U+FFFD, as in encoding/json.
func appendText(b []byte, s string) []byte {
	const hexDigits = "0123456789abcdef"
	b = append(b, '"')
	for i := 0; i < len(s); {
		c, size := utf8.DecodeRuneInString(s[i:])
		switch {
		case c == '"' || c == '\\':
			b = append(b, '\\', byte(c))
		case c == '\b':
			b = append(b, `\b`...)
		case c == '\f':
			b = append(b, `\f`...)
		case c == '\n':
			b = append(b, `\n`...)
		case c == '\r':
			b = append(b, `\r`...)
		case c == '\t':
			b = append(b, `\t`...)
		case c < 0x20:
			b = append(b, `\u00`...)
			b = append(b, hexDigits[c>>4], hexDigits[c&15])
		default:
			b = utf8.AppendRune(b, c)
		}
		i += size
	}
	return append(b, '"')
}

// Canonical is the RFC 8785 form of an object of strings.
func Canonical(words map[string]string) []byte { return appendValue(nil, words) }

func appendOrNull(b []byte, s string) []byte {
	if s == "" {
		return append(b, "null"...)
	}
	return appendText(b, s)
}

func appendInt(b []byte, n int64) []byte { return strconv.AppendInt(b, n, 10) }

// object is a JSON object being built; its keys may come in any order.
type object map[string]any

// canonical writes an object whose values are strings, numbers of type int and
// int64, bools, nil, raw canonical bytes, objects, and slices of these. Keys
// outside the basic plane do not occur, so order by bytes is order by UTF-16.
func (o object) canonical() []byte { return appendValue(make([]byte, 0, 512), o) }

func appendValue(b []byte, v any) []byte {
	switch v := v.(type) {
	case nil:
		return append(b, "null"...)
	case string:
		return appendText(b, v)
	case int:
		return appendInt(b, int64(v))
	case int64:
		return appendInt(b, v)
	case bool:
		return strconv.AppendBool(b, v)
	case raw:
		return append(b, v...)
	case []string:
		return appendList(b, v)
	case []object:
		return appendList(b, v)
	case object:
		return appendObject(b, v)
	case map[string]string:
		o := make(object, len(v))
		for k, s := range v {
			o[k] = s
		}
		return appendObject(b, o)
	}
	panic("contest: a payload holds a value of a type that has no canonical form")
}

// raw is a value that is canonical already.
type raw []byte

func appendList[T any](b []byte, items []T) []byte {
	b = append(b, '[')
	for i, item := range items {
		if i > 0 {
			b = append(b, ',')
		}
		b = appendValue(b, item)
	}
	return append(b, ']')
}

func appendObject(b []byte, o object) []byte {
	b = append(b, '{')
	for i, k := range sortedKeys(o) {
		if i > 0 {
			b = append(b, ',')
		}
		b = appendText(b, k)
		b = append(b, ':')
		b = appendValue(b, o[k])
	}
	return append(b, '}')
}

// sortedKeys are the keys of a map in order.
func sortedKeys[M ~map[string]V, V any](m M) []string { return slices.Sorted(maps.Keys(m)) }
