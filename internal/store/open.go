package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"

	"entgo.io/ent/dialect"
	entsql "entgo.io/ent/dialect/sql"
	_ "modernc.org/sqlite" // the driver "sqlite"

	"leitai/ent"
	"leitai/ent/migrate"
)

// file is the name of the database in its folder.
const file = "leitai.db"

// Why a database cannot be opened; each comes wrapped with the folder.
var (
	ErrMissing  = errors.New("there is no database in this folder")
	ErrDenied   = errors.New("the folder or the database in it cannot be written")
	ErrForeign  = errors.New("the file is no database of this program")
	ErrNewer    = errors.New("the database was written by a newer version of this program")
	ErrOlder    = errors.New("the database was written by an older version of this program and must be opened for writing once")
	ErrOccupied = errors.New("another server uses this folder")
)

// Open opens the database in a folder, makes it if there is none, and brings it
// up to date, with a copy beside it first. The folder is then this store's
// alone until Close, but for stores that read only or write beside it. It fails
// with one of the errors above, or with a fault.
func Open(ctx context.Context, o Options) (*Store, error) {
	return open(ctx, o.withDefaults(), migrate.Files)
}

func open(ctx context.Context, o Options, migrations fs.FS) (*Store, error) {
	dir, err := filepath.Abs(o.Dir)
	if err != nil {
		return nil, err
	}
	s := &Store{dir: dir, now: o.Now, random: o.Random}
	if o.ReadOnly {
		err = s.openToRead(ctx, newest(migrations))
	} else {
		err = s.openToWrite(ctx, o.Beside, migrations)
	}
	if err == nil {
		err = s.prepare(ctx)
	}
	if err != nil {
		return nil, errors.Join(fmt.Errorf("%s: %w", dir, err), s.Close())
	}
	return s, nil
}

func (s *Store) openToRead(ctx context.Context, newest int64) error {
	if _, err := os.Stat(s.path()); err != nil {
		return plain(err)
	}
	found, err := s.openReaders(ctx)
	if err != nil {
		return err
	}
	return compare(found, newest)
}

func (s *Store) openToWrite(ctx context.Context, beside bool, migrations fs.FS) error {
	err := s.occupy(ctx)
	alone := err == nil
	if err != nil && !(beside && errors.Is(err, ErrOccupied)) {
		return err
	}
	if err := touch(s.path()); err != nil {
		return plain(err)
	}
	found, err := s.openReaders(ctx) // before anything is written: it may be another program's file
	if err != nil {
		return err
	}
	switch err := compare(found, newest(migrations)); {
	case errors.Is(err, ErrOlder) && alone:
		if err := s.migrate(ctx, found, migrations); err != nil {
			return err
		}
	case err != nil:
		return err
	}
	if err := whole(ctx, s.readDB); err != nil {
		return err
	}
	if s.writeDB, err = connect(ctx, s.path(), writing); err != nil {
		return err
	}
	s.writeDB.SetMaxOpenConns(1)
	s.write = ent.NewClient(ent.Driver(entsql.OpenDB(dialect.SQLite, s.writeDB)))
	return nil
}

// openReaders opens the read pool and returns the version that it finds.
func (s *Store) openReaders(ctx context.Context) (int64, error) {
	db, err := connect(ctx, s.path(), reading)
	if err != nil {
		return 0, err
	}
	s.readDB = db
	db.SetMaxOpenConns(max(4, 2*runtime.NumCPU()))
	db.SetMaxIdleConns(max(4, 2*runtime.NumCPU()))
	s.read = ent.NewClient(ent.Driver(entsql.OpenDB(dialect.SQLite, db)))
	return version(ctx, db)
}

// occupy makes the folder and keeps every other writing store out of it, until
// the process ends, however it ends: an exclusive transaction on a database of
// its own is a lock on every system. It waits a second for a server that is
// just ending.
func (s *Store) occupy(ctx context.Context) error {
	if err := os.MkdirAll(s.dir, 0o700); err != nil {
		return plain(err)
	}
	path := filepath.Join(s.dir, "leitai.lock")
	if err := touch(path); err != nil {
		return plain(err)
	}
	db, err := sql.Open("sqlite", dsn(path, "_pragma=busy_timeout(1000)", "_pragma=journal_mode(MEMORY)", "_txlock=exclusive"))
	if err != nil {
		return err
	}
	tx, err := db.BeginTx(context.WithoutCancel(ctx), nil)
	if err != nil {
		if err = errors.Join(err, db.Close()); busy(err) {
			return ErrOccupied
		}
		return plain(err)
	}
	s.vacate = func() error { return errors.Join(tx.Rollback(), db.Close()) }
	return nil
}

// touch makes a file that only its owner may read, or finds that it can be
// written.
func touch(path string) error {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return err
	}
	return f.Close()
}

func (s *Store) path() string { return filepath.Join(s.dir, file) }

// plain turns what the system says about a folder or a file into one of the
// errors of Open, and leaves faults as they are.
func plain(err error) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf("%w: %w", ErrMissing, err)
	case denied(err):
		return fmt.Errorf("%w: %w", ErrDenied, err)
	case foreign(err):
		return fmt.Errorf("%w: %w", ErrForeign, err)
	}
	return err
}
