package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema/field"
)

// Org is an organisation of the roster (单位): a village, a community, an organ.
type Org struct{ ent.Schema }

// Fields of an organisation.
func (Org) Fields() []ent.Field {
	return []ent.Field{
		field.String("id").StorageKey("code").NotEmpty().Immutable().Comment("official code"),
		field.String("name").NotEmpty().Comment("the name in use: 西街社区"),
		field.String("official").Comment("the full official name; may be empty"),
		field.String("kind").Comment("village, community, organ, …"),
		field.String("township").Comment("the township it belongs to; may be empty"),
	}
}
