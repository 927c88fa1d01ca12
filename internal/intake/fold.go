package intake

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"leitai/internal/fault"
	"leitai/internal/rules"
	"leitai/internal/score"
	"leitai/internal/standing"
)

// panel folds the marks of part p into what standing takes: for each entry one
// mark a judge, in the order of the panel; a sheet with points is one mark, their
// sum. Everything wrong with a sheet is a fault here.
func (s *scores) panel(p int) standing.Panel {
	part := &s.parts[p]
	order := judgeOrder(part.judges)
	byEntry, n := part.sorted(order.rank, part.orderPoints(len(s.rules.Parts[p].Sheet)+1), len(s.who.entries))
	f := &folder{s: s, p: p, part: &s.rules.Parts[p], judges: order.sorted, points: part.points}
	panel := standing.Panel{Judges: order.sorted, Marks: make([][]score.Mark, len(byEntry))}
	f.all = make([]score.Mark, 0, n)
	for e, marks := range byEntry {
		panel.Marks[e] = f.entry(marks)
	}
	panel.Points, panel.Sheets = part.points, f.sheets
	return panel
}

// ordered is a panel by group and id, and where each judge went.
type ordered struct {
	sorted []standing.Judge
	rank   []int32
}

func judgeOrder(judges []standing.Judge) ordered {
	index := make([]int32, len(judges))
	for i := range index {
		index[i] = int32(i)
	}
	slices.SortFunc(index, func(a, b int32) int {
		return cmp.Or(cmp.Compare(judges[a].Group, judges[b].Group), standing.Natural(judges[a].ID, judges[b].ID), cmp.Compare(judges[a].ID, judges[b].ID))
	})
	o := ordered{rank: make([]int32, len(judges))}
	for to, from := range index {
		o.sorted = append(o.sorted, judges[from])
		o.rank[from] = int32(to)
	}
	return o
}

// orderPoints puts the points that no sheet of the rules orders into the order of
// their names, and returns where each went.
func (p *partMarks) orderPoints(known int) []int32 {
	slices.SortFunc(p.points[known:], func(a, b string) int { return cmp.Or(standing.Natural(a, b), cmp.Compare(a, b)) })
	rank := make([]int32, len(p.points))
	for to, name := range p.points {
		rank[p.byName[name]] = int32(to) // "" is no point and stays 0
	}
	return rank
}

// sorted orders the marks by entry, judge and point, with judges and points
// renamed by rank, cuts them by entry, and counts them. It uses the blocks up.
func (p *partMarks) sorted(judges, points []int32, entries int) (byEntry [][]mark, n int) {
	start := make([]int, entries+1)
	for _, block := range p.blocks {
		n += len(block)
		for i := range block {
			start[block[i].entry+1]++
		}
	}
	for e := range entries {
		start[e+1] += start[e]
	}
	all, next := make([]mark, n), slices.Clone(start)
	for b, block := range p.blocks {
		for i := range block {
			m := block[i]
			m.judge, m.point = judges[m.judge], points[m.point]
			all[next[m.entry]] = m
			next[m.entry]++
		}
		p.blocks[b] = nil
	}
	byEntry = make([][]mark, entries)
	for e := range byEntry {
		byEntry[e] = all[start[e]:start[e+1]]
		slices.SortFunc(byEntry[e], byJudge)
	}
	return byEntry, n
}

// byJudge orders the marks of an entry; file and row make the order, and so the
// faults, the same however the files are given.
func byJudge(a, b mark) int {
	switch {
	case a.judge != b.judge:
		return cmp.Compare(a.judge, b.judge)
	case a.point != b.point:
		return cmp.Compare(a.point, b.point)
	default:
		return cmp.Or(cmp.Compare(a.file, b.file), cmp.Compare(a.row, b.row))
	}
}

// folder folds the sheets of one part.
type folder struct {
	s      *scores
	p      int
	part   *rules.Part
	judges []standing.Judge
	points []string
	all    []score.Mark // one block for the marks of every entry
	sheets [][]standing.PointMark
}

// entry folds the marks of one entry, sorted by judge and point.
func (f *folder) entry(marks []mark) []score.Mark {
	want := f.wanted(marks)
	first := len(f.all)
	for len(marks) > 0 {
		n := 1
		for n < len(marks) && marks[n].judge == marks[0].judge {
			n++
		}
		f.all = append(f.all, f.sheet(marks[:n], want))
		marks = marks[n:]
	}
	return f.all[first:len(f.all):len(f.all)]
}

