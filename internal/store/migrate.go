package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/pressly/goose/v3"
)

// applicationID marks the file as ours: "LEIT".
const applicationID = 0x4c454954

// migrate brings the database up to date. Foreign keys are off meanwhile: where
// SQLite rebuilds a table, a cascade would delete its children without an error.
// Open checks them all afterwards.
func (s *Store) migrate(ctx context.Context, found int64, migrations fs.FS) error {
	db, err := connect(ctx, s.path(), migrating)
	if err != nil {
		return err
	}
	defer func() { _ = db.Close() }() // what counts is committed
	db.SetMaxOpenConns(1)
	if found > 0 {
		path := filepath.Join(s.dir, fmt.Sprintf("leitai-before-%d.db", newest(migrations)))
		if err := vacuumInto(ctx, db, path); err != nil {
			return known(err, "copy before the migration")
		}
	}
	if err := apply(ctx, db, migrations); err != nil {
		return err
	}
	_ = settle(filepath.Dir(s.dir)) // the folder may be new; the one above may not be ours to open
	return settle(s.dir)
}

func apply(ctx context.Context, db *sql.DB, migrations fs.FS) error {
	if _, err := db.ExecContext(ctx, fmt.Sprintf("PRAGMA application_id = %d", applicationID)); err != nil {
		return known(err, "mark")
	}
	p, err := goose.NewProvider(goose.DialectSQLite3, db, migrations)
	if err != nil {
		return fmt.Errorf("migrations: %w", err)
	}
	if _, err := p.Up(ctx); err != nil {
		return known(err, "migrate")
	}
	return nil
}

// whole fails if there are rows that belong to nothing: a migration has lost
// what they belonged to, and the copy of before must be put in place.
func whole(ctx context.Context, db *sql.DB) error {
	rows, err := db.QueryContext(ctx, "PRAGMA foreign_key_check")
	if err != nil {
		return known(err, "foreign keys")
	}
	defer func() { _ = rows.Close() }() // only read
	if rows.Next() {
		return errors.New("there are rows that belong to nothing: put back the copy made before the last migration")
	}
	return known(rows.Err(), "foreign keys")
}

// version is the number of the last migration of a database, 0 of an empty one.
func version(ctx context.Context, db *sql.DB) (int64, error) {
	var tables, id int64
	err := db.QueryRowContext(ctx, "SELECT (SELECT count(*) FROM sqlite_schema), (SELECT application_id FROM pragma_application_id)").Scan(&tables, &id)
	switch {
	case err != nil:
		return 0, plain(err)
	case tables == 0:
		return 0, nil
	case id != applicationID:
		return 0, ErrForeign
	}
	var v int64
	err = db.QueryRowContext(ctx, "SELECT coalesce(max(version_id), 0) FROM goose_db_version WHERE is_applied").Scan(&v)
	return v, plain(err)
}

// compare says how a database of version v stands to a program whose last
// migration is newest.
func compare(v, newest int64) error {
	switch {
	case v > newest:
		return ErrNewer
	case v < newest:
		return ErrOlder
	}
	return nil
}

// newest is the number of the last of the migrations.
func newest(migrations fs.FS) int64 {
	names, err := fs.Glob(migrations, "*.sql")
	if err != nil {
		panic(err) // the pattern is a constant
	}
	var n int64
	for _, name := range names {
		if v, err := goose.NumericComponent(name); err == nil {
			n = max(n, v)
		}
	}
	return n
}

// vacuumInto writes a consistent copy of the database to a file, in place of one
// that may be there, and returns after it is on disk.
func vacuumInto(ctx context.Context, db *sql.DB, path string) error {
	if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if err := touch(path); err != nil { // the copy is as private as the database; an empty file may be written to
		return err
	}
	if _, err := db.ExecContext(ctx, "VACUUM INTO ?", path); err != nil {
		return err
	}
	return errors.Join(flush(path), settle(filepath.Dir(path))) // VACUUM INTO does not wait for the disk
}
