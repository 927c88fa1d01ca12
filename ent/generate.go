package ent

//go:generate go tool -modfile=../tools/ent.mod ent generate --feature sql/upsert,sql/lock,sql/execquery,sql/modifier,sql/versioned-migration ./schema
