package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema/edge"
	"entgo.io/ent/schema/field"

	"leitai/internal/contest"
)

// Contest is an event (一次擂台比武), a rehearsal being one of its own.
type Contest struct{ ent.Schema }

// Fields of a contest.
func (Contest) Fields() []ent.Field {
	return []ent.Field{
		field.String("id").GoType(contest.ContestID("")).NotEmpty().Immutable().Comment("chosen by the office; unique"),
		field.Int("number").Unique().Immutable().Comment("1, 2, 3 …: the order in which contests were made"),
		field.String("name").NotEmpty().Comment("what people call it"),
		field.Bool("rehearsal").Comment("nothing of it counts"),
		field.Bytes("secret").Sensitive().Comment("32 random bytes from which tokens, codes, PINs and repeated sessions follow"),
		field.String("in_use").GoType(contest.RoundID("")).Default("").Comment("round that the cards of this contest lead to, a rehearsal's perhaps; empty until the first command use"),
	}
}

// Edges of a contest.
func (Contest) Edges() []ent.Edge {
	return []ent.Edge{
		edge.To("rounds", Round.Type),
		edge.To("cards", Card.Type),
	}
}
