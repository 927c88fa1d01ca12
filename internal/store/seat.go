package store

import (
	"context"

	"leitai/ent"
	entround "leitai/ent/round"
	entseat "leitai/ent/seat"
	"leitai/internal/contest"
)

// SaveSeats replaces all seats of a round. Sessions of seats go on.
func (s *Store) SaveSeats(ctx context.Context, round contest.RoundID, seats []contest.SeatRow) error {
	return s.inTx(ctx, func(ctx context.Context, tx *ent.Client) error {
		if _, err := tx.Seat.Delete().Where(entseat.RoundID(round)).Exec(ctx); err != nil {
			return known(err, "seats")
		}
		for part := range chunks(seats) {
			err := tx.Seat.MapCreateBulk(part, func(c *ent.SeatCreate, i int) {
				t := &part[i]
				recused := t.Recused
				if recused == nil {
					recused = []contest.EntryID{}
				}
				c.SetID(t.ID).SetRoundID(round).SetCardID(t.Card).SetNumber(t.Number).SetName(t.Name).SetPerson(t.Person).
					SetGroup(t.Group).SetRecused(recused)
			}).Exec(ctx)
			if err != nil {
				return known(err, "seats")
			}
		}
		return nil
	})
}

// Seats returns the seats of a round by number.
func (s *Store) Seats(ctx context.Context, round contest.RoundID) ([]contest.SeatRow, error) {
	rows, err := s.reader(ctx).Seat.Query().Where(entseat.RoundID(round)).Order(entseat.ByNumber()).All(ctx)
	if err != nil {
		return nil, known(err, "seats")
	}
	return each(rows, toSeat), nil
}

// SeatsOfCard returns the seats that a card leads to, one of each of its rounds,
// by the number of the round.
func (s *Store) SeatsOfCard(ctx context.Context, id contest.CardID) ([]contest.SeatRow, error) {
	rows, err := s.reader(ctx).Seat.Query().Where(entseat.CardID(id)).Order(entseat.ByRoundField(entround.FieldNumber), entseat.ByRoundID()).All(ctx)
	if err != nil {
		return nil, known(err, "seats")
	}
	return each(rows, toSeat), nil
}

func toSeat(row *ent.Seat) contest.SeatRow {
	return contest.SeatRow{
		ID: row.ID, Round: row.RoundID, Number: row.Number, Card: row.CardID, Name: row.Name, Person: row.Person,
		Group: row.Group, Recused: row.Recused,
	}
}
