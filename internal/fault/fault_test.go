package fault_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"leitai/internal/fault"
)

func TestNearestGuessesSlipsOfThePenOnly(t *testing.T) {
	words := []string{"trim_high", "trim_low", "decimals", "stage", "field", "城内村", "成村村委会", "c1"}
	for said, want := range map[string]string{
		"trim_hihg": "trim_high", // two neighbours swapped
		"trimhigh":  "trim_high", // one left out
		"trim_hi":   "trim_high",
		"Decimals":  "decimals", // case is no slip
		"desimal":   "decimals",
		"stages":    "stage",
		"城内邨":       "城内村",
		"成村村委":      "成村村委会",
		"c2":        "c1",
		"colour":    "",
		"x":         "",
		"":          "",
		"村":         "",
	} {
		if got := fault.Nearest(said, words); got != want {
			t.Errorf("%q is taken for %q; want %q", said, got, want)
		}
	}
	if got := fault.Nearest("a", nil); got != "" {
		t.Errorf("of no words: %q", got)
	}
	if got := fault.Nearest("a", []string{"b"}); got != "" {
		t.Errorf("a word of one letter is taken for another: %q", got)
	}
	long := strings.Repeat("村", 65)
	if got := fault.Nearest(long+"a", []string{long}); got != "" {
		t.Errorf("very long words are compared: %q", got)
	}
}

func TestOfEquallyNearWordsTheFirstIsTaken(t *testing.T) {
	if got := fault.Nearest("part", []string{"parts", "party"}); got != "parts" {
		t.Errorf("got %q", got)
	}
}

func TestAListIsAnErrorIfItHasSomethingInIt(t *testing.T) {
	if err := (fault.List{}).Err(); err != nil {
		t.Errorf("an empty list is %v", err)
	}
	one := fault.New("empty_cell", fault.At{File: "s.csv", Row: 2}, "", "entry", "c1", "odd")
	err := fmt.Errorf("reading: %w", fault.List{one, fault.New("no_heading", fault.At{}, "")}.Err())
	var list fault.List
	if !errors.As(err, &list) || len(list) != 2 || err.Error() != "reading: empty_cell c1; no_heading" {
		t.Errorf("error %v, list %v", err, list)
	}
	if one.Entry() != "c1" || len(one.Args) != 1 {
		t.Errorf("entry %q, args %v", one.Entry(), one.Args)
	}
}
