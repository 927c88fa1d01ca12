package standard

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"leitai/internal/score"
)

// judgeRule is a mark of 0…max on a step, or the mean of several.
type judgeRule struct {
	step  score.Exact
	focus string // what to look at
}

// good is where the band 较好 of the scheme L4 begins, as a share of max.
var good = score.Ratio(3, 4)

func parseJudge(p *params) rule {
	p.word("scheme", "L4")
	j := judgeRule{step: p.positive("step"), focus: p.optional("focus")}
	if j.step.Sign() > 0 && !p.max.Quo(j.step).IsInt() {
		p.outside("step", j.step, p.max.String()+" ÷ n")
	}
	return j
}

// line is the lower end of 较好, up to the step.
func (j judgeRule) line(max score.Exact) score.Exact {
	up := score.Rounding{Mode: score.Ceil}
	return up.Apply(max.Mul(good).Quo(j.step)).Mul(j.step)
}

func (j judgeRule) read(c *cells) Reading {
	mark, ok := c.number("value", c.Text)
	switch {
	case !ok:
	case mark.Sign() < 0 || mark.Cmp(c.point.Max) > 0:
		c.fault(ValueRange, "value", c.Text, "max", c.point.Max.String())
	case !mark.Quo(j.step).IsInt():
		c.fault(ValueStep, "value", c.Text, "step", j.step.String())
	}
	return Reading{Figure: mark}
}

// score hands the marks over, whatever the order of the rows: their mean is the
// point's figure.
func (j judgeRule) score(_ *Point, said []Reading, _ peers) scored {
	said = slices.Clone(said)
	slices.SortFunc(said, func(a, b Reading) int { return cmp.Compare(a.Scorer, b.Scorer) })
	var out scored
	var terms []string
	for _, r := range said {
		out.marks = append(out.marks, score.Figure{Kind: KindMark, Key: r.Scorer, Weight: score.Int(1), Exact: r.Figure}.Evaluated())
		terms = append(terms, r.Figure.String())
	}
	if len(said) == 1 {
		out.why = because("why.judge", "scorer", said[0].Scorer)
	} else {
		out.why = because("why.judge_mean", "n", strconv.Itoa(len(said)), "terms", strings.Join(terms, " + "))
	}
	return out
}

func (j judgeRule) fields() []Field {
	return []Field{{Answer: AnswerMark, Column: "value", Step: j.step}}
}
