package standard

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"

	"leitai/internal/score"
)

// Answer is what may be written into a field of a form.
type Answer string

// The answers.
const (
	AnswerMark   Answer = "mark"   // a number in 0…max on the step
	AnswerFigure Answer = "figure" // a number, or a lower bound
	AnswerNumber Answer = "number" // a number: numerator or denominator
	AnswerLine   Answer = "line"   // passed, not passed, not applicable
	AnswerCount  Answer = "count"  // how many times
	AnswerMatter Answer = "matter" // for what, or nothing
	AnswerCase   Answer = "case"   // the number of a case, or none
	AnswerText   Answer = "text"   // a document
)

// Field is one cell that a form has for a point, so that the value is known.
type Field struct {
	Answer Answer
	Column string      // the column of values.csv that it fills
	Number int         // the line, rule or case it is about; 0 is the whole point
	Text   string      // what that line or rule says; of an indicator, the unit
	Step   score.Exact // of a mark
	Count  int         // of a case: how many there are
	Spare  bool        // may stay blank
}

// Fields are the cells that a form needs to know the value of the point. The
// first of them also takes the word for why there is no value.
func (p *Point) Fields() []Field { return p.rule.fields() }

// caseFields asks about each case of a list.
func caseFields(a Answer, cases []namedAmount) []Field {
	var out []Field
	for i, c := range cases {
		out = append(out, Field{Answer: a, Column: "value", Number: i + 1, Text: c.when})
	}
	return out
}

// Fingerprint is the same for two files that ask for the same values, however
// they are spelled and whatever format they have: a form made for one can be
// read for the other.
func (s *Standard) Fingerprint() string {
	h := sha256.New()
	for _, p := range s.Points {
		fmt.Fprintf(h, "%s\t%s\t%s\t%s\n", p.Code, p.Kind, p.Max, canonical(p.Params))
	}
	return hex.EncodeToString(h.Sum(nil))[:12]
}
