package report

import (
	"leitai/internal/lang"
	"leitai/internal/standard"
)

// ExplainScore says how the score of one entry under a standard came about,
// point by point, and how points make items, items dimensions, and those the
// total.
func ExplainScore(l lang.Lang, x *standard.Result) []Step {
	var steps []Step
	for _, line := range ScoreLines(l, x) {
		key := "explain.score_line"
		if line.Why == "" {
			key = "explain.score_bare"
		}
		steps = append(steps, Step{line.Depth, l.T(key, "name", line.Name, "code", line.Code, "max", line.Max, "mark", line.Mark, "why", line.Why)})
	}
	steps = append(steps, Step{0, l.T("explain.total")})
	if !x.Total.Scored() {
		return append(steps, Step{1, l.T("explain.score_none")})
	}
	total := l.T("explain.score_total", "base", x.Base.Figure.Text(), "bonus", x.Bonus.Figure.Text(), "total", x.Total.Figure.Text())
	return append(steps, Step{1, total})
}
