package demo

import (
	"slices"
	"strconv"
)

// judge is a seat of the panel. There are no persons behind them.
type judge struct {
	name, group string
	township    string // whose branches he is recused from (回避); empty if none
	severity    int    // thousandths of full marks, positive is strict
	spread      int    // per cent: how far apart he sets good and weak
	drift       int    // thousandths he grows more generous by from first to last
}

// seats are the judges of the stage: five leaders and nine experts.
func (c *sample) seats() []judge {
	var out []judge
	for i := range 14 {
		j := judge{name: "领导" + strconv.Itoa(i+1), group: "leader"}
		if i >= 5 {
			j.name, j.group = "专家"+strconv.Itoa(i-4), "expert"
		}
		d := roll(c.seed, "judge", j.name)
		j.severity, j.spread, j.drift = d.bell(11), d.between(80, 120), d.between(-4, 12)
		j.township = recused[j.name]
		out = append(out, j)
	}
	return out
}

// recused are the townships that judges come from or were posted to.
var recused = map[string]string{
	"领导2": "东坡底乡", "专家3": "西营镇", "专家6": "水峪贯镇", "专家8": "庞泉沟镇", "专家9": "庞泉沟镇",
}

// panels are the seats of each batch: it changes from batch to batch, and
// enough judges stay to compare the batches by.
var panels = [3][]string{
	{"领导1", "领导2", "领导3", "领导4", "领导5", "专家1", "专家2", "专家3", "专家4", "专家5", "专家6", "专家7"},
	{"领导1", "领导2", "领导3", "领导4", "领导5", "专家3", "专家4", "专家5", "专家6", "专家7", "专家8", "专家9"},
	{"领导1", "领导2", "领导3", "领导5", "专家1", "专家2", "专家4", "专家6", "专家8", "专家9"},
}

// panel are the judges of a batch.
func (c *sample) panel(b int) (out []judge) {
	for _, j := range c.seats() {
		if slices.Contains(panels[b], j.name) {
			out = append(out, j)
		}
	}
	return out
}

// away is the state of a judge who gives no marks to a unit, or empty: recused
// by township, absent (a leader is called away at eleven in the first batch, an
// expert comes late in the second), one sheet without a signature void.
func (j *judge) away(u *unit) string {
	switch {
	case j.township == u.township:
		return "recused"
	case u.batch == 0 && j.name == "领导3" && u.order > 29:
		return "absent"
	case u.batch == 1 && j.name == "专家7" && u.order <= 2:
		return "absent"
	case u.batch == 1 && j.name == "专家5" && u.order == 19:
		return "void"
	}
	return ""
}

// batchMood is how much more generous the hall was in each batch, in
// thousandths: panels, rooms and days differ.
var batchMood = [3]int{0, 9, -7}

// share is what a judge thinks of work of a level, in thousandths of full
// marks, before the noise of the moment.
func (j *judge) share(level int, u *unit) int {
	return 805 + (level-805)*j.spread/100 - j.severity + batchMood[u.batch] + j.drift*u.year.order/37
}
