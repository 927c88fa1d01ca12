package office_test

import (
	"bytes"
	"errors"
	"slices"
	"strings"
	"testing"

	"leitai/internal/auth"
	"leitai/internal/contest"
	"leitai/internal/intake"
	"leitai/internal/office"
)

func TestTheOrganiserAloneArranges(t *testing.T) {
	d := newDesk(t)
	r := d.round(plain)
	ctx := t.Context()
	for _, role := range contest.Roles {
		by := office.By{Name: "某人", Role: role}
		_, contestErr := d.CreateContest(ctx, by, "又一次", false)
		_, rosterErr := d.ImportRoster(ctx, by, r.Contest, "roster.csv", []byte("code,name\n1,甲村\n"))
		_, roundErr := d.AddRound(ctx, by, r.Contest, office.RoundPlan{Name: "场", Mode: contest.Open, Part: "stage", Rules: []byte(plain)})
		changeErr := d.ChangeRound(ctx, by, r.ID, office.RoundPlan{Name: "场", Mode: contest.Open, Part: "stage", Rules: []byte(plain)})
		entriesErr := d.SetEntries(ctx, by, r.ID, []contest.EntryRow{{ID: "x"}})
		_, panelErr := d.SeatPanel(ctx, by, r.ID, []office.SeatPlan{{Name: "评委1"}})
		_, issueErr := d.Issue(ctx, by, r.ID)
		want := string(contest.NotAllowed)
		if role == contest.Organiser {
			want = "yes"
		}
		for i, err := range []error{contestErr, rosterErr, roundErr, changeErr, entriesErr, panelErr, issueErr} {
			if told(err) != want {
				t.Errorf("%s, deed %d: %s", role, i, told(err))
			}
		}
	}
}

func TestContestsHaveSecretsOfTheirOwn(t *testing.T) {
	d := newDesk(t)
	var seen [][]byte
	for range 3 {
		e, err := d.CreateContest(t.Context(), organiser, "比武", true)
		if err != nil {
			t.Fatal(err)
		}
		if len(e.Secret) != 32 || slices.ContainsFunc(seen, func(b []byte) bool { return bytes.Equal(b, e.Secret) }) {
			t.Errorf("secret %x", e.Secret)
		}
		seen = append(seen, e.Secret)
	}
	events, err := d.Events(t.Context())
	if err != nil || len(events) != 3 || !events[2].Rehearsal {
		t.Errorf("%v, %v", events, err)
	}
}

func TestWhatIsWrongWithARoundIsSaid(t *testing.T) {
	d := newDesk(t)
	e, err := d.CreateContest(t.Context(), organiser, "比武", false)
	if err != nil {
		t.Fatal(err)
	}
	ok := office.RoundPlan{Name: "第一场", Mode: contest.Sequential, Part: "stage", File: "rules.yaml", Rules: []byte(grouped)}
	tests := []struct {
		name   string
		change func(*office.RoundPlan)
		want   string
	}{
		{"a misspelt part", func(p *office.RoundPlan) { p.Part = "stag" }, "规则里没有“stag”这一部分（是不是想写“stage”？）；应为：stage, field"},
		{"an unknown mode", func(p *office.RoundPlan) { p.Mode = "all" }, "不认识的打分方式“all”；应为：sequential, open"},
		{"no name", func(p *office.RoundPlan) { p.Name = " " }, "缺少名称"},
		{"a name without end", func(p *office.RoundPlan) { p.Name = strings.Repeat("场", 101) }, "名称太长；应为：最多 100 个字"},
		{"rules that are none", func(p *office.RoundPlan) { p.Rules = []byte("schema: leitai.rules/1\npats: []\n") }, "不认识的项“pats”（是不是想写“parts”？）"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p := ok
			tt.change(&p)
			if _, err := d.AddRound(t.Context(), organiser, e.ID, p); !strings.HasPrefix(told(err), tt.want) {
				t.Errorf("said %s", told(err))
			}
		})
	}
	if rounds, _ := d.Rounds(t.Context(), e.ID); len(rounds) != 0 {
		t.Errorf("%d rounds were added", len(rounds))
	}
	for n := 1; n <= 2; n++ {
		if r := d.roundOf(e.ID, "场", grouped); r.Number != n || r.Log == "" {
			t.Errorf("round %+v", r)
		}
	}
	if _, err := d.AddRound(t.Context(), organiser, "nowhere", ok); !errors.Is(err, contest.ErrNotFound) {
		t.Errorf("a round of no contest: %v", err)
	}
}

