package demo

import "testing"

// TestTheMinuteRanksByTheTotal: its rules are those of the first round but for
// that, and rules that lack the line are no reason to fall down.
func TestTheMinuteRanksByTheTotal(t *testing.T) {
	kept := singleRules
	defer func() { singleRules = kept }()
	if rules, err := minuteRules(); err != nil || len(rules) != len(kept) || string(rules) == string(kept) {
		t.Errorf("%d bytes of %d, %v", len(rules), len(kept), err)
	}
	singleRules = []byte("parts: []")
	if _, err := minuteRules(); err == nil {
		t.Error("rules without a screen rank by the total")
	}
}
