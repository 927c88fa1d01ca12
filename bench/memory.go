package main

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"time"

	"leitai/internal/intake"
	"leitai/internal/score"
	"leitai/internal/standing"
)

// trimmedRules rank by a trimmed mean of two decimals.
const trimmedRules = `schema: leitai.rules/1
score: {min: 0, max: 100, step: 0.1}
parts:
  - {key: stage, aggregate: {trim_high: 1, trim_low: 1, decimals: 2}}
total: {decimals: 2}
rank: {ties: [exact]}
`

// contest makes the same marks twice: as an Input, and as plain floats.
func sample(entries, judges int) (*standing.Input, [][]float64, error) {
	r, _, err := intake.ParseRules("rules.yaml", []byte(trimmedRules))
	if err != nil {
		return nil, nil, err
	}
	rng := rand.New(rand.NewPCG(1, 2))
	in := &standing.Input{Rules: r, Panels: []standing.Panel{{Marks: make([][]score.Mark, entries)}}}
	panel := &in.Panels[0]
	for j := range judges {
		panel.Judges = append(panel.Judges, standing.Judge{ID: fmt.Sprintf("J%d", j+1)})
	}
	floats := make([][]float64, entries)
	for e := range entries {
		id := fmt.Sprintf("14%010d", e)
		in.Entries = append(in.Entries, standing.Entry{ID: id, Name: id})
		marks, plain := make([]score.Mark, judges), make([]float64, judges)
		for j := range judges {
			tenths := 600 + rng.IntN(401)
			marks[j] = score.Mark{Points: score.Points(tenths * 1000), Judge: int32(j)}
			plain[j] = float64(tenths) / 10
		}
		panel.Marks[e], floats[e] = marks, plain
	}
	return in, floats, nil
}

// floatRank is the yardstick: what a quick script would do, in float64, without
// a derivation.
func floatRank(marks [][]float64) []int {
	means := make([]float64, len(marks))
	order := make([]int, len(marks))
	sorted := make([]float64, 0, 128)
	for e, m := range marks {
		sorted = append(sorted[:0], m...)
		slices.Sort(sorted)
		sum := 0.0
		for _, x := range sorted[1 : len(sorted)-1] {
			sum += x
		}
		means[e], order[e] = sum/float64(len(sorted)-2), e
	}
	slices.SortFunc(order, func(a, b int) int {
		switch {
		case means[a] > means[b]:
			return -1
		case means[a] < means[b]:
			return 1
		default:
			return a - b
		}
	})
	return order
}

func inMemory(entries, judges, n, repeat int) (result, error) {
	in, floats, err := sample(entries, judges)
	if err != nil {
		return result{}, err
	}
	r := result{yard: "float64 trimmed mean and sort"}
	r.ours, r.yardstick, err = turns(n, func() error {
		for range repeat {
			if _, err := standing.Rank(in); err != nil {
				return err
			}
		}
		return nil
	}, func() error {
		for range repeat {
			floatRank(floats)
		}
		return nil
	})
	r.ours /= time.Duration(repeat)
	r.yardstick /= time.Duration(repeat)
	return r, err
}

func rankSmall(string) (result, error) {
	r, err := inMemory(110, 9, 21, 200)
	r.name, r.limit = "110 × 9 marks ranked in memory, derivations included", "1 ms"
	return r, err
}

func rankLarge(string) (result, error) {
	r, err := inMemory(690_000, 100, 3, 1)
	r.name, r.limit = "690,000 entries × 100 marks in memory", "10 × yardstick"
	return r, err
}
