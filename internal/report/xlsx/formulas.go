package xlsx

import (
	"fmt"
	"strconv"
	"strings"

	"leitai/internal/score"
)

// arithmetic writes the rules of a contest as formulas. Its number is the guard:
// to how many decimals a binary fraction is trusted. 90.265 is 90.26499999999999
// in a spreadsheet and would fall; within 10^−guard of a border the formulas take
// a value to be on it. A value that truly lies so near, and not on it, is beyond
// what a spreadsheet can tell; the program, which is exact, decides.
type arithmetic int

// arithmeticFor is the arithmetic for figures up to most: a binary fraction has
// 15 digits, and a chain of sums and products leaves some two of them uncertain.
func arithmeticFor(most float64) arithmetic {
	guard := arithmetic(10)
	for ; most >= 1000 && guard > 2; most /= 10 {
		guard--
	}
	return guard
}

// rounded is x rounded as a rule says.
func (a arithmetic) rounded(x string, r *score.Rounding) string {
	if r == nil {
		return x
	}
	d, guard := strconv.Itoa(r.Decimals), max(int(a), r.Decimals+2)
	near := "10^-" + strconv.Itoa(guard)
	switch r.Mode {
	case score.HalfEven: // on a half: round a half of it, and double
		scale, half := "10^"+d, "(10^"+d+"/2)"
		return fmt.Sprintf("IF(ABS(ABS(%[1]s)*%[2]s-INT(ABS(%[1]s)*%[2]s)-0.5)<10^-%[3]d,ROUND(%[1]s*%[4]s,0)/%[4]s,ROUND(%[1]s,%[5]s))",
			x, scale, guard-r.Decimals, half, d)
	case score.Truncate:
		return fmt.Sprintf("ROUNDDOWN(%[1]s+SIGN(%[1]s)*%[2]s,%[3]s)", x, near, d)
	case score.Ceil: // what is not above zero is cut off, which is up
		return fmt.Sprintf("IF(%[1]s>%[2]s,ROUNDUP(%[1]s-%[2]s,%[3]s),0-ROUNDDOWN(%[2]s-(%[1]s),%[3]s))", x, near, d)
	default:
		return fmt.Sprintf("ROUND(ROUND(%s,%d),%s)", x, guard, d)
	}
}

// equal tells whether two cells hold the same figure, or both none.
func (a arithmetic) equal(x, y, yes, no string) string {
	return fmt.Sprintf(`IF(COUNT(%[1]s,%[2]s)=2,IF(ABS(%[1]s-%[2]s)<10^-%[5]d,"%[3]s","%[4]s"),IF(COUNT(%[1]s,%[2]s)=0,"%[3]s","%[4]s"))`,
		x, y, yes, no, int(a)-1)
}

// trimmedMean is the mean of the numbers of a range without the highest and
// lowest, or with fewer than least numbers of all; words are no numbers.
func trimmedMean(cells string, t score.Trim) string {
	plain := "AVERAGE(" + cells + ")"
	if t.High+t.Low == 0 {
		return plain
	}
	return fmt.Sprintf("IF(COUNT(%[1]s)<%[2]d,%[3]s,(SUM(%[1]s)%[4]s%[5]s)/(COUNT(%[1]s)-%[6]d))",
		cells, least(t), plain, extremes("MAX", "LARGE", cells, t.High), extremes("MIN", "SMALL", cells, t.Low), t.High+t.Low)
}

func least(t score.Trim) int { return max(t.Min, t.High+t.Low+1) }

// extremes takes the n largest or smallest of a range off a sum.
func extremes(one, kth, cells string, n int) string {
	switch {
	case n == 0:
		return ""
	case n == 1:
		return "-" + one + "(" + cells + ")"
	case n > spelled:
		return fmt.Sprintf("-SUMPRODUCT(%s(%s,ROW($1:$%d)))", kth, cells, n)
	}
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "-%s(%s,%d)", kth, cells, i+1)
	}
	return b.String()
}

// spelled is how many marks a formula names one by one; more are asked for as an
// array, for a formula has 8,192 characters.
const spelled = 10

// trimmedMedian is the median of the same numbers: the mean of the two in the
// middle of what trimming leaves.
func trimmedMedian(cells string, t score.Trim) string {
	plain := "MEDIAN(" + cells + ")"
	if t.High+t.Low == 0 {
		return plain
	}
	return fmt.Sprintf("IF(COUNT(%[1]s)<%[2]d,%[3]s,AVERAGE(SMALL(%[1]s,%[4]d+INT((COUNT(%[1]s)-%[5]d)/2)),SMALL(%[1]s,%[6]d+INT((COUNT(%[1]s)-%[7]d)/2))))",
		cells, least(t), plain, t.Low, t.High+t.Low-1, t.Low+1, t.High+t.Low)
}

// blank is a formula that stays empty while a cell is.
func blank(cell, formula string) string { return fmt.Sprintf(`IF(%s="","",%s)`, cell, formula) }

// anyBlank is a formula that stays empty while any of some cells is.
func anyBlank(cells []string, formula string) string {
	return fmt.Sprintf(`IF(OR(%s=""),"",%s)`, strings.Join(cells, `="",`), formula)
}

// number writes an exact number into a formula.
func number(x score.Exact) string {
	s := x.String()
	if strings.Contains(s, "/") || strings.HasPrefix(s, "-") {
		return "(" + s + ")"
	}
	return s
}
