package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema/field"

	"leitai/internal/contest"
)

// User is a person with an account.
type User struct{ ent.Schema }

// Fields of a user.
func (User) Fields() []ent.Field {
	return []ent.Field{
		field.String("id").StorageKey("name").NotEmpty().Immutable().Comment("the name; also the by of his facts"),
		field.String("role").GoType(contest.Role("")).Comment("organiser, director, verifier, timekeeper, scrutineer, auditor, admin"),
		field.String("password").Sensitive().Comment("argon2id in PHC form"),
		field.Bool("disabled").Comment("may not sign in"),
	}
}
