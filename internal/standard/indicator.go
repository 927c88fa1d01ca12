package standard

import (
	"slices"
	"strings"

	"leitai/internal/fault"
	"leitai/internal/score"
)

// indicatorRule is a figure and the formula that makes points of it.
type indicatorRule struct {
	Metric
	formula formula
}

// Metric is what an indicator measures.
type Metric struct{ Key, Name, Unit string }

// formula makes points of a figure, not yet held within 0…max.
type formula func(p *Point, figure score.Exact, among peers) (score.Exact, Sentence)

// formulas is the table of all formulas: a further one is a function and a line
// here.
var formulas = []struct {
	name  string
	parse func(*params) formula
}{
	{"between", parseBetween},
	{"ratio", parseRatio},
	{"tiers", parseTiers},
	{"loss", parseLoss},
	{"rank", parseRank},
}

func parseIndicator(p *params) rule {
	r := indicatorRule{Metric: Metric{p.optional("metric_key"), p.text("metric"), p.optional("unit")}}
	var names []string
	for _, f := range formulas {
		names = append(names, f.name)
	}
	if i := slices.Index(names, p.word("formula", names...)); i >= 0 {
		r.formula = formulas[i].parse(p)
		if names[i] == "rank" {
			return comparedRule{r}
		}
	}
	return r
}

// comparedRule is an indicator whose score depends on those of the same class.
type comparedRule struct{ indicatorRule }

// Comparative tells whether the point compares the entries of a class.
func (p *Point) Comparative() bool { _, ok := p.rule.(comparedRule); return ok }

// Metric is what the point measures; false if it is no indicator.
func (p *Point) Metric() (Metric, bool) {
	switch r := p.rule.(type) {
	case indicatorRule:
		return r.Metric, true
	case comparedRule:
		return r.Metric, true
	}
	return Metric{}, false
}

func (r indicatorRule) line(max score.Exact) score.Exact { return max }

func (r indicatorRule) read(c *cells) Reading {
	out := Reading{Bound: c.Qualifier == AtLeast}
	if c.Text != "" || c.Numerator == "" && c.Denominator == "" {
		out.Figure, _ = c.number("value", c.Text)
		r.compare(c, out.Figure)
		return out
	}
	n, nok := c.number("numerator", c.Numerator)
	d, dok := c.number("denominator", c.Denominator)
	if dok && d.Sign() <= 0 {
		c.fault(NotPositive, "denominator", c.Denominator)
		dok = false
	}
	if nok && dok {
		out.Rate = &Rate{n, d}
		out.Figure = r.figure(n, d)
	}
	return out
}

// figure is n/d in the unit of the metric, exact.
func (r indicatorRule) figure(n, d score.Exact) score.Exact {
	if r.Unit == "%" {
		n = n.Mul(hundred)
	}
	return n.Quo(d)
}

// compare warns if numerator and denominator stand beside a value and make
// another one, to the decimals of the value.
func (r indicatorRule) compare(c *cells, value score.Exact) {
	if c.Numerator == "" && c.Denominator == "" || c.failed {
		return
	}
	n, nok := score.ParseExact(c.Numerator)
	d, dok := score.ParseExact(c.Denominator)
	made := "?"
	if nok && dok && d.Sign() > 0 {
		_, decimals, _ := strings.Cut(c.Text, ".")
		x := r.figure(n, d)
		to := score.Rounding{Decimals: min(len(decimals), score.MaxDecimals)}
		if to.Apply(x).Cmp(value) == 0 {
			return
		}
		made = x.Short(4)
	}
	c.ledger.warn(fault.New(RateDiffers, c.place("value"), c.Text, "entry", c.Entry, "point", c.Point, "name", c.point.Name, "rate", c.Numerator+"/"+c.Denominator, "made", made))
}

func (r indicatorRule) score(p *Point, said []Reading, among peers) scored {
	x, why := r.formula(p, said[0].Figure, among)
	why.Args = append(why.Args, "metric", r.Name, "unit", r.Unit, "figure", said[0].text(r.Unit))
	return scored{exact: x, why: why}
}

// text is the figure as a sentence shows it: how it was computed, and whether
// it is a lower bound.
func (r Reading) text(unit string) string {
	s := r.Figure.Short(4) + unit
	if r.Bound {
		s = "≥ " + s
	}
	if r.Rate != nil {
		s = r.Rate.Numerator.String() + " ÷ " + r.Rate.Denominator.String() + " = " + s
	}
	return s
}

// fields asks for numerator and denominator only where the unit is a rate.
func (r indicatorRule) fields() []Field {
	out := []Field{{Answer: AnswerFigure, Column: "value", Text: r.Unit}}
	if r.Unit == "%" || strings.Contains(r.Unit, "/") {
		out[0].Spare = true
		out = append(out, Field{Answer: AnswerNumber, Column: "numerator", Spare: true}, Field{Answer: AnswerNumber, Column: "denominator", Spare: true})
	}
	return out
}
