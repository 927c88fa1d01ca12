package report

import (
	"io"

	"leitai/internal/tabular"
)

// ScoresJudge is the judge of every scores.csv that a standard writes: the same
// word for every standard, so that a part can hold several of them.
const ScoresJudge = "standard"

// WriteScores writes the totals as a scores.csv that ranking takes. An entry
// without a total is left out; a warning has said so.
func WriteScores(w io.Writer, r *Scoring) error {
	out := tabular.NewCSV(w)
	if err := out.Write([]string{"entry", "judge", "score", "part", "batch"}); err != nil {
		return err
	}
	for i := range r.Assessment.Results {
		x := &r.Assessment.Results[i]
		if !x.Total.Scored() {
			continue
		}
		if err := out.Write([]string{x.Entry.ID, ScoresJudge, x.Total.Figure.Text(), r.Part, x.Entry.Batch}); err != nil {
			return err
		}
	}
	return out.Flush()
}
