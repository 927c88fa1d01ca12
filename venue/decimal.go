package venue

import (
	"fmt"
	"math/rand/v2"
	"strconv"
	"strings"
)

// tenThousandths reads a decimal of at most four places.
func tenThousandths(text string) (int, error) {
	whole, fraction, _ := strings.Cut(text, ".")
	if len(fraction) > 4 {
		return 0, fmt.Errorf("more than four decimals: %q", text)
	}
	n, err := strconv.Atoi(whole + fraction + strings.Repeat("0", 4-len(fraction)))
	if err != nil {
		return 0, fmt.Errorf("decimal %q", text)
	}
	return n, nil
}

// decimal prints ten-thousandths without trailing zeros.
func decimal(n int) string {
	text := fmt.Sprintf("%d.%04d", n/10000, n%10000)
	return strings.TrimSuffix(strings.TrimRight(text, "0"), ".")
}

// RandomMarks is a ballot of random marks on the steps of the sheet. A point
// without a step takes any tenth.
func RandomMarks(dice *rand.Rand, sheet []Point) (Marks, error) {
	marks := Marks{}
	for _, p := range sheet {
		steps, step, err := p.steps()
		if err != nil {
			return nil, err
		}
		marks[p.Point] = decimal(dice.IntN(steps+1) * step)
	}
	return marks, nil
}

// steps is how many steps the point has above 0, and the step.
func (p Point) steps() (count, step int, err error) {
	top, err := tenThousandths(p.Max)
	if err != nil {
		return 0, 0, fmt.Errorf("max of %s: %w", p.Point, err)
	}
	step = 1000
	if p.Step != "" {
		if step, err = tenThousandths(p.Step); err != nil {
			return 0, 0, fmt.Errorf("step of %s: %w", p.Point, err)
		}
	}
	return top / step, step, nil
}

// Total is the sum of the marks, exact, without trailing zeros.
func (m Marks) Total() (string, error) {
	sum := 0
	for point, mark := range m {
		n, err := tenThousandths(mark)
		if err != nil {
			return "", fmt.Errorf("%s: %w", point, err)
		}
		sum += n
	}
	return decimal(sum), nil
}
