package auth_test

import (
	"errors"
	"sync"
	"testing"
	"time"

	"leitai/internal/auth"
	"leitai/internal/contest"
)

func TestAFreeSeatIsTakenByTheTokenAlone(t *testing.T) {
	v := open(t)
	got := v.seated(0)
	if got.Seat.ID != "r1s1" || !got.Created || got.Session.Seat != "r1s1" || got.Session.Round != first {
		t.Fatalf("%+v", got)
	}
	s, row, err := v.gate.Seat(t.Context(), got.Secret)
	if err != nil || s.Digest != auth.Digest(got.Secret) || row.Name != "评委1" {
		t.Fatalf("%+v %+v %v", s, row, err)
	}
}

func TestWhatAClaimNeeds(t *testing.T) {
	for name, c := range map[string]struct {
		change    func(*venue, *auth.ClaimRequest)
		pinAlways bool
		want      string
	}{
		"a token":                             {func(*venue, *auth.ClaimRequest) {}, false, ""},
		"a token with its PIN":                {func(v *venue, r *auth.ClaimRequest) { r.PIN = v.secrets(0).PIN }, false, ""},
		"a token with a wrong PIN":            {func(v *venue, r *auth.ClaimRequest) { v.wrongPIN(0)(r) }, false, "wrong_credentials"},
		"a token with another card's PIN":     {func(v *venue, r *auth.ClaimRequest) { r.PIN = v.secrets(1).PIN }, false, "wrong_credentials"},
		"a token where the PIN is always due": {func(*venue, *auth.ClaimRequest) {}, true, "pin_needed"},
		"both where the PIN is always due":    {func(v *venue, r *auth.ClaimRequest) { r.PIN = v.secrets(0).PIN }, true, ""},
		"a move without the PIN":              {func(_ *venue, r *auth.ClaimRequest) { r.Move = true }, false, "pin_needed"},
		"a move with the PIN":                 {func(v *venue, r *auth.ClaimRequest) { v.move(0)(r) }, false, ""},
		"a code without the PIN":              {func(v *venue, r *auth.ClaimRequest) { code(v.secrets(0).Code)(r) }, false, "pin_needed"},
		"a code with the PIN":                 {func(v *venue, r *auth.ClaimRequest) { code(v.secrets(0).Code)(r); r.PIN = v.secrets(0).PIN }, false, ""},
		"a code with a wrong PIN":             {func(v *venue, r *auth.ClaimRequest) { code(v.secrets(0).Code)(r); v.wrongPIN(0)(r) }, false, "wrong_credentials"},
		"a wrong token":                       {func(_ *venue, r *auth.ClaimRequest) { r.Token = "AAAAAAAAAAAAAAAAAAAAAA" }, false, "wrong_credentials"},
		"a wrong code":                        {func(v *venue, r *auth.ClaimRequest) { code("no")(r); r.PIN = "000000" }, false, "wrong_credentials"},
		"a wrong code without a PIN, no hint": {func(v *venue, r *auth.ClaimRequest) { code("no")(r) }, false, "pin_needed"},
		"nothing":                             {func(_ *venue, r *auth.ClaimRequest) { r.Token = "" }, false, "wrong_credentials"},
		"the digest of the token":             {func(v *venue, r *auth.ClaimRequest) { r.Token = v.cards[0].TokenDigest }, false, "wrong_credentials"},
	} {
		t.Run(name, func(t *testing.T) {
			v := open(t, func(o *auth.Options) { o.PINWithToken = c.pinAlways })
			_, err := v.claim(0, func(r *auth.ClaimRequest) { c.change(v, r) })
			says(t, err, c.want)
		})
	}
}

