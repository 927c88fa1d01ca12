// Package score is the arithmetic of a contest: marks, exact numbers, means,
// weights and roundings, and the Figure that carries its own derivation. Every
// function is pure. Nothing here knows files, entries or sentences, and nothing
// here is ever a binary fraction. It imports the standard library only.
package score

import (
	"cmp"
	"math/big"
	"math/bits"
	"strconv"
	"strings"
)

// Exact is a rational number of any size, always in lowest terms; the zero
// value is 0. Numbers whose terms fit int64, which are all but the oddest, take
// no memory beside their own: ranking every village of a country needs that.
type Exact struct {
	num, den int64    // den 0 stands for 1, so that the zero value is a number
	wide     *big.Rat // set, and then alone valid, if the terms do not fit int64
}

// Int returns n as an exact number.
func Int(n int64) Exact { return Exact{num: n, den: 1} }

// Ratio returns n/d. It panics if d is zero, as integer division does.
func Ratio(n, d int64) Exact {
	const least = -1 << 63
	if n == least || d == least || d == 0 { // big panics at zero
		return narrow(big.NewRat(n, d))
	}
	if d < 0 {
		n, d = -n, -d
	}
	if g := gcd(n, d); g > 1 {
		n, d = n/g, d/g
	}
	return Exact{num: n, den: d}
}

// maxDigits bounds the digits of a number that ParseExact reads, on each side
// of the point: more than any form has room for, little enough to be harmless.
const maxDigits = 30

// ParseExact reads a decimal in plain notation ("-12.5"): an optional minus,
// digits, and digits after a point. It reports false for anything else: signs
// of plus, exponents, separators, words, more than 30 digits on a side.
func ParseExact(s string) (Exact, bool) {
	digits, neg := strings.CutPrefix(s, "-")
	whole, frac, dotted := strings.Cut(digits, ".")
	if !allDigits(whole) || dotted && !allDigits(frac) || len(whole) > maxDigits || len(frac) > maxDigits {
		return Exact{}, false
	}
	n, err := strconv.ParseInt(whole+frac, 10, 64)
	if err != nil || len(frac) > 18 {
		r, ok := new(big.Rat).SetString(s)
		return narrow(r), ok
	}
	if neg {
		n = -n
	}
	return Ratio(n, pow10(len(frac))), true
}

// ParseFraction reads what String writes: a decimal, or "p/q".
func ParseFraction(s string) (Exact, bool) {
	over, under, fraction := strings.Cut(s, "/")
	p, ok := ParseExact(over)
	if !fraction || !ok {
		return p, ok
	}
	q, ok := ParseExact(under)
	if !ok || q.Sign() <= 0 {
		return Exact{}, false
	}
	return p.Quo(q), true
}

func allDigits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}

// Add returns x + y.
func (x Exact) Add(y Exact) Exact {
	if x.wide == nil && y.wide == nil {
		xd, yd := x.denominator(), y.denominator()
		if xd == yd {
			if n, ok := add(x.num, y.num); ok {
				return Ratio(n, xd)
			}
		} else if a, ok := mul(x.num, yd); ok {
			if b, ok := mul(y.num, xd); ok {
				n, fits := add(a, b)
				if d, ok := mul(xd, yd); ok && fits {
					return Ratio(n, d)
				}
			}
		}
	}
	return narrow(new(big.Rat).Add(x.Rat(), y.Rat()))
}

// Sub returns x − y.
func (x Exact) Sub(y Exact) Exact { return x.Add(y.Neg()) }

// Neg returns −x.
func (x Exact) Neg() Exact { return x.Mul(Int(-1)) }

// Mul returns x × y.
func (x Exact) Mul(y Exact) Exact {
	if x.wide == nil && y.wide == nil {
		n, fits := mul(x.num, y.num)
		if d, ok := mul(x.denominator(), y.denominator()); ok && fits {
			return Ratio(n, d)
		}
	}
	return narrow(new(big.Rat).Mul(x.Rat(), y.Rat()))
}

// Quo returns x ÷ y. It panics if y is zero.
func (x Exact) Quo(y Exact) Exact {
	if x.wide == nil && y.wide == nil {
		n, fits := mul(x.num, y.denominator())
		if d, ok := mul(x.denominator(), y.num); ok && fits {
			return Ratio(n, d)
		}
	}
	return narrow(new(big.Rat).Quo(x.Rat(), y.Rat()))
}

// Cmp is negative if x < y, zero if they are equal, positive if x > y.
func (x Exact) Cmp(y Exact) int {
	if x.wide == nil && y.wide == nil {
		xd, yd := x.denominator(), y.denominator()
		if xd == yd {
			return cmp.Compare(x.num, y.num)
		}
		a, aok := mul(x.num, yd)
		if b, bok := mul(y.num, xd); aok && bok {
			return cmp.Compare(a, b)
		}
	}
	return x.Rat().Cmp(y.Rat())
}

// Sign is −1, 0 or 1 as x is below, at or above zero.
func (x Exact) Sign() int {
	if x.wide != nil {
		return x.wide.Sign()
	}
	return cmp.Compare(x.num, 0)
}

// Rat returns x as a big.Rat of its own.
func (x Exact) Rat() *big.Rat {
	if x.wide != nil {
		return new(big.Rat).Set(x.wide)
	}
	return big.NewRat(x.num, x.denominator())
}

func (x Exact) denominator() int64 {
	if x.den == 0 {
		return 1
	}
	return x.den
}

// narrow keeps r in int64 terms if they fit. It takes r over; nil is 0.
func narrow(r *big.Rat) Exact {
	switch {
	case r == nil:
		return Exact{}
	case r.Num().IsInt64() && r.Denom().IsInt64() && r.Num().Int64() != -1<<63:
		return Exact{num: r.Num().Int64(), den: r.Denom().Int64()}
	default:
		return Exact{wide: r}
	}
}

func gcd(a, b int64) int64 {
	if a < 0 {
		a = -a
	}
	for b != 0 {
		a, b = b, a%b
	}
	return a
}

func add(a, b int64) (int64, bool) {
	c := a + b
	return c, (c > a) == (b > 0) && c != -1<<63
}

func mul(a, b int64) (int64, bool) {
	hi, lo := bits.Mul64(abs(a), abs(b))
	if hi != 0 || lo > 1<<63-1 {
		return 0, false
	}
	if (a < 0) != (b < 0) {
		return -int64(lo), true
	}
	return int64(lo), true
}

func abs(a int64) uint64 {
	if a < 0 {
		return -uint64(a)
	}
	return uint64(a)
}

func pow10(n int) int64 {
	p := int64(1)
	for range n {
		p *= 10
	}
	return p
}

// IsInt tells whether x is a whole number.
func (x Exact) IsInt() bool {
	if x.wide != nil {
		return x.wide.IsInt()
	}
	return x.denominator() == 1
}

// Int64 returns a whole x that fits int64, and false for any other.
func (x Exact) Int64() (int64, bool) { return x.num, x.wide == nil && x.denominator() == 1 }
