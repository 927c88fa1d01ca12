// Package lang holds every sentence a user reads, by code, in Chinese and in
// English, one file a language. Other packages return codes and words; only
// here do they become sentences. It imports package fault and the standard
// library.
package lang

import (
	"strconv"
	"strings"

	"leitai/internal/fault"
)

// Lang is a language that users may choose. The zero value is Chinese.
type Lang string

// The languages.
const (
	Chinese Lang = "zh"
	English Lang = "en"
)

// Parse finds the language in a flag's value or in the variable LANG:
// "en", "en_GB.UTF-8". Everything that does not say English is Chinese.
func Parse(s string) Lang {
	if strings.HasPrefix(strings.ToLower(s), "en") {
		return English
	}
	return Chinese
}

func (l Lang) catalog() map[string]string {
	if l == English {
		return en
	}
	return zh
}

// T returns the sentence of key with its placeholders filled; args are pairs of
// placeholder and word. A key without a sentence comes back as it is: tests
// prove that there is none.
func (l Lang) T(key string, args ...string) string {
	s, ok := l.catalog()[key]
	if !ok {
		return key
	}
	if len(args) == 0 {
		return s
	}
	pairs := make([]string, len(args)&^1)
	for i := 0; i+1 < len(args); i += 2 {
		pairs[i], pairs[i+1] = "{"+args[i]+"}", args[i+1]
	}
	return strings.NewReplacer(pairs...).Replace(s)
}

// Has tells whether there is a sentence for key.
func (l Lang) Has(key string) bool {
	_, ok := l.catalog()[key]
	return ok
}

// Fault is the sentence about f, with what was probably meant.
func (l Lang) Fault(f fault.Fault) string {
	s := tidy.Replace(l.T(string(f.Code), pairs(l, f)...))
	s = strings.TrimPrefix(strings.TrimPrefix(s, "："), ": ") // of a unit without a name
	if meant := f.Args["meant"]; meant != "" {
		s += l.T("meant", "meant", meant)
	}
	return s
}

// tidy closes the gap of a name that was not said twice.
var tidy = strings.NewReplacer(" ：", "：", " : ", ": ", "  ", " ")

// Expected is what would have been right in the place of f; empty if the
// sentence says all there is to say.
func (l Lang) Expected(f fault.Fault) string {
	key := string(f.Code) + ".expected"
	if !l.Has(key) {
		return ""
	}
	return l.T(key, pairs(l, f)...)
}

// pairs are the words for the placeholders. Names of columns and of types are
// said in the language, and a unit whose name is its id is named once.
func pairs(l Lang, f fault.Fault) []string {
	p := []string{"found", f.Found, "row", strconv.Itoa(f.At.Row), "column", l.Column(f.At.Column), "file", f.At.File}
	for k, v := range f.Args {
		switch {
		case k == "name" && v == f.Args["entry"]:
			v = ""
		case k == "want":
			v = l.wanted(v)
		case k == "by":
			v = l.Column(v)
		}
		p = append(p, k, v)
	}
	return p
}

// Column is what people call a column of a file; a name that is none of ours
// comes back as it is.
func (l Lang) Column(name string) string {
	if key := "column." + name; l.Has(key) {
		return l.T(key)
	}
	return name
}

// wanted says a list of columns, or a type, in the language.
func (l Lang) wanted(words string) string {
	if key := "type." + words; l.Has(key) {
		return l.T(key)
	}
	names := strings.Split(words, ", ")
	for i := range names {
		names[i] = l.Column(names[i])
	}
	return strings.Join(names, ", ")
}

// Name is the word for a code of the rules or of a result ("half_up", "veto")
// inside a sentence: the sentence of area.code.
func (l Lang) Name(area, code string) string { return l.T(area + "." + code) }
