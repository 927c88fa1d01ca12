package standard

import (
	"bytes"
	"encoding/json"
	"strings"

	"leitai/internal/score"
)

// ChangeKind is what became of a point between two editions.
type ChangeKind string

// The kinds of changes.
const (
	Added   ChangeKind = "added"
	Removed ChangeKind = "removed"
	Moved   ChangeKind = "moved"   // stands under another code
	Changed ChangeKind = "changed" // says something else
)

// Change is one difference between two editions.
type Change struct {
	Kind          ChangeKind
	Before, After *Point        // nil where the point is not
	Fields        []FieldChange // what else is different
}

// FieldChange is a column that says something else.
type FieldChange struct{ Column, Before, After string }

// Diff lists what became of every point that is not the same in both editions,
// in the order of the later one, then what is gone. A point is known by its code
// and name, else by its name alone, which then has moved, else by its code.
func Diff(before, after *Standard) []Change {
	pairs := matched(before, after)
	kept := map[*Point]bool{}
	var changes []Change
	for _, p := range after.Points {
		old := pairs[p]
		if old == nil {
			changes = append(changes, Change{Kind: Added, After: p})
			continue
		}
		kept[old] = true
		c := Change{Kind: Changed, Before: old, After: p, Fields: fieldChanges(old, p)}
		if old.Code != p.Code {
			c.Kind = Moved
		}
		if c.Kind == Moved || len(c.Fields) > 0 {
			changes = append(changes, c)
		}
	}
	for _, p := range before.Points {
		if !kept[p] {
			changes = append(changes, Change{Kind: Removed, Before: p})
		}
	}
	return changes
}

// matched pairs each point of the later edition with that of the earlier.
func matched(before, after *Standard) map[*Point]*Point {
	pairs, taken := map[*Point]*Point{}, map[*Point]bool{}
	for _, same := range []func(a, b *Point) bool{
		func(a, b *Point) bool { return a.Code == b.Code && a.Name == b.Name },
		func(a, b *Point) bool { return a.Name == b.Name },
		func(a, b *Point) bool { return a.Code == b.Code },
	} {
		for _, p := range after.Points {
			for _, old := range before.Points {
				if pairs[p] == nil && !taken[old] && same(old, p) {
					pairs[p], taken[old] = old, true
				}
			}
		}
	}
	return pairs
}

func fieldChanges(a, b *Point) []FieldChange {
	var out []FieldChange
	add := func(column, before, after string, same bool) {
		if !same {
			out = append(out, FieldChange{column, before, after})
		}
	}
	text := func(column, before, after string) { add(column, before, after, before == after) }
	number := func(column string, before, after score.Exact) {
		add(column, before.String(), after.String(), before.Cmp(after) == 0)
	}
	text("point", a.Name, b.Name)
	text("score_type", string(a.Kind), string(b.Kind))
	number("max_points", a.Max, b.Max)
	number("line", a.Line, b.Line)
	text("rule", a.Rule, b.Rule)
	add("params", a.Params, b.Params, sameParams(a.Params, b.Params))
	text("source", a.Source, b.Source)
	text("assessor", a.Assessor, b.Assessor)
	text("period", a.Period, b.Period)
	text("evidence", a.Evidence, b.Evidence)
	text("basis", a.Basis, b.Basis)
	return out
}

// sameParams compares what params say, not how they are spelled: 1.0 is 1, and
// the order of keys says nothing.
func sameParams(a, b string) bool {
	return a == b || bytes.Equal(canonical(a), canonical(b))
}

func canonical(params string) []byte {
	d := json.NewDecoder(strings.NewReader(params))
	d.UseNumber()
	var v any
	if d.Decode(&v) != nil {
		return []byte(params)
	}
	out, _ := json.Marshal(plain(v)) // decoded from JSON: it encodes
	return out
}

// plain gives every number its shortest spelling.
func plain(v any) any {
	switch v := v.(type) {
	case json.Number:
		if x, ok := score.ParseExact(v.String()); ok {
			return json.Number(x.String())
		}
	case []any:
		for i := range v {
			v[i] = plain(v[i])
		}
	case map[string]any:
		for k := range v {
			v[k] = plain(v[k])
		}
	}
	return v
}
