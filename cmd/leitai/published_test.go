package main

import (
	"encoding/json"
	"fmt"
	"math/big"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"

	"leitai/internal/report"
)

// judged are scores of one judge: entries 1, 2, 3 … of a batch.
func judged(batch string, scores ...string) [][]string {
	rows := [][]string{}
	for i, s := range scores {
		row := []string{batch + strconv.Itoa(i+1), "评委", batch, s, ""}
		if s == "" {
			row[4] = "缺席"
		}
		rows = append(rows, row)
	}
	return rows
}

func scoresCSV(rows ...[][]string) string {
	return csvText(append([][]string{{"entry", "judge", "batch", "score", "state"}}, slices.Concat(rows...)...))
}

const plain = "schema: leitai.rules/1\nparts: [{key: stage}]\n"

// published reads the fixtures into v.
func published(t *testing.T, v any) {
	t.Helper()
	text, err := os.ReadFile("../../testdata/published/fixtures.yaml")
	if err != nil {
		t.Fatal(err)
	}
	if err := yaml.Unmarshal(text, v); err != nil {
		t.Fatal(err)
	}
}

// TestRanksUnderTies holds places to those of R: shared, dense, none for a gap.
func TestRanksUnderTies(t *testing.T) {
	var want struct {
		X       []*float64 `json:"x"`
		Min     []*int     `json:"min_1224"`
		Dense   []*int     `json:"dense_1223"`
		Trimmed float64    `json:"trimmed_mean_20pct"`
		Median  float64    `json:"median"`
	}
	text, err := os.ReadFile("../../testdata/ranks_ties/expected.json")
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(text, &want); err != nil {
		t.Fatal(err)
	}
	var marks []string
	for _, x := range want.X {
		marks = append(marks, said(x, func(f float64) string { return strconv.FormatFloat(f, 'f', -1, 64) }))
		marks[len(marks)-1] = strings.Trim(marks[len(marks)-1], "—")
	}
	for leftOver, places := range map[string][]*int{"share": want.Min, "dense": want.Dense} {
		rows := files{"rules.yaml": plain + "rank: {left_over: " + leftOver + "}\n", "scores.csv": scoresCSV(judged("b", marks...))}.rank(t)
		for i, place := range places {
			row := rows["b"+strconv.Itoa(i+1)]
			if got := said(row.Rank, strconv.Itoa); got != said(place, strconv.Itoa) {
				t.Errorf("%s: %s has place %s; want %s", leftOver, row.Entry, got, said(place, strconv.Itoa))
			}
			if place == nil && said(row.Unranked, strings.Clone) != "part" {
				t.Errorf("%s is unranked for %s", row.Entry, said(row.Unranked, strings.Clone))
			}
		}
	}
	panel := [][]string{}
	for i, mark := range slices.DeleteFunc(marks, func(s string) bool { return s == "" }) {
		panel = append(panel, []string{"a", "评委" + strconv.Itoa(i), "b", mark, ""})
	}
	for rule, want := range map[string]float64{"trim_high: 1, trim_low: 1": want.Trimmed, "mean: median": want.Median} {
		row := files{"rules.yaml": "schema: leitai.rules/1\nparts: [{key: stage, aggregate: {" + rule + "}}]\n", "scores.csv": scoresCSV(panel)}.rank(t)["a"]
		if got, _ := fraction(t, *row.Total).Float64(); got-want > 1e-12 || want-got > 1e-12 {
			t.Errorf("%s: %v; want %v", rule, got, want)
		}
	}
}

func TestCompetitionRank(t *testing.T) {
	var want struct {
		Ranking []struct {
			Scores []string
			Ranks  []int
		}
	}
	published(t, &want)
	rows := files{"rules.yaml": plain, "scores.csv": scoresCSV(judged("b", want.Ranking[0].Scores...))}.rank(t)
	for i, place := range want.Ranking[0].Ranks {
		if row := rows["b"+strconv.Itoa(i+1)]; *row.Rank != place || row.Shared != (place == 2) {
			t.Errorf("entry %d has place %d; want %d", i+1, *row.Rank, place)
		}
	}
}

func TestTrimmedMeanAndItsRounding(t *testing.T) {
	var want struct {
		Cases []struct {
			Scores  []string
			Mean    string `yaml:"mean_2dp"`
			KeptSum string `yaml:"kept_sum"`
			KeptN   int    `yaml:"kept_n"`
			HalfUp  string `yaml:"half_up_2dp"`
			Cut     string `yaml:"truncate_2dp"`
		} `yaml:"trimmed_mean"`
	}
	published(t, &want)
	tie, rounding := want.Cases[0], want.Cases[1]
	panel := func(marks []string) string {
		rows := [][]string{}
		for i, mark := range marks {
			rows = append(rows, []string{"a", "评委" + strconv.Itoa(i), "b", mark, ""})
		}
		return scoresCSV(rows)
	}
	rules := "schema: leitai.rules/1\nparts: [{key: stage, aggregate: {trim_high: 1, trim_low: 1, decimals: 2, rounding: %s}}]\n"
	row := files{"rules.yaml": fmt.Sprintf(rules, "half_up"), "scores.csv": panel(tie.Scores)}.rank(t)["a"]
	if got := row.Parts["stage"].Value; got != twoDecimals(tie.Mean) || row.Ballots.Dropped != 2 {
		t.Errorf("a shared extreme: %s, %d dropped; want %s", got, row.Ballots.Dropped, tie.Mean)
	}
	// Five marks that make the sum, one above and one below them that go.
	sum, each := fraction(t, rounding.KeptSum), new(big.Rat)
	marks := []string{"100", "1"}
	for range rounding.KeptN - 1 {
		marks = append(marks, "90.25")
		each.Add(each, big.NewRat(9025, 100))
	}
	marks = append(marks, sum.Sub(sum, each).FloatString(2))
	for mode, want := range map[string]string{"half_up": rounding.HalfUp, "truncate": rounding.Cut} {
		if got := (files{"rules.yaml": fmt.Sprintf(rules, mode), "scores.csv": panel(marks)}).rank(t)["a"].Parts["stage"].Value; got != want {
			t.Errorf("%s: %s; want %s", mode, got, want)
		}
	}
}

// TestSatisfaction: answers as marks of so many people, those who do not know
// stepping aside.
func TestSatisfaction(t *testing.T) {
	var want struct {
		Satisfaction []struct {
			Votes   map[string]int
			Weights map[string]string
			Of      int    `yaml:"denominator"`
			Rate    string `yaml:"rate_pct_2dp"`
		}
	}
	published(t, &want)
	s := want.Satisfaction[1]
	rows, n := [][]string{}, 0
	for answer, count := range s.Votes {
		for range count {
			n++
			row := []string{"a", "群众" + strconv.Itoa(n), "b", "", "回避"}
			if w, counts := s.Weights[answer]; counts {
				row[3], row[4] = new(big.Rat).Mul(fraction(t, w), big.NewRat(100, 1)).FloatString(0), ""
			}
			rows = append(rows, row)
		}
	}
	row := files{"rules.yaml": "schema: leitai.rules/1\nparts: [{key: stage, aggregate: {decimals: 2}}]\n", "scores.csv": scoresCSV(rows)}.rank(t)["a"]
	if got := row.Parts["stage"].Value; got != s.Rate || row.Ballots != (report.BallotsWire{Valid: s.Of, NotValid: n - s.Of}) {
		t.Errorf("rate %s of %+v; want %s of %d", got, row.Ballots, s.Rate, s.Of)
	}
}
