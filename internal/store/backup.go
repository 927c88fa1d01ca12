package store

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"runtime"
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
	return errors.Join(f.Sync(), f.Close())
}

// settle returns after the names in a folder are on disk, where the system can
// tell: Windows keeps no such promise and has no call for it.
func settle(dir string) error {
	if runtime.GOOS == "windows" {
		return nil
	}
	f, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}
