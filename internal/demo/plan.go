package demo

import (
	"bytes"
	"encoding/csv"
	"slices"
	"strconv"
	"time"

	"leitai/internal/contest"
	"leitai/internal/office"
)

// roundPlan is a round of the live contest before it is made.
type roundPlan struct {
	name, batch string
	mode        contest.Mode
	rules       []byte
	c           *sample
	units       []*unit
	judges      int
	leaders     int  // so many first seats are the group leader; 0: no groups
	recusals    bool // some seats are recused from a township
	drawn       bool
	suffix      string    // of the codes: a code is an entry of one round only
	starts      time.Time // when it is planned to begin, if it is drawn
}

// turnParts are the parts of a turn on the stage.
var turnParts = []contest.PlanPart{{Name: "视频展示", Seconds: 120}, {Name: "登台演说", Seconds: 300}, {Name: "现场问答", Seconds: 120}}

// planned tells whether the round has a plan: one that is drawn and goes turn by
// turn.
func (p *roundPlan) planned() bool { return p.drawn && p.mode == contest.Sequential }

// plans are the rounds of the contest, then that of the rehearsal.
func (o LiveOptions) plans() []*roundPlan {
	c := newContest(o.Seed)
	entries := o.Entries
	if entries == 0 {
		entries = len(c.inBatch(0))
	}
	c.invent(entries - len(c.inBatch(0)))
	var out []*roundPlan
	for b, batch := range batchNames {
		p := &roundPlan{name: batch, batch: batch, mode: contest.Sequential, rules: groupsRules, c: c, units: c.inBatch(b), judges: o.Judges,
			leaders: leadersOf(o.Judges), recusals: true}
		if b == 0 || p.leaders == 0 {
			p.rules, p.leaders = singleRules, 0
		}
		out = append(out, p)
	}
	first := out[0]
	first.units, first.drawn, first.starts = first.units[:entries], true, o.Starts
	if o.OpenAll {
		first.mode, first.recusals = contest.Open, false
	}
	return append(out, rehearsal(o.Seed))
}

// rehearsal is a round of two invented units before two seats.
func rehearsal(seed uint64) *roundPlan {
	c := &sample{seed: seed}
	for i, name := range []string{"彩排一村", "彩排二村"} {
		c.add("rehearsal-"+strconv.Itoa(i+1), name, "彩排镇")
	}
	return &roundPlan{name: "彩排", batch: "彩排", mode: contest.Sequential, rules: singleRules, c: c, units: c.units, judges: 2}
}

// leadersOf is how many of n judges are leaders: five of fourteen, as in the
// sample. One judge alone cannot be two groups.
func leadersOf(n int) int {
	if n < 2 {
		return 0
	}
	return clamp(n*5/14, 1, 5)
}

// invent adds villages that do not exist to the first batch: who tries a round
// larger than a batch needs more than there are.
func (c *sample) invent(n int) {
	for i := range n {
		number := strconv.Itoa(i + 1)
		c.add("sample-"+number, "样例"+number+"村", "样例镇")
	}
}

// add adds an invented village to the first batch.
func (c *sample) add(code, name, township string) {
	u := &unit{code: code, name: name, township: township, class: "川区", domain: "农村", order: len(c.inBatch(0)) + 1}
	u.founded = c.founding(u)
	u.year = c.yearOf(u)
	u.year.income = meanIncome
	c.units = append(c.units, u)
}

// facts is how many facts the round has when it is ready: its definition, three
// parts, the draw and the plan, the three steps of the opening.
func (p *roundPlan) facts() int64 {
	n := int64(4)
	if p.drawn {
		n++
	}
	if p.planned() {
		n++
	}
	if p.mode == contest.Open {
		n += 3
	}
	return n
}

// entries is the round's entries.csv. The order is still to be drawn.
func (p *roundPlan) entries() []byte {
	t := newTable("entry,name,township,batch,class,domain,exempt,founded,former")
	for _, u := range p.units {
		exempt := ""
		if u.exempt {
			exempt = "是"
		}
		t.add(u.code+p.suffix, u.name, u.township, p.batch, u.class, u.domain, exempt, u.founded, u.former)
	}
	return t.bytes()
}

// recusedSeats are the townships that seats come from, by the number of the seat.
var recusedSeats = map[int]string{3: "西营镇", 5: "水峪贯镇", 6: "东坡底乡"}

func (p *roundPlan) seats() []office.SeatPlan {
	out := make([]office.SeatPlan, p.judges)
	for i := range out {
		s := &out[i]
		s.Name = "评委" + strconv.Itoa(i+1)
		switch {
		case p.leaders == 0:
		case i < p.leaders:
			s.Group = "leader"
		default:
			s.Group = "expert"
		}
		t := recusedSeats[i+1]
		if p.recusals && slices.ContainsFunc(p.units, func(u *unit) bool { return u.township == t }) {
			s.Townships = []string{t}
		}
	}
	return out
}

// marks are those of a part that the round does not judge.
func (p *roundPlan) marks(part string) (rows []contest.PartRow) {
	team, lines := p.c.fieldTeam(), sheet("22_sheet_field.csv")
	for _, u := range p.units {
		add := func(judge, score, state string) {
			rows = append(rows, contest.PartRow{Entry: contest.EntryID(u.code + p.suffix), Judge: judge, Score: score, State: state})
		}
		switch part {
		case "daily":
			add("standard", p.c.dailyOf(u.code), "")
		case "survey":
			add("民调", decimal(p.c.poll(u).rate(), 4), "")
		default:
			facts := p.c.facts(u, lines)
			for i := range team {
				if state := team[i].away(u); state != "" {
					add(team[i].name, "", state)
					continue
				}
				sum := 0
				for _, tenths := range p.c.visit(&team[i], u, lines, facts) {
					sum += tenths
				}
				add(team[i].name, decimal(sum, 1), "")
			}
		}
	}
	return rows
}

// dailyOf is what the standards make of the values of a unit.
func (c *sample) dailyOf(code string) string {
	if c.scored == nil {
		c.scored = map[string]string{}
		rows, err := csv.NewReader(bytes.NewReader(daily(c.assess("01_rural.csv", "农村"), c.assess("02_community.csv", "社区")))).ReadAll()
		if err != nil {
			panic(err) // written by us
		}
		for _, row := range rows[1:] {
			c.scored[row[0]] = row[2]
		}
	}
	return c.scored[code]
}
