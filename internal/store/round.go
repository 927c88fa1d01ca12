package store

import (
	"context"
	"errors"
	"fmt"

	"leitai/ent"
	entround "leitai/ent/round"
	"leitai/internal/contest"
)

// SaveRound writes a round, new or changed. Log and Version are the store's own;
// the contest of a round never changes.
func (s *Store) SaveRound(ctx context.Context, r contest.RoundRow) error {
	log, err := s.bits128()
	if err != nil {
		return err
	}
	return s.inTx(ctx, func(ctx context.Context, tx *ent.Client) error {
		create := tx.Round.Create().SetID(r.ID).SetContestID(r.Contest).SetNumber(r.Number).SetName(r.Name).SetMode(r.Mode).
			SetPart(r.Part).SetRules(notNil(r.Rules)).SetLog(log)
		err := tx.Round.CreateBulk(create). // of one: ent reads back no id of a domain type otherwise
							OnConflictColumns(entround.FieldID).
							Update(func(u *ent.RoundUpsert) { u.UpdateNumber().UpdateName().UpdateMode().UpdatePart().UpdateRules() }).
							Exec(ctx)
		return known(err, "round")
	})
}

// Round returns a round. It fails with [contest.ErrNotFound].
func (s *Store) Round(ctx context.Context, id contest.RoundID) (contest.RoundRow, error) {
	row, err := s.reader(ctx).Round.Get(ctx, id)
	if err != nil {
		return contest.RoundRow{}, known(err, "round")
	}
	return s.toRound(ctx, row)
}

// Rounds returns the rounds of a contest by number.
func (s *Store) Rounds(ctx context.Context, id contest.ContestID) ([]contest.RoundRow, error) {
	rows, err := s.reader(ctx).Round.Query().Where(entround.ContestID(id)).Order(entround.ByNumber()).All(ctx)
	if err != nil {
		return nil, known(err, "rounds")
	}
	out := make([]contest.RoundRow, len(rows))
	for i, row := range rows {
		if out[i], err = s.toRound(ctx, row); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func (s *Store) toRound(ctx context.Context, row *ent.Round) (contest.RoundRow, error) {
	head, err := s.Head(ctx, row.ID)
	if err != nil && !errors.Is(err, contest.ErrNotFound) { // made in this very transaction: no fact yet
		return contest.RoundRow{}, err
	}
	return contest.RoundRow{
		ID: row.ID, Contest: row.ContestID, Number: row.Number, Name: row.Name, Mode: row.Mode, Part: row.Part,
		Rules: row.Rules, Log: row.Log, Version: head.Version,
	}, nil
}

// Renew gives the log of every round a new name, so that phones notice a restore
// and deliver what it lacks.
func (s *Store) Renew(ctx context.Context) error {
	return s.inTx(ctx, func(ctx context.Context, tx *ent.Client) error {
		ids, err := tx.Round.Query().IDs(ctx)
		if err != nil {
			return known(err, "rounds")
		}
		for _, id := range ids {
			log, err := s.bits128()
			if err != nil {
				return err
			}
			if err := tx.Round.UpdateOneID(id).SetLog(log).Exec(ctx); err != nil {
				return known(err, fmt.Sprintf("round %s", id))
			}
		}
		return nil
	})
}

// notNil is b, or empty bytes: a column that is never null holds nothing as that.
func notNil(b []byte) []byte {
	if b == nil {
		return []byte{}
	}
	return b
}