func TestWhatIsWrongWithEntriesIsSaid(t *testing.T) {
	d := newDesk(t)
	first := d.round(plain)
	second := d.roundOf(first.Contest, "第二场", plain)
	tests := []struct {
		name string
		rows []contest.EntryRow
		want string
	}{
		{"none", nil, "参赛单位名单是空的"},
		{"an id of another round", []contest.EntryRow{{ID: "b", Name: "乙村"}}, "乙村：编码 b 已经是“擂台比武 第一场”的参赛单位；应为：一个编码在所有场次中只用一次；另一场请加后缀，例如 b-2"},
		{"an id twice", []contest.EntryRow{{ID: "x", Name: "甲"}, {ID: "x", Name: "乙"}}, "乙：编码 x 在第 1 行已经有了"},
		{"an id that no address can hold", []contest.EntryRow{{ID: "甲村", Name: "甲村"}}, "编码“甲村”不能用；应为：1 至 64 个字母、数字、_ 或 -"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := told(d.SetEntries(t.Context(), organiser, second.ID, tt.rows)); got != tt.want {
				t.Errorf("said %s", got)
			}
		})
	}
	d.enter(first.ID, "c", "b", "a") // its own ids may stay
	rows, err := d.Entries(t.Context(), first.ID)
	if err != nil || len(rows) != 3 || rows[0].ID != "c" || rows[0].Number != 1 || rows[2].ID != "a" {
		t.Errorf("%+v, %v", rows, err)
	}
}

func TestARosterIsTakenIn(t *testing.T) {
	d := newDesk(t)
	r := d.round(plain)
	for _, file := range []string{"code,township,name,official_name,kind,more\n01,甲镇,甲村,甲村村委会,village,x\n02,甲镇,乙村,,,\n", "编码,乡镇,名称,全称,类型\n03,乙镇,丙村,丙村村委会,village\n"} {
		if _, err := d.ImportRoster(t.Context(), organiser, r.Contest, "roster.csv", []byte(file)); err != nil {
			t.Fatal(err)
		}
	}
	orgs, err := d.store.Orgs(t.Context())
	want := []office.Org{{"01", "甲村", "甲村村委会", "village", "甲镇"}, {"02", "乙村", "", "", "甲镇"}, {"03", "丙村", "丙村村委会", "village", "乙镇"}}
	if err != nil || !slices.Equal(orgs, want) {
		t.Errorf("%+v, %v", orgs, err)
	}
	_, err = d.ImportRoster(t.Context(), organiser, r.Contest, "roster.csv", []byte("code,name\n1,甲\n1,乙\n,丙\n2,\n"))
	if got := told(err); strings.Count(got, "\n") != 2 {
		t.Errorf("three faults are told as\n%s", got)
	}
}

func TestImportedEntriesKeepTheirColumns(t *testing.T) {
	d := newDesk(t)
	r := d.round(plain)
	file := "单位编码,名称,乡镇,不参加排名,汇报人,汇报题目,founded,人口\n7,七村,甲镇,是,某人,题目,1950-01-01,300\n8,八村,乙镇,,,,,\n"
	if err := d.ImportEntries(t.Context(), organiser, r.ID, "entries.csv", []byte(file)); err != nil {
		t.Fatal(err)
	}
	rows, err := d.Entries(t.Context(), r.ID)
	if err != nil || len(rows) != 2 {
		t.Fatal(rows, err)
	}
	e := rows[0]
	if e.ID != "7" || e.Name != "七村" || e.Township != "甲镇" || !e.Exempt || e.Speaker != "某人" || e.Title != "题目" ||
		len(e.Fields) != 2 || e.Fields["founded"] != "1950-01-01" || e.Fields["人口"] != "300" {
		t.Errorf("%+v", e)
	}
	if rows[1].Exempt || len(rows[1].Fields) != 2 || rows[1].Fields["founded"] != "" {
		t.Errorf("%+v", rows[1])
	}
	if got := told(d.ImportEntries(t.Context(), organiser, r.ID, "entries.csv", []byte("单位编码,名称\n7,七村\n7,七村\n"))); !strings.Contains(got, "7") || got == "yes" {
		t.Errorf("said %s", got)
	}
}

