package lang_test

import (
	"testing"

	"leitai/internal/fault"
	"leitai/internal/lang"
)

func TestTheLanguageIsChineseUnlessEnglishIsSaid(t *testing.T) {
	for said, want := range map[string]lang.Lang{
		"": lang.Chinese, "zh": lang.Chinese, "zh_CN.UTF-8": lang.Chinese, "C": lang.Chinese, "POSIX": lang.Chinese, "fr_FR.UTF-8": lang.Chinese,
		"en": lang.English, "EN": lang.English, "en_GB.UTF-8": lang.English, "english": lang.English,
	} {
		if got := lang.Parse(said); got != want {
			t.Errorf("%q is %s; want %s", said, got, want)
		}
	}
}

func TestSentencesAreFilled(t *testing.T) {
	f := fault.New("not_a_number", fault.At{File: "s.csv", Row: 2, Column: "score"}, "9,5", "entry", "{found}", "meant", "9.5")
	for l, want := range map[lang.Lang]string{
		lang.Chinese: "{found}：“9,5”不是数字（是不是想写“9.5”？）", // what a file says is never a placeholder
		lang.English: "{found}: “9,5” is not a number (did you mean “9.5”?)",
	} {
		if got := l.Fault(f); got != want {
			t.Errorf("%s: %s; want %s", l, got, want)
		}
	}
	if got := lang.Chinese.Expected(f); got != "普通写法的数字，如 9.5" {
		t.Errorf("expected: %s", got)
	}
	if got := lang.Chinese.Expected(fault.New("entry_twice", fault.At{}, "")); got != "" {
		t.Errorf("expected where the sentence says all: %s", got)
	}
	if got := lang.English.T("no such key"); got != "no such key" {
		t.Errorf("an unknown key: %s", got)
	}
	if got := lang.Chinese.Name("unranked", "veto"); got != lang.Chinese.T("unranked.veto") {
		t.Errorf("a name: %s", got)
	}
}
