package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"

	"leitai/internal/contest"
)

// Fact is one line of a log: of a round, or of a contest's own stream, which is
// its audit page. Facts are added, never changed and never removed.
type Fact struct{ ent.Schema }

// Fields of a fact: the texts that were hashed, as they were hashed.
func (Fact) Fields() []ent.Field {
	return []ent.Field{
		field.String("stream").NotEmpty().Immutable().Comment("id of the round or of the contest"),
		field.Int64("seq").Positive().Immutable().Comment("1, 2, 3 … within the stream, without a gap"),
		field.String("kind").GoType(contest.Kind("")).NotEmpty().Immutable().Comment("what it is"),
		field.String("entry").GoType(contest.EntryID("")).Immutable().Comment("empty where none applies"),
		field.String("seat").GoType(contest.SeatID("")).Immutable().Comment("empty where none applies"),
		field.String("at").NotEmpty().Immutable().Comment("RFC 3339 with milliseconds and zone"),
		field.String("by").Immutable().Comment("name of the user, or id of the seat"),
		field.String("reason").Immutable().Comment("empty where none was given"),
		field.Bytes("payload").Immutable().Comment("RFC 8785 form of an object with its salt"),
		field.String("digest").MaxLen(64).Immutable().Comment("SHA-256 of payload, lower-case hex"),
		field.String("prev").MaxLen(64).Immutable().Comment("hash of the fact before; 64 zeros for the first"),
		field.String("hash").MaxLen(64).Immutable().Comment("SHA-256 of the header, lower-case hex"),
		field.String("key").Optional().Nillable().Immutable().Comment("idempotency key of the payload; null if it has none"),
	}
}

// Indexes of facts. A key belongs to the seat or the user who sent it and is
// used once.
func (Fact) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("stream", "seq").Unique(),
		index.Fields("stream", "by", "key").Unique(),
	}
}
