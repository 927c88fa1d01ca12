package demo

import (
	"leitai/internal/standard"
)

// measure says how large a figure is, in hundredths of its unit, for weak and
// for good work (levels 600 and 950), how far it strays, and what it is counted
// in: among from…to things, or of something the unit has.
type measure struct {
	weak, good, stray int
	from, to          int
	of                func(*year) int
	whole             bool // a number of things, not a rate
	count             bool // the figure itself is a whole number
}

// measures are the indicators of both standards, by metric_key. Levels follow
// what the county reported: nearly every grid report is closed.
var measures = map[string]measure{
	"grid_case_close_rate":          {weak: 9540, good: 10020, stray: 60, of: func(y *year) int { return y.grids*43 + y.members%17 }},
	"grid_case_ontime_rate":         {weak: 8400, good: 9900, stray: 150, of: func(y *year) int { return y.grids*43 + y.members%17 }},
	"grid_staffing_rate":            {weak: 8300, good: 10500, stray: 500, of: func(y *year) int { return y.grids }},
	"grid_group_coverage":           {weak: 8000, good: 10200, stray: 400, of: func(y *year) int { return y.grids }},
	"grid_worker_awareness":         {weak: 6300, good: 9800, stray: 500, from: 10, to: 20},
	"dispute_resolved_rate":         {weak: 9050, good: 10150, stray: 150, from: 9, to: 46},
	"proxy_service_ontime_rate":     {weak: 9000, good: 10050, stray: 120, from: 40, to: 160},
	"dues_paid_rate":                {weak: 9600, good: 10080, stray: 60, of: func(y *year) int { return 12 * y.members }},
	"study_hours_reach_rate":        {weak: 7800, good: 10100, stray: 300, of: func(y *year) int { return y.members }},
	"collective_income_growth":      {weak: -150, good: 2150, stray: 250},
	"operating_income_share":        {weak: 1700, good: 6300, stray: 400},
	"project_performing_rate":       {weak: 7000, good: 10600, stray: 600, from: 2, to: 5},
	"employed_per_household":        {weak: 76, good: 116, stray: 6, of: func(y *year) int { return y.households }, whole: true},
	"practical_matter_done_rate":    {weak: 8000, good: 10700, stray: 400, from: 4, to: 10},
	"rectify_done_rate":             {weak: 7400, good: 10700, stray: 500, from: 3, to: 9},
	"reserve_cadre_count":           {weak: 80, good: 330, stray: 30, count: true},
	"volunteer_activities":          {weak: 560, good: 1480, stray: 90, count: true},
	"worker_training_rate":          {weak: 7800, good: 10300, stray: 300, from: 8, to: 20},
	"inservice_report_rate":         {weak: 5500, good: 9400, stray: 300, from: 80, to: 420},
	"estate_branch_coverage":        {weak: 7300, good: 10300, stray: 400, from: 6, to: 16},
	"owner_committee_rate":          {weak: 5000, good: 9300, stray: 400, from: 6, to: 16},
	"property_complaint_close_rate": {weak: 8800, good: 10020, stray: 120, from: 60, to: 240},
	"hotline_ontime_rate":           {weak: 9050, good: 10000, stray: 120, from: 120, to: 520},
	"employment_success_count":      {weak: 1000, good: 3700, stray: 250, count: true},
	"service_area_per_100hh":        {weak: 2050, good: 3350, stray: 180},
	"two_new_coverage":              {weak: 8450, good: 10150, stray: 200, from: 24, to: 90},
}

// indicator is the figure of a unit, with what it was divided from where the
// office has that.
func (c *sample) indicator(u *unit, key string, level int, d dice) standard.Value {
	switch key {
	case "mass_satisfaction":
		p := c.poll(u)
		return standard.Value{Numerator: decimal(p.weighted(), 1), Denominator: decimal(p.valid(), 0)}
	case "collective_income_rank":
		return income(u.year.income, d)
	case "new_members_2y":
		return standard.Value{Text: decimal(c.newMembers(u), 0)}
	}
	m, ok := measures[key]
	if !ok {
		panic("no measure of " + key)
	}
	x := m.weak + (m.good-m.weak)*(level-600)/350 + d.bell(m.stray)
	n := d.between(m.from, max(m.from, m.to))
	if m.of != nil {
		n = m.of(u.year)
	}
	switch {
	case m.count:
		return atLeast(max(0, (x+50)/100), d)
	case n == 0:
		return standard.Value{Text: decimal(x/10, 1)}
	}
	return rate(m, x, n, d)
}

// rate is a share of n things, as numerator and denominator or, in every fifth
// case, as the office worked it out.
func rate(m measure, x, n int, d dice) standard.Value {
	unit := 10000
	if m.whole {
		unit = 100
	}
	part := (x*n + unit/2) / unit
	if !m.whole {
		part = clamp(part, 0, n)
	}
	if d.chance(200) {
		return standard.Value{Text: decimal((part*unit*2+n)/(2*n), 2)}
	}
	return standard.Value{Numerator: decimal(part, 0), Denominator: decimal(n, 0)}
}

// income is a sum of money in 万元; now and then only the whole number is
// reported, as 余.
func income(hundredths int, d dice) standard.Value {
	if d.chance(60) {
		return standard.Value{Text: decimal(hundredths/100, 0), Qualifier: standard.AtLeast}
	}
	return standard.Value{Text: decimal(hundredths, 2)}
}

// atLeast is a count, now and then a lower bound.
func atLeast(n int, d dice) standard.Value {
	v := standard.Value{Text: decimal(n, 0)}
	if d.chance(60) {
		v.Qualifier = standard.AtLeast
	}
	return v
}

// newMembers is how many members the branch took in within two years.
func (c *sample) newMembers(u *unit) int {
	d := roll(c.seed, "new members", u.year.key)
	return max(0, (u.year.level[people]-480)/130+d.between(-1, 1))
}

// notApplicable is why a point does not apply to a unit, or empty.
func (c *sample) notApplicable(u *unit, code string, d dice) string {
	switch code {
	case "RUR-01-02-02":
		if c.newMembers(u) == 0 {
			return "近两年未发展党员"
		}
	case "RUR-01-03-01":
		if d.chance(80) {
			return "本村未安排到村工作大学生"
		}
	case "RUR-04-02-01":
		if d.chance(90) {
			return "本村无村级产业项目"
		}
	case "RUR-04-04-02", "COM-04-04-02":
		if u.year.isNew {
			return "上一年度未参加，无反馈问题"
		}
		if d.chance(50) {
			return "上一年度无反馈问题"
		}
	}
	return ""
}
