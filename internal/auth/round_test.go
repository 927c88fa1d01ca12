package auth_test

import (
	"sync"
	"testing"
	"time"

	"leitai/internal/auth"
	"leitai/internal/contest"
)

func TestTheSessionGoesOnToTheRoundInUse(t *testing.T) {
	v := open(t)
	judge := v.seated(0)
	stream, err := v.gate.Watch(t.Context(), judge.Secret)
	v.ok(err)
	v.use(second)
	if got := ended(stream); got != "round_moved" {
		t.Errorf("the stream: %q", got)
	}
	s, row, err := v.gate.Seat(t.Context(), judge.Secret)
	if err != nil || row.ID != "r2s1" || s.Seat != "r2s1" || s.Round != second || s.Digest != judge.Session.Digest {
		t.Fatalf("%+v %+v %v", s, row, err)
	}
	if holder, err := v.stage.Holder(t.Context(), second, "r2s1"); err != nil || holder != s.Digest {
		t.Errorf("the claim is no fact: %q %v", holder, err)
	}
	v.use(first) // and back
	if _, row, err = v.gate.Seat(t.Context(), judge.Secret); err != nil || row.ID != "r1s1" {
		t.Errorf("%+v %v", row, err)
	}
	v.restart()
	if _, row, err = v.gate.Seat(t.Context(), judge.Secret); err != nil || row.ID != "r1s1" {
		t.Errorf("after a restart: %+v %v", row, err)
	}
}

func TestARequestOfTheRoundBeforeBindsOnlyOnce(t *testing.T) {
	v := open(t)
	judge := v.seated(0)
	v.use(second)
	before, err := v.stage.Latest(t.Context(), second)
	v.ok(err)
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			if _, row, err := v.gate.Seat(t.Context(), judge.Secret); err != nil || row.ID != "r2s1" {
				t.Errorf("%+v %v", row, err)
			}
		})
	}
	all.Wait()
	if after, err := v.stage.Latest(t.Context(), second); err != nil || after.Version != before.Version+1 {
		t.Errorf("%d facts", after.Version-before.Version)
	}
}

func TestAWatchOpenedAfterUseIsInTheNewRound(t *testing.T) {
	v := open(t)
	judge := v.seated(0)
	v.use(second)
	stream, err := v.gate.Watch(t.Context(), judge.Secret)
	v.ok(err)
	v.gate.Sweep(t.Context())
	if got := ended(stream); got != "" {
		t.Errorf("the new stream has ended: %q", got)
	}
}

func TestNobodySlipsInWhileTheRoundChanges(t *testing.T) {
	v := open(t)
	judge := v.seated(0)
	v.use(second)
	// Somebody with a photograph of the card is faster than the judge's phone.
	_, err := v.claim(0)
	says(t, err, "seat_taken")
	if _, row, err := v.gate.Seat(t.Context(), judge.Secret); err != nil || row.ID != "r2s1" {
		t.Errorf("%+v %v", row, err)
	}
	other := v.seated(0, v.move(0))
	_, _, err = v.gate.Seat(t.Context(), judge.Secret)
	says(t, err, "seat_moved")
	v.use(first)
	_, _, err = v.gate.Seat(t.Context(), judge.Secret)
	says(t, err, "seat_moved") // it held the seat of the first round, and has lost the card since
	if _, row, err := v.gate.Seat(t.Context(), other.Secret); err != nil || row.ID != "r1s1" {
		t.Errorf("%+v %v", row, err)
	}
}

func TestWhoSitsInTheRoundInUseKeepsHisSeat(t *testing.T) {
	v := open(t)
	judge := v.seated(0)
	// As two copies of the service may have it for a moment: another phone of the card in the next round.
	other := auth.Session{Digest: auth.Digest("another phone"), Seat: "r2s1", Round: second, Card: "k1", Created: v.clock.now(), Expires: v.clock.now().Add(time.Hour)}
	v.ok(v.store.SaveSession(t.Context(), other))
	v.do(second, contest.Deed{Kind: contest.KindClaim, By: "r2s1", Seat: "r2s1", Session: other.Digest})
	v.use(second)
	_, _, err := v.gate.Seat(t.Context(), judge.Secret)
	says(t, err, "seat_moved")
	if _, row, err := v.gate.Seat(t.Context(), "another phone"); err != nil || row.ID != "r2s1" {
		t.Errorf("%+v %v", row, err)
	}
	v.ok(v.gate.SignOut(t.Context(), "another phone"))
	if _, row, err := v.gate.Seat(t.Context(), judge.Secret); err != nil || row.ID != "r2s1" {
		t.Errorf("once nobody sits there: %+v %v", row, err)
	}
}

func TestACardLeadsToTheRoundInUse(t *testing.T) {
	v := open(t)
	if got := v.seated(0); got.Seat.ID != "r1s1" {
		t.Errorf("before any use: %s", got.Seat.ID)
	}
	v.use(second)
	if got := v.seated(1); got.Seat.ID != "r2s2" {
		t.Errorf("in the round in use: %s", got.Seat.ID)
	}
}

func TestAClaimReadsTheRoundInUseAnew(t *testing.T) {
	v := open(t)
	v.seated(0) // what is in memory now says that no round is
	v.do(second, contest.Deed{Kind: contest.Use, By: "导播甲", Role: contest.Director})
	if got := v.seated(0, v.move(0)); got.Seat.ID != "r2s1" {
		t.Errorf("%s", got.Seat.ID)
	}
}

