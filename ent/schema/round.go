package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema/edge"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"

	"leitai/internal/contest"
)

// Round is a round (一场) until its definition is fact 1 of its log; from then on
// nothing that a result depends on is read from here.
type Round struct{ ent.Schema }

// Fields of a round. Its version is the seq of its last fact and is kept nowhere
// else, so that it cannot drift.
func (Round) Fields() []ent.Field {
	return []ent.Field{
		field.String("id").GoType(contest.RoundID("")).NotEmpty().Immutable().Comment("also the stream of its facts"),
		field.String("contest_id").GoType(contest.ContestID("")).Immutable().Comment("the contest it belongs to"),
		field.Int("number").Comment("1, 2, 3 … within the contest"),
		field.String("name").NotEmpty().Comment("what people call it"),
		field.String("mode").GoType(contest.Mode("")).Comment("sequential, open"),
		field.String("part").Comment("key of the part of the rules that it judges; may be empty"),
		field.Bytes("rules").Comment("rules.yaml or JSON as imported"),
		field.String("log").Unique().Comment("128 random bits in hex: the name of its log, made anew by a restore"),
	}
}

// Edges of a round.
func (Round) Edges() []ent.Edge {
	return []ent.Edge{
		edge.From("contest", Contest.Type).Ref("rounds").Field("contest_id").Unique().Required().Immutable(),
		edge.To("entries", Entry.Type),
		edge.To("seats", Seat.Type),
	}
}

// Indexes of rounds.
func (Round) Indexes() []ent.Index {
	return []ent.Index{index.Fields("contest_id", "number").Unique()}
}
