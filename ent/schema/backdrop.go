package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema/field"
)

// Backdrop is a picture that somebody has uploaded to stand behind the main visual
// of a screen. It is a row, so that a backup has it.
type Backdrop struct{ ent.Schema }

// Fields of a backdrop.
func (Backdrop) Fields() []ent.Field {
	return []ent.Field{
		field.String("id").StorageKey("digest").NotEmpty().Immutable().Comment("SHA-256 of data, lower-case hex"),
		field.String("type").NotEmpty().Immutable().Comment("image/png, image/jpeg or image/webp"),
		field.Bytes("data").Immutable().Comment("the file as it was uploaded"),
	}
}
