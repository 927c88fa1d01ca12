package intake

import (
	"maps"
	"slices"
	"strings"

	"leitai/internal/fault"
	"leitai/internal/rules"
	"leitai/internal/score"
	"leitai/internal/standing"
	"leitai/internal/tabular"
)

// The faults of scores.csv.
const (
	BatchDiffers   fault.Code = "batch_differs"
	EmptyScore     fault.Code = "empty_score"
	NotAMark       fault.Code = "not_a_mark"
	UnknownState   fault.Code = "unknown_state"
	UnknownGroup   fault.Code = "unknown_group"
	GroupLacking   fault.Code = "group_lacking"
	JudgeTwoGroups fault.Code = "judge_two_groups"
	JudgeTwice     fault.Code = "judge_twice"
	SheetHalf      fault.Code = "sheet_half_valid"
	PointLacking   fault.Code = "point_lacking"
	PointUnknown   fault.Code = "point_unknown"
	PointOnTotal   fault.Code = "point_on_total"
	MarkOutside    fault.Code = "mark_outside"
	PointOutside   fault.Code = "point_outside"
)

// mark is one row of a scores file, as small as it can be: a country has
// millions of them.
type mark struct {
	points score.Points
	entry  int32
	judge  int32 // index into the judges of the part
	row    int32
	point  int32 // index into the points of the part; 0 is "no point"
	file   uint16
	left   score.Reason
}

// scores gathers the marks of all files, part by part.
type scores struct {
	rules *rules.Rules
	who   *roster
	c     *collector
	files []string
	parts []partMarks
	notes fault.List

	at    positions
	part  int    // of the row before: files seldom change the part
	said  string // what that row called it
	batch map[string]string
}

// partMarks are the marks of one part before they are folded into panels.
type partMarks struct {
	blocks [][]mark // full ones but the last: nothing is copied as they grow
	judges []standing.Judge
	groups []string // what the first row of each judge called his group
	byID   map[string]int32
	points []string
	byName map[string]int32
}

// positions are where the columns of a file stand: looking names up for each of
// millions of cells would take longer than all the rest.
type positions struct{ entry, judge, score, group, point, batch, part, state int }

func positionsOf(t *table) positions {
	return positions{
		entry: t.position("entry"), judge: t.position("judge"), score: t.position("score"), group: t.position("group"),
		point: t.position("point"), batch: t.position("batch"), part: t.position("part"), state: t.position("state"),
	}
}

func newScores(r *rules.Rules, who *roster, c *collector) *scores {
	s := &scores{rules: r, who: who, c: c, parts: make([]partMarks, len(r.Parts)), said: "\x00", batch: map[string]string{"": ""}}
	for p := range s.parts {
		s.parts[p].byID = map[string]int32{}
		s.parts[p].byName = map[string]int32{}
		s.parts[p].points = []string{""}
		for _, point := range r.Parts[p].Sheet {
			s.parts[p].pointIndex(point.Point)
		}
	}
	return s
}

// blockSize is how many marks stand in one block, two megabytes.
const blockSize = 1 << 16

func (p *partMarks) append(m mark) {
	last := len(p.blocks) - 1
	switch {
	case last < 0:
		p.blocks, last = append(p.blocks, nil), 0 // a small contest: let it grow
	case len(p.blocks[last]) == blockSize:
		p.blocks, last = append(p.blocks, make([]mark, 0, blockSize)), last+1
	}
	p.blocks[last] = append(p.blocks[last], m)
}

func (p *partMarks) pointIndex(name string) int32 {
	if name == "" {
		return 0
	}
	i, ok := p.byName[name]
	if !ok {
		name = strings.Clone(name)
		i = int32(len(p.points))
		p.byName[name] = i
		p.points = append(p.points, name)
	}
	return i
}

// longWays and wideWays are the headings of a row a mark and of a table with
// the judges across.
var (
	longWays = [][]string{{"entry", "judge", "score"}, {"name", "judge", "score"}}
	wideWays = [][]string{{"entry"}, {"name"}}
)

// read adds the marks of one file.
func (s *scores) read(path string, opt tabular.Options) error {
	t, err := openTable(path, opt, append(longWays, wideWays...)...)
	if failed, err := s.c.absorb(err); failed {
		return err
	}
	defer t.close()
	t.entryColumn()
	s.files = append(s.files, t.file)
	s.at = positionsOf(t)
	row := s.longRow
	if wide := s.wide(t); wide != nil {
		row = wide
	}
	n := 0
	err = t.each(s.c, func() {
		if text := t.cellAt(s.at.entry); footer(text) {
			s.notes = append(s.notes, fault.New(FooterLeft, t.where("entry"), text))
			return
		}
		row(t)
		n++
	})
	if n == 0 {
		s.notes = append(s.notes, fault.New(NoScores, fault.At{File: t.file}, ""))
	}
	s.notes = append(s.notes, t.r.Notes()...)
	return err
}