// TestEachChangeHasItsAudit: the acts stand in the contest's stream, chained.
func TestEachChangeHasItsAudit(t *testing.T) {
	d := newDesk(t)
	r := d.round(plain)
	if _, err := d.ImportRoster(t.Context(), organiser, r.Contest, "roster.csv", []byte("code,name\n1,甲村\n")); err != nil {
		t.Fatal(err)
	}
	d.seat(r.ID, office.SeatPlan{Name: "评委1"})
	d.issue(r.ID)
	facts, err := d.store.Audit(t.Context(), r.Contest, 0, 100)
	if err != nil {
		t.Fatal(err)
	}
	prev, acts := contest.Genesis, []string{office.ActContest, office.ActRound, office.ActEntries, office.ActRoster, office.ActSeats, office.ActIssue}
	if len(facts) != len(acts) {
		t.Fatalf("%d facts", len(facts))
	}
	for i, f := range facts {
		if !f.Intact(prev) || f.By != organiser.Name || !bytes.Contains(f.Payload, []byte(`"act":"`+acts[i]+`"`)) {
			t.Errorf("fact %d: %s by %s", f.Seq, f.Payload, f.By)
		}
		prev = f.Hash
	}
	events, err := d.Events(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range facts {
		if bytes.Contains(f.Payload, events[0].Secret) {
			t.Error("the secret stands in the audit")
		}
	}
}

// TestNothingChangesWithoutItsAudit: if the audit cannot be written, neither is
// the change.
func TestNothingChangesWithoutItsAudit(t *testing.T) {
	d := newDesk(t)
	r := d.round(plain)
	mute := office.New(office.Options{Store: silent{d.store}, Log: d.store, Stage: d.stage, MakeCard: auth.MakeCard})
	_, contestErr := mute.CreateContest(t.Context(), organiser, "另一次", false)
	_, roundErr := mute.AddRound(t.Context(), organiser, r.Contest, office.RoundPlan{Name: "场", Mode: contest.Open, Part: "stage", Rules: []byte(plain)})
	entriesErr := mute.SetEntries(t.Context(), organiser, r.ID, []contest.EntryRow{{ID: "x"}})
	_, panelErr := mute.SeatPanel(t.Context(), organiser, r.ID, []office.SeatPlan{{Name: "评委1"}})
	for i, err := range []error{contestErr, roundErr, entriesErr, panelErr} {
		if !errors.Is(err, errSilent) {
			t.Errorf("deed %d: %v", i, err)
		}
	}
	events, _ := d.Events(t.Context())
	rounds, _ := d.Rounds(t.Context(), r.Contest)
	entries, _ := d.Entries(t.Context(), r.ID)
	seats, _ := d.Seats(t.Context(), r.ID)
	cards, _ := d.Cards(t.Context(), r.Contest)
	if len(events) != 1 || len(rounds) != 1 || len(entries) != 3 || len(seats) != 0 || len(cards) != 0 {
		t.Errorf("%d contests, %d rounds, %d entries, %d seats, %d cards", len(events), len(rounds), len(entries), len(seats), len(cards))
	}
}

// TestExportedRules are as they were imported, until the rows say something else
// than the facts.
func TestExportedRules(t *testing.T) {
	d := newDesk(t)
	r := d.round(plain)
	if _, err := d.Export(t.Context(), r.ID); !errors.Is(err, contest.ErrNotFound) {
		t.Errorf("before the cards are issued: %v", err)
	}
	d.seat(r.ID, office.SeatPlan{Name: "评委1"})
	d.issue(r.ID)
	exported := func() []byte {
		f, err := d.Export(t.Context(), r.ID)
		if err != nil {
			t.Fatal(err)
		}
		return f.Rules
	}
	if got := exported(); string(got) != plain {
		t.Errorf("exported\n%s", got)
	}
	was, _, err := intake.ParseRules("rules.yaml", exported())
	if err != nil {
		t.Fatal(err)
	}
	changed := office.RoundPlan{Name: "第一场", Mode: contest.Sequential, Part: "stage", Rules: []byte(grouped)}
	if err := d.ChangeRound(t.Context(), organiser, r.ID, changed); err != nil {
		t.Fatal(err)
	}
	now, _, err := intake.ParseRules("rules.yaml", exported())
	if err != nil || now.Hash != was.Hash {
		t.Errorf("not issued again, and yet exported with %s: %v", exported(), err)
	}
	if bytes.Count(exported(), []byte("\n")) < 5 {
		t.Errorf("nobody could read\n%s", exported())
	}
}
