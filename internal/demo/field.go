package demo

import "strconv"

// fieldTeam are the five members of the field team (观摩组); the third comes
// from a township and is recused from its branches.
func (c *sample) fieldTeam() (out []judge) {
	for i := range 5 {
		j := judge{name: "观摩组" + strconv.Itoa(i+1)}
		d := roll(c.seed, "judge", j.name)
		j.severity, j.spread = d.bell(8), d.between(90, 115)
		if i == 2 {
			j.township = "西社镇"
		}
		out = append(out, j)
	}
	return out
}

// field is field.csv. What is checked, counted or asked is one fact for the
// whole team; what is judged differs from member to member.
func (c *sample) field() []byte {
	t, lines, team := newTable(stageHeading), sheet("22_sheet_field.csv"), c.fieldTeam()
	for b, batch := range batchNames {
		for _, u := range c.inBatch(b) {
			facts := c.facts(u, lines)
			for i := range team {
				j := &team[i]
				if state := j.away(u); state != "" {
					t.add(u.code, j.name, "", "", "", "field", batch, "", state)
					continue
				}
				for k, tenths := range c.visit(j, u, lines, facts) {
					t.add(u.code, j.name, "", lines[k].code, decimal(tenths, 1), "field", batch, "", "")
				}
			}
		}
	}
	return t.bytes()
}

// madeUp is what the twin that overran has more in the field, in tenths: 0.25
// of it is 0.40 of the half point lost on the stage.
const madeUp = 8

// visit are the marks of one member, in tenths.
func (c *sample) visit(j *judge, u *unit, lines []point, facts map[string]int) []int {
	d := roll(c.seed, "field", j.name, u.year.key)
	marks := make([]int, len(lines))
	more := 0
	if overran(u) {
		more = madeUp
	}
	for k := range lines {
		p := &lines[k]
		if fact, ok := facts[p.code]; ok {
			marks[k] = fact
			continue
		}
		marks[k] = p.mark(j.share(u.year.level[p.facet], u)-batchMood[u.batch], d)
		add := min(more, p.max-marks[k])
		marks[k], more = marks[k]+add, more-add
	}
	return marks
}

// facts are what the team found together, in tenths of a point: items lacking
// on the notice board, ledgers made up afterwards, five households asked.
func (c *sample) facts(u *unit, lines []point) map[string]int {
	d, facts := roll(c.seed, "facts", u.year.key), map[string]int{}
	for i := range lines {
		p, level := &lines[i], u.year.level[lines[i].facet]
		switch p.kind {
		case "check", "deduct": // two points for each thing found
			found := 0
			for range p.max / 20 {
				if d.chance(slip(level)) {
					found++
				}
			}
			facts[p.code] = p.max - 20*found
		case "indicator":
			tenths := 0
			for range 5 {
				switch x := d.below(1000); {
				case x < level-140:
					tenths += p.max / 5
				case x < level+60:
					tenths += p.max * 4 / 25 // 基本满意 counts 0.8
				}
			}
			facts[p.code] = tenths
		}
	}
	return facts
}

// slip is how often something is amiss at a level, in thousandths.
func slip(level int) int { return (1000 - level) * (1000 - level) / 400 }
