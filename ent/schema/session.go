package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"

	"leitai/internal/contest"
)

// Session is proof that a user or the phone of a seat has signed in. The secret
// itself is never stored. It names user, seat, round and card by value: a panel
// that is put together anew ends no session.
type Session struct{ ent.Schema }

// Fields of a session.
func (Session) Fields() []ent.Field {
	return []ent.Field{
		field.String("id").StorageKey("digest").NotEmpty().Immutable().Comment("SHA-256 of the bearer's secret, lower-case hex"),
		field.String("user").Comment("name of the user; empty for a seat"),
		field.String("seat").GoType(contest.SeatID("")).Comment("empty for a user"),
		field.String("round").GoType(contest.RoundID("")).Comment("of the seat; empty for a user"),
		field.String("card").GoType(contest.CardID("")).Comment("of the seat; empty for a user"),
		field.Int64("created").Comment("milliseconds since 1970-01-01 UTC"),
		field.Int64("expires").Comment("milliseconds since 1970-01-01 UTC"),
	}
}

// Indexes of sessions.
func (Session) Indexes() []ent.Index {
	return []ent.Index{index.Fields("user"), index.Fields("expires")}
}
