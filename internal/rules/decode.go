package rules

import (
	"slices"
	"strconv"
	"strings"

	"leitai/internal/fault"
	"leitai/internal/score"
)

// The faults of a rules file.
const (
	WrongType      fault.Code = "rules_type"
	UnknownKey     fault.Code = "rules_unknown_key"
	MissingKey     fault.Code = "rules_missing_key"
	UnknownWord    fault.Code = "rules_unknown_word"
	TooPrecise     fault.Code = "rules_too_precise"
	TooManyPlaces  fault.Code = "rules_four_decimals"
	OutOfRange     fault.Code = "rules_out_of_range"
	EmptyText      fault.Code = "rules_empty"
	SameKey        fault.Code = "rules_same_key"
	WeightsOfParts fault.Code = "rules_weights_parts"
	WeightsOfGroup fault.Code = "rules_weights_groups"
	TrimLeavesNone fault.Code = "rules_trim_min"
	TwoSizes       fault.Code = "rules_tier_two_sizes"
	TwoOpenTiers   fault.Code = "rules_tier_two_open"
	MinBelowOpen   fault.Code = "rules_tier_min_below"
	FullMarksOff   fault.Code = "full_marks" // a warning
)

// decoder turns Nodes into rules and keeps every fault on the way.
type decoder struct {
	file   string
	faults fault.List
}

// fields says what to do with the value of each key of an object.
type fields map[string]func(*Node)

func (d *decoder) fault(code fault.Code, n *Node, args ...string) {
	found := n.Text
	if n.Type == List || n.Type == Object || n.Type == Null {
		found = n.Type.String()
	}
	args = append(args, "path", n.Path)
	d.faults = append(d.faults, fault.New(code, fault.At{File: d.file, Row: n.Line, Column: n.Path}, found, args...))
}

func (d *decoder) is(n *Node, want Type) bool {
	if n.Type != want {
		d.fault(WrongType, n, "want", want.String())
	}
	return n.Type == want
}

// object hands every key of n to its reader; a key without one is a fault, for
// a misspelt rule is a rule that does not hold.
func (d *decoder) object(n *Node, known fields, required ...string) {
	if !d.is(n, Object) {
		return
	}
	for _, f := range n.Fields {
		read, ok := known[f.Key]
		if !ok {
			allowed := sortedKeys(known)
			at := fault.At{File: d.file, Row: f.Line, Column: f.Value.Path}
			d.faults = append(d.faults, fault.New(UnknownKey, at, f.Key, "path", n.Path, "allowed", strings.Join(allowed, ", "), "meant", fault.Nearest(f.Key, allowed)))
			continue
		}
		read(f.Value)
	}
	for _, key := range required {
		if n.Find(key) == nil {
			d.fault(MissingKey, n, "key", key)
		}
	}
}

func sortedKeys(known fields) []string {
	var keys []string
	for k := range known {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// some reads a list of at least one item.
func some[T any](d *decoder, into *[]T, read func(*Node) T) func(*Node) {
	return func(n *Node) {
		if each(d, into, read)(n); n.Type == List && len(n.Items) == 0 {
			d.fault(EmptyText, n)
		}
	}
}

// each reads a list.
func each[T any](d *decoder, into *[]T, read func(*Node) T) func(*Node) {
	return func(n *Node) {
		if !d.is(n, List) {
			return
		}
		for _, item := range n.Items {
			*into = append(*into, read(item))
		}
	}
}

func (d *decoder) text(into *string) func(*Node) {
	return func(n *Node) {
		if n.Type != Number && !d.is(n, String) { // a key or name such as 2024 needs no quotes
			return
		}
		*into = n.Text
		if n.Type == Number { // what is hashed is the number, so 1.0 is 1
			dec, _ := parseDecimal(n.Text)
			*into = dec.canonical()
		}
		if strings.TrimSpace(n.Text) == "" {
			d.fault(EmptyText, n)
		}
	}
}

// word reads one of a few words.
func word[T ~string](d *decoder, into *T, allowed ...T) func(*Node) {
	return func(n *Node) {
		if n.Type == String && slices.Contains(allowed, T(n.Text)) {
			*into = T(n.Text)
			return
		}
		var words []string
		for _, a := range allowed {
			words = append(words, string(a))
		}
		d.fault(UnknownWord, n, "allowed", strings.Join(words, ", "), "meant", fault.Nearest(n.Text, words))
	}
}

func (d *decoder) number(n *Node) (score.Exact, bool) {
	if !d.is(n, Number) {
		return score.Exact{}, false
	}
	dec, _ := parseDecimal(n.Text)
	x, ok := dec.exact()
	if !ok {
		d.fault(TooPrecise, n, "most", strconv.Itoa(maxSignificant))
	}
	return x, ok
}

// exact reads a number that must not be negative, or must be above zero.
func (d *decoder) exact(n *Node, aboveZero bool) (x score.Exact) {
	x, ok := d.number(n)
	if ok && (x.Sign() < 0 || aboveZero && x.Sign() == 0) {
		d.outOfRange(n, aboveZero)
	}
	return x
}

func (d *decoder) outOfRange(n *Node, aboveZero bool) {
	allowed := "≥ 0"
	if aboveZero {
		allowed = "> 0"
	}
	d.fault(OutOfRange, n, "allowed", allowed)
}

func (d *decoder) optional(into **score.Exact) func(*Node) {
	return func(n *Node) { x := d.exact(n, false); *into = &x }
}

// points reads a bound or a step of a mark, which like every mark has at most
// four decimals.
func (d *decoder) points(n *Node) score.Points {
	x, ok := d.number(n)
	if !ok {
		return 0
	}
	whole, fits := x.Mul(score.Int(score.PointsPerUnit)).Int64()
	if !fits || whole >= score.MaxPoints || whole <= -score.MaxPoints {
		d.fault(TooManyPlaces, n)
		return 0
	}
	return score.Points(whole)
}

func (d *decoder) positivePoints(into *score.Points) func(*Node) {
	return func(n *Node) {
		before := len(d.faults)
		if *into = d.points(n); *into <= 0 && len(d.faults) == before {
			d.outOfRange(n, true)
		}
	}
}

// integer reads a whole number within bounds.
func (d *decoder) integer(into *int, least, most int) func(*Node) {
	return func(n *Node) {
		x, ok := d.number(n)
		if !ok {
			return
		}
		whole, isInt := x.Int64()
		if !isInt || whole < int64(least) || whole > int64(most) {
			d.fault(OutOfRange, n, "allowed", strconv.Itoa(least)+"…"+strconv.Itoa(most))
			return
		}
		*into = int(whole)
	}
}
