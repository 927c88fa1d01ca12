package contest_test

import (
	"slices"
	"strings"
	"testing"

	"leitai/internal/contest"
)

var everyone = []contest.Audience{contest.Hall, contest.ForJudge, contest.Console, contest.Report}

func TestAQuestionIsUpUntilTheNextCall(t *testing.T) {
	d := opened(t, small())
	d.must(d.command(contest.AskQuestion, "e1", remark("3号题", "集体收入怎么来？")))
	for _, a := range everyone {
		q, _ := d.picture(a)["question"].(map[string]any)
		if q["entry"] != "e1" || q["name"] != "3号题" || q["text"] != "集体收入怎么来？" {
			t.Errorf("%s sees %v", a, q)
		}
	}
	d.must(d.command(contest.AskQuestion, "e1"))
	if q := d.picture(contest.Hall)["question"]; q != nil {
		t.Errorf("taken away, it is %v", q)
	}
	d.must(d.command(contest.AskQuestion, "e1", remark("3号题", "集体收入怎么来？")))
	d.finish("e1")
	d.must(d.command(contest.Call, "e2"))
	if q := d.picture(contest.Hall)["question"]; q != nil {
		t.Errorf("after the next call it is %v", q)
	}
	d.refused(contest.FieldWrong, d.command(contest.AskQuestion, "e2", remark("", strings.Repeat("字", 501))))
}

func planned(starts string, parts ...contest.PlanPart) func(*contest.Deed) {
	return func(d *contest.Deed) { d.Starts, d.Parts = starts, parts }
}

func TestThePlanIsInEveryPicture(t *testing.T) {
	d := newDay(t, small())
	round := func(a contest.Audience) map[string]any { return d.picture(a)["round"].(map[string]any) }
	if round(contest.Hall)["plan"] != nil {
		t.Errorf("a plan that nobody made: %v", round(contest.Hall)["plan"])
	}
	d.must(d.command(contest.SetPlan, "", planned("2026-11-24T09:00:00+08:00", contest.PlanPart{Name: "视频展示", Seconds: 120}, contest.PlanPart{Name: "登台演说", Seconds: 7200})))
	for _, a := range everyone {
		plan := round(a)["plan"].(map[string]any)
		second := plan["parts"].([]any)[1].(map[string]any)
		if plan["starts"] != "2026-11-24T09:00:00+08:00" || second["name"] != "登台演说" || second["seconds"] != 7200.0 {
			t.Errorf("%s sees %v", a, plan)
		}
	}
	good := contest.PlanPart{Name: "演说", Seconds: 1}
	for _, bad := range []func(*contest.Deed){
		planned("9点", good), planned("2026-11-24T09:00:00+08:00"), planned("2026-11-24T09:00:00+08:00", slices.Repeat([]contest.PlanPart{good}, 11)...),
		planned("2026-11-24T09:00:00+08:00", contest.PlanPart{Name: "演说"}), planned("2026-11-24T09:00:00+08:00", contest.PlanPart{Name: "演说", Seconds: 7201}),
		planned("2026-11-24T09:00:00+08:00", contest.PlanPart{Name: " ", Seconds: 60}),
	} {
		if _, err := d.try(d.command(contest.SetPlan, "", bad)); err == nil {
			t.Error("a plan that cannot be was taken")
		}
	}
}

func TestTheBackdropIsADigest(t *testing.T) {
	d := newDay(t, small())
	digest := strings.Repeat("0a", 32)
	show := func(s string) func(*contest.Deed) { return func(d *contest.Deed) { d.Digest = s } }
	d.must(d.command(contest.Backdrop, "", show(digest)))
	for _, a := range everyone {
		if got := d.picture(a)["round"].(map[string]any)["backdrop"]; got != digest {
			t.Errorf("%s sees %v", a, got)
		}
	}
	d.must(d.command(contest.Backdrop, "", show("")))
	if got := d.picture(contest.Hall)["round"].(map[string]any)["backdrop"]; got != nil {
		t.Errorf("taken away, it is %v", got)
	}
	for _, bad := range []string{"../../etc/passwd", strings.Repeat("0A", 32), digest[1:]} {
		d.refused(contest.FieldWrong, d.command(contest.Backdrop, "", show(bad)))
	}
}

func TestTheSeedOfTheDrawIsSaid(t *testing.T) {
	d := newDay(t, small())
	seed := func() any { return d.picture(contest.Hall)["round"].(map[string]any)["seed"] }
	if seed() != nil {
		t.Errorf("before the draw: %v", seed())
	}
	d.must(d.command(contest.Draw, "", func(deed *contest.Deed) { deed.Seed = "20261124" }))
	if seed() != "20261124" {
		t.Errorf("the seed is %v", seed())
	}
	d.must(d.command(contest.Draw, "", reason("重抽"), func(deed *contest.Deed) { deed.Order = []contest.EntryID{"e1", "e2", "e3"} }))
	if seed() != nil {
		t.Errorf("lots by hand have the seed %v", seed())
	}
}

func screened(id, name, mode string, kind contest.ScreenKind) func(*contest.Deed) {
	return func(d *contest.Deed) { d.Screen, d.Name, d.Mode, d.ScreenKind = id, name, mode, kind }
}

func TestAScreenIsNamedPointedAndTakenAway(t *testing.T) {
	d := newDay(t, small())
	screens := func() (out []string) {
		for _, raw := range d.picture(contest.Hall)["screens"].([]any) {
			s := raw.(map[string]any)
			out = append(out, s["id"].(string)+" "+s["name"].(string)+" "+s["kind"].(string)+" "+s["mode"].(string))
		}
		return out
	}
	want := func(list ...string) {
		t.Helper()
		if got := screens(); !slices.Equal(got, list) {
			t.Fatalf("screens %q; want %q", got, list)
		}
	}
	want("main 大屏 hall 1")
	d.must(d.command(contest.ScreenMode, "", screened("left", "左屏", "1", contest.CueScreen)))
	want("main 大屏 hall 1", "left 左屏 cue 1")
	d.must(d.command(contest.ScreenMode, "", screened("left", "", "5", "")))
	want("main 大屏 hall 1", "left 左屏 cue 5")
	d.must(d.command(contest.ScreenMode, "", screened("right", "", "2", "")))
	want("main 大屏 hall 1", "left 左屏 cue 5", "right right hall 2")
	off := func(id string) contest.Deed {
		return d.command(contest.ScreenMode, "", func(d *contest.Deed) { d.Screen, d.Off = id, true })
	}
	d.must(off("left"))
	want("main 大屏 hall 1", "right right hall 2")
	d.refused(contest.FieldWrong, off("left"))
	d.refused(contest.FieldWrong, off("main"))
	d.refused(contest.FieldMissing, d.command(contest.ScreenMode, "", screened("right", "", "", "")))
	d.refused(contest.FieldWrong, d.command(contest.ScreenMode, "", screened("right", "", "2", "projector")))
}