// wanted are the points that every judge of the entry gives: the sheet of the
// rules, or else all that any of them gave; nil if marks are single numbers.
func (f *folder) wanted(marks []mark) []int32 {
	var want []int32
	if len(f.part.Sheet) > 0 {
		for i := range f.part.Sheet {
			want = append(want, int32(i)+1)
		}
		return want
	}
	for i := range marks {
		if m := &marks[i]; m.point != 0 && m.left == score.Counted && !f.total(m) && !slices.Contains(want, m.point) {
			want = append(want, m.point)
		}
	}
	slices.Sort(want)
	return want
}

func (f *folder) total(m *mark) bool {
	return f.part.Aggregate.Groups[f.judges[m.judge].Group].Total
}

// sheet makes one mark of the rows of a judge.
func (f *folder) sheet(rows []mark, want []int32) score.Mark {
	m := score.Mark{Judge: rows[0].judge, Left: rows[0].left}
	valid := 0
	for i := range rows {
		if i > 0 && rows[i].point == rows[i-1].point {
			f.fault(JudgeTwice, &rows[i], "judge", "first", f.place(&rows[i-1]), "point", f.points[rows[i].point])
			return m
		}
		if rows[i].left == score.Counted {
			valid++
			m.Points += rows[i].points
		}
	}
	switch {
	case valid == 0:
	case valid < len(rows):
		f.fault(SheetHalf, &rows[0], "state")
	case f.total(&rows[0]):
		f.single(rows, PointOnTotal)
	case len(want) == 0:
		f.single(rows, PointUnknown)
	default:
		f.check(rows, want, &m)
	}
	return m
}

// single checks a mark that is one number.
func (f *folder) single(rows []mark, otherwise fault.Code) {
	if rows[0].point != 0 {
		f.fault(otherwise, &rows[0], "point", "allowed", "")
		return
	}
	if whole := f.part.Whole(); !whole.Fits(rows[0].points) {
		f.outside(MarkOutside, &rows[0], rows[0].points, whole)
	}
}

// check compares the points of a sheet with those wanted, and each with its
// bounds; sound points are kept for the derivation.
func (f *folder) check(rows []mark, want []int32, m *score.Mark) {
	have := make([]int32, len(rows))
	kept := make([]standing.PointMark, len(rows))
	sound := true
	for i := range rows {
		have[i], kept[i] = rows[i].point, standing.PointMark{Point: rows[i].point, Mark: rows[i].points}
		switch {
		case !slices.Contains(want, rows[i].point):
			f.fault(PointUnknown, &rows[i], "point", "allowed", f.names(want), "meant", fault.Nearest(f.points[rows[i].point], strings.Split(f.names(want), ", ")))
			sound = false
		case len(f.part.Sheet) > 0:
			scale := f.part.Sheet[rows[i].point-1].Scale()
			if !scale.Fits(rows[i].points) {
				f.outside(PointOutside, &rows[i], rows[i].points, scale)
				sound = false
			}
		}
	}
	for _, w := range want {
		if !slices.Contains(have, w) {
			f.fault(PointLacking, &rows[0], "point", "point", f.points[w])
			sound = false
		}
	}
	if whole := f.part.Whole(); sound && !whole.Fits(m.Points) {
		f.outside(MarkOutside, &rows[0], m.Points, whole)
	}
	f.sheets = append(f.sheets, kept)
	m.Sheet = int32(len(f.sheets))
}

func (f *folder) names(points []int32) string {
	var names []string
	for _, p := range points {
		names = append(names, f.points[p])
	}
	return strings.Join(names, ", ")
}

func (f *folder) place(m *mark) string {
	return f.s.files[m.file] + ":" + strconv.Itoa(int(m.row))
}

func (f *folder) fault(code fault.Code, m *mark, column string, args ...string) {
	found := f.points[m.point]
	if column == "judge" {
		found = f.judges[m.judge].ID
	}
	f.add(code, m, column, found, args...)
}

func (f *folder) outside(code fault.Code, m *mark, found score.Points, scale *rules.Scale) {
	f.add(code, m, "score", found.String(), "point", f.points[m.point], "allowed", scaleText(scale))
}

func (f *folder) add(code fault.Code, m *mark, column, found string, args ...string) {
	at := fault.At{File: f.s.files[m.file], Row: int(m.row), Column: column}
	args = append(args, "entry", f.s.who.entries[m.entry].ID, "name", f.s.who.entries[m.entry].Name, "judge", f.judges[m.judge].ID, "part", f.part.Name)
	f.s.c.add(fault.New(code, at, found, args...))
}

// scaleText writes a scale as faults show it: 0…10 / 0.1.
func scaleText(s *rules.Scale) string {
	text := s.Least().String() + "…"
	if s == nil {
		return text
	}
	if s.Max != nil {
		text += s.Max.String()
	}
	if s.Step != 0 {
		text += " / " + s.Step.String()
	}
	return text
}
