package rules

import "strings"

// Type is what a value of a rules file is by the YAML 1.2 core schema, which
// for JSON says the same.
type Type uint8

// The types of a Node.
const (
	Null Type = iota
	Bool
	Number
	String
	List
	Object
)

var typeNames = [...]string{Null: "null", Bool: "bool", Number: "number", String: "string", List: "list", Object: "object"}

func (t Type) String() string { return typeNames[t] }

// Node is one value of a rules file as read, before anything is known of its
// meaning: what package intake makes of YAML or JSON.
type Node struct {
	Type   Type
	Text   string  // of a scalar as written, of a String without its quotes
	Items  []*Node // of a List
	Fields []Field // of an Object, in the order of the file, no key twice
	Line   int     // where it begins; the first line is 1
	Path   string  // where it stands in the rules: "parts[0].weight"
}

// Field is one key of an Object with its value.
type Field struct {
	Key   string
	Line  int
	Value *Node
}

// Find returns the value of a key, or nil.
func (n *Node) Find(key string) *Node {
	for _, f := range n.Fields {
		if f.Key == key {
			return f.Value
		}
	}
	return nil
}

// decimal is a number as written: 0.digits × 10^point, digits without zeros at
// either end, so that 15 of them are 15 significant ones. Zero has no digits.
type decimal struct {
	negative bool
	digits   string
	point    int
}

// parseDecimal reads a number of the core schema (decimal, 0o17, 0x1F).
func parseDecimal(s string) (decimal, bool) {
	var d decimal
	if whole, ok := strings.CutPrefix(s, "0x"); ok {
		return parseBase(whole, 16)
	}
	if whole, ok := strings.CutPrefix(s, "0o"); ok {
		return parseBase(whole, 8)
	}
	if s != "" && (s[0] == '-' || s[0] == '+') {
		d.negative, s = s[0] == '-', s[1:]
	}
	mantissa, exponent, hasExponent := strings.Cut(strings.ToLower(s), "e")
	whole, frac, _ := strings.Cut(mantissa, ".")
	if whole+frac == "" || !isDigits(whole+frac) {
		return d, false
	}
	shift, ok := 0, true
	if hasExponent {
		shift, ok = parseExponent(exponent)
	}
	d.digits, d.point = strings.TrimLeft(whole+frac, "0"), len(whole)+shift
	d.point -= len(whole+frac) - len(d.digits)
	d.digits = strings.TrimRight(d.digits, "0")
	if d.digits == "" {
		d = decimal{}
	}
	return d, ok
}

// parseExponent reads what stands behind the e; one beyond four digits is no
// number that a rule could mean.
func parseExponent(s string) (int, bool) {
	digits := strings.TrimLeft(s, "+-")
	if len(s)-len(digits) > 1 || !isDigits(digits) || digits == "" || len(digits) > 4 {
		return 0, false
	}
	n := 0
	for _, c := range digits {
		n = n*10 + int(c-'0')
	}
	if s[0] == '-' {
		n = -n
	}
	return n, true
}

func isDigits(s string) bool {
	return strings.Trim(s, "0123456789") == ""
}
