package store

import (
	"context"
	"fmt"
	"io/fs"
	"os"
)

// Backup writes a consistent copy of the database to a file that is not there
// yet, beside a running server too. What was acknowledged before the call is in
// it. If it fails, no file is left.
func (s *Store) Backup(ctx context.Context, path string) error {
	if _, err := os.Stat(path); err == nil {
		return fmt.Errorf("backup: %s: %w", path, fs.ErrExist)
	}
	if err := vacuumInto(ctx, s.readDB, path); err != nil {
		_ = os.Remove(path) // what is there is not whole
		return known(err, "backup")
	}
	return nil
}

// flush returns after a file is on disk.
func flush(path string) error {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	if err := f.Sync(); err != nil {
		_ = f.Close() // the first error counts
		return err
	}
	return f.Close()
}
