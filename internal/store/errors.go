package store

import (
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"syscall"

	"modernc.org/sqlite"
	lib "modernc.org/sqlite/lib"

	"leitai/ent"
	"leitai/internal/contest"
)

// known turns what a statement failed with into the words of package contest.
// The transaction it belonged to is rolled back, so nothing was written. This
// and unknown are the only places that ask what kind an error is.
func known(err error, what string) error {
	switch {
	case err == nil:
		return nil
	case ent.IsNotFound(err), errors.Is(err, sql.ErrNoRows):
		return fmt.Errorf("%s: %w", what, contest.ErrNotFound)
	}
	if word := verdict(err); word != nil {
		return fmt.Errorf("%s: %w: %w", what, word, err)
	}
	return fmt.Errorf("%s: %w", what, err)
}

// unknown is known for a commit: unless the disk was full, something may be on
// it all the same.
func unknown(err error) error {
	switch word := verdict(err); {
	case err == nil:
		return nil
	case errors.Is(word, contest.ErrFull):
		return fmt.Errorf("commit: %w: %w", word, err)
	}
	return fmt.Errorf("commit: %w: %w", contest.ErrMoved, err)
}

// verdict is what the database itself says, nil for a fault.
func verdict(err error) error {
	if errors.Is(err, fs.ErrPermission) {
		return contest.ErrUnavailable
	}
	switch code(err) {
	case lib.SQLITE_FULL:
		return contest.ErrFull
	case lib.SQLITE_READONLY, lib.SQLITE_IOERR, lib.SQLITE_CANTOPEN, lib.SQLITE_BUSY, lib.SQLITE_LOCKED, lib.SQLITE_PERM, lib.SQLITE_PROTOCOL:
		return contest.ErrUnavailable
	case lib.SQLITE_CONSTRAINT:
		return contest.ErrMoved
	}
	return nil
}

// busy tells whether somebody else holds the lock.
func busy(err error) bool { return code(err) == lib.SQLITE_BUSY || code(err) == lib.SQLITE_LOCKED }

// foreign tells whether the file is no database, or a damaged one.
func foreign(err error) bool {
	return code(err) == lib.SQLITE_NOTADB || code(err) == lib.SQLITE_CORRUPT
}

// denied tells whether the system lets nobody write there.
func denied(err error) bool {
	return errors.Is(err, fs.ErrPermission) || errors.Is(err, syscall.EROFS) || errors.Is(err, syscall.ENOTDIR) || errors.Is(err, syscall.EISDIR) ||
		code(err) == lib.SQLITE_READONLY || code(err) == lib.SQLITE_CANTOPEN || code(err) == lib.SQLITE_PERM
}

// code is SQLite's primary result code, 0 if err is none of its errors.
func code(err error) int {
	var e *sqlite.Error
	if errors.As(err, &e) {
		return e.Code() & 0xff
	}
	return 0
}
