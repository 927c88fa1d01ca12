package standing_test

import (
	"errors"
	"fmt"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"leitai/internal/fault"
	"leitai/internal/intake"
	"leitai/internal/lang"
	"leitai/internal/standing"
)

// read makes the input of a ranking from the texts of files: rules, scores,
// entries, adjust; an empty one is not given. Scores may be short: rows of
// entry, judge and score, or of whatever the heading says.
func read(t *testing.T, rules, scores, entries, adjust string) *standing.Input {
	t.Helper()
	dir := t.TempDir()
	path := func(name, text string) string {
		if text == "" {
			return ""
		}
		p := filepath.Join(dir, name)
		save(t, p, []byte(text))
		return p
	}
	if !strings.HasPrefix(scores, "entry,") {
		scores = "entry,judge,score\n" + scores
	}
	in, _, err := intake.Contest(intake.Files{
		Rules: path("rules.yaml", "schema: leitai.rules/1\n"+rules), Scores: []string{path("scores.csv", scores)},
		Entries: path("entries.csv", entries), Adjust: path("adjust.csv", adjust),
	})
	if err != nil {
		t.Fatalf("the contest is not read: %v", err)
	}
	return in
}

// told ranks and says, in Chinese, what comes of it: a line a row with the
// figures asked for, or the faults.
func told(t *testing.T, in *standing.Input, show func(*standing.Row) string) string {
	t.Helper()
	result, err := standing.Rank(in)
	var faults fault.List
	switch {
	case errors.As(err, &faults):
		return sentences(faults)
	case err != nil:
		t.Fatal(err)
	}
	var lines []string
	for _, list := range result.Lists {
		for _, row := range list.Rows {
			lines = append(lines, strings.TrimSpace(in.Entries[row.Entry].ID+" "+show(row)))
		}
	}
	return strings.Join(lines, "\n")
}

func sentences(faults fault.List) string {
	var lines []string
	for _, f := range faults {
		s := lang.Chinese.Fault(f)
		if e := lang.Chinese.Expected(f); e != "" {
			s += "；应为：" + e
		}
		lines = append(lines, s)
	}
	return strings.Join(lines, "\n")
}

// place shows a place, an equals sign if it is shared, and the key that parted it.
func place(r *standing.Row) string {
	s := strconv.Itoa(r.Place)
	if r.Shared {
		s += "="
	}
	if r.Unranked != "" {
		s = string(r.Unranked)
	}
	if r.TieBrokenBy != "" {
		s += " " + r.TieBrokenBy
	}
	return s
}

func total(r *standing.Row) string { return r.Figure.Text() }

func award(r *standing.Row) string { return r.Award }

// one are scores of one judge: e1 has the first, e2 the second, and so on.
func one(scores ...any) string {
	var b strings.Builder
	for i, s := range scores {
		fmt.Fprintf(&b, "e%d,评委1,%v\n", i+1, s)
	}
	return b.String()
}

func lines(s ...string) string { return strings.Join(s, "\n") }
