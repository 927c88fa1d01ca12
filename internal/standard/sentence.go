package standard

import "slices"

// Sentence is a sentence as data: package lang has the words for its code.
type Sentence struct {
	Code  string
	Args  []string   // pairs of placeholder and word
	Parts []Sentence // what stands in the place of {parts}
}

// Text returns the sentence in the language that t translates to.
func (s Sentence) Text(t func(key string, args ...string) string) string {
	parts := ""
	for i, p := range s.Parts {
		if i > 0 {
			parts += t("why.and")
		}
		parts += p.Text(t)
	}
	return t(s.Code, append(slices.Clone(s.Args), "parts", parts)...)
}

func because(code string, args ...string) Sentence { return Sentence{Code: code, Args: args} }
