package standard

import (
	"strconv"
	"strings"

	"leitai/internal/score"
)

// checkRule is a list of lines, each passed, not passed or not applicable.
type checkRule struct{ lines []string }

func parseCheck(p *params) rule {
	r := checkRule{p.texts("checks")}
	if !p.has("each") || len(r.lines) == 0 {
		return r
	}
	each, n := p.positive("each"), score.Int(int64(len(r.lines)))
	if share := p.max.Quo(n); each.Cmp(share) != 0 && each.Cmp(cents.Apply(share)) != 0 {
		p.outside("each", each, p.max.String()+" ÷ "+n.String())
	}
	return r
}

func (r checkRule) line(max score.Exact) score.Exact { return max }

func (r checkRule) read(c *cells) Reading {
	return Reading{Picks: c.picks(ShapeCheck, len(r.lines), func(piece string) (string, Pick, bool) {
		number, na := strings.CutPrefix(piece, "~")
		return number, Pick{NA: na}, true
	})}
}

// score has the lines that apply carry the whole max.
func (r checkRule) score(p *Point, said []Reading, _ peers) scored {
	passed, applicable := 0, len(r.lines)
	open := map[int]bool{}
	for i := range r.lines {
		open[i+1] = true
	}
	var out scored
	for _, pick := range said[0].Picks {
		delete(open, pick.Number)
		if pick.NA {
			applicable--
			out.why.Parts = append(out.why.Parts, r.part("why.check_na", pick.Number))
		} else {
			passed++
		}
	}
	for n := 1; n <= len(r.lines); n++ {
		if open[n] {
			out.why.Parts = append(out.why.Parts, r.part("why.check_not", n))
		}
	}
	switch {
	case applicable == 0:
		out.na = true
		out.why = because("why.check_none", "n", strconv.Itoa(len(r.lines)))
		return out
	case len(out.why.Parts) == 0:
		out.why.Code = "why.check_all"
	default:
		out.why.Code = "why.check"
	}
	out.exact = p.Max.Mul(score.Ratio(int64(passed), int64(applicable)))
	out.why.Args = []string{"passed", strconv.Itoa(passed), "applicable", strconv.Itoa(applicable), "max", p.Max.String()}
	return out
}

func (r checkRule) part(code string, n int) Sentence {
	return because(code, "n", strconv.Itoa(n), "line", r.lines[n-1])
}

func (r checkRule) fields() []Field {
	var out []Field
	for i, line := range r.lines {
		out = append(out, Field{Answer: AnswerLine, Column: "value", Number: i + 1, Text: line})
	}
	return out
}
