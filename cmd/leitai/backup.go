package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"

	"leitai/internal/fault"
	"leitai/internal/store"
	"leitai/internal/tabular"
)

// The faults of backup and restore.
const (
	backupExists fault.Code = "backup_exists"
	backupBroken fault.Code = "backup_broken" // a fact was altered, removed or put in
)

// backupCmd is leitai backup: a consistent copy, beside a running server too.
type backupCmd struct {
	dataFlag `embed:""`
	File     string `arg:"" help:"help.backup_file" placeholder:"FILE"`
}

func (c *backupCmd) Run(a *app) error {
	return c.read(func(ctx context.Context, s *store.Store) error {
		err := s.Backup(ctx, c.File)
		switch {
		case errors.Is(err, fs.ErrExist):
			return fault.List{fault.New(backupExists, fault.At{}, c.File)}
		case err != nil:
			return unwritable(c.File, err)
		}
		_, err = fmt.Fprintln(a.err, a.lang.T("backup.done", "file", c.File))
		return err
	})
}

// restoreCmd is leitai restore: a copy put in the place of a database.
type restoreCmd struct {
	File     string `arg:"" help:"help.restore_file" placeholder:"FILE"`
	dataFlag `embed:""`
}

func (c *restoreCmd) Run(a *app) error {
	kept, err := store.Restore(context.Background(), c.File, store.Options{Dir: c.Data})
	switch {
	case errors.Is(err, store.ErrBroken):
		return fault.List{fault.New(backupBroken, fault.At{}, c.File, "reason", err.Error())}
	case errors.Is(err, fs.ErrNotExist):
		return fault.List{fault.New(tabular.FileMissing, fault.At{}, c.File)}
	case errors.Is(err, store.ErrOccupied):
		return databaseFault(c.Data, err)
	case err != nil:
		return databaseFault(c.File, err)
	}
	key := "restore.done"
	if kept != "" {
		key = "restore.kept"
	}
	_, err = fmt.Fprintln(a.err, a.lang.T(key, "dir", c.Data, "kept", kept))
	return err
}
