package demo

import "strconv"

// extra is a bonus or a deduction of the total.
type extra struct{ kind, points, reason string }

// extras are what the county added and took off beside the marks.
var extras = []extra{
	{"bonus", "1", "承办全县基层党建现场会（文件：合成〔2024〕8号）"},
	{"bonus", "0.5", "选派人员参加县级宣讲团（文件：合成〔2024〕15号）"},
	{"bonus", "1.5", "结对帮带后进村并通过验收（文件：合成〔2024〕21号）"},
	{"bonus", "0.5", "承担全县观摩点任务（文件：合成〔2024〕30号）"},
	{"deduct", "0.5", "参赛材料逾期报送1次"},
	{"deduct", "1", "赛前核对单逾期未确认"},
	{"deduct", "0.5", "参会人员迟到，影响开场秩序"},
}

// capped has more bonus points than the cap of the rules lets through.
const capped = "141122106200"

// adjust is adjust.csv: what the timekeeper noted, then bonus and deductions.
func (c *sample) adjust() []byte {
	t := newTable("entry,kind,points,reason,part")
	for _, u := range c.units {
		if over := c.overrun(u); over > 0 {
			// half a point for every fifteen seconds begun, at most two points
			t.add(u.code, "deduct", decimal(min(20, (over+14)/15*5), 1), "超时"+strconv.Itoa(over)+"秒", "stage")
		}
	}
	for _, u := range c.units {
		for _, x := range c.extrasOf(u) {
			t.add(u.code, x.kind, x.points, x.reason, "")
		}
	}
	return t.bytes()
}

// overrun is how many seconds a unit spoke too long.
func (c *sample) overrun(u *unit) int {
	d := roll(c.seed, "overrun", u.year.key)
	if over := d.between(3, 48); d.chance(85) {
		return over
	}
	if overran(u) {
		return 9
	}
	return 0
}

func (c *sample) extrasOf(u *unit) (out []extra) {
	d := roll(c.seed, "extra", u.year.key)
	if x := extras[d.below(len(extras))]; d.chance(140) {
		out = append(out, x)
	}
	if u.code == capped {
		out = []extra{extras[0], extras[2], extras[3], extras[1]}
	}
	return out
}
