package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema/edge"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"

	"leitai/internal/contest"
)

// Entry is an entry (参赛单位) of a round, as a row of entries.csv has it.
type Entry struct{ ent.Schema }

// Fields of an entry.
func (Entry) Fields() []ent.Field {
	return []ent.Field{
		field.String("id").GoType(contest.EntryID("")).NotEmpty().Immutable().Comment("chosen by the office; unique in the database"),
		field.String("round_id").GoType(contest.RoundID("")).Immutable().Comment("the round it takes part in"),
		field.Int("number").Comment("1, 2, 3 …: the order of lists, not of the stage"),
		field.String("name").NotEmpty().Comment("what people call it"),
		field.String("township").Comment("may be empty"),
		field.String("batch").Comment("may be empty"),
		field.String("class").Comment("may be empty"),
		field.String("domain").Comment("may be empty"),
		field.String("order").Comment("order on the stage as the file gives it; may be empty"),
		field.String("speaker").Comment("who speaks; may be empty"),
		field.String("title").Comment("what of; may be empty"),
		field.Bool("exempt").Comment("takes part without being ranked"),
		field.JSON("fields", map[string]string{}).Comment("the other columns of entries.csv by their heading"),
	}
}

// Edges of an entry.
func (Entry) Edges() []ent.Edge {
	return []ent.Edge{edge.From("round", Round.Type).Ref("entries").Field("round_id").Unique().Required().Immutable()}
}

// Indexes of entries.
func (Entry) Indexes() []ent.Index {
	return []ent.Index{index.Fields("round_id", "number").Unique()}
}
