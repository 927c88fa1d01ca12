package intake

import (
	"strings"

	"leitai/internal/fault"
	"leitai/internal/standing"
)

// roster finds entries by what files call them: code, name, or a name that
// differs only in what offices leave out or add (成村 for 成村村委会). Without
// entries.csv it takes every text as the id of an entry.
type roster struct {
	entries []standing.Entry
	open    bool             // entries.csv was not given: new ids are entries
	byText  map[string]int32 // ids, names, and texts found before
	names   map[string][]int32
	stems   map[string][]int32
	meant   map[string]string // guesses made, by what was found
	notes   fault.List

	last      string // what the row before said: files stand in the order of entries
	lastEntry int32
}

func newRoster(entries []standing.Entry, open bool) *roster {
	r := &roster{entries: entries, open: open, byText: make(map[string]int32, len(entries)), names: map[string][]int32{}, stems: map[string][]int32{}}
	for i := range entries {
		e := int32(i)
		r.byText[entries[i].ID] = e
		r.names[entries[i].Name] = append(r.names[entries[i].Name], e)
		if s := stem(entries[i].Name); s != "" {
			r.stems[s] = append(r.stems[s], e)
		}
	}
	return r
}

// stem is a name without what is left out in speech: 成村村民委员会 → 成.
func stem(name string) string {
	for _, tail := range []string{"党支部", "党总支", "党委"} {
		name = strings.TrimSuffix(name, tail)
	}
	for _, tail := range []string{"社区居民委员会", "社区居委会", "居民委员会", "居委会", "社区", "村民委员会", "村委会", "村委", "村"} {
		if s, ok := strings.CutSuffix(name, tail); ok && s != "" {
			return strings.TrimSuffix(s, "村")
		}
	}
	return name
}

// find returns the entry that text names. ok is false if there is none, or if
// there are several, which then is a fault of its own.
func (r *roster) find(text string, at fault.At) (e int32, f *fault.Fault) {
	if text == r.last && text != "" {
		return r.lastEntry, nil
	}
	if e, ok := r.byText[text]; ok {
		r.last, r.lastEntry = text, e
		return e, nil
	}
	text = strings.Clone(text) // the row it stands in is read over
	if r.open {
		e := int32(len(r.entries))
		r.entries = append(r.entries, standing.Entry{ID: text})
		r.byText[text] = e
		return e, nil
	}
	those := r.names[text]
	if len(those) == 0 {
		those = r.stems[stem(text)]
	}
	switch len(those) {
	case 0:
		f := fault.New(UnknownEntry, at, text, "entry", text, "meant", r.nearest(text))
		return 0, &f
	case 1:
		e = those[0]
	default:
		var ids []string
		for _, i := range those {
			ids = append(ids, r.entries[i].ID+" "+r.entries[i].Township+r.entries[i].Name)
		}
		f := fault.New(AmbiguousName, at, text, "entry", text, "those", strings.Join(ids, "、"))
		return 0, &f
	}
	r.byText[text] = e
	if r.entries[e].Name != text {
		r.notes = append(r.notes, fault.New(NameTaken, at, text, "entry", r.entries[e].ID, "name", r.entries[e].Name))
	}
	return e, nil
}

// maxGuesses bounds how many names are guessed at: each takes a look at the whole
// roster, and who finds a hundred strange names has another list before him.
const maxGuesses = 100

// nearest looks for a slip of the pen in names and codes; in a long roster that
// would take longer than it helps.
func (r *roster) nearest(text string) string {
	meant, made := r.meant[text]
	if made || len(r.meant) == maxGuesses || len(r.entries) > 5000 {
		return meant
	}
	words := make([]string, 0, 2*len(r.entries))
	for i := range r.entries {
		words = append(words, r.entries[i].Name, r.entries[i].ID)
	}
	if r.meant == nil {
		r.meant = map[string]string{}
	}
	r.meant[text] = fault.Nearest(text, words)
	return r.meant[text]
}
