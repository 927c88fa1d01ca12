package score_test

import (
	"testing"

	"leitai/internal/score"
)

// leaf is a given number with its weight.
func leaf(t *testing.T, value, weight string) score.Figure {
	t.Helper()
	return score.Figure{Exact: exact(t, value), Weight: exact(t, weight)}.Evaluated()
}

func TestOperations(t *testing.T) {
	two := func(a, aw, b, bw string) []score.Figure { return []score.Figure{leaf(t, a, aw), leaf(t, b, bw)} }
	tests := []struct {
		name string
		f    score.Figure
		want string
	}{
		{"a given number is itself", leaf(t, "9.5", "3"), "9.5"},
		{"a sum weighs", score.Figure{Op: score.Sum, From: two("90", "0.6", "80", "0.4")}, "86"},
		{"a sum takes away", score.Figure{Op: score.Sum, From: two("90", "1", "0.5", "-1")}, "89.5"},
		{"an empty sum is zero", score.Figure{Op: score.Sum}, "0"},
		{"a blend divides by the weights that are there", score.Figure{Op: score.Blend, From: two("90", "0.3", "80", "0.3")}, "85"},
		{"under its cap a sum stands", score.Figure{Op: score.Capped, Limit: exact(t, "5"), From: two("2", "1", "2.5", "1")}, "4.5"},
		{"at its cap too", score.Figure{Op: score.Capped, Limit: exact(t, "4.5"), From: two("2", "1", "2.5", "1")}, "4.5"},
		{"above its cap the cap counts", score.Figure{Op: score.Capped, Limit: exact(t, "4"), From: two("2", "1", "2.5", "1")}, "4"},
		{"what is there is scaled to the whole", score.Figure{Op: score.Rescaled, Limit: exact(t, "20"), From: two("4", "5", "8", "10")}, "16"},
		{"a product", score.Figure{Op: score.Product, From: two("1.065", "0", "68.52", "0")}, "72.9738"},
		{"a quotient", score.Figure{Op: score.Quotient, From: two("72.98", "0", "68.52", "0")}, score.Ratio(7298, 6852).String()},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := tt.f.Evaluated().Value.String(); got != tt.want {
				t.Errorf("%s; want %s", got, tt.want)
			}
		})
	}
}

func TestAFigureIsMadeOfRoundedFigures(t *testing.T) {
	two := &score.Rounding{Decimals: 2}
	inner := score.Figure{Exact: exact(t, "1.005"), Weight: score.Int(1), Round: two}.Evaluated()
	if inner.Value.String() != "1.01" || inner.Exact.String() != "1.005" {
		t.Fatalf("the leaf is %s, exactly %s", inner.Value, inner.Exact)
	}
	outer := score.Figure{Op: score.Sum, From: []score.Figure{inner, inner}}.Evaluated()
	if outer.Value.String() != "2.02" {
		t.Errorf("the sum is %s; want 2.02, as a pocket calculator says", outer.Value)
	}
}

func TestAFigureIsPrintedAsItsRuleSays(t *testing.T) {
	two := &score.Rounding{Decimals: 2}
	part := score.Figure{Kind: score.KindPart, Exact: exact(t, "91.204"), Weight: score.Int(1), Round: two}.Evaluated()
	adjusted := func(minus string) score.Figure {
		return score.Figure{Kind: score.KindAdjusted, Op: score.Sum, From: []score.Figure{part, leaf(t, minus, "-1")}}.Evaluated()
	}
	tests := []struct {
		name string
		f    score.Figure
		want string
	}{
		{"with the decimals of its rule", part, "91.20"},
		{"an adjusted one as the value below it", adjusted("0.5"), "90.70"},
		{"with more where the adjustment needs them", adjusted("0.125"), "91.075"},
		{"unrounded in its shortest form", leaf(t, "91.20", "1"), "91.2"},
		{"or as a fraction", score.Figure{Exact: score.Ratio(1, 3)}.Evaluated(), "1/3"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := tt.f.Text(); got != tt.want {
				t.Errorf("printed as %s; want %s", got, tt.want)
			}
		})
	}
}

func TestOnlyAValidMarkIsValid(t *testing.T) {
	for reason, valid := range map[score.Reason]bool{
		score.Counted: true, score.High: true, score.Low: true, score.Recused: false, score.Absent: false, score.Void: false, score.Missing: false,
	} {
		if reason.Valid() != valid {
			t.Errorf("reason %d is valid: %v", reason, reason.Valid())
		}
	}
}
