package standing_test

import (
	"math/big"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"leitai/internal/score"
	"leitai/internal/standing"
)

// worth adds a derivation up again, from nothing but its leaves and what each
// step says it is.
func worth(f *score.Figure) *big.Rat {
	var marks, values []*big.Rat
	for _, m := range f.Marks {
		if m.Left == score.Counted {
			marks = append(marks, big.NewRat(int64(m.Points), score.PointsPerUnit))
		}
	}
	sum, weights := new(big.Rat), new(big.Rat)
	for i := range f.From {
		values = append(values, worth(&f.From[i]))
		sum.Add(sum, new(big.Rat).Mul(f.From[i].Weight.Rat(), values[i]))
		weights.Add(weights, f.From[i].Weight.Rat())
	}
	slices.SortFunc(marks, (*big.Rat).Cmp)
	x := sum
	switch n := len(marks); f.Op {
	case score.Given:
		x = f.Exact.Rat()
	case score.Mean:
		for _, m := range marks {
			x.Add(x, m)
		}
		x.Quo(x, big.NewRat(int64(n), 1))
	case score.Median:
		x.Quo(x.Add(marks[(n-1)/2], marks[n/2]), big.NewRat(2, 1))
	case score.Blend:
		x.Quo(x, weights)
	case score.Capped:
		if limit := f.Limit.Rat(); x.Cmp(limit) > 0 {
			x = limit
		}
	case score.Product:
		x.Mul(values[0], values[1])
	case score.Quotient:
		x.Quo(values[0], values[1])
	}
	if f.Round == nil {
		return x
	}
	return shorter(x, f.Round)
}

// shorter rounds by the floor of the scaled number and what is left of it.
func shorter(x *big.Rat, r *score.Rounding) *big.Rat {
	scale := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(r.Decimals)), nil)
	n := new(big.Int).Mul(x.Num(), scale)
	floor, rest := new(big.Int).DivMod(n, x.Denom(), new(big.Int))
	half := rest.Lsh(rest, 1).Cmp(x.Denom())
	up := map[score.Mode]bool{
		score.HalfUp:   half > 0 || half == 0 && x.Sign() > 0,
		score.HalfEven: half > 0 || half == 0 && floor.Bit(0) == 1,
		score.Truncate: x.Sign() < 0 && rest.Sign() > 0,
		score.Ceil:     rest.Sign() > 0,
	}[r.Mode]
	if up {
		floor.Add(floor, big.NewInt(1))
	}
	return new(big.Rat).SetFrac(floor, scale)
}

func TestEveryTotalFollowsFromItsMarks(t *testing.T) {
	drawn(t, true, func(t *rapid.T, d *draft, dir string) {
		o := d.rank(t, dir, 1)
		if o.err != nil {
			return
		}
		for _, list := range o.result.Lists {
			for _, row := range list.Rows {
				if !row.HasTotal() {
					continue
				}
				if got := worth(&row.Figure); got.Cmp(row.Figure.Value.Rat()) != 0 {
					t.Fatalf("%s has %s; its derivation makes %s", d.entries[row.Entry].id, row.Figure.Value, got)
				}
				complete(t, d, o.result, row)
			}
		}
	})
}

// complete proves that the derivation has every ballot and every adjustment of
// the entry, each once.
func complete(t *rapid.T, d *draft, r *standing.Result, row *standing.Row) {
	t.Helper()
	id, got, want := r.Input.Entries[row.Entry].ID, 0, 0
	var count func(*score.Figure)
	count = func(f *score.Figure) {
		for _, m := range f.Marks {
			if m.Left != score.Missing {
				got++
			}
		}
		if (f.Kind == score.KindBonus || f.Kind == score.KindDeduct) && f.Op == score.Given {
			got++
		}
		for i := range f.From {
			count(&f.From[i])
		}
	}
	count(row.Raw())
	for _, m := range d.marks {
		if m.entry == id {
			want++
		}
	}
	for _, a := range d.adjust {
		if a.entry == id && a.kind != "veto" {
			want++
		}
	}
	// Ballots that nobody could count, in groups that are left out, are no part of it.
	for p, panel := range r.Input.Panels {
		groups := r.Input.Rules.Parts[p].Aggregate.Groups
		for g := range groups {
			rows, valid := 0, 0
			for _, m := range panel.Marks[row.Entry] {
				if panel.Judges[m.Judge].Group == g {
					if rows++; m.Left.Valid() {
						valid++
					}
				}
			}
			if valid == 0 {
				want -= rows
			}
		}
	}
	if got != want {
		t.Fatalf("%s: %d ballots and adjustments in the derivation; want %d", id, got, want)
	}
}

