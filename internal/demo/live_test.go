package demo_test

import (
	"context"
	"encoding/json"
	"errors"
	"testing"

	"leitai/internal/auth"
	"leitai/internal/contest"
	"leitai/internal/demo"
	"leitai/internal/fault"
	"leitai/internal/office"
	"leitai/internal/stage"
	"leitai/internal/store"
)

// opened is a demo on a folder, prepared; the stage is that of its facts.
func opened(t *testing.T, dir string, o demo.LiveOptions) (*demo.Live, *stage.Stage) {
	t.Helper()
	live, day := on(t, dir)
	if err := live.Prepare(t.Context(), o); err != nil {
		t.Fatal(err)
	}
	return live, day
}

// on is a demo on a folder, not prepared.
func on(t *testing.T, dir string) (*demo.Live, *stage.Stage) {
	t.Helper()
	s, err := store.Open(t.Context(), store.Options{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	day := stage.New(s, stage.Options{})
	t.Cleanup(func() {
		day.Close()
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return &demo.Live{
		Office: office.New(office.Options{Store: s, Log: s, Stage: day, MakeCard: auth.MakeCard}),
		Gate:   auth.New(s, day, auth.Options{Unlimited: true}),
	}, day
}

func line(t *testing.T, live *demo.Live) *demo.Line {
	t.Helper()
	l, err := live.Line(t.Context(), "http://hall.test")
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func TestTheLineIsThatOfTheContract(t *testing.T) {
	live, day := opened(t, t.TempDir(), demo.LiveOptions{Judges: 9, Seed: demo.Seed})
	l := line(t, live)
	roles := map[contest.Role]int{}
	for _, u := range l.Users {
		roles[u.Role]++
	}
	for _, role := range contest.Roles {
		if roles[role] == 0 {
			t.Errorf("no user is %s", role)
		}
	}
	if roles[contest.Director] < 2 {
		t.Errorf("%d directors", roles[contest.Director])
	}
	if len(l.Contests) != 2 || l.Contests[0].Rehearsal || !l.Contests[1].Rehearsal {
		t.Fatalf("contests: %+v", l.Contests)
	}
	var sizes []int
	for _, r := range l.Contests[0].Rounds {
		sizes = append(sizes, len(r.Entries))
		if len(r.Sheet) != 13 || len(r.Seats) != 9 {
			t.Errorf("%s: %d points, %d seats", r.Name, len(r.Sheet), len(r.Seats))
		}
		if r.Seats[4].Token != l.Contests[0].Rounds[0].Seats[4].Token || r.Seats[4].ID == l.Contests[0].Rounds[1].Seats[3].ID {
			t.Errorf("%s: the rounds do not share their cards", r.Name)
		}
	}
	if got := [3]int(sizes); got != [3]int{37, 37, 36} {
		t.Errorf("entries %v", got)
	}
	if r := l.Contests[1].Rounds[0]; len(r.Entries) != 2 || len(r.Seats) != 2 {
		t.Errorf("the rehearsal has %d entries and %d seats", len(r.Entries), len(r.Seats))
	}
	first := l.Contests[0].Rounds[0]
	recused := 0
	for _, s := range first.Seats {
		recused += len(s.Recused)
	}
	if recused == 0 {
		t.Error("nobody is recused")
	}
	checkFirst(t, day, first.ID)
}

// checkFirst looks at the facts of the first round: drawn, planned, and the other parts
// have their marks.
func checkFirst(t *testing.T, day *stage.Stage, id contest.RoundID) {
	t.Helper()
	kinds := map[contest.Kind]int{}
	err := day.View(t.Context(), id, func(r *contest.Round, _ string) error {
		if r.Definition().Mode != contest.Sequential {
			t.Errorf("mode %s", r.Definition().Mode)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	facts, _, err := day.Facts(t.Context(), id, 0, 100)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range facts {
		kinds[f.Kind]++
	}
	if kinds[contest.KindRound] != 1 || kinds[contest.Draw] != 1 || kinds[contest.PartMarks] != 3 || kinds[contest.SetPlan] != 1 || len(facts) != 6 {
		t.Errorf("facts %v", kinds)
	}
}

func TestARestartTellsTheSame(t *testing.T) {
	dir := t.TempDir()
	var before []byte
	for i, o := range []demo.LiveOptions{{Judges: 4, Entries: 3, Seed: 7}, {Judges: 9, Seed: 8, OpenAll: true}} {
		t.Run("start", func(t *testing.T) {
			live, _ := opened(t, dir, o)
			now, err := json.Marshal(line(t, live))
			if err != nil {
				t.Fatal(err)
			}
			if i > 0 && string(now) != string(before) {
				t.Errorf("the second start says\n%s\nthe first said\n%s", now, before)
			}
			before = now
		})
	}
}

func TestOpenAllOpensTheFirstRound(t *testing.T) {
	live, day := opened(t, t.TempDir(), demo.LiveOptions{Judges: 6, Entries: 40, Seed: demo.Seed, OpenAll: true})
	first := line(t, live).Contests[0].Rounds[0]
	if len(first.Entries) != 40 || len(first.Seats) != 6 {
		t.Fatalf("%d entries, %d seats", len(first.Entries), len(first.Seats))
	}
	for _, s := range first.Seats {
		if len(s.Recused) > 0 {
			t.Errorf("%s is recused from %v", s.Name, s.Recused)
		}
	}
	err := day.View(t.Context(), first.ID, func(r *contest.Round, _ string) error {
		for _, e := range first.Entries {
			if state, _ := r.State(e.ID); state != contest.Scoring {
				t.Errorf("%s is %s", e.Name, state)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// TestTheSeedDecidesNoSecret: two databases of one seed have other tokens, PINs
// and passwords.
func TestTheSeedDecidesNoSecret(t *testing.T) {
	o := demo.LiveOptions{Judges: 1, Entries: 1, Seed: 1}
	one, _ := opened(t, t.TempDir(), o)
	other, _ := opened(t, t.TempDir(), o)
	a, b := line(t, one), line(t, other)
	x, y := a.Contests[0].Rounds[0].Seats[0], b.Contests[0].Rounds[0].Seats[0]
	if x.Token == y.Token || a.Users[0].Password == b.Users[0].Password || a.Contests[0].ID == b.Contests[0].ID {
		t.Error("the seed decides a secret")
	}
}

func TestThePasswordsSignIn(t *testing.T) {
	live, _ := opened(t, t.TempDir(), demo.LiveOptions{Judges: 2, Entries: 1, Seed: 1})
	for _, u := range line(t, live).Users {
		if _, _, who, err := live.Gate.SignIn(context.Background(), u.Name, u.Password, ""); err != nil || who.Role != u.Role {
			t.Errorf("%s: %v, role %s", u.Name, err, who.Role)
		}
	}
}

// TestACardIssuedAnewIsToldAnew: the line tells the card that holds now, and all
// else stays.
func TestACardIssuedAnewIsToldAnew(t *testing.T) {
	live, day := opened(t, t.TempDir(), demo.LiveOptions{Judges: 2, Entries: 1, Seed: 1})
	before := line(t, live).Contests[0].Rounds[0]
	seats, err := live.Office.Seats(t.Context(), before.ID)
	if err != nil {
		t.Fatal(err)
	}
	at, err := day.Latest(t.Context(), before.ID)
	if err != nil {
		t.Fatal(err)
	}
	deed := contest.Deed{Kind: contest.ReissueSeat, Key: "reissue-1", By: "主控甲", Role: contest.Director, Seat: seats[0].ID, Reason: "卡丢了", Expect: &at.Version}
	_, secrets, err := live.Gate.Reissue(t.Context(), before.ID, seats[0].Card, deed)
	if err != nil {
		t.Fatal(err)
	}
	after := line(t, live).Contests[0].Rounds[0]
	if one := after.Seats[0]; one.Token != secrets.Token || one.Code != secrets.Code || one.PIN != secrets.PIN || one.Token == before.Seats[0].Token || one.ID != before.Seats[0].ID {
		t.Errorf("before %+v\nafter %+v\nwant %+v", before.Seats[0], one, secrets)
	}
	if before.Seats[1].Token != after.Seats[1].Token {
		t.Error("the other card changed too")
	}
}

// TestNobodysOwnContestIsTouched: a folder with a contest that is not the demo's
// is refused and stays as it is.
func TestNobodysOwnContestIsTouched(t *testing.T) {
	live, _ := on(t, t.TempDir())
	if _, err := live.Office.CreateContest(t.Context(), office.By{Name: "某人", Role: contest.Organiser}, "某县擂台比武", false); err != nil {
		t.Fatal(err)
	}
	var faults fault.List
	if err := live.Prepare(t.Context(), demo.LiveOptions{Judges: 1, Entries: 1}); !errors.As(err, &faults) || faults[0].Code != demo.Foreign {
		t.Errorf("said %v", err)
	}
	events, err := live.Office.Events(t.Context())
	if users, bad := live.Gate.Users(t.Context()); err != nil || bad != nil || len(events) != 1 || len(users) != 0 {
		t.Errorf("%d contests and %d users; %v, %v", len(events), len(users), err, bad)
	}
}
