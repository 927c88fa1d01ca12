package score

import (
	"math/big"
	"strconv"
)

// String returns x as results print it: the shortest decimal if x ends
// ("91.27"), otherwise the reduced fraction ("821/9"). It never rounds, and
// zero has no sign.
func (x Exact) String() string { return x.Text(0) }

// Text returns x with the given number of decimals ("91.20"), or with more
// where it needs them to be exact, or as a fraction if it does not end: text
// never rounds.
func (x Exact) Text(decimals int) string {
	places, ends := x.places()
	if !ends {
		return x.Rat().String()
	}
	places = max(decimals, places)
	if x.wide == nil && places <= 18 {
		if n, ok := mul(x.num, pow10(places)/x.denominator()); ok {
			return decimalText(n, places)
		}
	}
	return x.Rat().FloatString(places)
}

// decimalText writes n ÷ 10^places.
func decimalText(n int64, places int) string {
	if places == 0 {
		return strconv.FormatInt(n, 10)
	}
	unit := uint64(pow10(places))
	text := make([]byte, 0, 24)
	if n < 0 {
		text = append(text, '-')
	}
	text = append(strconv.AppendUint(text, abs(n)/unit, 10), '.')
	point := len(text)
	text = strconv.AppendUint(text, unit+abs(n)%unit, 10) // the leading 1 keeps the zeros
	return string(append(text[:point], text[point+1:]...))
}

// Short returns x with at most the given number of decimals, cut off and
// followed by "…" where more would come. It is for sentences that show an
// unrounded value, never for a result.
func (x Exact) Short(decimals int) string {
	if places, ends := x.places(); ends && places <= decimals {
		return x.String()
	}
	cut := Rounding{Decimals: decimals, Mode: Truncate}.Apply(x).Text(decimals)
	if cut[0] != '-' && x.Sign() < 0 {
		cut = "-" + cut
	}
	return cut + "…"
}

// Float returns the binary fraction nearest to x, for charts and for cells of
// a spreadsheet: never for a comparison.
func (x Exact) Float() float64 {
	f, _ := x.Rat().Float64()
	return f
}

// places is the number of decimals that x needs, and false if it does not end:
// its denominator has a factor other than 2 and 5.
func (x Exact) places() (int, bool) {
	if x.wide == nil {
		return smallPlaces(x.denominator())
	}
	twos, rest := strip(x.wide.Denom(), 2)
	fives, rest := strip(rest, 5)
	return max(twos, fives), rest.IsInt64() && rest.Int64() == 1
}

func smallPlaces(d int64) (int, bool) {
	twos, fives := 0, 0
	for ; d%2 == 0; d /= 2 {
		twos++
	}
	for ; d%5 == 0; d /= 5 {
		fives++
	}
	return max(twos, fives), d == 1
}

// strip divides n by p as often as it goes.
func strip(n *big.Int, p int64) (times int, rest *big.Int) {
	rest, div, mod := new(big.Int).Set(n), big.NewInt(p), new(big.Int)
	for {
		q, _ := new(big.Int).QuoRem(rest, div, mod)
		if mod.Sign() != 0 {
			return times, rest
		}
		rest, times = q, times+1
	}
}
