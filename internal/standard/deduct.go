package standard

import (
	"strings"

	"leitai/internal/score"
)

// deductRule is a base, less so many points for each time something happened,
// never below the floor (扣完为止).
type deductRule struct {
	base, floor score.Exact
	cases       []namedAmount
}

func parseDeduct(p *params) rule {
	r := deductRule{base: p.within("base"), cases: p.cases("rules", "when", "minus")}
	if p.has("floor") {
		r.floor = p.within("floor")
	}
	if r.floor.Cmp(r.base) > 0 {
		p.outside("floor", r.floor, "0…"+r.base.String())
	}
	return r
}

func (r deductRule) line(score.Exact) score.Exact { return r.base }

func (r deductRule) read(c *cells) Reading {
	return Reading{Picks: c.picks(ShapeDeduct, len(r.cases), func(piece string) (string, Pick, bool) {
		number, times, ok := strings.Cut(piece, "*")
		count, isNumber := score.ParseExact(times)
		return number, Pick{Count: count}, ok && isNumber && !strings.ContainsAny(times, "-.")
	})}
}

func (r deductRule) score(_ *Point, said []Reading, _ peers) scored {
	sum := score.Exact{}
	var out scored
	for _, pick := range said[0].Picks {
		c := r.cases[pick.Number-1]
		sum = sum.Add(c.points.Mul(pick.Count))
		out.why.Parts = append(out.why.Parts, because("why.deduct_case", "when", c.when, "minus", c.points.String(), "count", pick.Count.String()))
	}
	out.exact = r.base.Sub(sum)
	out.why.Code = "why.deduct"
	switch {
	case out.exact.Cmp(r.floor) < 0:
		out.exact, out.why.Code = r.floor, "why.deduct_floor"
	case sum.Sign() == 0:
		out.why = Sentence{Code: "why.deduct_none"}
	}
	out.why.Args = []string{"base", r.base.String(), "floor", r.floor.String(), "sum", sum.String()}
	return out
}

func (r deductRule) fields() []Field { return caseFields(AnswerCount, r.cases) }
