// Package store keeps everything in a database: the logs of facts, and the rows
// that the office edits. It is the only package that knows ent and SQL, and it
// decides nothing about a contest. What it acknowledges is on disk. Errors come
// back in the words of package contest, or as faults. It imports ent, the
// drivers, goose, and the packages whose storage it is.
package store

import (
	"context"
	"crypto/rand"
	"database/sql"
	"encoding/hex"
	"errors"
	"io"
	"sync"
	"time"

	"leitai/ent"
	"leitai/internal/auth"
	"leitai/internal/office"
	"leitai/internal/stage"
)

var (
	_ stage.Log    = (*Store)(nil)
	_ office.Store = (*Store)(nil)
	_ auth.Store   = (*Store)(nil)
)

// Options say which database is opened, and how.
type Options struct {
	Dir      string           // folder of the database; made if it is not there
	ReadOnly bool             // reads beside a server that may be running; changes and migrates nothing
	Beside   bool             // writes beside a server if one is running: accounts, not facts
	Now      func() time.Time // times of audit facts; nil is time.Now
	Random   io.Reader        // names of logs and salts; nil is crypto/rand
}

// Store is an open database. Its methods may be called at the same time; those
// that write wait for one another.
type Store struct {
	dir    string
	now    func() time.Time
	random io.Reader

	read    *ent.Client
	write   *ent.Client // nil if the store is read only
	readDB  *sql.DB
	writeDB *sql.DB
	vacate  func() error // lets others serve this folder; nil if it is not ours
	log     statements

	probe     sync.Mutex
	lastWrite time.Time // when Ready last proved that it can write; guarded by probe
}

// Close ends all connections and gives the folder free. What was acknowledged is
// on disk before.
func (s *Store) Close() error {
	var errs []error
	for _, db := range []*sql.DB{s.readDB, s.writeDB} {
		if db != nil {
			errs = append(errs, db.Close())
		}
	}
	if s.vacate != nil {
		errs = append(errs, s.vacate())
	}
	return errors.Join(errs...)
}

// bits128 is 128 random bits in lower-case hex.
func (s *Store) bits128() (string, error) {
	b := make([]byte, 16)
	if _, err := io.ReadFull(s.random, b); err != nil {
		return "", err
	}
	return hex.EncodeToString(b), nil
}

func (o Options) withDefaults() Options {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Random == nil {
		o.Random = rand.Reader
	}
	return o
}

// reader is the client that reads: inside [Store.Together] that of its
// transaction, which sees what has been written so far.
func (s *Store) reader(ctx context.Context) *ent.Client {
	if tx := ent.TxFromContext(ctx); tx != nil {
		return tx.Client()
	}
	return s.read
}
