package httpapi_test

import (
	"context"
	"testing"

	"leitai/internal/contest"
	"leitai/internal/httpapi"
)

// between is a stage at which something happens after the gate has looked at a
// deed and before it is decided.
type between struct {
	httpapi.Stage
	deed contest.Kind
	fn   func()
}

func (b *between) Do(ctx context.Context, round contest.RoundID, d contest.Deed) (contest.Outcome, error) {
	if fn := b.fn; d.Kind == b.deed && fn != nil {
		b.fn = nil
		fn()
	}
	return b.Stage.Do(ctx, round, d)
}

func TestWhatComesAfterTheMoveIsRefusedThoughItBeganBefore(t *testing.T) {
	var b *between
	r := newRig(t, func(o *httpapi.Options) {
		b = &between{Stage: o.Stage}
		o.Stage = b
	})
	r.onStage("e1")
	old := r.sit(0)
	r.put(old, "e1", marks("5", "4"), 0).is(201, "")
	move := func() {
		r.ask("", "POST", "/api/v1/seats/claim", fields{"token": r.secrets(0).Token, "pin": r.secrets(0).PIN, "move": true}).is(201, "")
	}
	b.deed, b.fn = contest.KindBallot, move
	r.put(old, "e1", marks("6", "4"), 1).is(401, "seat_moved")

	newer := r.ask("", "POST", "/api/v1/seats/claim", fields{"token": r.secrets(0).Token, "pin": r.secrets(0).PIN, "move": true}).is(201, "").text("session")
	b.deed, b.fn = contest.KindWords, move
	r.ask(newer, "POST", "/api/v1/entries/e1/words", fields{"good": []string{"好"}}, r.key()).is(401, "seat_moved")

	newer = r.ask("", "POST", "/api/v1/seats/claim", fields{"token": r.secrets(0).Token, "pin": r.secrets(0).PIN, "move": true}).is(201, "").text("session")
	b.deed, b.fn = contest.KindBallot, func() {
		r.command("director", "reissue_seat", fields{"seat": string(r.seats[0].ID), "reason": "手机丢了"}).is(201, "")
	}
	r.put(newer, "e1", marks("6", "4"), 1).is(401, "no_session")
}

func TestOneSessionTakesNotAllStreams(t *testing.T) {
	r := newRig(t, func(o *httpapi.Options) { o.AnonymousStreams = 2000 })
	one, other := r.sit(0), r.sit(1)
	for range 64 {
		r.listen(one, r.round.ID, "judge").next()
	}
	r.ask(one, "GET", "/api/v1/rounds/"+string(r.round.ID)+"/events?view=judge", nil).is(503, "too_many_streams")
	r.listen(other, r.round.ID, "judge").next()
	r.listen("", r.round.ID, "hall").next()
}
