package main

import (
	"fmt"
	"math/big"
	"strconv"
	"strings"
	"testing"
)

// skating is one segment of a championship: its components with their factors in
// the order of the file, and what judges gave.
type skating struct {
	keys, factors []string
	scores        [][]string
}

// segments reads the marks of each segment. A mark of 0 or a blank is an empty
// seat.
func segments(t *testing.T) map[string]*skating {
	t.Helper()
	found := map[string]*skating{}
	for _, row := range table(t, "skating_trimmed/components.csv") {
		s := found[row["program"]]
		if s == nil {
			s = &skating{scores: [][]string{{"entry", "judge", "part", "score"}}}
			found[row["program"]] = s
		}
		key := s.key(row["component"], row["factor"])
		for j := 1; j <= 9; j++ {
			mark := row["J"+strconv.Itoa(j)]
			if strings.Trim(mark, "0.") != "" {
				s.scores = append(s.scores, []string{row["performance_id"], "J" + strconv.Itoa(j), key, mark})
			}
		}
	}
	return found
}

// key is the key of a component: its name without blanks.
func (s *skating) key(component, factor string) string {
	key := strings.NewReplacer(" ", "_", "/", "").Replace(component)
	for _, k := range s.keys {
		if k == key {
			return key
		}
	}
	s.keys, s.factors = append(s.keys, key), append(s.factors, factor)
	return key
}

// rules are those of the International Skating Union: the highest and the lowest
// mark go, the panel score has two decimals, so has factor × panel score, and the
// elements, judged elsewhere, are added.
func (s *skating) rules() string {
	var b strings.Builder
	b.WriteString("schema: leitai.rules/1\ncombine: sum\ntotal: {decimals: 2}\nparts:\n  - {key: elements}\n")
	for i, key := range s.keys {
		fmt.Fprintf(&b, "  - {key: %s, weight: %s, score: {min: 0.25, max: 10, step: 0.25}, aggregate: {trim_high: 1, trim_low: 1, decimals: 2}, weighted: {decimals: 2}}\n", key, s.factors[i])
	}
	return b.String()
}

// TestSkating holds the command line to every panel score, every sum, every
// total and every place of three segments, digit for digit.
func TestSkating(t *testing.T) {
	panel := map[string]string{} // performance and component → official panel score
	all := segments(t)
	for _, row := range table(t, "skating_trimmed/components.csv") {
		panel[row["performance_id"]+" "+all[row["program"]].key(row["component"], row["factor"])] = row["official_panel_score"]
	}
	performances := table(t, "skating_trimmed/performances.csv")
	compared := 0
	for program, s := range all {
		t.Run(program, func(t *testing.T) {
			adjust := [][]string{{"entry", "kind", "points", "reason"}}
			for _, p := range performances {
				if p["program"] == program {
					s.scores = append(s.scores, []string{p["performance_id"], "technical panel", "elements", p["total_element_score"]})
					adjust = append(adjust, []string{p["performance_id"], "deduct", p["total_deductions"], "falls and others"})
				}
			}
			rows := files{"rules.yaml": s.rules(), "scores.csv": csvText(s.scores), "adjust.csv": csvText(adjust)}.rank(t)
			for _, p := range performances {
				if p["program"] != program {
					continue
				}
				row := rows[p["performance_id"]]
				components := new(big.Rat)
				for _, key := range s.keys {
					if got, want := row.Parts[key].Value, twoDecimals(panel[row.Entry+" "+key]); got != want {
						t.Errorf("%s %s: panel score %s; want %s", row.Entry, key, got, want)
					}
					components.Add(components, fraction(t, row.Parts[key].Weighted))
					compared++
				}
				if got := components.FloatString(2); got != p["total_component_score"] {
					t.Errorf("%s: components %s; want %s", row.Entry, got, p["total_component_score"])
				}
				if got := said(row.Total, strings.Clone); got != p["total_segment_score"] {
					t.Errorf("%s: total %s; want %s", row.Entry, got, p["total_segment_score"])
				}
				if got := said(row.Rank, strconv.Itoa); got != p["rank"] {
					t.Errorf("%s: place %s; want %s", row.Entry, got, p["rank"])
				}
			}
		})
	}
	if compared != 350 {
		t.Errorf("%d panel scores compared; want all 350", compared)
	}
}

// twoDecimals fills a number up to two decimals.
func twoDecimals(s string) string {
	whole, frac, _ := strings.Cut(s, ".")
	return whole + "." + (frac + "00")[:2]
}

func fraction(t *testing.T, s string) *big.Rat {
	t.Helper()
	r, ok := new(big.Rat).SetString(s)
	if !ok {
		t.Fatalf("%q is no number", s)
	}
	return r
}
