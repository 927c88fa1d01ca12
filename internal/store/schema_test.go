package store_test

import (
	"bytes"
	"database/sql"
	"path/filepath"
	"testing"

	"entgo.io/ent/dialect"
	entsql "entgo.io/ent/dialect/sql"

	"leitai/ent"
)

func TestMigrationsMakeWhatTheSchemaSays(t *testing.T) {
	dir := t.TempDir()
	open(t, dir)
	db, err := sql.Open("sqlite", "file://"+filepath.Join(dir, "leitai.db")+"?_pragma=foreign_keys(1)")
	must(t, err)
	defer func() { _ = db.Close() }()
	client := ent.NewClient(ent.Driver(entsql.OpenDB(dialect.SQLite, db)))
	var changes bytes.Buffer
	must(t, client.Schema.WriteTo(t.Context(), &changes))
	for line := range bytes.Lines(changes.Bytes()) {
		if !bytes.HasPrefix(line, []byte("PRAGMA foreign_keys")) {
			t.Errorf("ent/schema asks for what no migration makes: %s", line)
		}
	}
}
