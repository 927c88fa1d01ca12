package demo

import (
	"bytes"
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"

	"leitai/internal/contest"
)

// MinuteJudges is how many judges the contest of the minute has: enough for two
// to be struck and for the hall to see them come in.
const MinuteJudges = 11

// minuteRound is what the round of the minute is called, so that nobody takes it
// for the first batch of the contest.
const minuteRound = "一分钟演示"

// minuteName is what the contest of the n-th minute is called; the first has no
// number. A minute that broke off is not played on: the next has a new contest.
func minuteName(n int) string {
	if n == 1 {
		return minuteRound + "（合成数据）"
	}
	return minuteRound + strconv.Itoa(n) + "（合成数据）"
}

func isMinute(name string) bool {
	n, ok := strings.CutPrefix(name, minuteRound)
	return ok && strings.HasSuffix(n, "（合成数据）")
}

// minuteRules are those of the first round, but for what the hall ranks by: the
// total, so that the minute ends with the ranking that counts.
func minuteRules() ([]byte, error) {
	stage, total := []byte("screen: {score: stage, ranking: stage}"), []byte("screen: {score: stage, ranking: total}")
	if !bytes.Contains(singleRules, stage) {
		return nil, errors.New("the rules of the first round do not say what the screen ranks by")
	}
	return bytes.Replace(singleRules, stage, total, 1), nil
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
		p, err := minutePlan(seed, n)
		if err != nil {
			return RoundLine{}, err
		}
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

func minutePlan(seed uint64, n int) (*roundPlan, error) {
	rules, err := minuteRules()
	c := newContest(seed)
	return &roundPlan{name: minuteRound, batch: batchNames[0], mode: contest.Sequential, rules: rules, c: c, units: c.inBatch(0), judges: MinuteJudges, drawn: true,
		suffix: minuteMark + strconv.Itoa(n)}, err
}

// Opinions are the marks that simulated judges give, decided by a seed.
type Opinions struct {
	c     *sample
	lines []point
}

// NewOpinions are those of a seed, on a first round of so many entries: it has
// invented ones beyond those of its batch.
func NewOpinions(seed uint64, entries int) *Opinions {
	c := newContest(seed)
	c.invent(entries - len(c.inBatch(0)))
	return &Opinions{c, sheet("20_sheet_stage.csv")}
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