func TestAHeldSeatIsTakenAndOnlyMovedWithThePIN(t *testing.T) {
	v := open(t)
	old := v.seated(0)
	_, err := v.claim(0)
	says(t, err, "seat_taken")
	var no *contest.Refusal
	if !errors.As(err, &no) || no.Class != contest.Conflict {
		t.Fatalf("%v", err)
	}
	_, err = v.claim(0, pin(v.secrets(0).PIN))
	says(t, err, "seat_taken") // the PIN alone moves nothing
	_, _, err = v.gate.Seat(t.Context(), old.Secret)
	says(t, err, "")

	stream, err := v.gate.Watch(t.Context(), old.Secret)
	v.ok(err)
	fresh := v.seated(0, v.move(0))
	if got := ended(stream); got != "seat_moved" {
		t.Errorf("the old phone's stream: %q", got)
	}
	_, _, err = v.gate.Seat(t.Context(), old.Secret)
	says(t, err, "seat_moved")
	_, _, err = v.gate.Seat(t.Context(), fresh.Secret)
	says(t, err, "")
	if other := v.seated(1); other.Seat.ID != "r1s2" {
		t.Errorf("the other card leads to %s", other.Seat.ID)
	}
}

func TestARefusedClaimLeavesNoSession(t *testing.T) {
	v := open(t)
	v.seated(0)
	_, err := v.claim(0, key("a-key-of-a-second-phone"))
	says(t, err, "seat_taken")
	// With the key the secret is known: were the session left, the move would find it.
	moved := v.seated(0, v.move(0), key("a-key-of-a-second-phone"))
	v.seated(0, v.move(0))
	_, err = v.claim(0, key("a-key-of-a-second-phone"))
	says(t, err, "seat_taken")
	_, _, err = v.gate.Seat(t.Context(), moved.Secret)
	says(t, err, "seat_moved") // and not forgotten: it lost the seat, and is told so
}

func TestARefusedClaimLeavesNoRow(t *testing.T) {
	const k = "0123456789abcdef0123456789abcdef"
	v, same := open(t), open(t)
	digest := same.seated(0, key(k)).Session.Digest // follows from contest, card and key
	v.seated(0)
	_, err := v.claim(0, key(k))
	says(t, err, "seat_taken")
	if _, err := v.store.Session(t.Context(), digest); !errors.Is(err, contest.ErrNotFound) {
		t.Errorf("%v", err)
	}
	moved := v.seated(0, v.move(0), key(k))
	if moved.Session.Digest != digest {
		t.Error("the digest looked for is not that of the claim")
	}
}

func TestAClaimAfterSigningOutIsNoRepeat(t *testing.T) {
	v := open(t)
	one := v.seated(0, key("a-key-of-the-phone"))
	v.ok(v.gate.SignOut(t.Context(), one.Secret))
	again := v.seated(0, key("a-key-of-the-phone"))
	_, _, err := v.gate.Seat(t.Context(), again.Secret)
	says(t, err, "")
	if !again.Created {
		t.Error("answered as a repeat")
	}
	_, _, err = v.gate.Seat(t.Context(), one.Secret)
	says(t, err, "no_session")
}

func TestOfThirtyTwoClaimsAtOnceOneWins(t *testing.T) {
	for name, change := range map[string]func(v *venue) func(*auth.ClaimRequest){
		"by the token": func(*venue) func(*auth.ClaimRequest) { return func(*auth.ClaimRequest) {} },
		"by the code": func(v *venue) func(*auth.ClaimRequest) {
			return func(r *auth.ClaimRequest) { code(v.secrets(0).Code)(r); r.PIN = v.secrets(0).PIN }
		},
		"each with its keys": func(*venue) func(*auth.ClaimRequest) { return nil },
	} {
		t.Run(name, func(t *testing.T) {
			v := open(t)
			var mu sync.Mutex
			codes, winners := map[string]int{}, []auth.Claimed{}
			var all sync.WaitGroup
			for i := range 32 {
				all.Go(func() {
					how := change(v)
					if how == nil {
						how = key("0123456789-" + string(rune('A'+i)))
					}
					got, err := v.claim(0, how)
					mu.Lock()
					defer mu.Unlock()
					if codes[said(err)]++; err == nil {
						winners = append(winners, got)
					}
				})
			}
			all.Wait()
			if codes[""] != 1 || codes["seat_taken"] != 31 {
				t.Fatalf("%v", codes)
			}
			_, _, err := v.gate.Seat(t.Context(), winners[0].Secret)
			says(t, err, "")
		})
	}
}

