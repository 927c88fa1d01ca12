package rules

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"unicode/utf16"
)

// Canonical returns the rules as read as RFC 8785 canonical JSON: keys sorted,
// no white space, no comments, no defaults filled in, numbers in shortest form.
func (n *Node) Canonical() []byte {
	var b strings.Builder
	n.canonical(&b)
	return []byte(b.String())
}

// Hash is the SHA-256 of the canonical form, in hex: the number of this very
// rule set, printed on everything that follows from it.
func (n *Node) Hash() string {
	sum := sha256.Sum256(n.Canonical())
	return hex.EncodeToString(sum[:])
}

func (n *Node) canonical(b *strings.Builder) {
	switch n.Type {
	case Null:
		b.WriteString("null")
	case Bool:
		b.WriteString(strings.ToLower(n.Text))
	case Number:
		d, _ := parseDecimal(n.Text)
		b.WriteString(d.canonical())
	case String:
		quote(b, n.Text)
	case List:
		b.WriteByte('[')
		for i, item := range n.Items {
			if i > 0 {
				b.WriteByte(',')
			}
			item.canonical(b)
		}
		b.WriteByte(']')
	case Object:
		b.WriteByte('{')
		for i, f := range sortedFields(n.Fields) {
			if i > 0 {
				b.WriteByte(',')
			}
			quote(b, f.Key)
			b.WriteByte(':')
			f.Value.canonical(b)
		}
		b.WriteByte('}')
	}
}

// sortedFields orders keys by UTF-16 code units, as RFC 8785 §3.2.3 asks.
func sortedFields(fields []Field) []Field {
	sorted := slices.Clone(fields)
	slices.SortFunc(sorted, func(x, y Field) int {
		return slices.Compare(utf16.Encode([]rune(x.Key)), utf16.Encode([]rune(y.Key)))
	})
	return sorted
}

// quote writes s as RFC 8785 §3.2.2.2 asks: only what must be escaped is.
func quote(b *strings.Builder, s string) {
	short := map[rune]string{'"': `\"`, '\\': `\\`, '\b': `\b`, '\f': `\f`, '\n': `\n`, '\r': `\r`, '\t': `\t`}
	b.WriteByte('"')
	for _, c := range s {
		switch esc, ok := short[c]; {
		case ok:
			b.WriteString(esc)
		case c < 0x20:
			fmt.Fprintf(b, `\u%04x`, c)
		default:
			b.WriteRune(c)
		}
	}
	b.WriteByte('"')
}
