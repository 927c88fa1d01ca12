package contest

import "errors"

// What storage says when it cannot; every other error of it is a fault of the
// program or the machine, and is logged.
var (
	// ErrNotFound: there is no such thing, or none that the asker may know of.
	ErrNotFound = errors.New("not found")
	// ErrMoved: the log has grown under the writer, or the outcome of a commit
	// is not known. Drop the fold and read again.
	ErrMoved = errors.New("the log has moved on")
	// ErrUnavailable: it cannot be written now (a read-only file system, a lock,
	// a lost connection); nothing was written. Ask again.
	ErrUnavailable = errors.New("cannot be written now")
	// ErrFull: no space is left; nothing was written. Reading goes on.
	ErrFull = errors.New("no space left")
)
