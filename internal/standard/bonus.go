package standard

import (
	"strings"

	"leitai/internal/score"
)

// bonusRule gives points for matters beside the hundred, up to a cap.
type bonusRule struct {
	cap   score.Exact
	cases []namedAmount
}

func parseBonus(p *params) rule {
	if p.has("same_matter") {
		p.word("same_matter", "max")
	}
	return bonusRule{cap: p.within("cap"), cases: p.cases("rules", "when", "plus")}
}

func (r bonusRule) line(score.Exact) score.Exact { return score.Exact{} }

func (r bonusRule) read(c *cells) Reading {
	return Reading{Picks: c.picks(ShapeBonus, len(r.cases), func(piece string) (string, Pick, bool) {
		number, matter, ok := strings.Cut(piece, "@")
		matter = strings.TrimSpace(matter)
		return strings.TrimSpace(number), Pick{Matter: matter}, ok && matter != ""
	})}
}

// score counts one matter once, at its highest.
func (r bonusRule) score(_ *Point, said []Reading, _ peers) scored {
	best := map[string]Pick{}
	var matters []string
	for _, pick := range said[0].Picks {
		before, seen := best[pick.Matter]
		if !seen {
			matters = append(matters, pick.Matter)
		}
		if !seen || r.points(pick).Cmp(r.points(before)) > 0 {
			best[pick.Matter] = pick
		}
	}
	out := scored{why: because("why.bonus")}
	for _, m := range matters {
		c := r.cases[best[m].Number-1]
		out.exact = out.exact.Add(c.points)
		out.why.Parts = append(out.why.Parts, because("why.bonus_case", "matter", m, "when", c.when, "plus", c.points.String()))
	}
	out.why.Args = []string{"sum", out.exact.String(), "cap", r.cap.String()}
	if len(said[0].Picks) > len(matters) {
		out.why.Parts = append(out.why.Parts, because("why.bonus_same"))
	}
	switch {
	case len(matters) == 0:
		out.why.Code = "why.bonus_none"
	case out.exact.Cmp(r.cap) > 0:
		out.exact, out.why.Code = r.cap, "why.bonus_capped"
	}
	return out
}

func (r bonusRule) points(p Pick) score.Exact { return r.cases[p.Number-1].points }

func (r bonusRule) fields() []Field { return caseFields(AnswerMatter, r.cases) }
