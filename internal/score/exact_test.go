package score_test

import (
	"math"
	"math/big"
	"testing"

	"pgregory.net/rapid"

	"leitai/internal/score"
)

// pair is a number twice: as the package holds it and as math/big does.
type pair struct {
	x score.Exact
	r *big.Rat
}

// edges are the whole numbers at which 64 bits run out, and small ones.
var edges = []int64{
	0, 1, 2, 3, 7, 10, 10_000, 1 << 31, 1<<31 + 1, 1 << 32, 3_037_000_499, 3_037_000_500, 1 << 62, 1<<62 + 1,
	math.MaxInt64 / 10, math.MaxInt64 / 3, math.MaxInt64 - 1, math.MaxInt64,
}

func whole() *rapid.Generator[int64] {
	return rapid.OneOf(
		rapid.Int64Range(-1000, 1000),
		rapid.Map(rapid.SampledFrom(edges), func(n int64) int64 { return -n }),
		rapid.SampledFrom(edges),
		rapid.Just(int64(math.MinInt64)),
		rapid.Int64(),
	)
}

func number() *rapid.Generator[pair] {
	return rapid.Custom(func(t *rapid.T) pair {
		n, d := whole().Draw(t, "numerator"), whole().Filter(func(n int64) bool { return n != 0 }).Draw(t, "denominator")
		p := pair{score.Ratio(n, d), big.NewRat(n, d)}
		if rapid.IntRange(0, 3).Draw(t, "wide") == 0 { // beyond 64 bits on both sides
			m := whole().Filter(func(n int64) bool { return n != 0 }).Draw(t, "factor")
			p = pair{p.x.Mul(score.Ratio(m, math.MaxInt64)), new(big.Rat).Mul(p.r, big.NewRat(m, math.MaxInt64))}
		}
		return p
	})
}

// same compares the value and the form: terms in lowest terms, positive below.
func same(t *rapid.T, what string, got score.Exact, want *big.Rat) {
	t.Helper()
	if got.Rat().Cmp(want) != 0 {
		t.Fatalf("%s = %s; want %s", what, got.Rat(), want)
	}
	if n, ok := got.Int64(); ok != (want.IsInt() && want.Num().IsInt64() && want.Num().Int64() != math.MinInt64) || ok && n != want.Num().Int64() {
		t.Fatalf("%s as int64 is %d, %v; want %s", what, n, ok, want)
	}
	if got.IsInt() != want.IsInt() {
		t.Fatalf("%s: IsInt %v; want %v", what, got.IsInt(), want.IsInt())
	}
	if got.Sign() != want.Sign() {
		t.Fatalf("%s: sign %d; want %d", what, got.Sign(), want.Sign())
	}
}

func TestExactComputesAsFractionsOfAnySizeDo(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := number().Draw(t, "a"), number().Draw(t, "b")
		same(t, "a", a.x, a.r)
		same(t, "a+b", a.x.Add(b.x), new(big.Rat).Add(a.r, b.r))
		same(t, "a−b", a.x.Sub(b.x), new(big.Rat).Sub(a.r, b.r))
		same(t, "a×b", a.x.Mul(b.x), new(big.Rat).Mul(a.r, b.r))
		same(t, "−a", a.x.Neg(), new(big.Rat).Neg(a.r))
		if b.r.Sign() != 0 {
			same(t, "a÷b", a.x.Quo(b.x), new(big.Rat).Quo(a.r, b.r))
		}
		if got, want := sign(a.x.Cmp(b.x)), a.r.Cmp(b.r); got != want {
			t.Fatalf("Cmp(%s, %s) = %d; want %d", a.r, b.r, got, want)
		}
		if got, _ := a.r.Float64(); a.x.Float() != got {
			t.Fatalf("Float(%s) = %v; want %v", a.r, a.x.Float(), got)
		}
	})
}

func sign(n int) int {
	switch {
	case n < 0:
		return -1
	case n > 0:
		return 1
	default:
		return 0
	}
}

func TestExactComesBackFromWideToNarrow(t *testing.T) {
	big := score.Int(math.MaxInt64)
	wide := big.Mul(big)
	for name, got := range map[string]score.Exact{
		"product and quotient":   wide.Quo(big),
		"sum and difference":     wide.Add(big).Sub(wide),
		"of its own inverse":     score.Int(1).Quo(wide).Mul(wide).Mul(big),
		"nothing left":           wide.Sub(wide).Add(big),
		"the least that 64 hold": score.Ratio(math.MinInt64, -1).Sub(score.Int(1)),
	} {
		if n, ok := got.Int64(); !ok || n != math.MaxInt64 {
			t.Errorf("%s: %s is %d, %v; want %d", name, got, n, ok, int64(math.MaxInt64))
		}
	}
}

func TestSumsThatDoNotFit64BitsAreRight(t *testing.T) {
	const most = math.MaxInt64
	for _, tt := range [][4]int64{ // two numbers as n/d
		{most, 1, 1, 1}, {-most, 1, -1, 1}, {most, 1, most, 1}, {-most, 1, -most, 1}, {most, 7, most - 1, 7}, {-most, 7, -2, 7},
		{most, 2, most, 3}, {most, 3, 1, most}, {1, most, 1, most - 1}, {1 << 62, 1, 1 << 62, 1}, {-1 << 62, 1, -1 << 62, 1}, {math.MinInt64, 1, 0, 1},
	} {
		a, b := score.Ratio(tt[0], tt[1]), score.Ratio(tt[2], tt[3])
		x, y := big.NewRat(tt[0], tt[1]), big.NewRat(tt[2], tt[3])
		if got, want := a.Add(b).Rat(), new(big.Rat).Add(x, y); got.Cmp(want) != 0 {
			t.Errorf("%s + %s = %s; want %s", x, y, got, want)
		}
		if got, want := a.Sub(b).Rat(), new(big.Rat).Sub(x, y); got.Cmp(want) != 0 {
			t.Errorf("%s − %s = %s; want %s", x, y, got, want)
		}
	}
}

func TestTheZeroValueIsZero(t *testing.T) {
	var zero score.Exact
	if zero.String() != "0" || zero.Sign() != 0 || !zero.IsInt() || zero.Cmp(score.Int(0)) != 0 || zero.Rat().Sign() != 0 {
		t.Errorf("the zero value is %s", zero)
	}
	if got := zero.Add(score.Ratio(1, 3)); got.String() != "1/3" {
		t.Errorf("0 + 1/3 = %s", got)
	}
	if got := score.Ratio(1, 3).Mul(zero); got.String() != "0" {
		t.Errorf("1/3 × 0 = %s", got)
	}
}

func TestDivisionByZeroPanics(t *testing.T) {
	for name, divide := range map[string]func(){
		"Quo":        func() { score.Int(1).Quo(score.Exact{}) },
		"Quo narrow": func() { score.Int(0).Quo(score.Int(0)) },
		"Ratio":      func() { score.Ratio(math.MinInt64, 0) },
	} {
		t.Run(name, func(t *testing.T) {
			defer func() {
				if recover() == nil {
					t.Error("no panic")
				}
			}()
			divide()
		})
	}
}

func TestReceiversAndArgumentsStayAsTheyAre(t *testing.T) {
	x, _ := score.ParseExact("123456789012345678901234567890.5")
	before := x.String()
	x.Rat().SetInt64(1)
	x.Add(x).Mul(x).Sub(x).Quo(x).Neg()
	score.Rounding{Decimals: 0}.Apply(x)
	_ = x.Short(2)
	if x.String() != before {
		t.Errorf("x has become %s", x)
	}
}
