package office_test

import (
	"slices"
	"testing"

	"leitai/internal/auth"
	"leitai/internal/contest"
	"leitai/internal/office"
)

func TestWhatIsWrongWithAPanelIsSaid(t *testing.T) {
	d := newDesk(t)
	r := d.round(grouped)
	own := d.seat(r.ID, office.SeatPlan{Name: "评委1", Group: "leader"})[0].Card
	ok := office.SeatPlan{Name: "评委1", Group: "leader"}
	tests := []struct {
		name string
		plan []office.SeatPlan
		want string
	}{
		{"nobody", nil, "评委席是空的"},
		{"no name", []office.SeatPlan{{Group: "leader"}}, "缺少名称"},
		{"a name twice", []office.SeatPlan{ok, ok}, "第 2 席：名称“评委1”前面已经用过；应为：一席一个名称，例如 评委2"},
		{"no group", []office.SeatPlan{{Name: "评委1"}}, "评委1 的评委组“”不在规则里；应为：leader, expert"},
		{"a misspelt group", []office.SeatPlan{{Name: "评委1", Group: "expret"}}, "评委1 的评委组“expret”不在规则里（是不是想写“expert”？）；应为：leader, expert"},
		{"a card that is none", []office.SeatPlan{{Name: "评委1", Group: "leader", Card: "nowhere"}}, "评委1：没有评委卡 nowhere"},
		{"one card for two", []office.SeatPlan{{Name: "评委1", Group: "leader", Card: own}, {Name: "评委2", Group: "leader", Card: own}},
			"评委2：这张评委卡已给了 评委1；应为：同一场里一席一张卡"},
		{"recused from nobody", []office.SeatPlan{{Name: "评委1", Group: "leader", Recused: []contest.EntryID{"村a"}}},
			"评委1 要回避的单位“村a”不在这一场（是不是想写“a”？）"},
		{"recused from a township without entries", []office.SeatPlan{{Name: "评委1", Group: "leader", Townships: []string{"丁丁乡"}}},
			"评委1 要回避的乡镇“丁丁乡”在这一场没有单位"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if _, err := d.SeatPanel(t.Context(), organiser, r.ID, tt.plan); told(err) != tt.want {
				t.Errorf("said %s", told(err))
			}
		})
	}
}

func TestAPartWithoutGroupsTakesNone(t *testing.T) {
	d := newDesk(t)
	r := d.round(plain)
	if _, err := d.SeatPanel(t.Context(), organiser, r.ID, []office.SeatPlan{{Name: "评委1", Group: "leader"}}); err == nil {
		t.Error("a group is taken where there are none")
	}
}

func TestRecusalsByTownshipAndByHand(t *testing.T) {
	d := newDesk(t)
	r := d.round(plain) // a and c are of 甲镇, b of 乙镇
	seats := d.seat(r.ID, office.SeatPlan{Name: "评委1", Townships: []string{"甲镇"}}, office.SeatPlan{Name: "评委2", Recused: []contest.EntryID{"c"}},
		office.SeatPlan{Name: "评委3", Townships: []string{"甲镇", "乙镇"}}, office.SeatPlan{Name: "评委4", Townships: []string{"乙镇"}, Recused: []contest.EntryID{"b"}})
	for i, want := range [][]contest.EntryID{{"a", "c"}, {"c"}, {"a", "b", "c"}, {"b"}} {
		if !slices.Equal(seats[i].Recused, want) {
			t.Errorf("%s is recused from %v; want %v", seats[i].Name, seats[i].Recused, want)
		}
	}
	stored, err := d.Seats(t.Context(), r.ID)
	if err != nil || !slices.EqualFunc(stored, seats, func(a, b contest.SeatRow) bool { return a.ID == b.ID && slices.Equal(a.Recused, b.Recused) }) {
		t.Errorf("stored %+v, %v", stored, err)
	}
}

func TestOneCardLeadsToASeatInEachRound(t *testing.T) {
	d := newDesk(t)
	first := d.round(plain)
	second := d.roundOf(first.Contest, "第二场", plain)
	d.enter(second.ID, "x")
	one := d.seat(first.ID, office.SeatPlan{Name: "评委1"}, office.SeatPlan{Name: "评委2"})
	two := d.seat(second.ID, office.SeatPlan{Name: "评委1", Card: one[1].Card})
	if two[0].Card != one[1].Card || two[0].ID == one[1].ID {
		t.Errorf("seats %+v and %+v", one[1], two[0])
	}
	cards, err := d.Cards(t.Context(), first.Contest)
	if err != nil || len(cards) != 2 || cards[0].Code == cards[1].Code {
		t.Errorf("cards %+v, %v", cards, err)
	}
}

func TestASeatThatStaysKeepsItsIDAndItsCard(t *testing.T) {
	d := newDesk(t)
	r := d.round(plain)
	before := d.seat(r.ID, office.SeatPlan{Name: "评委1"}, office.SeatPlan{Name: "评委2"})
	after := d.seat(r.ID, office.SeatPlan{Name: "评委2", Person: "某人"}, office.SeatPlan{Name: "评委3"}, office.SeatPlan{Name: "评委1"})
	if after[0].ID != before[1].ID || after[0].Card != before[1].Card || after[0].Person != "某人" || after[0].Number != 1 ||
		after[2].ID != before[0].ID || after[1].ID == before[0].ID || after[1].ID == before[1].ID {
		t.Errorf("before %+v\nafter %+v", before, after)
	}
}

// TestNoTwoCardsHaveOneCode: a code that another card has is told to be taken,
// whatever the contest.
func TestNoTwoCardsHaveOneCode(t *testing.T) {
	d := newDesk(t)
	r := d.round(plain)
	used := map[string]bool{}
	wary := office.New(office.Options{Store: d.store, Log: d.store, Stage: d.stage,
		MakeCard: func(e contest.Event, id contest.CardID, taken func(string) (bool, error)) (contest.Card, error) {
			for code := range used {
				if is, err := taken(code); err != nil || !is {
					t.Errorf("code %s: taken %t, %v", code, is, err)
				}
			}
			if is, err := taken("000000"); err != nil || is && !used["000000"] {
				t.Errorf("a free code is taken, %v", err)
			}
			c, err := auth.MakeCard(e, id, taken)
			used[c.Code] = true
			return c, err
		}})
	other, err := d.CreateContest(t.Context(), organiser, "别的比武", false)
	if err != nil {
		t.Fatal(err)
	}
	strange := d.roundOf(other.ID, "场", plain)
	d.enter(strange.ID, "z")
	for _, id := range []contest.RoundID{r.ID, strange.ID} {
		if _, err := wary.SeatPanel(t.Context(), organiser, id, []office.SeatPlan{{Name: "评委1"}, {Name: "评委2"}}); err != nil {
			t.Fatal(err)
		}
	}
	if len(used) != 4 {
		t.Errorf("%d codes", len(used))
	}
}
