package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema/edge"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"

	"leitai/internal/contest"
)

// Seat is a seat of a round's panel (评委席). One card may stand for one seat in
// each of several rounds, a rehearsal's too.
type Seat struct{ ent.Schema }

// Fields of a seat.
func (Seat) Fields() []ent.Field {
	return []ent.Field{
		field.String("id").GoType(contest.SeatID("")).NotEmpty().Immutable().Comment("chosen by the office; unique in the database"),
		field.String("round_id").GoType(contest.RoundID("")).Immutable().Comment("the round it judges"),
		field.String("card_id").GoType(contest.CardID("")).Immutable().Comment("the card that leads to it"),
		field.Int("number").Comment("1, 2, 3 …: 评委1"),
		field.String("name").NotEmpty().Comment("评委1: what the hall sees"),
		field.String("person").Comment("who sits there; may be empty"),
		field.String("group").Comment("key of the judge group; empty if the part has none"),
		field.JSON("recused", []contest.EntryID{}).Comment("entries it must not judge"),
	}
}

// Edges of a seat.
func (Seat) Edges() []ent.Edge {
	return []ent.Edge{
		edge.From("round", Round.Type).Ref("seats").Field("round_id").Unique().Required().Immutable(),
		edge.From("card", Card.Type).Ref("seats").Field("card_id").Unique().Required().Immutable(),
	}
}

// Indexes of seats.
func (Seat) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("round_id", "number").Unique(),
		index.Fields("card_id", "round_id").Unique(),
	}
}
