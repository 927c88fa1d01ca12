package store

import (
	"context"
	"database/sql"
	"io/fs"
	"time"
)

// OpenWith is Open with other migrations.
func OpenWith(ctx context.Context, o Options, migrations fs.FS) (*Store, error) {
	return open(ctx, o.withDefaults(), migrations)
}

// WriteDB is the connection that writes.
func (s *Store) WriteDB() *sql.DB { return s.writeDB }

// Connect opens a file with one pragma that must read back as told.
func Connect(ctx context.Context, path, name, value, reads string) error {
	db, err := connect(ctx, path, mode{pragmas: []pragma{{name, value, reads}}, params: []string{"mode=rw"}})
	if err != nil {
		return err
	}
	return db.Close()
}

// Forget lets the next Ready prove anew that it can write.
func (s *Store) Forget() {
	s.probe.Lock()
	defer s.probe.Unlock()
	s.lastWrite = time.Time{}
}
