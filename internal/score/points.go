package score

import "strings"

// Points is an amount of points in ten-thousandths: 912500 is 91.25 points.
// It is how a mark is held: a whole number, never a fraction.
type Points int64

// PointsPerUnit is the number of Points in one point.
const PointsPerUnit = 10_000

// MaxPoints is above every mark, so that sums of millions of them stay in int64.
const MaxPoints = 1_000_000_000 * PointsPerUnit

// ParsePoints reads a mark in plain notation with at most four decimals and at
// most nine digits before them, with or without a minus. It reports false for
// anything else rather than rounding in silence.
func ParsePoints(s string) (Points, bool) {
	digits, neg := strings.CutPrefix(s, "-")
	var n Points
	places, seen, dotted := 0, false, false
	for i := range len(digits) {
		switch c := digits[i]; {
		case c == '.' && !dotted && seen:
			dotted, seen = true, false
		case c < '0' || c > '9', dotted && places == 4 && c != '0', n >= MaxPoints:
			return 0, false
		case dotted && places == 4:
			seen = true // further zeros change nothing
		default:
			n, seen = n*10+Points(c-'0'), true
			if dotted {
				places++
			}
		}
	}
	for ; places < 4; places++ {
		n *= 10
	}
	if neg {
		n = -n
	}
	return n, seen && n < MaxPoints && n > -MaxPoints
}

// Exact returns p as a number of points.
func (p Points) Exact() Exact { return Ratio(int64(p), PointsPerUnit) }

// String returns p in its shortest form, "91.25".
func (p Points) String() string { return p.Exact().String() }
