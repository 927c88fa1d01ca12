package main

import (
	"context"
	"errors"

	"leitai/internal/fault"
	"leitai/internal/store"
)

// Why the database of a folder cannot be used.
const (
	dbMissing  fault.Code = "database_missing"
	dbDenied   fault.Code = "database_denied"
	dbForeign  fault.Code = "database_foreign"
	dbNewer    fault.Code = "database_newer"
	dbOlder    fault.Code = "database_older"
	dbOccupied fault.Code = "database_occupied"
)

// databaseFault puts what [store.Open] says about a folder into words; what is
// none of its errors stays as it is.
func databaseFault(dir string, err error) error {
	for _, known := range []struct {
		is   error
		code fault.Code
	}{
		{store.ErrMissing, dbMissing}, {store.ErrOccupied, dbOccupied}, {store.ErrDenied, dbDenied},
		{store.ErrForeign, dbForeign}, {store.ErrNewer, dbNewer}, {store.ErrOlder, dbOlder},
	} {
		if errors.Is(err, known.is) {
			return fault.List{fault.New(known.code, fault.At{}, dir)}
		}
	}
	return err
}

// dataFlag says where the database is.
type dataFlag struct {
	Data string `env:"LEITAI_DATA" default:"leitai-data" help:"help.data" placeholder:"DIR"`
}

// read does something with the database while a server may be writing it.
func (d dataFlag) read(do func(context.Context, *store.Store) error) error {
	return with(store.Options{Dir: d.Data, ReadOnly: true}, do)
}

// with opens a database, does something with it, and closes it.
func with(o store.Options, do func(context.Context, *store.Store) error) (err error) {
	ctx := context.Background()
	s, err := store.Open(ctx, o)
	if err != nil {
		return databaseFault(o.Dir, err)
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	return do(ctx, s)
}
