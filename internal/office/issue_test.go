package office_test

import (
	"errors"
	"testing"

	"leitai/internal/contest"
	"leitai/internal/office"
)

// TestFactOneIsWhatWasArranged: rules, entries, panel and recusals.
func TestFactOneIsWhatWasArranged(t *testing.T) {
	d := newDesk(t)
	r := d.round(grouped)
	seats := d.seat(r.ID, office.SeatPlan{Name: "评委1", Group: "leader", Townships: []string{"甲镇"}}, office.SeatPlan{Name: "评委2", Group: "expert", Person: "某人"})
	d.issue(r.ID)
	fold, err := d.Fold(t.Context(), r.ID)
	if err != nil {
		t.Fatal(err)
	}
	def := fold.Definition()
	if def.Contest != r.Contest || def.ContestName != "擂台比武" || def.Rehearsal || def.Name != "第一场" || def.Mode != contest.Sequential || def.Part != "stage" {
		t.Errorf("%+v", def)
	}
	if len(def.Entries) != 3 || def.Entries[1].ID != "b" || def.Entries[1].Township != "乙镇" {
		t.Errorf("entries %+v", def.Entries)
	}
	if len(def.Seats) != 2 || def.Seats[0].ID != seats[0].ID || len(def.Seats[0].Recused) != 2 || def.Seats[1].Group != "expert" || def.Seats[1].Person != "某人" {
		t.Errorf("seats %+v", def.Seats)
	}
	if fold.Version() != 1 {
		t.Errorf("version %d", fold.Version())
	}
}

func TestWhatIsLackingKeepsTheCardsBack(t *testing.T) {
	d := newDesk(t)
	r := d.round(plain)
	if _, err := d.Issue(t.Context(), organiser, r.ID); told(err) != string(contest.DefNoSeats) {
		t.Errorf("without seats: %s", told(err))
	}
	if row, err := d.Round(t.Context(), r.ID); err != nil || row.Version != 0 {
		t.Errorf("version %d, %v", row.Version, err)
	}
}

// TestWhatCouldNeverBeRankedIsNotIssued: package contest knows what; the list of
// entries comes to it as it was imported.
func TestWhatCouldNeverBeRankedIsNotIssued(t *testing.T) {
	d := newDesk(t)
	r := d.round(plain + "rank: {ties: [field.founded_asc]}\n")
	d.seat(r.ID, office.SeatPlan{Name: "评委1"})
	for _, tt := range [][2]string{{"entry\na\nb\n", string(contest.DefNoTieColumn)}, {"entry,founded\na,1950\nb,1950-01-01\n", string(contest.DefMixedColumn)},
		{"entry,founded\na,\nb,\n", "yes"}} {
		entries, want := tt[0], tt[1]
		if err := d.ImportEntries(t.Context(), organiser, r.ID, "entries.csv", []byte(entries)); err != nil {
			t.Fatal(err)
		}
		if _, err := d.Issue(t.Context(), organiser, r.ID); told(err) != want {
			t.Errorf("%q: said %s", entries, told(err))
		}
	}
}

func TestAChangeTakesEffectWhenTheCardsAreIssuedAgain(t *testing.T) {
	d := newDesk(t)
	r := d.round(plain)
	d.seat(r.ID, office.SeatPlan{Name: "评委1"})
	d.issue(r.ID)
	d.enter(r.ID, "a", "d")
	entries := func() int {
		fold, err := d.Fold(t.Context(), r.ID)
		if err != nil {
			t.Fatal(err)
		}
		return len(fold.Definition().Entries)
	}
	if n := entries(); n != 3 {
		t.Errorf("%d entries before", n)
	}
	d.issue(r.ID)
	if n := entries(); n != 2 {
		t.Errorf("%d entries after", n)
	}
}

