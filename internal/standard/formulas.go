package standard

import (
	"strconv"

	"leitai/internal/score"
)

// parseBetween: 0 at floor, full at target, in proportion between them,
// whichever of the two is greater.
func parseBetween(p *params) formula {
	target, floor := p.number("target"), p.number("floor")
	if p.has("target") && p.has("floor") && target.Cmp(floor) == 0 {
		p.outside("floor", floor, "≠ "+target.String())
	}
	return func(p *Point, x score.Exact, _ peers) (score.Exact, Sentence) {
		share := x.Sub(floor).Quo(target.Sub(floor))
		args := []string{"x", term(x), "target", target.String(), "floor", term(floor), "max", p.Max.String()}
		switch {
		case share.Cmp(score.Int(1)) >= 0:
			return p.Max, because("why.reached", args...)
		case share.Sign() <= 0:
			return score.Exact{}, because("why.floor", args...)
		}
		return p.Max.Mul(share), because("why.between", args...)
	}
}

// parseRatio: actual ÷ target, at most full.
func parseRatio(p *params) formula {
	target := p.positive("target")
	return func(p *Point, x score.Exact, _ peers) (score.Exact, Sentence) {
		args := []string{"x", term(x), "target", target.String(), "max", p.Max.String()}
		if x.Cmp(target) >= 0 {
			return p.Max, because("why.reached", args...)
		}
		return p.Max.Mul(x).Quo(target), because("why.ratio", args...)
	}
}

// parseTiers: the first threshold met from the top.
func parseTiers(p *params) formula {
	tiers, rest := p.tiers("tiers"), p.within("else")
	for i := 1; i < len(tiers); i++ {
		if tiers[i].threshold.Cmp(tiers[i-1].threshold) >= 0 {
			p.disorder("tiers["+strconv.Itoa(i)+"][0]", tiers[i].threshold, tiers[i-1].threshold, "<")
		}
	}
	p.fallback(tiers, rest)
	return func(_ *Point, x score.Exact, _ peers) (score.Exact, Sentence) {
		for _, t := range tiers {
			if x.Cmp(t.threshold) >= 0 {
				return t.points, because("why.tier", "threshold", t.threshold.String())
			}
		}
		return rest, because("why.tier_else", "threshold", tiers[len(tiers)-1].threshold.String())
	}
}

// parseLoss: full, less per_unit_loss for each unit below, parts of a unit too.
func parseLoss(p *params) formula {
	full, per := p.number("full"), p.positive("per_unit_loss")
	return func(p *Point, x score.Exact, _ peers) (score.Exact, Sentence) {
		gap := full.Sub(x)
		args := []string{"target", full.String(), "max", p.Max.String(), "gap", gap.Short(4), "per", per.String()}
		if gap.Sign() <= 0 {
			return p.Max, because("why.reached", args...)
		}
		left := p.Max.Sub(per.Mul(gap))
		if left.Sign() < 0 {
			return left, because("why.loss_all", args...)
		}
		return left, because("why.loss", args...)
	}
}

// parseRank: the place among the entries of the class that have a figure; a
// share s covers the places up to s × n, rounded half up, at least one.
func parseRank(p *params) formula {
	if p.has("peer_group") {
		p.word("peer_group", "class", "village_class")
	}
	lowest := p.has("direction") && p.word("direction", "higher_is_better", "lower_is_better") == "lower_is_better"
	tiers, rest := p.tiers("tiers"), p.within("else")
	for i, t := range tiers {
		path := "tiers[" + strconv.Itoa(i) + "][0]"
		if t.threshold.Sign() <= 0 || t.threshold.Cmp(score.Int(1)) > 0 {
			p.outside(path, t.threshold, "0…1")
		} else if i > 0 && t.threshold.Cmp(tiers[i-1].threshold) <= 0 {
			p.disorder(path, t.threshold, tiers[i-1].threshold, ">")
		}
	}
	p.fallback(tiers, rest)
	return func(_ *Point, x score.Exact, among peers) (score.Exact, Sentence) {
		place, n := 1+among.above(x), int64(len(among.figures))
		if lowest {
			place = 1 + among.below(x)
		}
		args := []string{"class", among.class, "n", strconv.FormatInt(n, 10), "place", strconv.Itoa(place)}
		for _, t := range tiers {
			if places := covered(t.threshold, n); int64(place) <= places {
				args = append(args, "percent", t.threshold.Mul(hundred).String(), "places", strconv.FormatInt(places, 10))
				return t.points, because("why.rank", args...)
			}
		}
		return rest, because("why.rank_else", args...)
	}
}

// covered is how many places of n a share covers.
func covered(share score.Exact, n int64) int64 {
	places, _ := score.Rounding{}.Apply(share.Mul(score.Int(n))).Int64()
	return max(1, places)
}

// fallback checks that missing every tier is not worth more than the last one.
func (p *params) fallback(tiers []tier, rest score.Exact) {
	if n := len(tiers); n > 0 && rest.Cmp(tiers[n-1].points) > 0 {
		p.disorder("else", rest, tiers[n-1].points, "≤")
	}
}

// term is a number inside an expression: a negative one stands in brackets, a
// long one is cut.
func term(x score.Exact) string {
	if x.Sign() < 0 {
		return "(" + x.Short(4) + ")"
	}
	return x.Short(4)
}
