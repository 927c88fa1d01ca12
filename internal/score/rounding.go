package score

import "math/big"

// Mode is a way to shorten a number (舍入方式). Its values index the table
// modes below: a further way of rounding is a constant and a line there.
type Mode uint8

// The modes; the zero Mode is the default of every rule.
const (
	HalfUp   Mode = iota // away from zero at a half (四舍五入)
	HalfEven             // to the even neighbour at a half (四舍六入五成双)
	Truncate             // towards zero (舍去)
	Ceil                 // towards plus infinity (进一)
)

// modes says of each Mode its name in rules and when a number that lies between
// two neighbours takes the one further from zero. half compares the rest with a
// half; odd tells whether the neighbour nearer to zero is odd.
var modes = []struct {
	name string
	away func(negative bool, half int, odd bool) bool
}{
	HalfUp:   {"half_up", func(_ bool, half int, _ bool) bool { return half >= 0 }},
	HalfEven: {"half_even", func(_ bool, half int, odd bool) bool { return half > 0 || half == 0 && odd }},
	Truncate: {"truncate", func(bool, int, bool) bool { return false }},
	Ceil:     {"ceil", func(negative bool, _ int, _ bool) bool { return !negative }},
}

// ModeNames lists the names of the modes, as rules write them.
func ModeNames() []string {
	var names []string
	for _, m := range modes {
		names = append(names, m.name)
	}
	return names
}

// ParseMode finds a mode by its name.
func ParseMode(name string) (Mode, bool) {
	for i, m := range modes {
		if m.name == name {
			return Mode(i), true
		}
	}
	return 0, false
}

func (m Mode) String() string { return modes[m].name }

// MaxDecimals is the most decimals a rule may ask for.
const MaxDecimals = 12

// Rounding is a rule's word on one figure: to how many decimals, and how.
type Rounding struct {
	Decimals int // 0…MaxDecimals
	Mode     Mode
}

// Apply returns x rounded.
func (r Rounding) Apply(x Exact) Exact {
	if x.wide == nil {
		if n, ok := mul(x.num, pow10(r.Decimals)); ok {
			d := x.denominator()
			q, rest := n/d, n%d
			if rest != 0 {
				half := cmpHalf(abs(rest), uint64(d))
				if modes[r.Mode].away(n < 0, half, q%2 != 0) {
					q += sign(n)
				}
			}
			return Ratio(q, pow10(r.Decimals))
		}
	}
	return r.applyWide(x.Rat())
}

func (r Rounding) applyWide(x *big.Rat) Exact {
	scale := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(r.Decimals)), nil)
	n := new(big.Int).Mul(x.Num(), scale)
	q, rest := new(big.Int).QuoRem(n, x.Denom(), new(big.Int))
	if rest.Sign() != 0 {
		half := rest.Abs(rest).Lsh(rest, 1).Cmp(x.Denom())
		if modes[r.Mode].away(n.Sign() < 0, half, q.Bit(0) == 1) {
			q.Add(q, big.NewInt(int64(n.Sign())))
		}
	}
	return narrow(new(big.Rat).SetFrac(q, scale))
}

// cmpHalf compares rest/d with a half; rest < d, and d fits int64.
func cmpHalf(rest, d uint64) int {
	switch {
	case 2*rest < d:
		return -1
	case 2*rest > d:
		return 1
	default:
		return 0
	}
}

func sign(n int64) int64 {
	if n < 0 {
		return -1
	}
	return 1
}
