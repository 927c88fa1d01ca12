package store

import (
	"context"

	"entgo.io/ent/dialect/sql"

	"leitai/ent"
	entcontest "leitai/ent/contest"
	entround "leitai/ent/round"
	"leitai/internal/contest"
)

// SaveEvent writes a contest, new or changed. InUse is the store's own: the
// command use sets it.
func (s *Store) SaveEvent(ctx context.Context, e contest.Event) error {
	return s.inTx(ctx, func(ctx context.Context, tx *ent.Client) error {
		last, err := tx.Contest.Query().Order(entcontest.ByNumber(sql.OrderDesc())).First(ctx)
		switch {
		case ent.IsNotFound(err):
			last = &ent.Contest{}
		case err != nil:
			return known(err, "contest")
		}
		create := tx.Contest.Create().SetID(e.ID).SetNumber(last.Number + 1).SetName(e.Name).SetRehearsal(e.Rehearsal).SetSecret(e.Secret)
		err = tx.Contest.CreateBulk(create). // of one: ent reads back no id of a domain type otherwise
							OnConflictColumns(entcontest.FieldID).
							Update(func(u *ent.ContestUpsert) { u.UpdateName().UpdateRehearsal().UpdateSecret() }).
							Exec(ctx)
		return known(err, "contest")
	})
}

// Event returns a contest. It fails with [contest.ErrNotFound].
func (s *Store) Event(ctx context.Context, id contest.ContestID) (contest.Event, error) {
	row, err := withRounds(s.reader(ctx).Contest.Query()).Where(entcontest.ID(id)).Only(ctx)
	if err != nil {
		return contest.Event{}, known(err, "contest")
	}
	return toEvent(row), nil
}

// Events returns all contests in the order in which they were made.
func (s *Store) Events(ctx context.Context) ([]contest.Event, error) {
	rows, err := withRounds(s.reader(ctx).Contest.Query()).Order(entcontest.ByNumber()).All(ctx)
	if err != nil {
		return nil, known(err, "contests")
	}
	return each(rows, toEvent), nil
}

// withRounds loads the ids of the rounds, the first of which is in use until the
// command use says otherwise.
func withRounds(q *ent.ContestQuery) *ent.ContestQuery {
	return q.WithRounds(func(q *ent.RoundQuery) {
		q.Select(entround.FieldID, entround.FieldContestID).Order(entround.ByNumber())
	})
}

func toEvent(row *ent.Contest) contest.Event {
	e := contest.Event{ID: row.ID, Name: row.Name, Rehearsal: row.Rehearsal, Secret: row.Secret, InUse: row.InUse}
	if e.InUse == "" && len(row.Edges.Rounds) > 0 {
		e.InUse = row.Edges.Rounds[0].ID
	}
	return e
}

// each maps rows to the words of the domain.
func each[R, D any](rows []R, to func(R) D) []D {
	out := make([]D, len(rows))
	for i, row := range rows {
		out[i] = to(row)
	}
	return out
}
