package demo

import (
	"bytes"
	"context"
	"slices"
	"strconv"
	"strings"

	"leitai/internal/contest"
)

// MinuteJudges is how many judges the contest of the minute has: enough for two
// to be struck and for the hall to see them come in.
const MinuteJudges = 11

// minuteName is what the contest of the n-th minute is called; the first has no
// number. A minute that broke off is not played on: the next has a new contest.
func minuteName(n int) string {
	if n == 1 {
		return "一分钟演示（合成数据）"
	}
	return "一分钟演示" + strconv.Itoa(n) + "（合成数据）"
}

func isMinute(name string) bool {
	n, ok := strings.CutPrefix(name, "一分钟演示")
	return ok && strings.HasSuffix(n, "（合成数据）")
}

// minuteRules are those of the first round, but for what the hall ranks by: the
// total, so that the minute ends with the ranking that counts.
func minuteRules() []byte {
	stage, total := []byte("screen: {score: stage, ranking: stage}"), []byte("screen: {score: stage, ranking: total}")
	if !bytes.Contains(singleRules, stage) {
		panic("the rules of the first round name no screen") // they are embedded
	}
	return bytes.Replace(singleRules, stage, total, 1)
}

// Minute makes the contest that leitai demo --play plays, a whole batch before
// eleven judges, and tells of it. What was made and not played before is taken;
// what was played on is left as it is. [Live.Prepare] comes before it.
func (l *Live) Minute(ctx context.Context, seed uint64, base string) (RoundLine, error) {
	for n := 1; ; n++ {
		e, err := l.event(ctx, minuteName(n), false)
		if err != nil {
			return RoundLine{}, err
		}
		p := minutePlan(seed, n)
		if err := l.round(ctx, e, p); err != nil {
			return RoundLine{}, err
		}
		row, err := l.added(ctx, e, p)
		if err != nil {
			return RoundLine{}, err
		}
		if row.Version <= p.facts() {
			return l.roundLine(ctx, e, &row, base)
		}
	}
}

// minuteMark stands between the code of a unit and the number of the minute.
const minuteMark = "-minute"

func minutePlan(seed uint64, n int) *roundPlan {
	c := newContest(seed)
	return &roundPlan{name: batchNames[0], batch: batchNames[0], mode: contest.Sequential, rules: minuteRules(), c: c, units: c.inBatch(0), judges: MinuteJudges, drawn: true,
		suffix: minuteMark + strconv.Itoa(n)}
}

// Opinions are the marks that simulated judges give, decided by a seed.
type Opinions struct {
	c     *sample
	lines []point
}

// NewOpinions are those of a seed.
func NewOpinions(seed uint64) *Opinions {
	return &Opinions{newContest(seed), sheet("20_sheet_stage.csv")}
}

// Marks are what a judge gives for every point of the stage's sheet. Judges of
// one name are alike; an entry of the sample gets what its year is worth.
func (o *Opinions) Marks(entry contest.EntryID, judgeName string) map[string]string {
	code, _, _ := strings.Cut(string(entry), minuteMark)
	u := o.c.unit(code)
	d := roll(o.c.seed, "judge", judgeName)
	j := judge{name: judgeName, severity: d.bell(9), spread: d.between(85, 115)}
	d = roll(o.c.seed, "stage", judgeName, u.year.key)
	out := make(map[string]string, len(o.lines))
	for i := range o.lines {
		p := &o.lines[i]
		out[p.code] = decimal(p.mark(j.share(u.year.level[p.facet], u), d), 1)
	}
	return out
}

// lastRehearsals orders contests as they are told: the first, minutes, the
// rehearsal.
func lastRehearsals(events []contest.Event) []contest.Event {
	out := slices.Clone(events)
	slices.SortStableFunc(out, func(a, b contest.Event) int {
		switch {
		case a.Rehearsal == b.Rehearsal:
			return 0
		case a.Rehearsal:
			return 1
		}
		return -1
	})
	return out
}