func TestTheRepeatOfAClaimIsTheSameSession(t *testing.T) {
	const k = "0123456789abcdef0123456789abcdef"
	v := open(t)
	one := v.seated(0, key(k))
	again := v.seated(0, key(k))
	if again.Secret != one.Secret || again.Created || again.Seat.ID != one.Seat.ID {
		t.Fatalf("%+v; first %+v", again, one)
	}
	v.restart()
	if again = v.seated(0, key(k)); again.Secret != one.Secret || again.Created {
		t.Fatalf("after a restart: %+v", again)
	}
	_, err := v.claim(0, key(k), v.wrongPIN(0))
	says(t, err, "wrong_credentials") // given and wrong, in any case
	_, err = v.claim(0, key("another-key-of-another-phone"))
	says(t, err, "seat_taken")
	other := v.seated(1, key(k))
	if other.Secret == one.Secret {
		t.Error("one key on two cards is one session")
	}
	v.seated(0, v.move(0))
	_, err = v.claim(0, key(k)) // it holds the seat no more
	says(t, err, "seat_taken")
}

func TestARepeatIsAnsweredAfterTheRoundMoved(t *testing.T) {
	v := open(t)
	one := v.seated(0, key("a-key-of-the-phone"))
	v.use(second)
	again := v.seated(0, key("a-key-of-the-phone"))
	if again.Secret != one.Secret || again.Created || again.Seat.ID != "r2s1" {
		t.Fatalf("%+v", again)
	}
}

func TestTheSecretOfAKeyNeedsTheContestsOwn(t *testing.T) {
	v, w := open(t), open(t)
	w.event.Secret = []byte("another contest's secret of 32 b")
	w.ok(w.store.SaveEvent(t.Context(), w.event))
	card := w.cards[0]
	card.TokenDigest = auth.Digest(w.secrets(0).Token)
	w.ok(w.store.SaveCard(t.Context(), card))
	const k = "0123456789abcdef0123456789abcdef"
	if v.seated(0, key(k)).Secret == w.seated(0, key(k)).Secret {
		t.Error("the session follows from the key alone")
	}
}

func TestASignedOutPhoneLeavesItsSeatFree(t *testing.T) {
	v := open(t)
	one := v.seated(0)
	v.ok(v.gate.SignOut(t.Context(), one.Secret))
	_, _, err := v.gate.Seat(t.Context(), one.Secret)
	says(t, err, "no_session")
	two := v.seated(0)
	_, _, err = v.gate.Seat(t.Context(), two.Secret)
	says(t, err, "")
}

func TestTenWrongPINsLockTheSeatAndNothingElse(t *testing.T) {
	v := open(t)
	judge := v.seated(0, key("the-judges-own-key"))
	for range 10 {
		_, err := v.claim(0, v.wrongPIN(0))
		says(t, err, "wrong_credentials")
	}
	for name, how := range map[string][]func(*auth.ClaimRequest){
		"the token":          {},
		"the right PIN":      {v.move(0)},
		"a wrong PIN":        {v.wrongPIN(0)},
		"the code":           {code(v.secrets(0).Code), pin(v.secrets(0).PIN)},
		"the code alone":     {code(v.secrets(0).Code)},
		"another key":        {key("somebody-elses-key"), v.move(0)},
		"the key, wrong PIN": {key("the-judges-own-key"), v.wrongPIN(0)},
	} {
		_, err := v.claim(0, how...)
		if said(err) != "seat_locked" {
			t.Errorf("%s: %v", name, err)
		}
		var no *auth.Error
		if errors.As(err, &no) && (no.Class != auth.Barred || no.RetryAfter != 10*time.Minute) {
			t.Errorf("%s: %+v", name, no)
		}
	}
	_, _, err := v.gate.Seat(t.Context(), judge.Secret)
	says(t, err, "")
	if again := v.seated(0, key("the-judges-own-key")); again.Created {
		t.Error("a lost answer made a new session")
	}
	v.seated(1)
	if until, locked := v.gate.Locked("k1"); !locked || !until.Equal(v.clock.now().Add(10*time.Minute)) || len(v.locked) != 1 || v.locked[0] != "k1" {
		t.Errorf("locked %v until %v; told of %v", locked, until, v.locked)
	}
	if _, locked := v.gate.Locked("k2"); locked {
		t.Error("the other card is locked too")
	}
	v.clock.pass(10*time.Minute - time.Second)
	_, err = v.claim(0, v.move(0))
	says(t, err, "seat_locked")
	v.clock.pass(time.Second)
	v.seated(0, v.move(0))
}

