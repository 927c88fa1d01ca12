package score_test

import (
	"math/big"
	"testing"

	"pgregory.net/rapid"

	"leitai/internal/score"
)

func TestRounding(t *testing.T) {
	type want struct{ up, even, trunc, ceil string }
	tests := []struct {
		name, x  string
		decimals int
		want     want
	}{
		{"a half goes away from zero, to the even, back, up", "2.5", 0, want{"3", "2", "2", "3"}},
		{"a half above an odd one", "3.5", 0, want{"4", "4", "3", "4"}},
		{"a negative half", "-2.5", 0, want{"-3", "-2", "-2", "-2"}},
		{"a negative half above an odd one", "-3.5", 0, want{"-4", "-4", "-3", "-3"}},
		{"just below a half", "2.4999999999", 0, want{"2", "2", "2", "3"}},
		{"just above a half", "2.5000000001", 0, want{"3", "3", "2", "3"}},
		{"just below a negative half", "-2.5000000001", 0, want{"-3", "-3", "-2", "-2"}},
		{"between −1 and 0", "-0.5", 0, want{"-1", "0", "0", "0"}},
		{"between 0 and 1", "0.5", 0, want{"1", "0", "0", "1"}},
		{"the least above zero", "0.000000000001", 2, want{"0", "0", "0", "0.01"}},
		{"the least below zero", "-0.000000000001", 2, want{"0", "0", "0", "0"}},
		{"what is round stays", "91.25", 2, want{"91.25", "91.25", "91.25", "91.25"}},
		{"1.005 is a half for us, never for a binary fraction", "1.005", 2, want{"1.01", "1", "1", "1.01"}},
		{"451.28 ÷ 5", "90.256", 2, want{"90.26", "90.26", "90.25", "90.26"}},
		{"more than 64 bits", "123456789012345678901234.5", 0, want{"123456789012345678901235", "123456789012345678901234", "123456789012345678901234", "123456789012345678901235"}},
		{"negative and more than 64 bits", "-123456789012345678901233.5", 0, want{"-123456789012345678901234", "-123456789012345678901234", "-123456789012345678901233", "-123456789012345678901233"}},
		{"twelve decimals", "0.0000000000005", 12, want{"0.000000000001", "0", "0", "0.000000000001"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			for mode, want := range map[score.Mode]string{score.HalfUp: tt.want.up, score.HalfEven: tt.want.even, score.Truncate: tt.want.trunc, score.Ceil: tt.want.ceil} {
				if got := (score.Rounding{Decimals: tt.decimals, Mode: mode}).Apply(exact(t, tt.x)).String(); got != want {
					t.Errorf("%s of %s to %d = %s; want %s", mode, tt.x, tt.decimals, got, want)
				}
			}
		})
	}
}

// rounded is a rounding by whole numbers of any size: twice the scaled value,
// floored, says everything.
func rounded(x *big.Rat, decimals int, mode score.Mode) *big.Rat {
	scale := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(decimals)), nil)
	v := new(big.Rat).Mul(x, new(big.Rat).SetInt(scale))
	floor := new(big.Int).Div(v.Num(), v.Denom()) // Euclidean, and the denominator is positive: the floor
	rest := new(big.Rat).Sub(v, new(big.Rat).SetInt(floor))
	half := rest.Cmp(big.NewRat(1, 2))
	up := false
	switch mode {
	case score.HalfUp:
		up = half > 0 || half == 0 && x.Sign() > 0
	case score.HalfEven:
		up = half > 0 || half == 0 && floor.Bit(0) == 1
	case score.Truncate:
		up = x.Sign() < 0 && rest.Sign() > 0
	case score.Ceil:
		up = rest.Sign() > 0
	}
	if up {
		floor.Add(floor, big.NewInt(1))
	}
	return new(big.Rat).SetFrac(floor, scale)
}

func TestRoundingAgreesWithWholeNumbersOfAnySize(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := number().Draw(t, "x")
		decimals := rapid.IntRange(0, score.MaxDecimals).Draw(t, "decimals")
		if rapid.Bool().Draw(t, "onto a half") {
			scale := score.Int(2)
			for range decimals {
				scale = scale.Mul(score.Int(10))
			}
			n := rapid.Int64Range(-1_000_000, 1_000_000).Draw(t, "halves")
			p.x = score.Int(n).Quo(scale)
			p.r = p.x.Rat()
		}
		for _, name := range score.ModeNames() {
			mode, _ := score.ParseMode(name)
			r := score.Rounding{Decimals: decimals, Mode: mode}
			got := r.Apply(p.x)
			same(t, name, got, rounded(p.r, decimals, mode))
			if again := r.Apply(got); again.Cmp(got) != 0 {
				t.Fatalf("%s twice: %s, then %s", name, got, again)
			}
		}
	})
}

func TestEveryModeHasItsName(t *testing.T) {
	for i, name := range []string{"half_up", "half_even", "truncate", "ceil"} {
		mode, ok := score.ParseMode(name)
		if !ok || int(mode) != i || mode.String() != name || score.ModeNames()[i] != name {
			t.Errorf("%s is mode %d, %v, called %s", name, mode, ok, mode)
		}
	}
	if n := len(score.ModeNames()); n != 4 {
		t.Errorf("%d modes", n)
	}
	if _, ok := score.ParseMode("half-up"); ok {
		t.Error("half-up is a mode")
	}
}

func exact(t *testing.T, s string) score.Exact {
	t.Helper()
	x, ok := score.ParseExact(s)
	if !ok {
		t.Fatalf("%q is no number", s)
	}
	return x
}
