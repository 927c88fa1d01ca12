package intake_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"os"
	"path/filepath"
	"testing"

	"leitai/internal/fault"
	"leitai/internal/intake"
	"leitai/internal/lang"
	"leitai/internal/report"
	"leitai/internal/report/html"
	"leitai/internal/score"
	"leitai/internal/standing"
)

// refused proves that an error is a list of faults, each said in whole sentences.
func refused(t *testing.T, err error, input []byte) {
	t.Helper()
	var faults fault.List
	if !errors.As(err, &faults) || len(faults) == 0 {
		t.Fatalf("the error is no list of faults: %v", err)
	}
	said(t, faults, input)
}

func said(t *testing.T, faults fault.List, input []byte) {
	t.Helper()
	for _, f := range faults {
		for _, l := range []lang.Lang{lang.Chinese, lang.English} {
			if !l.Has(string(f.Code)) {
				t.Errorf("%s has no sentence in %s", f.Code, l)
			}
			if s := l.Fault(f) + l.Expected(f); bytes.IndexByte([]byte(s), '{') >= 0 && bytes.IndexByte(input, '{') < 0 {
				t.Errorf("a sentence is not filled: %s", s)
			}
		}
	}
}

// ranked ranks what was read, writes every form of the result, and proves that
// the JSON is JSON.
func ranked(t *testing.T, in *standing.Input, input []byte) {
	t.Helper()
	result, err := standing.Rank(in)
	if err != nil {
		refused(t, err, input)
		return
	}
	said(t, result.Warnings, input)
	for _, l := range []lang.Lang{lang.Chinese, lang.English} {
		text, err := json.Marshal(report.RankJSON(l, result))
		if err != nil || !json.Valid(text) {
			t.Fatalf("no JSON: %v", err)
		}
		r := report.NewRanking(l, result)
		for _, write := range []func(io.Writer, *report.Ranking) error{report.WriteText, report.WriteCSV, html.WriteRanking} {
			if err := write(io.Discard, r); err != nil {
				t.Fatal(err)
			}
		}
	}
}

func FuzzRules(f *testing.F) {
	for _, doc := range []string{
		plainRules, groupRules, sheetRules,
		"{\"schema\": \"leitai.rules/1\", \"parts\": [{\"key\": \"stage\"}]}",
		"schema: leitai.rules/1\ncombine: sum\nparts: [{key: stage, weight: 0.6, aggregate: {trim_high: 1, trim_low: 1, decimals: 2, rounding: half_even, missing: {at_least: 1}}, weighted: {decimals: 1}}]\nadjust: {bonus_cap: 5}\ntotal: {decimals: 2}\nrank: {by: all, across: {method: trimmed_factor, trim: 0}, ties: [exact, part.stage], left_over: dense}\ntiers: [{key: a, share: 0.2}, {key: b}, {key: c, count: 1, boundary: exclude}]\nawards: [{name: x, places: 1}]\nscreen: {score: stage, ranking: stage}\n",
		"a: &x [1]\nb: *x\n", "? {a: b}\n: c\n", "a: |\n  b\n", "- - - a\n", "a: 0x1F\nb: .inf\nc: 1e99999\n", "\xEF\xBB\xBFa: b", "a: !!binary x", "%YAML 1.1\n---\na", "{", "[", "\"", "---\n...\n",
	} {
		f.Add([]byte(doc))
	}
	f.Fuzz(func(t *testing.T, doc []byte) {
		r, warnings, err := intake.ParseRules("rules.yaml", doc)
		if err != nil {
			refused(t, err, doc)
			return
		}
		said(t, warnings, doc)
		if len(r.Hash) != 64 {
			t.Fatalf("hash %q", r.Hash)
		}
		if err := report.WriteProse(io.Discard, report.NewProse(lang.Chinese, r)); err != nil {
			t.Fatal(err)
		}
		in := &standing.Input{Rules: r, Entries: make([]standing.Entry, 2)}
		for i := range in.Entries {
			in.Entries[i].Fields = make([]standing.Field, len(r.Rank.Ties))
		}
		for range r.Parts {
			in.Panels = append(in.Panels, standing.Panel{Marks: make([][]score.Mark, 2)})
		}
		ranked(t, in, doc)
	})
}

func FuzzScoresCSV(f *testing.F) {
	for kind, doc := range []string{
		long + "c1,李,9.5\nc1,王,8\nc2,李,-0\n", "entry,judge,group,score\nc1,李,l,9\nc1,王,x,9\n", "entry,judge,point,score\nc1,李,A1,9.5\nc1,李,A2,5\n",
		"单位,评委1,评委2\n甲,9,回避\n", "单位,领导,专家\n单位,评委1,评委1\n甲,9,8\n", "entry,judge,score,batch,state\na,b,,一,作废\n", "\xb5\xa5\xce\xbb,\xc6\xc0\xce\xaf,\xb5\xc3\xb7\xd6\na,b,1\n",
		"\xff\xfee\x00,\x00", "entry;judge;score\na;b;1\n", "entry\tjudge\tscore\na\tb\t1\n", "\"entry\",judge,score\n\"a,b,1\n", "PK\x03\x04", "%PDF-", "entry,judge,score\n\x00,b,1\n", "",
	} {
		f.Add([]byte(doc), byte(kind))
	}
	f.Fuzz(func(t *testing.T, doc []byte, kind byte) {
		dir := t.TempDir()
		files := intake.Files{Rules: filepath.Join(dir, "rules.yaml"), Scores: []string{filepath.Join(dir, "scores.csv")}}
		rules := []string{plainRules, groupRules, sheetRules}[kind%3]
		if err := errors.Join(os.WriteFile(files.Rules, []byte(rules), 0o600), os.WriteFile(files.Scores[0], doc, 0o600)); err != nil {
			t.Fatal(err)
		}
		in, notes, err := intake.Contest(files)
		if err != nil {
			refused(t, err, doc)
			return
		}
		said(t, notes, doc)
		ranked(t, in, doc)
	})
}