func TestEachLockIsTwiceAsLongUntilTheCardIsIssuedAnew(t *testing.T) {
	v := open(t)
	wait := func() time.Duration {
		t.Helper()
		for range 10 {
			_, err := v.claim(0, v.wrongPIN(0))
			says(t, err, "wrong_credentials")
		}
		until, _ := v.gate.Locked("k1")
		left := until.Sub(v.clock.now())
		v.clock.pass(left)
		return left
	}
	for _, want := range []time.Duration{10, 20, 40, 80} {
		if got := wait(); got != want*time.Minute {
			t.Fatalf("%v; want %v minutes", got, int(want))
		}
	}
	for range 10 {
		_, _ = v.claim(0, v.wrongPIN(0))
	}
	_, fresh := v.reissue(first, 0, "a-key-of-reissue-seat")
	if _, locked := v.gate.Locked("k1"); locked {
		t.Error("locked after it was issued anew")
	}
	v.cards[0].Generation++
	if fresh.PIN != v.secrets(0).PIN {
		t.Fatal("the PIN is not that of the next generation")
	}
	if got := wait(); got != 10*time.Minute {
		t.Errorf("the first lock of the new card: %v", got)
	}
}

func TestARightPINEndsTheRow(t *testing.T) {
	v := open(t)
	for range 3 {
		for range 9 {
			_, err := v.claim(0, v.wrongPIN(0))
			says(t, err, "wrong_credentials")
		}
		v.seated(0, v.move(0))
	}
}

func TestNoMoreThanTenPINsAreComparedAtOnce(t *testing.T) {
	v := open(t)
	var mu sync.Mutex
	codes := map[string]int{}
	var all sync.WaitGroup
	for range 40 {
		all.Go(func() {
			_, err := v.claim(0, v.wrongPIN(0))
			mu.Lock()
			defer mu.Unlock()
			codes[said(err)]++
		})
	}
	all.Wait()
	if codes["wrong_credentials"] != 10 || codes["seat_locked"] != 30 {
		t.Errorf("%v", codes)
	}
}

func TestAWrongTokenOrCodeCountsForNobody(t *testing.T) {
	v := open(t)
	for range 30 {
		_, err := v.claim(0, func(r *auth.ClaimRequest) { r.Token, r.PIN = "AAAAAAAAAAAAAAAAAAAAAA", "000000" })
		says(t, err, "wrong_credentials")
		_, err = v.claim(0, code("no"), v.wrongPIN(0))
		says(t, err, "wrong_credentials")
	}
	v.seated(0, pin(v.secrets(0).PIN))
}

func TestACardDoesNotFillTheLogWithClaims(t *testing.T) {
	v := open(t)
	for range 100 {
		v.seated(0, v.move(0))
	}
	before, err := v.stage.Latest(t.Context(), first)
	v.ok(err)
	_, err = v.claim(0, v.move(0))
	says(t, err, "too_often")
	_, err = v.claim(0)
	says(t, err, "seat_taken")
	after, err := v.stage.Latest(t.Context(), first)
	v.ok(err)
	if after.Version != before.Version {
		t.Errorf("a refused claim is fact %d", after.Version)
	}
	v.seated(1) // another card knows nothing of it
	v.clock.pass(time.Second)
	v.seated(0, v.move(0))
	_, err = v.claim(0, v.move(0))
	says(t, err, "too_often")
	v.clock.pass(time.Hour)
	for range 100 {
		v.seated(0, v.move(0))
	}
	_, err = v.claim(0, v.move(0))
	says(t, err, "too_often")
}
