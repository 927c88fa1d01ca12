package main

import (
	"io"
	"path/filepath"

	"leitai/internal/intake"
	"leitai/internal/lang"
	"leitai/internal/report"
	"leitai/internal/report/html"
	"leitai/internal/report/xlsx"
	"leitai/internal/standing"
)

// rendering is a ranking ready to be written.
type rendering struct{ *report.Ranking }

func (r rendering) excel() error { return xlsx.WriteRanking(io.Discard, r.Ranking) }
func (r rendering) page() error  { return html.WriteRanking(io.Discard, r.Ranking) }

func jiaochengRanking() (rendering, error) {
	at := func(name string) string { return filepath.Join("examples", "jiaocheng", name) }
	in, _, err := intake.Contest(intake.Files{
		Rules: at("rules.yaml"), Entries: at("entries.csv"), Adjust: at("adjust.csv"),
		Scores: []string{at("stage.csv"), at("field.csv"), at("daily.csv"), at("survey.csv")},
	})
	if err != nil {
		return rendering{}, err
	}
	result, err := standing.Rank(in)
	if err != nil {
		return rendering{}, err
	}
	return rendering{report.NewRanking(lang.Chinese, result)}, nil
}
