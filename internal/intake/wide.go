package intake

import (
	"strconv"
	"strings"

	"leitai/internal/fault"
	"leitai/internal/score"
)

// wideColumn is one judge of a table with the judges across.
type wideColumn struct {
	at           int
	judge, group string
}

// wide recognises a table with entries down and judges across, as offices keep
// them, says so, and returns what reads its rows; nil for any other table.
func (s *scores) wide(t *table) func(*table) {
	if t.has("judge") || t.has("score") {
		for _, want := range longWays[0] {
			if !t.has(want) {
				s.c.add(fault.New(NoColumn, fault.At{File: t.file, Row: t.now, Column: want}, strings.Join(t.head, ", "), "want", want, "meant", fault.Nearest(want, t.head)))
				return func(*table) {}
			}
		}
		return nil
	}
	var judges []wideColumn
	var names []string
	for i, name := range t.head {
		if name == "" || columns[name] || besides[strings.ToLower(name)] {
			continue
		}
		w := wideColumn{at: i, judge: name, group: t.over[i]}
		if w.group != "" {
			w.judge = w.group + name // 评委1 of two groups are two judges
		}
		judges = append(judges, w)
		names = append(names, w.judge)
	}
	if len(judges) == 0 {
		s.c.add(fault.New(NoColumn, fault.At{File: t.file, Row: t.now, Column: "score"}, strings.Join(t.head, ", "), "want", "score"))
		return func(*table) {}
	}
	s.notes = append(s.notes, fault.New(ReadWide, fault.At{File: t.file}, "", "n", strconv.Itoa(len(judges)), "judges", strings.Join(names, "、")))
	return func(t *table) { s.wideRow(t, judges) }
}

// wideRow takes one entry: a mark, or a word for why there is none, a judge.
func (s *scores) wideRow(t *table, judges []wideColumn) {
	entry := t.cellAt(s.at.entry)
	e, named := s.entry(t, entry)
	p, known := s.partOf(t, t.cellAt(s.at.part), entry)
	of, sane := s.state(t, t.cellAt(s.at.state), entry) // of the whole row
	for _, w := range judges {
		text, sound := t.cellAt(w.at), true
		m := mark{entry: e}
		if m.left, _ = state(text); of != score.Counted {
			m.left = of
		} else if m.left == score.Counted { // 有效 without a mark is no mark
			m.points, sound = s.points(t, w.judge, text, entry, w.judge)
		}
		if !known {
			continue
		}
		group, seated := w.group, false
		if group == "" {
			group = t.cellAt(s.at.group)
		}
		if m.judge, seated = s.judge(t, p, w.judge, group, entry, w.judge); seated && named && sound && sane {
			m.point = s.parts[p].pointIndex(t.cell("point"))
			s.add(t, p, m)
		}
	}
}
