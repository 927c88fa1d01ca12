package store_test

import (
	"context"
	"testing"

	"leitai/internal/auth"
	"leitai/internal/contest"
	"leitai/internal/office"
	"leitai/internal/stage"
	"leitai/internal/store"
)

// storage is what every store must do, on whatever database.
type storage interface {
	stage.Log
	office.Store
	auth.Store
	Together(ctx context.Context, fn func(context.Context) error) error
	Audit(ctx context.Context, id contest.ContestID, after int64, limit int) ([]contest.Fact, error)
	Renew(ctx context.Context) error
	Ready(ctx context.Context) error
	SaveBackdrop(ctx context.Context, b contest.BackdropFile) error
	Backdrop(ctx context.Context, digest string) (contest.BackdropFile, error)
	HasBackdrop(ctx context.Context, digest string) (bool, error)
	CountBackdrops(ctx context.Context) (int, error)
}

var _ storage = (*store.Store)(nil)

// TestContractOnSQLite runs the contract on the database that is built in. open
// gives an empty store.
func TestContractOnSQLite(t *testing.T) {
	contract(t, func(t *testing.T) storage { return open(t, t.TempDir()) })
}

func contract(t *testing.T, open func(*testing.T) storage) {
	for name, test := range map[string]func(*testing.T, storage){
		"what is appended is read as it was":                         appended,
		"a fact that does not follow is refused and leaves nothing":  refused,
		"a key is used once by whom it belongs to":                   keys,
		"use leads the cards of the panel to the round":              use,
		"rounds do not share their logs":                             apart,
		"many at once, each round by several writers":                crowd,
		"a contest comes back as it was saved":                       events,
		"a round keeps its log and its version when it is saved":     rounds,
		"entries are replaced as a whole":                            entries,
		"cards are found by id, by token and by code":                cards,
		"seats are replaced as a whole and found by their card":      seats,
		"organisations are added and changed by code":                orgs,
		"users are added, changed and removed with their sessions":   users,
		"sessions are bound, end and expire":                         sessions,
		"a backdrop is kept once":                                    backdrops,
		"the audit is a chained log of its own":                      audit,
		"what is done together is done whole or not at all":          together,
		"after a restore every log has a new name and the old facts": renew,
		"what is not there is not found":                             absent,
		"a call whose time is over writes nothing":                   cancelled,
		"a call whose time ends half-way has an outcome":             interrupted,
	} {
		t.Run(name, func(t *testing.T) {
			s := open(t)
			fill(t, s, 3)
			test(t, s)
		})
	}
}
