package main

import (
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
			return fault.List{fault.New(known.code, fault.At{File: dir}, dir)}
		}
	}
	return err
}
