package main

import (
	"context"
	"encoding/json"
	"fmt"

	"leitai/internal/contest"
	"leitai/internal/fault"
	"leitai/internal/store"
)

// actOrigin is the act of the audit page that says under which address a contest
// is served from then on.
const actOrigin = "origin"

// otherOrigin is the fault of serving a contest at another address than the one
// that stands on its cards: phones keep what they have not sent under it.
const otherOrigin fault.Code = "origin_other"

// keepOrigin notes the address with every contest whose cards have been issued,
// and refuses another one than was noted, unless it is wanted. Rehearsals may
// move.
func keepOrigin(ctx context.Context, s *store.Store, base string, wanted bool) error {
	events, err := s.Events(ctx)
	if err != nil {
		return err
	}
	for _, e := range events {
		issued, err := hasCards(ctx, s, e)
		if err != nil {
			return err
		}
		if e.Rehearsal || !issued {
			continue
		}
		before, err := originOf(ctx, s, e.ID)
		switch {
		case err != nil:
			return err
		case before == base:
			continue
		case before != "" && !wanted:
			return fault.List{fault.New(otherOrigin, fault.At{}, base, "contest", e.Name, "origin", before)}
		}
		if err := s.Record(ctx, e.ID, "serve", actOrigin, map[string]string{"origin": base}); err != nil {
			return err
		}
	}
	return nil
}

// hasCards tells whether a round of the contest has been issued.
func hasCards(ctx context.Context, s *store.Store, e contest.Event) (bool, error) {
	rounds, err := s.Rounds(ctx, e.ID)
	for _, r := range rounds {
		if r.Version > 0 {
			return true, nil
		}
	}
	return false, err
}

// originOf is the address that was noted last, empty for none.
func originOf(ctx context.Context, s *store.Store, id contest.ContestID) (found string, err error) {
	const atATime = 1000
	for after := int64(0); ; {
		facts, err := s.Audit(ctx, id, after, atATime)
		if err != nil {
			return "", err
		}
		for i := range facts {
			var p struct{ Act, Origin string }
			if err := json.Unmarshal(facts[i].Payload, &p); err != nil {
				return "", fmt.Errorf("audit %s: %w", id, err)
			}
			if p.Act == actOrigin {
				found = p.Origin
			}
			after = facts[i].Seq
		}
		if len(facts) < atATime {
			return found, nil
		}
	}
}
