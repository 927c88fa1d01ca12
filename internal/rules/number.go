package rules

import (
	"math/big"
	"strconv"
	"strings"

	"leitai/internal/score"
)

// maxSignificant is how many significant digits a number of the rules may have:
// so many survive every program that reads JSON.
const maxSignificant = 15

// maxShift bounds the power of ten of a number that is computed with.
const maxShift = 30

func parseBase(s string, base int) (decimal, bool) {
	n, err := strconv.ParseUint(s, base, 63)
	if err != nil {
		return decimal{}, false
	}
	return parseDecimal(strconv.FormatUint(n, 10))
}

// exact returns d as a number, and false if it is beyond all use.
func (d decimal) exact() (score.Exact, bool) {
	if d.digits == "" {
		return score.Exact{}, true
	}
	if len(d.digits) > maxSignificant || d.point > maxShift || d.point < -maxShift {
		return score.Exact{}, false
	}
	n, _ := new(big.Int).SetString(d.digits, 10)
	x := score.Int(n.Int64())
	ten := score.Int(10)
	for range max(0, d.point-len(d.digits)) {
		x = x.Mul(ten)
	}
	for range max(0, len(d.digits)-d.point) {
		x = x.Quo(ten)
	}
	if d.negative {
		x = x.Neg()
	}
	return x, true
}

// canonical writes d as RFC 8785 does, which is how ECMAScript prints numbers.
func (d decimal) canonical() string {
	k, n := len(d.digits), d.point
	var s string
	switch {
	case k == 0:
		return "0"
	case k <= n && n <= 21:
		s = d.digits + strings.Repeat("0", n-k)
	case 0 < n && n <= 21:
		s = d.digits[:n] + "." + d.digits[n:]
	case -6 < n && n <= 0:
		s = "0." + strings.Repeat("0", -n) + d.digits
	default:
		s = d.digits[:1]
		if k > 1 {
			s += "." + d.digits[1:]
		}
		s += "e"
		if n > 0 {
			s += "+"
		}
		s += strconv.Itoa(n - 1)
	}
	if d.negative {
		return "-" + s
	}
	return s
}

// Writable tells whether a number as written has at most 15 significant digits,
// so that every program reads the same from it.
func Writable(text string) bool {
	d, ok := parseDecimal(text)
	return ok && len(d.digits) <= maxSignificant
}
