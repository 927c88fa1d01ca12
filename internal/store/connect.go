package store

import (
	"context"
	"database/sql"
	"fmt"
	"net/url"
	"path/filepath"
	"strings"
)

// pragma is one setting of a connection and what it must read back as: SQLite
// ignores a misspelt one without a word.
type pragma struct{ name, value, reads string }

// A commit is on disk before it is answered: WAL with FULL syncs on every
// commit, NORMAL would not. The fullfsync two do the same on a Mac.
var durable = []pragma{
	{"busy_timeout", "5000", "5000"}, // milliseconds
	{"journal_mode", "WAL", "wal"},
	{"synchronous", "FULL", "2"},
	{"fullfsync", "1", "1"},
	{"checkpoint_fullfsync", "1", "1"},
	{"foreign_keys", "1", "1"},
	{"trusted_schema", "0", "0"},
	{"journal_size_limit", "67108864", "67108864"}, // bytes that the WAL keeps once it is empty
}

// mode is one way to open the database.
type mode struct {
	pragmas []pragma
	params  []string
}

var (
	writing   = mode{durable, []string{"mode=rw", "_txlock=immediate", "_defensive=1", "_dqs=0"}}
	migrating = mode{with(durable, pragma{"foreign_keys", "0", "0"}), []string{"mode=rw", "_txlock=immediate", "_dqs=0"}}
	reading   = mode{
		[]pragma{{"busy_timeout", "5000", "5000"}, {"foreign_keys", "1", "1"}, {"trusted_schema", "0", "0"}},
		[]string{"mode=ro", "_dqs=0"},
	}
)

// with is list with one pragma in place of that of the same name.
func with(list []pragma, p pragma) []pragma {
	out := make([]pragma, len(list))
	for i, old := range list {
		if out[i] = old; old.name == p.name {
			out[i] = p
		}
	}
	return out
}

// connect opens the database and proves that it is one and that every pragma has
// taken hold.
func connect(ctx context.Context, path string, m mode) (*sql.DB, error) {
	params := m.params
	for _, p := range m.pragmas {
		params = append(params[:len(params):len(params)], "_pragma="+p.name+"("+p.value+")")
	}
	db, err := sql.Open("sqlite", dsn(path, params...))
	if err != nil {
		return nil, err
	}
	if err := check(ctx, db, m.pragmas); err != nil {
		_ = db.Close() // nothing was written
		return nil, plain(err)
	}
	return db, nil
}

func check(ctx context.Context, db *sql.DB, pragmas []pragma) error {
	conn, err := db.Conn(ctx)
	if err != nil {
		return err
	}
	defer func() { _ = conn.Close() }()
	for _, p := range pragmas {
		var got string
		if err := conn.QueryRowContext(ctx, "PRAGMA "+p.name).Scan(&got); err != nil {
			return fmt.Errorf("pragma %s: %w", p.name, err)
		}
		if got != p.reads {
			return fmt.Errorf("pragma %s is %s and not %s", p.name, got, p.reads)
		}
	}
	return nil
}

// dsn is the driver's name for a file, whatever characters its path has.
func dsn(path string, params ...string) string {
	path = filepath.ToSlash(path)
	if !strings.HasPrefix(path, "/") {
		path = "/" + path // C:/… on Windows
	}
	return "file://" + (&url.URL{Path: path}).EscapedPath() + "?" + strings.Join(params, "&")
}
