package tabular

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"
)

// seenDigits is how many digits of a number a spreadsheet shows and keeps.
const seenDigits = 15

// parseNumber reads the number of a cell; ok is false for what is none, and for
// what only Go calls one, such as 0x1p3 or Inf.
func parseNumber(s string) (x float64, ok bool) {
	if strings.Trim(s, "0123456789.eE+-") != "" {
		return 0, false
	}
	x, err := strconv.ParseFloat(s, 64)
	return x, err == nil && !math.IsInf(x, 0)
}

// isShort knows numbers that stand in the file as they are seen, which most do.
func isShort(s string) bool {
	whole, part, pointed := strings.Cut(strings.TrimPrefix(s, "-"), ".")
	if len(whole)+len(part) > seenDigits || !digits(whole) || len(whole) > 1 && whole[0] == '0' {
		return false
	}
	if !pointed {
		return s != "-0"
	}
	return digits(part) && part[len(part)-1] != '0'
}

// decimal is a number as a person sees it: 15 digits, never scientific.
func decimal(x float64) string { return shifted(x, 0) }

// percent is the number times 100 with its sign; the digits are moved, not
// multiplied, so that 0.9523 is 95.23% and no more.
func percent(x float64) string { return shifted(x, 2) + "%" }

// shifted moves the point to the right.
func shifted(x float64, places int) string {
	if x == 0 {
		return "0"
	}
	mantissa, exponent, _ := strings.Cut(strconv.FormatFloat(math.Abs(x), 'e', seenDigits-1, 64), "e")
	digits := strings.TrimRight(strings.Replace(mantissa, ".", "", 1), "0")
	e, _ := strconv.Atoi(exponent)
	point := e + 1 + places // digits before the point
	switch {
	case point <= 0:
		digits = "0." + strings.Repeat("0", -point) + digits
	case point >= len(digits):
		digits += strings.Repeat("0", point-len(digits))
	default:
		digits = digits[:point] + "." + digits[point:]
	}
	if x < 0 {
		return "-" + digits
	}
	return digits
}

// lastDay is the first number after 9999-12-31, where spreadsheets end.
const lastDay = 2958466

// when writes a number as the date or time it is seen as; a number outside the
// calendar stays one.
func when(x float64, l look, from1904 bool) string {
	if x < 0 || x >= lastDay {
		return decimal(x)
	}
	if l == asElapsed {
		s := int64(math.Round(x * 24 * 60 * 60))
		return fmt.Sprintf("%d:%02d:%02d", s/3600, s/60%60, s%60)
	}
	t, err := excelize.ExcelDateToTime(x, from1904)
	if err != nil {
		return decimal(x)
	}
	switch t = t.Round(time.Second); l {
	case asTime:
		return t.Format(time.TimeOnly)
	case asMoment:
		return t.Format(time.DateTime)
	}
	return t.Format(time.DateOnly)
}
