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
	s := l.T(string(f.Code), pairs(f)...)
	if meant := f.Args["meant"]; meant != "" {
		s += l.T("meant", "meant", meant)
	}
	return s
}

// Expected is what would have been right in the place of f; empty if the
// sentence says all there is to say.
func (l Lang) Expected(f fault.Fault) string {
	key := string(f.Code) + ".expected"
	if !l.Has(key) {
		return ""
	}
	return l.T(key, pairs(f)...)
}

func pairs(f fault.Fault) []string {
	p := []string{"found", f.Found, "row", strconv.Itoa(f.At.Row), "column", f.At.Column, "file", f.At.File}
	for k, v := range f.Args {
		p = append(p, k, v)
	}
	return p
}

// Name is the word for a code of the rules or of a result ("half_up", "veto")
// inside a sentence: the sentence of area.code.
func (l Lang) Name(area, code string) string { return l.T(area + "." + code) }
