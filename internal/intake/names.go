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

// kindsOfUnit are the endings that mean the same kind of unit. A village never
// stands for a community of the same name, nor a branch for a committee.
var kindsOfUnit = [][]string{
	{"村民委员会", "村委会", "村委", "村"},
	{"社区居民委员会", "社区居委会", "居民委员会", "居委会", "社区"},
}

// stem is a name without its ending, with the kind that the ending names:
// 成村村民委员会 and 成村 are both village 成. A name without such an ending has
// none and is matched only as it stands.
func stem(name string) string {
	for _, endings := range kindsOfUnit {
		for _, ending := range endings {
			if s, ok := strings.CutSuffix(name, ending); ok && s != "" {
				if last := endings[len(endings)-1]; s != last {
					s = strings.TrimSuffix(s, last)
				}
				return s + " " + endings[len(endings)-1]
			}
		}
	}
	return ""
}

// find returns the entry that text names, or the fault that there is none, or
// that there are several.
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
		r.alike(text, e, at)
		return e, nil
	}
	those := r.names[text]
	if s := stem(text); len(those) == 0 && s != "" {
		those = r.stems[s]
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

// alike notes that a new unit has the name of another but for 村, 村委会 and the
// like: without entries.csv they are two.
func (r *roster) alike(text string, e int32, at fault.At) {
	s := stem(text)
	if s == "" || len(r.entries) > 5000 {
		return
	}
	if those := r.stems[s]; len(those) > 0 {
		r.notes = append(r.notes, fault.New(Alike, at, text, "entry", text, "other", r.entries[those[0]].ID))
	}
	r.stems[s] = append(r.stems[s], e)
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
