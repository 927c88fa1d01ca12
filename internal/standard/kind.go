package standard

import (
	"slices"
	"sort"

	"leitai/internal/score"
)

// Kind is how a scoring point comes to its score.
type Kind string

// The kinds.
const (
	Judge     Kind = "judge"     // a judge's mark (评委评分)
	Indicator Kind = "indicator" // a figure and a formula (量化指标)
	Check     Kind = "check"     // a list, line by line (逐项核查)
	Deduct    Kind = "deduct"    // a base less deductions (扣分)
	Bonus     Kind = "bonus"     // beside the hundred (加分)
	Veto      Kind = "veto"      // takes no points, takes the award (一票否决)
)

// kinds is the table of all kinds: a further one is a file and a line here.
var kinds = []struct {
	kind    Kind
	outside bool // beside the hundred points
	parse   func(*params) rule
}{
	{Judge, false, parseJudge},
	{Indicator, false, parseIndicator},
	{Check, false, parseCheck},
	{Deduct, false, parseDeduct},
	{Bonus, true, parseBonus},
	{Veto, true, parseVeto},
}

// Kinds lists every kind, in the order of the table.
func Kinds() []Kind {
	var all []Kind
	for _, k := range kinds {
		all = append(all, k.kind)
	}
	return all
}

// Outside tells whether points of this kind stand beside the hundred.
func (k Kind) Outside() bool {
	i := slices.Index(Kinds(), k)
	return i >= 0 && kinds[i].outside
}

// rule is what the params of a point say, and all that depends on its kind.
type rule interface {
	// line is the score that reaches the standard, of a point with this max.
	line(max score.Exact) score.Exact
	// read understands a valid row; what it cannot is a fault of c.
	read(c *cells) Reading
	// score follows from what the rows say, one or more of them.
	score(p *Point, said []Reading, among peers) scored
	// fields are the cells that a form needs to know the value.
	fields() []Field
}

// Reading is what one row says of a point, understood.
type Reading struct {
	Scorer   string
	Figure   score.Exact // judge: the mark; indicator: the figure in the unit of its metric
	Rate     *Rate       // indicator: what the figure was computed from, if it was
	Bound    bool        // the figure is a lower bound (余)
	Picks    []Pick      // check, deduct, bonus, veto: what of the list was named
	Document string      // veto: the authority
}

// Rate is a figure as numerator and denominator.
type Rate struct{ Numerator, Denominator score.Exact }

// Pick names one thing of a list by its number, counted from 1.
type Pick struct {
	Number int
	NA     bool        // check: this line does not apply
	Count  score.Exact // deduct: how many times
	Matter string      // bonus: for what
}

// scored is what a rule makes of readings: an exact score, not yet held within
// 0…max nor rounded.
type scored struct {
	exact score.Exact
	marks []score.Figure // judge: the marks whose mean it is
	na    bool           // no line of the check applies
	why   Sentence
}

// peers are the figures of a class, from the highest down.
type peers struct {
	class   string
	figures []score.Exact
}

// above is how many figures are higher than x, below how many are lower.
func (g peers) above(x score.Exact) int {
	return sort.Search(len(g.figures), func(i int) bool { return g.figures[i].Cmp(x) <= 0 })
}

func (g peers) below(x score.Exact) int {
	return len(g.figures) - sort.Search(len(g.figures), func(i int) bool { return g.figures[i].Cmp(x) < 0 })
}