func TestAfterTheDrawNothingIsChanged(t *testing.T) {
	d := newDesk(t)
	r := d.round(plain)
	seats := d.seat(r.ID, office.SeatPlan{Name: "评委1"})
	d.issue(r.ID)
	d.draw(r.ID)
	entriesErr := d.SetEntries(t.Context(), organiser, r.ID, []contest.EntryRow{{ID: "a"}})
	_, panelErr := d.SeatPanel(t.Context(), organiser, r.ID, []office.SeatPlan{{Name: "评委9"}})
	roundErr := d.ChangeRound(t.Context(), organiser, r.ID, office.RoundPlan{Name: "场", Mode: contest.Open, Part: "stage", Rules: []byte(plain)})
	_, issueErr := d.Issue(t.Context(), organiser, r.ID)
	for i, err := range []error{entriesErr, panelErr, roundErr, issueErr} {
		var no *contest.Refusal
		if !errors.As(err, &no) || no.Code != contest.DefLateChange || no.Class != contest.Conflict {
			t.Errorf("deed %d: %v", i, err)
		}
	}
	entries, _ := d.Entries(t.Context(), r.ID)
	still, _ := d.Seats(t.Context(), r.ID)
	row, _ := d.Round(t.Context(), r.ID)
	if len(entries) != 3 || still[0].ID != seats[0].ID || row.Name != "第一场" {
		t.Error("the rows were changed all the same")
	}
}

func TestMarksOfAnotherPartAreTakenIn(t *testing.T) {
	d := newDesk(t)
	r := d.round(grouped)
	d.seat(r.ID, office.SeatPlan{Name: "评委1", Group: "leader"}, office.SeatPlan{Name: "评委2", Group: "expert"})
	d.issue(r.ID)
	rows := []contest.PartRow{{Entry: "a", Judge: "观摩1", Score: "8"}, {Entry: "b", Judge: "观摩1", State: "recused"}, {Entry: "c", Judge: "观摩1", Score: "9.5"}}
	if _, err := d.ImportPart(t.Context(), director, r.ID, "field", rows, ""); err != nil {
		t.Fatal(err)
	}
	if _, err := d.ImportPart(t.Context(), director, r.ID, "field", rows, ""); told(err) != string(contest.FieldMissing) {
		t.Errorf("a second time without a reason: %s", told(err))
	}
	if _, err := d.ImportPart(t.Context(), organiser, r.ID, "field", rows, "更正"); told(err) != string(contest.NotAllowed) {
		t.Errorf("by the organiser: %s", told(err))
	}
	rows[0].Score = "11"
	if _, err := d.ImportPart(t.Context(), director, r.ID, "field", rows, "更正"); told(err) != string(contest.BadMark) {
		t.Errorf("a mark above the scale: %s", told(err))
	}
}

// TestAKeyMakesARepeatHarmless: what a crash left half done is done once.
func TestAKeyMakesARepeatHarmless(t *testing.T) {
	d := newDesk(t)
	r := d.round(plain)
	d.seat(r.ID, office.SeatPlan{Name: "评委1"})
	d.issue(r.ID)
	by := director
	by.Key = "setup-draw"
	first, err := d.Draw(t.Context(), by, r.ID, "7", nil, "")
	if err != nil {
		t.Fatal(err)
	}
	again, err := d.Draw(t.Context(), by, r.ID, "7", nil, "")
	if err != nil || !again.Repeated || again.Fact.Seq != first.Fact.Seq {
		t.Errorf("%+v, %v", again, err)
	}
	if _, err := d.Draw(t.Context(), by, r.ID, "8", nil, ""); told(err) != string(contest.KeyReused) {
		t.Errorf("another seed under the key: %s", told(err))
	}
}

// TestALongLogIsFoldedToItsEnd, a damaged one is refused.
func TestALongLogIsFoldedToItsEnd(t *testing.T) {
	d := newDesk(t)
	r := d.round(plain)
	d.seat(r.ID, office.SeatPlan{Name: "评委1"})
	d.issue(r.ID)
	few := office.New(office.Options{Store: d.store, Log: sips{d.store}})
	for _, seed := range []string{"1", "2", "3"} {
		if _, err := d.Draw(t.Context(), director, r.ID, seed, nil, "重抽"); err != nil {
			t.Fatal(err)
		}
	}
	if fold, err := few.Fold(t.Context(), r.ID); err != nil || fold.Version() != 4 {
		t.Errorf("version %d, %v", fold.Version(), err)
	}
	torn := office.New(office.Options{Store: d.store, Log: torn{d.store}})
	if _, err := torn.Export(t.Context(), r.ID); err == nil {
		t.Error("a log without its second fact is exported")
	}
}
