package standard

import (
	"strconv"
	"strings"

	"leitai/internal/fault"
	"leitai/internal/score"
)

// cells are the cells of one valid row, being read for one point.
type cells struct {
	*Value
	point  *Point
	ledger *ledger
	failed bool
}

func (c *cells) fault(code fault.Code, column, found string, args ...string) {
	c.failed = true
	if column == "value" && c.Typed != "" {
		found = c.Typed
	}
	c.ledger.fault(c.Value, code, column, found, append(args, "entry", c.Entry, "point", c.Point, "name", c.point.Name)...)
}

// number reads a cell as an exact number.
func (c *cells) number(column, text string) (score.Exact, bool) {
	if text == "" {
		c.fault(ValueEmpty, column, "")
		return score.Exact{}, false
	}
	x, ok := score.ParseExact(text)
	if !ok {
		c.fault(ValueNumber, column, text)
	}
	return x, ok
}

// picks reads the value as pieces parted by semicolons, each naming one of n
// things by its number; "0" names none. parse fills in what a piece says beside
// its number; what is not shaped so is the fault shape. One number twice, for the same matter, is a fault.
func (c *cells) picks(shape fault.Code, n int, parse func(piece string) (number string, pick Pick, ok bool)) (out []Pick) {
	if c.Text == "" {
		c.fault(ValueEmpty, "value", "")
	}
	if c.Text == "" || c.Text == "0" {
		return nil
	}
	type named struct {
		number int
		matter string
	}
	seen := map[named]bool{}
	for _, piece := range strings.Split(c.Text, ";") {
		text, pick, ok := parse(strings.TrimSpace(piece))
		number, isNumber := numeral(text)
		switch key := (named{number, pick.Matter}); {
		case !ok || !isNumber:
			c.fault(shape, "value", c.Text, "piece", piece)
			return nil
		case number < 1 || number > n:
			c.fault(NoSuchNumber, "value", c.Text, "number", text, "n", strconv.Itoa(n))
		case seen[key]:
			c.fault(NumberTwice, "value", c.Text, "number", text)
		default:
			seen[key] = true
			pick.Number = number
			out = append(out, pick)
		}
	}
	return out
}

// numeral reads a number of at most nine digits, without a sign.
func numeral(s string) (int, bool) {
	n, err := strconv.ParseUint(s, 10, 31)
	return int(n), err == nil
}