func TestWhatAnotherCopyOfTheServiceDoesIsSeenInTime(t *testing.T) {
	for name, c := range map[string]struct {
		do   func(v *venue, other *auth.Gate, judge auth.Claimed) error
		want string
	}{
		"it binds the session to the next round": {func(v *venue, other *auth.Gate, judge auth.Claimed) error {
			v.do(second, contest.Deed{Kind: contest.Use, By: "导播甲", Role: contest.Director})
			_, _, err := other.Seat(v.t.Context(), judge.Secret)
			return err
		}, "round_moved"},
		"it puts the next round on": {func(v *venue, _ *auth.Gate, _ auth.Claimed) error {
			v.do(second, contest.Deed{Kind: contest.Use, By: "导播甲", Role: contest.Director})
			return nil
		}, "round_moved"},
		"it moves the seat": {func(v *venue, other *auth.Gate, _ auth.Claimed) error {
			_, err := other.Claim(v.t.Context(), auth.ClaimRequest{Token: v.secrets(0).Token, PIN: v.secrets(0).PIN, Move: true})
			return err
		}, "seat_moved"},
		"it signs the judge out": {func(v *venue, other *auth.Gate, judge auth.Claimed) error {
			return other.SignOut(v.t.Context(), judge.Secret)
		}, "signed_out"},
	} {
		t.Run(name, func(t *testing.T) {
			v := open(t)
			other := auth.New(v.store, v.stage, v.opt)
			judge := v.seated(0)
			stream, err := v.gate.Watch(t.Context(), judge.Secret)
			v.ok(err)
			v.ok(c.do(v, other, judge))
			v.clock.pass(auth.Late)
			v.gate.Sweep(t.Context())
			if got := ended(stream); got != c.want {
				t.Errorf("%q; want %q", got, c.want)
			}
		})
	}
}

func TestWhoWasAwayThroughTheDayAfterTheSealIsSignedOut(t *testing.T) {
	v := open(t)
	judge := v.seated(0)
	v.seal(first)
	v.clock.pass(24 * time.Hour)
	_, _, err := v.gate.Seat(t.Context(), judge.Secret) // the first look since
	says(t, err, "no_session")
}

func TestACardWithoutASeatInTheRoundInUseStaysWhereItIs(t *testing.T) {
	v := open(t)
	judge := v.seated(0)
	seats, err := v.store.Seats(t.Context(), second)
	v.ok(err)
	v.ok(v.store.SaveSeats(t.Context(), second, seats[1:]))
	v.use(second)
	if _, row, err := v.gate.Seat(t.Context(), judge.Secret); err != nil || row.ID != "r1s1" {
		t.Errorf("%+v %v", row, err)
	}
}

func TestASeatsSessionEndsADayAfterTheSeal(t *testing.T) {
	v := open(t)
	judge := v.seated(0)
	v.clock.pass(400 * 24 * time.Hour)
	s, _, err := v.gate.Seat(t.Context(), judge.Secret)
	if err != nil || s.Expires.Sub(v.clock.now()) != 30*24*time.Hour {
		t.Fatalf("a year without a seal: %v, %v", s.Expires, err)
	}
	v.seal(first)
	v.clock.pass(2 * time.Second)
	sealed := v.clock.now().Add(-2 * time.Second)
	s, _, err = v.gate.Seat(t.Context(), judge.Secret)
	if err != nil || !s.Expires.Equal(sealed.Add(24*time.Hour)) {
		t.Fatalf("sealed %v, ends %v, %v", sealed, s.Expires, err)
	}
	stream, err := v.gate.Watch(t.Context(), judge.Secret)
	v.ok(err)
	v.clock.pass(24*time.Hour - 3*time.Second)
	_, _, err = v.gate.Seat(t.Context(), judge.Secret)
	says(t, err, "")
	v.gate.Sweep(t.Context())
	if got := ended(stream); got != "" {
		t.Errorf("a second before: %q", got)
	}
	v.clock.pass(time.Second)
	_, _, err = v.gate.Seat(t.Context(), judge.Secret)
	says(t, err, "no_session")
	v.gate.Sweep(t.Context())
	if got := ended(stream); got != "signed_out" {
		t.Errorf("the stream: %q", got)
	}
	v.ok(v.store.RemoveExpired(t.Context(), v.clock.now()))
	_, err = v.store.Session(t.Context(), judge.Session.Digest)
	says(t, err, "session: "+contest.ErrNotFound.Error())
}

func TestAfterTheSealASessionGoesOnToTheNextRound(t *testing.T) {
	v := open(t)
	judge := v.seated(0)
	v.seal(first)
	v.clock.pass(2 * time.Second)
	_, _, err := v.gate.Seat(t.Context(), judge.Secret) // its end is written
	v.ok(err)
	v.use(second)
	_, _, err = v.gate.Seat(t.Context(), judge.Secret)
	v.ok(err)
	v.clock.pass(48 * time.Hour)
	if _, row, err := v.gate.Seat(t.Context(), judge.Secret); err != nil || row.ID != "r2s1" {
		t.Errorf("two days after the seal of the round before: %+v %v", row, err)
	}
}

func TestAUserIsNoSeat(t *testing.T) {
	v := open(t)
	v.addUser("导播甲", contest.Director)
	_, _, err := v.gate.Seat(t.Context(), v.signedIn("导播甲"))
	says(t, err, "not_a_seat")
}

func TestACardWithoutSeatsIsNotFound(t *testing.T) {
	v := open(t)
	card, err := auth.MakeCard(v.event, "k9", func(string) (bool, error) { return false, nil })
	v.ok(err)
	v.ok(v.store.SaveCard(t.Context(), card))
	_, err = v.gate.Claim(t.Context(), auth.ClaimRequest{Token: auth.SecretsOf(v.event, card).Token})
	says(t, err, "seat_not_found")
}
