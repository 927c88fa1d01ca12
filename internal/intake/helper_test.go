package intake_test

import (
	"errors"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"leitai/internal/fault"
	"leitai/internal/intake"
	"leitai/internal/lang"
	"leitai/internal/standing"
)

// contest reads a contest from files with the given texts; those named scores…
// are score files. The folder and the names are the same for all of them.
func contest(t *testing.T, files map[string]string) (*standing.Input, fault.List, fault.List) {
	t.Helper()
	dir := t.TempDir()
	f := intake.Files{}
	for _, name := range []string{"rules.yaml", "entries.csv", "scores.csv", "scores2.csv", "adjust.csv"} {
		text, given := files[name]
		if !given {
			continue
		}
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		switch {
		case name == "rules.yaml":
			f.Rules = path
		case name == "entries.csv":
			f.Entries = path
		case name == "adjust.csv":
			f.Adjust = path
		default:
			f.Scores = append(f.Scores, path)
		}
	}
	in, notes, err := intake.Contest(f)
	var faults fault.List
	if err != nil && !errors.As(err, &faults) {
		t.Fatal(err)
	}
	return in, notes, faults
}

// folder is what stands before the name of a file.
var folder = regexp.MustCompile(`/[^ ]*/([a-z0-9]+\.(csv|yaml))`)

// told are faults as a terminal shows them, a line each.
func told(faults fault.List) string {
	var lines []string
	for _, f := range faults {
		line := f.At.File
		if f.At.Row > 0 {
			line += ":" + strconv.Itoa(f.At.Row)
		}
		if f.At.Column != "" {
			line += ":" + f.At.Column
		}
		line += " " + lang.Chinese.Fault(f)
		if e := lang.Chinese.Expected(f); e != "" {
			line += "；应为：" + e
		}
		lines = append(lines, strings.TrimSpace(line))
	}
	return folder.ReplaceAllString(strings.Join(lines, "\n"), "$1")
}

// plainRules ask for one number a judge.
const plainRules = "schema: leitai.rules/1\nscore: {min: 0, max: 10}\nparts: [{key: stage, name: 现场}]\n"
