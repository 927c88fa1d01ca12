package auth_test

import (
	"testing"

	"leitai/internal/auth"
)

// TestPadsAreCountedWhereTheySit: as phones move from the rehearsal (r1) to the
// real round (r2).
func TestPadsAreCountedWhereTheySit(t *testing.T) {
	v := open(t)
	want := func(of, here, elsewhere, out int) {
		t.Helper()
		seats, err := v.store.Seats(t.Context(), second)
		v.ok(err)
		got, err := v.gate.Pads(t.Context(), seats)
		v.ok(err)
		if got != (auth.Pads{Of: of, Here: here, Elsewhere: elsewhere, Out: out}) {
			t.Fatalf("pads %+v; want of %d here %d elsewhere %d out %d", got, of, here, elsewhere, out)
		}
	}
	v.use(first)
	want(2, 0, 0, 2)
	one, err := v.gate.Claim(t.Context(), auth.ClaimRequest{Token: auth.SecretsOf(v.event, v.cards[0]).Token})
	v.ok(err)
	want(2, 0, 1, 1)
	two, err := v.gate.Claim(t.Context(), auth.ClaimRequest{Token: auth.SecretsOf(v.event, v.cards[1]).Token})
	v.ok(err)
	want(2, 0, 2, 0)
	v.use(second)
	_, _, err = v.gate.Seat(t.Context(), one.Secret)
	v.ok(err)
	want(2, 1, 1, 0)
	v.ok(v.gate.SignOut(t.Context(), two.Secret))
	want(2, 1, 0, 1)
}
