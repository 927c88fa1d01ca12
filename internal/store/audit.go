package store

import (
	"bytes"
	"context"
	"encoding/json"

	"entgo.io/ent/dialect/sql"

	"leitai/ent"
	entfact "leitai/ent/fact"
	"leitai/internal/contest"
)

// audited is the kind of the facts of a contest's own stream.
const audited contest.Kind = "audit"

// Record appends a fact to the contest's own stream, chained like a round's: who
// did what, act and the words of what in its payload.
func (s *Store) Record(ctx context.Context, id contest.ContestID, by, act string, what map[string]string) error {
	salt, err := s.bits128()
	if err != nil {
		return err
	}
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
			Payload: auditPayload(salt, act, what),
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

// auditPayload is the RFC 8785 form of {"act","salt"} and the words of what,
// which may not take these two names.
func auditPayload(salt, act string, what map[string]string) []byte {
	all := make(map[string]string, len(what)+2)
	for k, v := range what {
		all[k] = v
	}
	all["act"], all["salt"] = act, salt
	var b bytes.Buffer
	e := json.NewEncoder(&b) // sorts the keys and writes strings as RFC 8785 does, but for two separators
	e.SetEscapeHTML(false)
	if err := e.Encode(all); err != nil {
		panic(err) // strings can always be written
	}
	return unescapeSeparators(bytes.TrimSuffix(b.Bytes(), []byte{'\n'}))
}

// unescapeSeparators writes U+2028 and U+2029 as themselves where the encoder
// has escaped them.
func unescapeSeparators(b []byte) []byte {
	out := make([]byte, 0, len(b))
	for i := 0; i < len(b); i++ {
		if b[i] != '\\' {
			out = append(out, b[i])
			continue
		}
		if rest := b[i:]; bytes.HasPrefix(rest, []byte(`\u2028`)) || bytes.HasPrefix(rest, []byte(`\u2029`)) {
			out = append(out, 0xe2, 0x80, 0xa8+rest[5]-'8')
			i += 5
			continue
		}
		out = append(out, b[i], b[i+1])
		i++
	}
	return out
}
