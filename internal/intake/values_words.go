package intake

import (
	"strings"

	"leitai/internal/standard"
)

// valueStates are the words for the state of a value.
var valueStates = map[string]standard.State{
	"": standard.Valid, "valid": standard.Valid, "有效": standard.Valid,
	"na": standard.NA, "不适用": standard.NA, "missing": standard.Missing, "缺失": standard.Missing,
}

// valueState reads a word of state; one that is none stays, to be reported.
func valueState(text string) standard.State {
	if s, ok := valueStates[strings.ToLower(fold(text))]; ok {
		return s
	}
	return standard.State(text)
}

// stateInCell reads a cell that holds a state in the place of a value: 不适用,
// 缺失：部门未反馈. The note follows a colon or stands in brackets.
func stateInCell(text string) (state standard.State, note string, ok bool) {
	for _, word := range []string{"不适用", "缺失", "na", "missing"} {
		tail, found := strings.CutPrefix(text, word)
		if !found {
			tail, found = strings.CutPrefix(text, strings.ToUpper(word))
		}
		note := strings.Trim(tail, "：:（）() ")
		if found && (tail == "" || note != tail) {
			return valueStates[word], note, true
		}
	}
	return "", "", false
}

// qualifier reads the word for a lower bound.
func qualifier(text string) string {
	switch fold(text) {
	case ">=", "≥", "余", "以上":
		return standard.AtLeast
	}
	return fold(text)
}

// spelled turns what people type for a value into what the contract says:
// full-width signs, 、between numbers, × for times, 无 for none. What a bonus is
// given for is a name and stays as it is.
func spelled(kind standard.Kind, text string) string {
	switch kind {
	case standard.Judge, standard.Indicator:
		return fold(text)
	case standard.Bonus:
		text = strings.NewReplacer("；", ";", "＠", "@").Replace(text)
	default:
		text = strings.NewReplacer("、", ";", "×", "*").Replace(fold(text))
	}
	text = strings.Trim(text, "; ")
	if text == "无" || text == "无加分" {
		return "0"
	}
	return text
}
