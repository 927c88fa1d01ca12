package rules_test

import (
	"errors"
	"strconv"
	"strings"
	"testing"

	"leitai/internal/fault"
	"leitai/internal/intake"
	"leitai/internal/lang"
	"leitai/internal/rules"
)

// parse reads a rule set as a file would be read.
func parse(t *testing.T, doc string) (*rules.Rules, fault.List, fault.List) {
	t.Helper()
	r, warnings, err := intake.ParseRules("rules.yaml", []byte(doc))
	var faults fault.List
	if err != nil && !errors.As(err, &faults) {
		t.Fatal(err)
	}
	if (r == nil) == (err == nil) {
		t.Fatalf("rules %v with error %v", r, err)
	}
	return r, warnings, faults
}

// sound reads rules that must be sound.
func sound(t *testing.T, doc string) *rules.Rules {
	t.Helper()
	r, _, faults := parse(t, doc)
	if len(faults) > 0 {
		t.Fatalf("%s\n%s", told(faults), doc)
	}
	return r
}

// told are faults as a terminal shows them, a line each.
func told(faults fault.List) string {
	var lines []string
	for _, f := range faults {
		line := strconv.Itoa(f.At.Row) + ":" + f.At.Column + " " + lang.Chinese.Fault(f)
		if e := lang.Chinese.Expected(f); e != "" {
			line += "；应为：" + e
		}
		lines = append(lines, line)
	}
	return strings.Join(lines, "\n")
}
