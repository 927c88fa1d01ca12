package demo

// yearOf draws the year of a unit: how good its work was, facet by facet, and
// how large it is. A township has a small effect of its own, so that townships
// differ, and good and weak years occur in every one of them.
func (c *sample) yearOf(u *unit) *year {
	d := roll(c.seed, "year", u.code)
	y := &year{key: u.code, order: u.order, isNew: u.newcomer}
	whole := 810 + roll(c.seed, "township", u.township).bell(14) + roll(c.seed, "class", u.class).bell(8) + d.bell(58)
	if u.exempt {
		whole = 945
	}
	for f := range facets {
		y.level[f] = clamp(whole+d.bell(22), 560, 985)
	}
	y.level[speech] = clamp(y.level[speech]+d.bell(18), 560, 985)
	y.households, y.members, y.grids = d.between(85, 520), d.between(18, 76), d.between(2, 6)
	if u.domain == "社区" {
		y.households, y.members, y.grids = d.between(900, 3200), d.between(60, 180), d.between(8, 18)
	}
	return y
}

// meanIncome is what a village has on average, in hundredths of 万元; the sum
// over the county is then what was reported for it.
const meanIncome = 7412

// spreadIncome shares the county's collective income (村集体经济收入) out among
// its villages, skewed as such incomes are: a few have very much.
func (c *sample) spreadIncome() {
	base := map[string]int{"川区": 130, "半山": 100, "山区": 80}
	shares, total, n := map[*unit]int{}, 0, 0
	for _, u := range c.units {
		if u.domain != "农村" {
			continue
		}
		d := roll(c.seed, "income", u.code)
		x := 100 + d.below(60)
		for range 3 {
			x = x * (100 + d.below(75)) / 100
		}
		if d.chance(90) {
			x = x * d.between(2, 4)
		}
		shares[u] = x * base[u.class] * (u.year.level[effect] - 300) / 500
		total += shares[u]
		n++
	}
	for u, share := range shares {
		u.year.income = share * meanIncome / (total / n)
	}
}

// twin says that two units of one batch and one class had the same year, so
// that their totals are equal and the rule about ties has something to do.
type twin struct {
	of, is  string
	founded bool // the founding day is shared too: no key of the chain parts them
	overrun bool // the second lost half a point on the clock and made it up in the field
}

// twins stand at the boundaries of the committed files; a test proves it.
var twins = []twin{
	{of: "141122100205", is: "141122101208", founded: true}, // first batch, 先进: both are taken in
	{of: "141122105207", is: "141122100208"},                // first batch, last 三等奖: the older branch has it
	{of: "141122100005", is: "141122100002", founded: true}, // second batch, 后进: both are left out
	{of: "141122105213", is: "141122105206", overrun: true}, // third batch, last 一等奖: the stage decides
}

// pair gives the second of each twins the year of the first.
func (c *sample) pair() {
	for _, t := range twins {
		of, is := c.unit(t.of), c.unit(t.is)
		is.year = of.year
		if t.founded {
			is.founded = of.founded
		}
	}
}

// overran tells whether a unit is the twin that overran.
func overran(u *unit) bool {
	for _, t := range twins {
		if t.overrun && t.is == u.code {
			return true
		}
	}
	return false
}
