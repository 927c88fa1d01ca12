package store

import (
	"context"
	"database/sql"
	"io/fs"
)

// OpenWith is Open with other migrations.
func OpenWith(ctx context.Context, o Options, migrations fs.FS) (*Store, error) {
	return open(ctx, o.withDefaults(), migrations)
}

// WriteDB is the connection that writes.
func (s *Store) WriteDB() *sql.DB { return s.writeDB }
