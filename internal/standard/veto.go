package standard

import (
	"fmt"
	"strconv"
	"strings"

	"leitai/internal/score"
)

// Effect is what a veto takes from an entry; it never changes a figure.
type Effect string

// The effects.
const (
	Disqualify Effect = "disqualify" // no award; the score is for internal use
	CapGrade   Effect = "cap_grade"  // a grade no higher than 一般
	ForceWeak  Effect = "force_weak" // goes on the list of those to be rectified
)

// vetoRule is a list of cases of which one is enough.
type vetoRule struct {
	effect Effect
	cases  []string
}

func parseVeto(p *params) rule {
	effect := p.word("effect", string(Disqualify), string(CapGrade), string(ForceWeak))
	return vetoRule{Effect(effect), p.texts("whens")}
}

func (r vetoRule) line(score.Exact) score.Exact { return score.Exact{} }

// read takes the number of the one case; without a document it holds nothing.
func (r vetoRule) read(c *cells) Reading {
	out := Reading{Document: c.Document}
	out.Picks = c.picks(ShapeVeto, len(r.cases), func(piece string) (string, Pick, bool) {
		return piece, Pick{}, piece == c.Text // one case, not several
	})
	if c.Text != "" && c.Text != "0" && c.Document == "" {
		c.fault(NoDocument, "document", "")
	}
	return out
}

func (r vetoRule) score(_ *Point, said []Reading, _ peers) scored {
	if len(said[0].Picks) == 0 {
		return scored{why: because("why.veto_none")}
	}
	n := said[0].Picks[0].Number
	return scored{why: because("why.veto", "n", strconv.Itoa(n), "case", r.cases[n-1], "document", said[0].Document)}
}

func (r vetoRule) fields() []Field {
	var cases []string
	for i, c := range r.cases {
		cases = append(cases, fmt.Sprintf("%d.%s", i+1, c))
	}
	return []Field{
		{Answer: AnswerCase, Column: "value", Text: strings.Join(cases, "；"), Count: len(cases)},
		{Answer: AnswerText, Column: "document", Spare: true},
	}
}
