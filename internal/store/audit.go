package store

import (
	"context"
	"maps"

	"entgo.io/ent/dialect/sql"

	"leitai/ent"
	entfact "leitai/ent/fact"
	"leitai/internal/contest"
)

// audited is the kind of the facts of a contest's own stream.
const audited contest.Kind = "audit"

// Record appends a fact to the contest's own stream, chained like a round's: who
// did what, act and the words of what in its payload, which may not be called act
// or salt.
func (s *Store) Record(ctx context.Context, id contest.ContestID, by, act string, what map[string]string) error {
	salt, err := s.bits128()
	if err != nil {
		return err
	}
	words := map[string]string{}
	maps.Copy(words, what)
	words["act"], words["salt"] = act, salt
	return s.inTx(ctx, func(ctx context.Context, tx *ent.Client) error {
		prev := contest.Genesis
		last, err := tx.Fact.Query().Where(entfact.Stream(string(id))).Order(entfact.BySeq(sql.OrderDesc())).First(ctx)
		switch {
		case ent.IsNotFound(err):
			last = &ent.Fact{}
		case err != nil:
			return known(err, "audit")
		default:
			prev = last.Hash
		}
		f := contest.Fact{
			Seq: last.Seq + 1, Kind: audited, At: s.now().Format(contest.TimeLayout), By: by,
			Payload: contest.Canonical(words),
		}.Sealed(prev)
		err = tx.Fact.Create().SetStream(string(id)).SetSeq(f.Seq).SetKind(f.Kind).SetEntry("").SetSeat("").SetAt(f.At).SetBy(f.By).
			SetReason("").SetPayload(f.Payload).SetDigest(f.Digest).SetPrev(f.Prev).SetHash(f.Hash).Exec(ctx)
		return known(err, "audit")
	})
}

// Audit returns up to limit facts of a contest's own stream after the given seq,
// in order.
func (s *Store) Audit(ctx context.Context, id contest.ContestID, after int64, limit int) ([]contest.Fact, error) {
	return s.facts(ctx, string(id), after, limit)
}
