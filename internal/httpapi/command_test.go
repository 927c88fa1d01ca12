package httpapi

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"leitai/internal/contest"
)

// TestEveryFieldOfACommandIsOfItsDeed: a body in which any one value of any field
// that its command may have is another makes another deed, so that a repeat with
// the same key is key_reused and not the answer to what was sent before.
func TestEveryFieldOfACommandIsOfItsDeed(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		all := valueOf(t, reflect.TypeFor[commandBody](), "body")
		for _, kind := range contest.Commands() {
			fields := append(contest.Fields(kind), "reason")
			body := commandBody{Type: string(kind)}
			for _, name := range fields {
				fieldOf(t, &body, name).Set(fieldOf(t, all.Addr().Interface().(*commandBody), name))
			}
			for _, name := range fields {
				v := fieldOf(t, &body, name)
				for _, change := range []reflect.Value{reflect.Zero(v.Type()), anotherOf(t, v, name)} {
					other := body
					fieldOf(t, &other, name).Set(change)
					if hashOf(&other) == hashOf(&body) {
						t.Fatalf("%s: %s is %v and %v in the same deed", kind, name, reflect.Indirect(v), reflect.Indirect(change))
					}
				}
			}
			other := body
			other.Expect = new(int64)
			if hashOf(&other) != hashOf(&body) {
				t.Fatalf("%s on another version is another deed", kind)
			}
		}
	})
}

func hashOf(b *commandBody) uint64 {
	d := b.deed("k", &caller{})
	return d.Hash()
}

func fieldOf(t *rapid.T, b *commandBody, name string) reflect.Value {
	v := reflect.ValueOf(b).Elem()
	for i := range v.NumField() {
		if wireName(v.Type().Field(i)) == name {
			return v.Field(i)
		}
	}
	t.Fatalf("the body has no %s", name)
	return v
}

// valueOf draws a value that is not the one that an absent field has.
func valueOf(t *rapid.T, of reflect.Type, label string) reflect.Value {
	v := reflect.New(of).Elem()
	switch of.Kind() {
	case reflect.Pointer:
		v.Set(reflect.New(of.Elem()))
		v.Elem().Set(valueOf(t, of.Elem(), label))
	case reflect.String:
		v.SetString(rapid.StringMatching(`[a-z0-9村 ]{1,4}`).Draw(t, label))
	case reflect.Int64:
		v.SetInt(rapid.Int64Range(1, 1<<40).Draw(t, label))
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Slice:
		for range rapid.IntRange(1, 3).Draw(t, label+", how many") {
			v = reflect.Append(v, valueOf(t, of.Elem(), label))
		}
	case reflect.Map:
		v.Set(reflect.MakeMap(of))
		for range rapid.IntRange(1, 3).Draw(t, label+", how many") {
			v.SetMapIndex(valueOf(t, of.Key(), label), valueOf(t, of.Elem(), label))
		}
	case reflect.Struct:
		for i := range of.NumField() {
			v.Field(i).Set(valueOf(t, of.Field(i).Type, label+" "+of.Field(i).Name))
		}
	default:
		t.Fatalf("what is a %s?", of)
	}
	return v
}

// anotherOf is a copy of v in which one value, of one of its parts, is another.
func anotherOf(t *rapid.T, v reflect.Value, label string) reflect.Value {
	out := reflect.New(v.Type()).Elem()
	out.Set(v)
	switch v.Kind() {
	case reflect.Pointer:
		out.Set(reflect.New(v.Type().Elem()))
		out.Elem().Set(anotherOf(t, v.Elem(), label))
	case reflect.String:
		out.SetString(v.String() + "x")
	case reflect.Int64:
		out.SetInt(v.Int() + 1)
	case reflect.Bool:
		out.SetBool(!v.Bool())
	case reflect.Slice:
		out.Set(reflect.AppendSlice(reflect.MakeSlice(v.Type(), 0, v.Len()), v))
		at := rapid.IntRange(0, v.Len()-1).Draw(t, label+", which")
		out.Index(at).Set(anotherOf(t, v.Index(at), label))
	case reflect.Map:
		out.Set(reflect.MakeMap(v.Type()))
		keys := slices.SortedFunc(slices.Values(v.MapKeys()), func(a, b reflect.Value) int { return strings.Compare(a.String(), b.String()) })
		at := rapid.IntRange(0, len(keys)-1).Draw(t, label+", which")
		for i, key := range keys {
			if value := v.MapIndex(key); i == at {
				out.SetMapIndex(key, anotherOf(t, value, label))
			} else {
				out.SetMapIndex(key, value)
			}
		}
	case reflect.Struct:
		at := rapid.IntRange(0, v.NumField()-1).Draw(t, label+", which field")
		out.Field(at).Set(anotherOf(t, v.Field(at), label))
	default:
		t.Fatalf("what is a %s?", v.Type())
	}
	return out
}