// key is what an entry is placed by, as fractions, the greater first.
func key(o outcome, row *standing.Row) []*big.Rat {
	k := []*big.Rat{row.Figure.Value.Rat()}
	for i, tie := range o.result.Input.Rules.Rank.Ties {
		switch field := o.result.Input.Entries[row.Entry].Fields; {
		case tie.Text == "exact":
			k = append(k, row.Figure.Exact.Rat())
		case tie.Name == "founded" && !field[i].Set:
			k = append(k, big.NewRat(-1<<40, 1))
		case tie.Name == "founded":
			k = append(k, new(big.Rat).Neg(field[i].Value.Rat()))
		default:
			v, _ := row.PartValue(tie.Name)
			k = append(k, v.Value.Rat())
		}
	}
	return k
}

func beats(a, b []*big.Rat) bool { return slices.CompareFunc(a, b, (*big.Rat).Cmp) > 0 }

// TestPlacesAreThoseOfAPlainCount: a place is one more than the number of those
// who are better, or of the different figures that are.
func TestPlacesAreThoseOfAPlainCount(t *testing.T) {
	drawn(t, true, func(t *rapid.T, d *draft, dir string) {
		o := d.rank(t, dir, 1)
		if o.err != nil {
			return
		}
		for _, list := range o.result.Lists {
			in := ranked(list.Rows)
			for i, row := range in {
				mine := key(o, row)
				better, shared, parted := [][]*big.Rat{}, false, partedBy(o, in, i)
				for j, other := range in {
					theirs := key(o, other)
					switch {
					case beats(theirs, mine):
						if !slices.ContainsFunc(better, func(k []*big.Rat) bool { return d.dense() && !beats(k, theirs) && !beats(theirs, k) }) {
							better = append(better, theirs)
						}
					case i != j && !beats(mine, theirs):
						shared = true
					}
				}
				if row.Place != len(better)+1 || row.Shared != shared || row.TieBrokenBy != parted {
					t.Fatalf("%s: place %d, shared %v, parted by %q; want %d, %v, %q", d.entries[row.Entry].id, row.Place, row.Shared, row.TieBrokenBy, len(better)+1, shared, parted)
				}
				if i > 0 && beats(mine, key(o, in[i-1])) {
					t.Fatalf("%s stands below one that it beats", d.entries[row.Entry].id)
				}
			}
		}
	})
}

func (d *draft) dense() bool { return d.rules["rank"].(object)["left_over"] == "dense" }

func ranked(rows []*standing.Row) []*standing.Row {
	return slices.DeleteFunc(slices.Clone(rows), func(r *standing.Row) bool { return r.Unranked != "" })
}

// partedBy is the first key in which row i differs from the nearest row above
// that is better, or else below that is worse, if their totals are equal.
func partedBy(o outcome, in []*standing.Row, i int) string {
	mine := key(o, in[i])
	name := func(theirs []*big.Rat) string {
		for k := range mine {
			if mine[k].Cmp(theirs[k]) != 0 {
				if k == 0 {
					return ""
				}
				return o.result.Input.Rules.Rank.Ties[k-1].Text
			}
		}
		return ""
	}
	for j := i - 1; j >= 0; j-- {
		if theirs := key(o, in[j]); beats(theirs, mine) {
			if by := name(theirs); by != "" {
				return by
			}
			break
		}
	}
	for j := i + 1; j < len(in); j++ {
		if theirs := key(o, in[j]); beats(mine, theirs) {
			return name(theirs)
		}
	}
	return ""
}
