package auth_test

import (
	"testing"

	"leitai/internal/auth"
	"leitai/internal/contest"
)

func reissueDeed(round contest.RoundID, key string, expect int64) contest.Deed {
	return contest.Deed{Kind: contest.ReissueSeat, By: "导播甲", Role: contest.Director, Seat: contest.SeatID(round) + "s1", Reason: "卡片遗失", Key: key, Expect: &expect}
}

// reissue issues the card of the first seat of a round anew.
func (v *venue) reissue(round contest.RoundID, card int, key string) (contest.Outcome, auth.Secrets) {
	v.t.Helper()
	latest, err := v.stage.Latest(v.t.Context(), round)
	v.ok(err)
	out, fresh, err := v.gate.Reissue(v.t.Context(), round, v.cards[card].ID, reissueDeed(round, key, latest.Version))
	v.ok(err)
	return out, fresh
}

func TestACardIssuedAnewIsAnotherCard(t *testing.T) {
	v := open(t)
	judge := v.seated(0)
	stream, err := v.gate.Watch(t.Context(), judge.Secret)
	v.ok(err)
	old := v.secrets(0)
	_, fresh := v.reissue(first, 0, "a-key-of-reissue-seat")
	if fresh.Token == old.Token || fresh.Code == old.Code || fresh.PIN == old.PIN {
		t.Errorf("%+v; before %+v", fresh, old)
	}
	if got := ended(stream); got != "signed_out" {
		t.Errorf("its stream: %q", got)
	}
	_, _, err = v.gate.Seat(t.Context(), judge.Secret)
	says(t, err, "no_session")
	_, err = v.claim(0)
	says(t, err, "wrong_credentials")
	_, err = v.claim(0, code(old.Code), pin(old.PIN))
	says(t, err, "wrong_credentials")
	v.seated(0, func(r *auth.ClaimRequest) { r.Token = fresh.Token })
}

func TestAKeyOfTheOldCardMakesAnotherSession(t *testing.T) {
	v := open(t)
	one := v.seated(0, key("a-key-of-the-phone"))
	_, fresh := v.reissue(first, 0, "a-key-of-reissue-seat")
	two := v.seated(0, key("a-key-of-the-phone"), func(r *auth.ClaimRequest) { r.Token = fresh.Token })
	if two.Secret == one.Secret || !two.Created {
		t.Error("whoever had the old session has the new one")
	}
}

func TestTheRepeatOfReissueSeatShowsTheCardUntilItIsClaimed(t *testing.T) {
	v := open(t)
	one, fresh := v.reissue(first, 0, "a-key-of-reissue-seat")
	again, same := v.reissue(first, 0, "a-key-of-reissue-seat")
	if !again.Repeated || again.Fact.Seq != one.Fact.Seq || same != fresh {
		t.Fatalf("%+v %+v; first %+v %+v", again, same, one, fresh)
	}
	v.seated(0, func(r *auth.ClaimRequest) { r.Token = fresh.Token })
	if again, same = v.reissue(first, 0, "a-key-of-reissue-seat"); !again.Repeated || same != (auth.Secrets{}) {
		t.Errorf("%+v %+v", again, same)
	}
}

func TestARefusedReissueLeavesTheCardAsItWas(t *testing.T) {
	v := open(t)
	judge := v.seated(0)
	deed := reissueDeed(first, "a-key-of-reissue-seat", 0)
	deed.Reason = ""
	_, _, err := v.gate.Reissue(t.Context(), first, "k1", deed)
	says(t, err, "missing")
	_, _, err = v.gate.Seat(t.Context(), judge.Secret)
	says(t, err, "")
	v.seated(0, v.move(0))
}

func TestACardIssuedAnewEndsItsSessionsInEveryRound(t *testing.T) {
	v := open(t)
	judge := v.seated(0)
	v.reissue(second, 0, "a-key-of-reissue-seat") // the seat of the other round has the same card
	_, _, err := v.gate.Seat(t.Context(), judge.Secret)
	says(t, err, "no_session")
}
