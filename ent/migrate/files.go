package migrate

import "embed"

// Files are the versioned migrations in goose's form. They are only ever added
// to; a test proves that together they make what ent/schema says.
//
//go:embed *.sql
var Files embed.FS
