package demo

import (
	"fmt"
	"strings"
)

// The facets of a branch's work: the five dimensions of the standards in their
// order, then how well it presents itself.
const (
	people = iota // 人
	govern        // 治
	assets        // 物
	effect        // 效
	style         // 风
	speech
	facets
)

// unit is a village or community of the contest.
type unit struct {
	code, name, township, class, domain string
	batch                               int // 0, 1, 2
	order                               int // the drawn running order, 1…
	founded, former                     string
	exempt, newcomer                    bool
	year                                *year
}

// year is what the year was like for a unit. Twins share one.
type year struct {
	key        string      // names its streams of dice
	level      [facets]int // in thousandths of full marks
	households int
	members    int
	grids      int
	income     int // hundredths of 万元
	order      int // the running order that drift is counted by
	isNew      bool
}

// Units whose part in the contest is told by the story, not by dice.
const (
	champion = "141122100201" // the highest total of the year before: presents, is not placed
	newUnit  = "141122100007" // not in the contest of the year before
)

// batchNames are the names of the three batches.
var batchNames = [3]string{"第一批", "第二批", "第三批"}

// sample is the whole year, from which every file is written.
type sample struct {
	seed   uint64
	units  []*unit
	scored map[string]string // the daily part by code, filled at first use
}

func newContest(seed uint64) *sample {
	c := &sample{seed: seed}
	for _, r := range records("jiaocheng/roster.csv") {
		u := &unit{
			code: r["code"], name: r["name"], township: r["township"], class: r["sample_peer_class_synthetic"], domain: "农村",
			batch:  int(r["sample_batch_synthetic"][0] - '1'),
			exempt: r["code"] == champion, newcomer: r["code"] == newUnit,
		}
		if r["kind"] == "community" {
			u.domain = "社区"
		}
		if rest, ok := strings.CutPrefix(u.code, "141122106"); ok { // 洪相乡 was re-coded when it became 洪相镇
			u.former = "141122200" + rest
		}
		u.founded = c.founding(u)
		c.units = append(c.units, u)
	}
	c.draw()
	for _, u := range c.units {
		u.year = c.yearOf(u)
	}
	c.spreadIncome()
	c.pair()
	return c
}

// draw gives every unit its place in the running order of its batch.
func (c *sample) draw() {
	for b := range batchNames {
		of := c.inBatch(b)
		for i, at := range roll(c.seed, "draw", batchNames[b]).shuffled(len(of)) {
			of[i].order = at + 1
		}
	}
}

// inBatch are the units of a batch in the order of the roster.
func (c *sample) inBatch(b int) (of []*unit) {
	for _, u := range c.units {
		if u.batch == b {
			of = append(of, u)
		}
	}
	return of
}

// running are the units of a batch in the order they appear.
func (c *sample) running(b int) []*unit {
	of := c.inBatch(b)
	out := make([]*unit, len(of))
	for _, u := range of {
		out[u.order-1] = u
	}
	return out
}

func (c *sample) unit(code string) *unit {
	for _, u := range c.units {
		if u.code == code {
			return u
		}
	}
	panic("no unit " + code)
}

// founding invents the day the branch was founded.
func (c *sample) founding(u *unit) string {
	d := roll(c.seed, "founded", u.code)
	first, last := 1949, 1978
	if u.domain == "社区" {
		first, last = 2001, 2018
	}
	if u.newcomer {
		first, last = 2022, 2023
	}
	return fmt.Sprintf("%d-%02d-%02d", d.between(first, last), d.between(1, 12), d.between(1, 28))
}

// entries is entries.csv.
func (c *sample) entries() []byte {
	t := newTable("entry,name,township,batch,class,domain,order,exempt,founded,former")
	for _, u := range c.units {
		exempt := ""
		if u.exempt {
			exempt = "是"
		}
		t.add(u.code, u.name, u.township, batchNames[u.batch], u.class, u.domain, decimal(u.order, 0), exempt, u.founded, u.former)
	}
	return t.bytes()
}
