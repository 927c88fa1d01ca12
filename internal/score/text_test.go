package score_test

import (
	"math/big"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"leitai/internal/score"
)

func TestParsePoints(t *testing.T) {
	good := map[string]score.Points{
		"0": 0, "-0": 0, "0.0": 0, "9.5": 95_000, "9.50": 95_000, "91.25": 912_500, "0.0001": 1, "-0.0001": -1, "007": 70_000,
		"9.50000000000": 95_000, "100": 1_000_000, "999999999.9999": 9_999_999_999_999, "-999999999.9999": -9_999_999_999_999,
	}
	for s, want := range good {
		if got, ok := score.ParsePoints(s); !ok || got != want {
			t.Errorf("ParsePoints(%q) = %d, %v; want %d", s, got, ok, want)
		}
	}
	bad := []string{
		"", "-", ".", "-.", ".5", "5.", "-.5", "--5", "+5", "5-", " 5", "5 ", "5,5", "1,000", "1_000", "1e2", "1E2", "0x10", "NaN", "Inf", "-Inf", "infinity",
		"9.55555", "9.00001", "0.00000000001", "1000000000", "-1000000000", "9999999999", "99999999999999999999", "1.2.3", "１", "九", "−5", "5\x00", "1/2", "5%", "=1+1",
	}
	for _, s := range bad {
		if got, ok := score.ParsePoints(s); ok {
			t.Errorf("ParsePoints(%q) = %d; want a refusal", s, got)
		}
	}
}

func TestParseExact(t *testing.T) {
	good := map[string]string{
		"0": "0", "-0": "0", "-0.00": "0", "12.5": "12.5", "-12.50": "-12.5", "007": "7", "9223372036854775807": "9223372036854775807", "9223372036854775808": "9223372036854775808",
		"-9223372036854775808": "-9223372036854775808", "0.0000000000000000001": "0.0000000000000000001", "0.000000000000000001": "0.000000000000000001",
		"123456789012345678901234567890.123456789012345678901234567891": "123456789012345678901234567890.123456789012345678901234567891",
	}
	for s, want := range good {
		if got, ok := score.ParseExact(s); !ok || got.String() != want {
			t.Errorf("ParseExact(%q) = %s, %v; want %s", s, got, ok, want)
		}
	}
	bad := []string{
		"", "-", ".", ".5", "5.", "+5", "--5", "1e3", "1/3", "0x1", "NaN", "Inf", " 1", "1 ", "1_0", "1,5", "１",
		strings.Repeat("1", 31), "0." + strings.Repeat("1", 31), strings.Repeat("0", 31),
	}
	for _, s := range bad {
		if got, ok := score.ParseExact(s); ok {
			t.Errorf("ParseExact(%q) = %s; want a refusal", s, got)
		}
	}
}

func TestWhatIsPrintedReadsBackTheSame(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := score.Points(rapid.Int64Range(-9_999_999_999_999, 9_999_999_999_999).Draw(t, "points"))
		if back, ok := score.ParsePoints(p.String()); !ok || back != p {
			t.Fatalf("ParsePoints(%q) = %d, %v; want %d", p.String(), back, ok, p)
		}
		x := p.Exact().Quo(score.Int(rapid.SampledFrom([]int64{1, 2, 4, 5, 8, 10, 625}).Draw(t, "divisor")))
		if back, ok := score.ParseExact(x.String()); !ok || back.Cmp(x) != 0 {
			t.Fatalf("ParseExact(%q) = %s, %v", x.String(), back, ok)
		}
	})
}

func TestTextIsTheDecimalOrTheFractionAndNeverRounds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := number().Draw(t, "x")
		decimals := rapid.IntRange(0, 6).Draw(t, "decimals")
		for _, s := range []string{p.x.String(), p.x.Text(decimals)} {
			back, ok := new(big.Rat).SetString(s)
			if !ok || back.Cmp(p.r) != 0 {
				t.Fatalf("%s is printed as %q", p.r, s)
			}
			if strings.Contains(s, "/") != !ends(p.r) {
				t.Fatalf("%s is printed as %q", p.r, s)
			}
		}
		if s := p.x.Text(decimals); ends(p.r) && decimals > 0 && len(s)-strings.IndexByte(s, '.')-1 < decimals {
			t.Fatalf("%q has fewer than %d decimals", s, decimals)
		}
		if s := p.x.String(); strings.Contains(s, ".") && strings.HasSuffix(s, "0") {
			t.Fatalf("%q is not the shortest form", s)
		}
	})
}

// ends tells whether the decimals of r end: some power of ten makes it whole.
func ends(r *big.Rat) bool {
	rest := new(big.Int).Set(r.Denom())
	for _, p := range []int64{2, 5} {
		for mod := new(big.Int); mod.Mod(rest, big.NewInt(p)).Sign() == 0; {
			rest.Quo(rest, big.NewInt(p))
		}
	}
	return rest.Cmp(big.NewInt(1)) == 0
}

func TestText(t *testing.T) {
	tests := []struct {
		name     string
		x        score.Exact
		decimals int
		want     string
	}{
		{"filled up to the decimals of the rule", exact(t, "91.2"), 2, "91.20"},
		{"whole", exact(t, "91"), 0, "91"},
		{"more where it needs them", exact(t, "91.125"), 2, "91.125"},
		{"a fraction where it does not end", score.Ratio(821, 9), 2, "821/9"},
		{"a negative fraction", score.Ratio(-821, 9), 2, "-821/9"},
		{"zero has no sign", score.Ratio(0, -5), 2, "0.00"},
		{"negative", exact(t, "-0.5"), 2, "-0.50"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := tt.x.Text(tt.decimals); got != tt.want {
				t.Errorf("Text(%d) = %q; want %q", tt.decimals, got, tt.want)
			}
		})
	}
}

func TestShortCutsOffAndSaysSo(t *testing.T) {
	tests := []struct {
		name string
		x    score.Exact
		want string
	}{
		{"what fits stands as it is", exact(t, "90.25"), "90.25"},
		{"a fraction is cut, not rounded", score.Ratio(2, 3), "0.666666…"},
		{"a long decimal is cut", exact(t, "1.23456789"), "1.234567…"},
		{"a negative one keeps its sign though only zeros are left", score.Ratio(-1, 30_000_000), "-0.000000…"},
		{"a negative fraction", score.Ratio(-2, 3), "-0.666666…"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := tt.x.Short(6); got != tt.want {
				t.Errorf("Short(6) = %q; want %q", got, tt.want)
			}
		})
	}
}

func TestParseFraction(t *testing.T) {
	for s, want := range map[string]string{"821/9": "821/9", "-2/3": "-2/3", "91.27": "91.27", "4/2": "2", "0/7": "0", "0.5/0.25": "2"} {
		if got, ok := score.ParseFraction(s); !ok || got.String() != want {
			t.Errorf("ParseFraction(%q) = %s, %v; want %s", s, got, ok, want)
		}
	}
	for _, s := range []string{"", "/", "1/", "/2", "1/0", "1/-2", "1/2/3", "a/b", "1 / 2", "1e2/3"} {
		if got, ok := score.ParseFraction(s); ok {
			t.Errorf("ParseFraction(%q) = %s; want a refusal", s, got)
		}
	}
}
