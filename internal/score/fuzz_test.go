package score_test

import (
	"math/big"
	"strings"
	"testing"

	"leitai/internal/score"
)

func FuzzParsePoints(f *testing.F) {
	for _, s := range []string{"9.5", "-0", "91.2500000", "999999999.9999", "1e9", "9.00001", "", "-.5", "９.５"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		p, ok := score.ParsePoints(s)
		if !ok {
			return
		}
		if want, isNumber := new(big.Rat).SetString(s); !isNumber || p.Exact().Rat().Cmp(want) != 0 {
			t.Fatalf("%q was read as %s", s, p)
		}
		if back, ok := score.ParsePoints(p.String()); !ok || back != p {
			t.Fatalf("%q was read as %s, which reads as %s", s, p, back)
		}
	})
}

func FuzzParseExact(f *testing.F) {
	for _, s := range []string{"12.5", "-0.0", "9223372036854775808", "0.0000000000000000001", "1/3", "-", "123456789012345678901234567890.5"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		x, ok := score.ParseExact(s)
		if !ok {
			return
		}
		if want, isNumber := new(big.Rat).SetString(s); !isNumber || x.Rat().Cmp(want) != 0 {
			t.Fatalf("%q was read as %s", s, x)
		}
		if back, ok := score.ParseExact(x.String()); !ok || back.Cmp(x) != 0 || strings.Contains(x.String(), "/") {
			t.Fatalf("%q is printed as %s", s, x)
		}
	})
}
