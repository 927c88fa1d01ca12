package office_test

import (
	"testing"

	"leitai/internal/auth"
	"leitai/internal/contest"
	"leitai/internal/office"
)

// TestOneCardLeadsFromTheRehearsalToTheRealRound: the cards on the tables are
// those of the real contest; while the rehearsal is in use they lead to it, and
// when the director puts the real round on every phone is moved there.
func TestOneCardLeadsFromTheRehearsalToTheRealRound(t *testing.T) {
	d := newDesk(t)
	ctx := t.Context()
	real := d.round(plain)
	cards := d.seat(real.ID, office.SeatPlan{Name: "评委1"}, office.SeatPlan{Name: "评委2"})
	practice, err := d.CreateContest(ctx, organiser, "彩排", true)
	if err != nil {
		t.Fatal(err)
	}
	rehearsal := d.roundOf(practice.ID, "彩排", plain)
	d.enter(rehearsal.ID, "p", "q")
	d.seat(rehearsal.ID, office.SeatPlan{Name: "评委1", Card: cards[0].Card}, office.SeatPlan{Name: "评委2", Card: cards[1].Card})
	d.issue(real.ID)
	d.issue(rehearsal.ID)

	gate := auth.New(d.store, d.stage, auth.Options{})
	d.use(rehearsal.ID)
	e, err := d.store.Event(ctx, real.Contest)
	if err != nil {
		t.Fatal(err)
	}
	card, err := d.store.Card(ctx, cards[0].Card)
	if err != nil {
		t.Fatal(err)
	}
	claimed, err := gate.Claim(ctx, auth.ClaimRequest{Token: auth.SecretsOf(e, card).Token})
	if err != nil || claimed.Seat.Round != rehearsal.ID {
		t.Fatalf("the card leads to %s, %v; want the rehearsal", claimed.Seat.Round, err)
	}
	d.use(real.ID)
	gate.Used(ctx, real.Contest)
	_, seat, err := gate.Seat(ctx, claimed.Secret)
	if err != nil || seat.Round != real.ID || seat.ID != cards[0].ID {
		t.Errorf("the phone is at %+v, %v; want the real seat", seat, err)
	}
}

// use puts a round on, as a director.
func (d *desk) use(round contest.RoundID) {
	d.t.Helper()
	var version int64
	err := d.stage.View(d.t.Context(), round, func(r *contest.Round, _ string) error {
		version = r.Version()
		return nil
	})
	if err == nil {
		_, err = d.stage.Do(d.t.Context(), round, contest.Deed{Kind: contest.Use, Key: "use-" + string(round), By: director.Name, Role: contest.Director, Expect: &version})
	}
	if err != nil {
		d.t.Fatal(err)
	}
}
