package xlsx

import (
	"fmt"
	"strconv"
	"strings"

	"leitai/internal/score"
)

// guardDigits is to how many decimals a binary fraction is brought before a rule
// rounds it: 90.265 is 90.26499999999999 in a spreadsheet, and would fall. A
// value that truly lies within half of the last of these digits of a half is
// beyond what a spreadsheet can tell; the program, which is exact, decides.
const guardDigits = 10

// rounded is x rounded as a rule says, as a formula.
func rounded(x string, r *score.Rounding) string {
	if r == nil {
		return x
	}
	d := strconv.Itoa(r.Decimals)
	y := fmt.Sprintf("ROUND(%s,%d)", x, max(guardDigits, r.Decimals+2))
	switch r.Mode {
	case score.HalfEven:
		z := fmt.Sprintf("ROUND(%s*10^%s,6)", x, d)
		return fmt.Sprintf("IF(ABS(%[1]s-TRUNC(%[1]s))=0.5,2*ROUND(%[1]s/2,0),ROUND(%[1]s,0))/10^%[2]s", z, d)
	case score.Truncate:
		return fmt.Sprintf("TRUNC(%s,%s)", y, d)
	case score.Ceil:
		return fmt.Sprintf("IF(%[1]s>0,ROUNDUP(%[1]s,%[2]s),TRUNC(%[1]s,%[2]s))", y, d)
	default:
		return fmt.Sprintf("ROUND(%s,%s)", y, d)
	}
}

// trimmedMean is the mean of the numbers of a range without the highest and
// lowest, or with fewer than least numbers of all; words are no numbers.
func trimmedMean(cells string, t score.Trim) string {
	plain := "AVERAGE(" + cells + ")"
	if t.High+t.Low == 0 {
		return plain
	}
	return fmt.Sprintf("IF(COUNT(%[1]s)<%[2]d,%[3]s,(SUM(%[1]s)%[4]s%[5]s)/(COUNT(%[1]s)-%[6]d))",
		cells, t.Min, plain, extremes("LARGE", cells, t.High), extremes("SMALL", cells, t.Low), t.High+t.Low)
}

// extremes takes the n largest or smallest of a range off a sum.
func extremes(function, cells string, n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "-%s(%s,%d)", function, cells, i+1)
	}
	return b.String()
}

// trimmedMedian is the median of the same numbers: the mean of the two in the
// middle of what trimming leaves.
func trimmedMedian(cells string, t score.Trim) string {
	plain := "MEDIAN(" + cells + ")"
	if t.High+t.Low == 0 {
		return plain
	}
	left := fmt.Sprintf("(COUNT(%s)-%d)", cells, t.High+t.Low)
	return fmt.Sprintf("IF(COUNT(%[1]s)<%[2]d,%[3]s,(SMALL(%[1]s,%[4]d+INT((%[5]s+1)/2))+SMALL(%[1]s,%[4]d+INT(%[5]s/2)+1))/2)",
		cells, t.Min, plain, t.Low, left)
}

// number writes an exact number into a formula.
func number(x score.Exact) string {
	s := x.String()
	if strings.Contains(s, "/") || strings.HasPrefix(s, "-") {
		return "(" + s + ")"
	}
	return s
}
