package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema/edge"
	"entgo.io/ent/schema/field"

	"leitai/internal/contest"
)

// Card is what lies on a judge's table. Its token, code and PIN follow from the
// secret of its contest and its generation; neither token nor PIN is stored.
type Card struct{ ent.Schema }

// Fields of a card.
func (Card) Fields() []ent.Field {
	return []ent.Field{
		field.String("id").GoType(contest.CardID("")).NotEmpty().Immutable().Comment("chosen by the office; unique"),
		field.String("contest_id").GoType(contest.ContestID("")).Immutable().Comment("the contest whose secret it follows from"),
		field.String("token_digest").Unique().Comment("SHA-256 of the token, lower-case hex"),
		field.String("code").Unique().Comment("six digits, printed under the QR code"),
		field.Int("generation").NonNegative().Comment("0, 1, 2 …: grows when the card is issued anew"),
	}
}

// Edges of a card.
func (Card) Edges() []ent.Edge {
	return []ent.Edge{
		edge.From("contest", Contest.Type).Ref("cards").Field("contest_id").Unique().Required().Immutable(),
		edge.To("seats", Seat.Type),
	}
}
