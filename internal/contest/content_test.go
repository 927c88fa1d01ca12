package contest_test

import (
	"reflect"
	"slices"
	"testing"

	"leitai/internal/contest"
)

// TestEveryFieldOfACommandIsItsContent: a key that comes again with another value
// in any field is no repeat. A field that is added to Deed is either hashed or
// named here.
func TestEveryFieldOfACommandIsItsContent(t *testing.T) {
	not := []string{
		"Key", "By", "Role", // whose key it is
		"Expect", "BasedOn", // versions, which a repeat may bring anew
		"Session", "Move", "Free", // of claims, whose repeat the gate knows
		"Definition", // hashed as its payload
	}
	empty := (&contest.Deed{Kind: contest.Timer}).Hash()
	fields := reflect.TypeFor[contest.Deed]()
	for i := range fields.NumField() {
		field := fields.Field(i)
		if !field.IsExported() || slices.Contains(not, field.Name) {
			continue
		}
		d := &contest.Deed{Kind: contest.Timer}
		give(t, reflect.ValueOf(d).Elem().Field(i))
		if d.Hash() == empty {
			t.Errorf("%s is no content", field.Name)
		}
	}
}

// give sets a field to something that it is not without a word.
func give(t *testing.T, v reflect.Value) {
	t.Helper()
	switch v.Kind() {
	case reflect.String:
		v.SetString("x")
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Int64:
		v.SetInt(7)
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
	case reflect.Map:
		v.Set(reflect.MakeMap(v.Type()))
		v.SetMapIndex(reflect.ValueOf("x"), reflect.ValueOf("1"))
	default:
		t.Fatalf("what is a %s?", v.Type())
	}
}
