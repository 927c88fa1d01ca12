package standard

import (
	"slices"

	"leitai/internal/fault"
	"leitai/internal/score"
)

// complete finds the points without a row and the classes that are lacking.
func (l *ledger) complete(in *Input) {
	for e := range l.entries {
		id, name := l.entries[e].ID, l.entries[e].Name
		var lacking []*Point
		for p := range l.said[e] {
			if l.said[e][p].rows == 0 {
				lacking = append(lacking, l.standard.Points[p])
			}
		}
		if len(lacking) == len(l.standard.Points) {
			l.faults = append(l.faults, fault.New(EntryLacking, fault.At{File: valuesFile(in), Column: "entry"}, "", "entry", id, "name", name))
			continue
		}
		for _, p := range lacking {
			l.faults = append(l.faults, fault.New(RowLacking, fault.At{File: valuesFile(in), Column: "point"}, "", "entry", id, "point", p.Code, "name", p.Name))
		}
	}
	l.classes(in)
}

// classes finds entries that are compared with others and have no class.
func (l *ledger) classes(in *Input) {
	for e := range l.entries {
		for p, point := range l.standard.Points {
			if !point.Comparative() || len(l.said[e][p].readings) == 0 || l.entries[e].Class != "" {
				continue
			}
			if !in.Listed {
				l.faults = append(l.faults, fault.New(ClassesNeeded, fault.At{Column: "class"}, "", "point", point.Code, "name", point.Name))
				return
			}
			at := l.entries[e].At
			at.Column = "class"
			l.faults = append(l.faults, fault.New(ClassLacking, at, "", "entry", l.entries[e].ID, "point", point.Code, "name", point.Name))
			break
		}
	}
}

// valuesFile names the file of the values where there is only one.
func valuesFile(in *Input) string {
	file := ""
	for i := range in.Values {
		if file != "" && file != in.Values[i].At.File {
			return ""
		}
		file = in.Values[i].At.File
	}
	return file
}

// peers are the figures of a class under a point; each is gathered once.
func (l *ledger) peers(class string, p int) peers {
	key := peerKey{class, p}
	if among, ok := l.among[key]; ok {
		return among
	}
	among := peers{class: class}
	for e := range l.entries {
		if l.entries[e].Class == class {
			for _, r := range l.said[e][p].readings {
				among.figures = append(among.figures, r.Figure)
			}
		}
	}
	slices.SortFunc(among.figures, func(a, b score.Exact) int { return b.Cmp(a) })
	l.among[key] = among
	return among
}

type peerKey struct {
	class string
	point int
}
