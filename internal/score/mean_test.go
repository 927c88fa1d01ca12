package score_test

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"leitai/internal/score"
)

// ballots makes marks of tenths of points, in the order of the panel.
func ballots(tenths ...int64) []score.Mark {
	var marks []score.Mark
	for i, n := range tenths {
		marks = append(marks, score.Mark{Judge: int32(i), Points: score.Points(n * score.PointsPerUnit / 10)})
	}
	return marks
}

// left are the reasons in one word: . counted, H high, L low, others x.
func left(marks []score.Mark) string {
	var s []byte
	for _, m := range marks {
		switch m.Left {
		case score.Counted:
			s = append(s, '.')
		case score.High:
			s = append(s, 'H')
		case score.Low:
			s = append(s, 'L')
		default:
			s = append(s, 'x')
		}
	}
	return string(s)
}

func TestTrim(t *testing.T) {
	tests := []struct {
		name  string
		trim  score.Trim
		marks []score.Mark
		want  string
	}{
		{"no marks, nothing to drop", score.Trim{High: 1, Low: 1, Min: 3}, nil, ""},
		{"nothing asked, nothing dropped", score.Trim{Min: 1}, ballots(90, 95, 100), "..."},
		{"both ends go", score.Trim{High: 1, Low: 1, Min: 3}, ballots(90, 100, 95, 80, 97), ".H.L."},
		{"of a shared top only the first goes", score.Trim{High: 1, Low: 1, Min: 3}, ballots(885, 900, 912, 860, 925, 893, 925), "...LH.."},
		{"two at the top and one at the bottom", score.Trim{High: 2, Low: 1, Min: 4}, ballots(90, 100, 95, 80, 97), ".H.LH"},
		{"only the highest", score.Trim{High: 1, Min: 2}, ballots(90, 100), ".H"},
		{"only the lowest", score.Trim{Low: 1, Min: 2}, ballots(90, 100), "L."},
		{"exactly as many as it takes", score.Trim{High: 1, Low: 1, Min: 5}, ballots(1, 2, 3, 4, 5), "L...H"},
		{"one fewer than it takes", score.Trim{High: 1, Low: 1, Min: 5}, ballots(1, 2, 3, 4), "...."},
		{"at least one stays, whatever the rule says", score.Trim{High: 1, Low: 1, Min: 1}, ballots(1, 2), ".."},
		{"all equal: one counts as highest, another as lowest", score.Trim{High: 1, Low: 1, Min: 3}, ballots(5, 5, 5), "HL."},
		{"who stepped aside is not counted as a ballot", score.Trim{High: 1, Low: 1, Min: 3}, append(ballots(90, 100), score.Mark{Left: score.Recused}, score.Mark{Left: score.Missing}), "..xx"},
		{"an absent judge is not the lowest", score.Trim{High: 1, Low: 1, Min: 3}, append(ballots(90, 100, 95), score.Mark{Left: score.Absent}, score.Mark{Left: score.Void}), "LH.xx"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			before := slices.Clone(tt.marks)
			if got := left(tt.trim.Apply(tt.marks)); got != tt.want {
				t.Errorf("dropped %q; want %q", got, tt.want)
			}
			if !slices.Equal(before, tt.marks) {
				t.Error("the marks given have changed")
			}
		})
	}
}

func TestMeanAndMedian(t *testing.T) {
	tests := []struct {
		name         string
		marks        []score.Mark
		mean, median string
	}{
		{"one mark", ballots(91), "9.1", "9.1"},
		{"of two the middle", ballots(90, 95), "9.25", "9.25"},
		{"a mean that does not end", ballots(10, 10, 20), "4/3", "1"},
		{"of four the mean of the two in the middle", ballots(10, 40, 20, 90), "4", "3"},
		{"what is left out does not count", append(ballots(90, 100), score.Mark{Points: 1, Left: score.High}, score.Mark{Left: score.Void}), "9.5", "9.5"},
		{"a true zero is a mark", ballots(0, 100), "5", "5"},
		{"negative marks", ballots(-10, -20, -20), "-5/3", "-2"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := (score.Figure{Op: score.Mean, Marks: tt.marks}).Evaluated().Value.String(); got != tt.mean {
				t.Errorf("mean %s; want %s", got, tt.mean)
			}
			if got := (score.Figure{Op: score.Median, Marks: tt.marks}).Evaluated().Value.String(); got != tt.median {
				t.Errorf("median %s; want %s", got, tt.median)
			}
		})
	}
}

// TestWhichOfEqualMarksGoesNeverMatters: the order of judges changes who is
// named, not what comes out.
func TestWhichOfEqualMarksGoesNeverMatters(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		tenths := rapid.SliceOfN(rapid.Int64Range(0, 12), 1, 12).Draw(t, "marks")
		trim := score.Trim{High: rapid.IntRange(0, 3).Draw(t, "high"), Low: rapid.IntRange(0, 3).Draw(t, "low")}
		trim.Min = trim.High + trim.Low + 1 + rapid.IntRange(0, 2).Draw(t, "more")
		want := slices.Clone(tenths)
		slices.Sort(want)
		if len(want) >= trim.Min {
			want = want[trim.Low : len(want)-trim.High]
		}
		for range 3 {
			f := score.Figure{Op: score.Mean, Marks: trim.Apply(ballots(rapid.Permutation(tenths).Draw(t, "order")...))}.Evaluated()
			var kept []int64
			for _, m := range f.Marks {
				if m.Left == score.Counted {
					kept = append(kept, int64(m.Points)/1000)
				}
			}
			slices.Sort(kept)
			if !slices.Equal(kept, want) {
				t.Fatalf("kept %v of %v; want %v", kept, tenths, want)
			}
			sum := int64(0)
			for _, n := range want {
				sum += n
			}
			if f.Value.Cmp(score.Ratio(sum, 10*int64(len(want)))) != 0 {
				t.Fatalf("mean of %v is %s", want, f.Value)
			}
		}
	})
}
