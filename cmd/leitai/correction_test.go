package main

import (
	"fmt"
	"math/big"
	"slices"
	"strconv"
	"testing"

	"leitai/internal/report"
)

// correction is what a notice published of the correction between rooms.
type correction struct {
	Rooms []struct {
		Total   string
		Trimmed string `yaml:"trimmed_total"`
		N       int
		Mean    string
		Factor  string
	}
	Overall struct {
		Total   string
		Trimmed string `yaml:"trimmed_total"`
		N       int
		Mean    string
	}
}

func corrections(t *testing.T) (xuancheng, gaoan correction) {
	t.Helper()
	var all struct {
		Corrections []correction `yaml:"panel_correction"`
	}
	published(t, &all)
	return all.Corrections[0], all.Corrections[1]
}

// spread makes n marks that sum to total: pairs around the mean, and what is
// left on the last one. None lies further from the mean than n/100.
func spread(t *testing.T, total string, n int) []string {
	t.Helper()
	sum := new(big.Rat).Mul(fraction(t, total), big.NewRat(100, 1)).Num().Int64()
	mean, marks := sum/int64(n), []string{}
	for i := range n - 1 {
		d := int64(i/2 + 1)
		if i%2 == 1 {
			d = -d
		} else if i == n-2 {
			d = 0
		}
		marks = append(marks, hundredths(mean+d))
		sum -= mean + d
	}
	return append(marks, hundredths(sum))
}

func hundredths(n int64) string { return big.NewRat(n, 100).FloatString(2) }

// factor is the factor of an entry, from its total before rounding and its total
// before correction.
func factor(t *testing.T, row report.RowWire) string {
	t.Helper()
	return new(big.Rat).Quo(fraction(t, *row.TotalExact), fraction(t, *row.TotalRaw)).FloatString(6)
}

const across = "schema: leitai.rules/1\nparts: [{key: stage}]\ntotal: {decimals: 2}\nrank: {by: all, across: {%s}}\n"

// TestCorrectionOfXuancheng: factor = overall mean (2 decimals) ÷ room mean (2
// decimals), 3 decimals.
func TestCorrectionOfXuancheng(t *testing.T) {
	want, _ := corrections(t)
	var rows [][]string
	for i, room := range want.Rooms {
		rows = append(rows, judged(string(rune('a'+i)), spread(t, room.Total, room.N)...)...)
	}
	got := files{"rules.yaml": fmt.Sprintf(across, "method: factor_of_means, mean_decimals: 2, decimals: 3"), "scores.csv": scoresCSV(rows)}.rank(t)
	if len(got) != want.Overall.N {
		t.Fatalf("%d entries", len(got))
	}
	for i, room := range want.Rooms {
		for j := range room.N {
			row := got[string(rune('a'+i))+strconv.Itoa(j+1)]
			if f := factor(t, row); f != room.Factor+"000" {
				t.Fatalf("%s: factor %s; want %s", row.Entry, f, room.Factor)
			}
			product := new(big.Rat).Mul(fraction(t, *row.TotalRaw), fraction(t, room.Factor))
			if *row.Total != product.FloatString(2) {
				t.Errorf("%s: %s × %s is %s; want %s", row.Entry, *row.TotalRaw, room.Factor, *row.Total, product.FloatString(2))
			}
		}
	}
}

// TestCorrectionOfGaoan: the two highest and two lowest of each room, and of all
// rooms, are left out of the means; factors of 4 decimals. The notice has the
// sums of what stays; the extremes are made to fit them.
func TestCorrectionOfGaoan(t *testing.T) {
	_, want := corrections(t)
	first := slices.Concat(spread(t, want.Rooms[0].Trimmed, want.Rooms[0].N), []string{"90", "89", "61", "60"})
	stays := fraction(t, want.Overall.Trimmed) // less both rooms: the four extremes of the second room, which are none of all
	for _, room := range want.Rooms {
		stays.Sub(stays, fraction(t, room.Trimmed))
	}
	extremes := []string{"80", "66", "66", stays.Sub(stays, big.NewRat(212, 1)).FloatString(2)}
	second := slices.Concat(spread(t, want.Rooms[1].Trimmed, want.Rooms[1].N), extremes)
	rows := slices.Concat(judged("a", first...), judged("b", second...))
	if len(rows)-4 != want.Overall.N {
		t.Fatalf("%d entries", len(rows))
	}
	got := files{"rules.yaml": fmt.Sprintf(across, "method: trimmed_factor, mean_decimals: 4, decimals: 4"), "scores.csv": scoresCSV(rows)}.rank(t)
	for i, room := range want.Rooms {
		row := got[string(rune('a'+i))+"1"]
		if f := factor(t, row); f != room.Factor+"00" {
			t.Errorf("room %d: factor %s; want %s", i+1, f, room.Factor)
		}
	}
}

// TestCorrectionOfHenan: the mean of the room means, whatever the size of the
// rooms, ÷ the mean of the room. The notice has the rule without numbers.
func TestCorrectionOfHenan(t *testing.T) {
	rows := slices.Concat(judged("a", "80", "80", "80", "80"), judged("b", "60", "50"))
	got := files{"rules.yaml": fmt.Sprintf(across, "method: two_step_mean"), "scores.csv": scoresCSV(rows)}.rank(t)
	for entry, want := range map[string]string{"a1": "67.50", "b1": "73.64", "b2": "61.36"} { // × 67.5/80, × 67.5/55
		if *got[entry].Total != want {
			t.Errorf("%s: %s; want %s", entry, *got[entry].Total, want)
		}
	}
}
