package demo

import "strconv"

// level is how good a unit was the year before, in thousandths: related to this
// year, but not the same.
func (c *sample) before(u *unit) int {
	if u.exempt {
		return 985
	}
	d := roll(c.seed, "before", u.code)
	now := 0
	for _, level := range c.yearOf(u).level {
		now += level
	}
	return clamp(260+now*66/100/facets+d.bell(24), 600, 960)
}

// codeBefore and townshipBefore are what a unit was called the year before.
func codeBefore(u *unit) string {
	if u.former != "" {
		return u.former
	}
	return u.code
}

func townshipBefore(u *unit) string {
	if u.former != "" {
		return "洪相乡"
	}
	return u.township
}

// previousEntries is previous/entries.csv.
func (c *sample) previousEntries() []byte {
	t := newTable("entry,name,township,batch,class,domain")
	for _, u := range c.units {
		if !u.newcomer {
			t.add(codeBefore(u), u.name, townshipBefore(u), batchNames[u.batch], u.class, u.domain)
		}
	}
	return t.bytes()
}

// previousScores is previous/scores.csv: seven judges on the stage, one mark of
// the field team.
func (c *sample) previousScores() []byte {
	t := newTable("entry,judge,score,part,batch")
	for _, u := range c.units {
		if u.newcomer {
			continue
		}
		d, level := roll(c.seed, "scores before", u.code), c.before(u)
		for j := range 7 {
			name := "评委" + strconv.Itoa(j+1)
			severity := roll(c.seed, "judge before", name).bell(9)
			t.add(codeBefore(u), name, decimal(clamp(level-severity+d.bell(10), 0, 1000), 1), "stage", batchNames[u.batch])
		}
		t.add(codeBefore(u), "观摩组", decimal(clamp(level+d.bell(14), 0, 1000), 1), "field", batchNames[u.batch])
	}
	return t.bytes()
}
