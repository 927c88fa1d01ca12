package demo

// poll is the anonymous survey of a unit (群众测评): how many of those asked
// answered which way.
type poll struct{ content, fairly, not, unknown int }

func (c *sample) poll(u *unit) poll {
	d := roll(c.seed, "poll", u.year.key)
	asked := 30 + 2*d.below(8)
	if u.domain == "社区" {
		asked = 60 + 5*d.below(9)
	}
	level := (2*u.year.level[style] + u.year.level[effect]) / 3
	var p poll
	for range asked {
		switch x := d.below(1000); {
		case x < 40:
			p.unknown++
		case x < 40+(level-120)*960/1000:
			p.content++
		case x < 40+(level+65)*960/1000:
			p.fairly++
		default:
			p.not++
		}
	}
	return p
}

// weighted and valid are the parts of the rate: 满意×1.0＋基本满意×0.8, in
// tenths, of those who had an opinion.
func (p poll) weighted() int { return 10*p.content + 8*p.fairly }
func (p poll) valid() int    { return p.content + p.fairly + p.not }

// rate is the satisfaction in ten-thousandths of a per cent, half up.
func (p poll) rate() int {
	return (p.weighted()*200000 + p.valid()) / (2 * p.valid())
}

// survey is survey.csv, with the headings that offices use.
func (c *sample) survey() []byte {
	t := newTable("单位,评委,得分,部分")
	for _, u := range c.units {
		t.add(u.code, "民调", decimal(c.poll(u).rate(), 4), "survey")
	}
	return t.bytes()
}
