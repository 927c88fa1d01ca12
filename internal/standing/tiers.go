package standing

import (
	"slices"

	"leitai/internal/rules"
	"leitai/internal/score"
)

// assignTiers gives the placed entries of a list their tiers: those before the
// tier without a number are filled from the top, those after it from the
// bottom, each from what the one before left. Without such a tier the last of
// several is filled from the bottom, unless it has a min. Where both sides meet
// the upper tier has the entry, so the upper side is written last; the tier
// without a number takes the rest, so it is written first.
func assignTiers(tiers []rules.Tier, in []*Row) {
	upper, open, lower := sides(tiers)
	for _, t := range open {
		setTier(t.Key, in)
	}
	left := slices.Clone(in)
	slices.Reverse(left)
	for i := len(lower) - 1; i >= 0; i-- {
		left = fill(&lower[i], left, len(in))
	}
	left = in
	for i := range upper {
		left = fill(&upper[i], left, len(in))
	}
}

// sides parts the tiers into those filled from the top, the one without a
// number, if any, and those filled from the bottom.
func sides(tiers []rules.Tier) (upper, open, lower []rules.Tier) {
	at := slices.IndexFunc(tiers, func(t rules.Tier) bool { return !t.Sized() })
	last := len(tiers) - 1
	switch {
	case at >= 0:
		return tiers[:at], tiers[at : at+1], tiers[at+1:]
	case last > 0 && tiers[last].Min == nil:
		return tiers[:last], nil, tiers[last:]
	default:
		return tiers, nil, nil
	}
}

// fill gives tier t to the first of left, in a list of n, and returns the rest.
func fill(t *rules.Tier, left []*Row, n int) []*Row {
	taken := min(wanted(t, n, left), len(left))
	if 0 < taken && taken < len(left) && t.Min == nil && left[taken-1].Place == left[taken].Place {
		edge := left[taken].Place
		if t.Exclude {
			for taken > 0 && left[taken-1].Place == edge {
				taken--
			}
		} else {
			for taken < len(left) && left[taken].Place == edge {
				taken++
			}
		}
	}
	setTier(t.Key, left[:taken])
	return left[taken:]
}

// wanted is how many entries a tier asks for in a list of n.
func wanted(t *rules.Tier, n int, left []*Row) int {
	switch {
	case t.Count != nil:
		return *t.Count
	case t.Min != nil:
		taken := 0
		for taken < len(left) && left[taken].Figure.Value.Cmp(*t.Min) >= 0 {
			taken++
		}
		return taken
	}
	whole := score.Rounding{Mode: countModes[t.CountRounding]}
	count, _ := whole.Apply(t.Share.Mul(score.Int(int64(n)))).Int64()
	return max(1, int(count))
}

// countModes: a share of a list is never negative, so to floor is to truncate.
var countModes = map[rules.CountRounding]score.Mode{
	rules.CountHalfUp: score.HalfUp, rules.CountFloor: score.Truncate, rules.CountCeil: score.Ceil,
}

func setTier(key string, rows []*Row) {
	for _, r := range rows {
		r.Tier = key
	}
}

// assignAwards gives awards by place: the first covers as many places as it
// has, the next those that follow; who shares the last of them has it.
func assignAwards(awards []rules.Award, in []*Row) {
	first := 1
	for _, a := range awards {
		for _, r := range in {
			if first <= r.Place && r.Place < first+a.Places {
				r.Award = a.Name
			}
		}
		first += a.Places
	}
}