// longRow takes one mark. Everything wrong with the row is a fault, not only the
// first of it.
func (s *scores) longRow(t *table) {
	entry, judge := t.cellAt(s.at.entry), t.cellAt(s.at.judge)
	e, named := s.entry(t, entry)
	p, known := s.partOf(t, t.cellAt(s.at.part), entry)
	m := mark{entry: e}
	sound := false
	if m.left, sound = s.state(t, t.cellAt(s.at.state), entry); sound && m.left == score.Counted {
		m.points, sound = s.points(t, "score", t.cellAt(s.at.score), entry, judge)
	}
	if !known {
		return
	}
	if m.judge, known = s.judge(t, p, judge, t.cellAt(s.at.group), entry, "judge"); known && named && sound {
		m.point = s.parts[p].pointIndex(t.cellAt(s.at.point))
		s.add(t, p, m)
	}
}

func (s *scores) state(t *table, text, entry string) (score.Reason, bool) {
	if text == "" {
		return score.Counted, true
	}
	left, known := state(text)
	if !known {
		s.c.add(fault.New(UnknownState, t.where("state"), text, "entry", entry, "meant", fault.Nearest(text, slices.Sorted(maps.Keys(states)))))
	}
	return left, known
}

// add stores a mark.
func (s *scores) add(t *table, p int, m mark) {
	m.row, m.file = int32(t.now), uint16(len(s.files)-1)
	s.parts[p].append(m)
}

// entry finds the unit of a row and notes its batch.
func (s *scores) entry(t *table, text string) (int32, bool) {
	if text == "" {
		s.c.add(fault.New(EmptyCell, t.where("entry"), "", "entry", ""))
		return 0, false
	}
	e, f := s.who.find(text, t.where("entry"))
	if f != nil {
		s.c.add(*f)
		return 0, false
	}
	entry := &s.who.entries[e]
	if entry.Name == "" {
		if entry.Name = strings.Clone(t.cell("name")); entry.Name == "" {
			entry.Name = entry.ID
		}
	}
	switch batch := t.cellAt(s.at.batch); {
	case batch == "" || batch == entry.Batch:
	case entry.Batch == "":
		own, ok := s.batch[batch]
		if !ok {
			own = strings.Clone(batch)
			s.batch[own] = own
		}
		entry.Batch = own
	default:
		s.c.add(fault.New(BatchDiffers, t.where("batch"), batch, "entry", text, "batch", entry.Batch))
	}
	return e, true
}

func (s *scores) partOf(t *table, text, entry string) (int, bool) {
	if text != s.said {
		key := text
		if key == "" {
			key = "stage"
		}
		s.said, s.part = strings.Clone(text), findPart(s.rules, key)
	}
	if s.part < 0 {
		found := text
		if found == "" {
			found = "stage"
		}
		s.c.add(fault.New(UnknownPart, t.where("part"), found, "entry", entry, "allowed", partKeys(s.rules), "meant", nearestPart(s.rules, text)))
	}
	return s.part, s.part >= 0
}

// points reads a number of at most four decimals; an empty one is a fault, not
// a zero.
func (s *scores) points(t *table, column, text, entry, judge string) (score.Points, bool) {
	p, ok := score.ParsePoints(text)
	if ok {
		return p, true
	}
	folded := fold(text)
	if p, ok = score.ParsePoints(folded); ok {
		return p, true
	}
	code := NotAMark
	if _, isNumber := score.ParseExact(folded); isNumber {
		code = FourDecimals
	}
	if text == "" {
		code = EmptyScore
	}
	s.c.add(fault.New(code, t.where(column), text, "entry", entry, "judge", judge, "meant", decimalMeant(text)))
	return 0, false
}

// judge finds a judge of the part by id and checks his group.
func (s *scores) judge(t *table, p int, id, group, entry, column string) (int32, bool) {
	if id == "" {
		s.c.add(fault.New(EmptyCell, t.where(column), "", "entry", entry))
		return 0, false
	}
	part := &s.parts[p]
	groups := s.rules.Parts[p].Aggregate.Groups
	g := 0
	if len(groups) > 1 {
		if g = groupIndex(groups, group); g < 0 {
			code := UnknownGroup
			if group == "" {
				code = GroupLacking
			}
			s.c.add(fault.New(code, t.where("group"), group, "part", s.rules.Parts[p].Name, "entry", entry, "judge", id, "allowed", groupKeys(groups)))
		}
	}
	j, ok := part.byID[id]
	if !ok {
		id = strings.Clone(id)
		j = int32(len(part.judges))
		part.byID[id] = j
		part.judges = append(part.judges, standing.Judge{ID: id, Group: g, Place: len(part.judges)})
		part.groups = append(part.groups, strings.Clone(group))
	}
	if part.judges[j].Group != g {
		s.c.add(fault.New(JudgeTwoGroups, t.where("group"), group, "entry", entry, "judge", id, "other", part.groups[j]))
		return 0, false
	}
	return j, g >= 0
}

func groupIndex(groups []rules.Group, text string) int {
	if i := slices.IndexFunc(groups, func(g rules.Group) bool { return g.Key == text }); i >= 0 {
		return i
	}
	return slices.IndexFunc(groups, func(g rules.Group) bool { return g.Name == text })
}

func groupKeys(groups []rules.Group) string {
	var keys []string
	for i := range groups {
		keys = append(keys, groups[i].Key)
	}
	return strings.Join(keys, ", ")
}
