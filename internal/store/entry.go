package store

import (
	"context"

	"leitai/ent"
	ententry "leitai/ent/entry"
	"leitai/internal/contest"
)

// SaveEntries replaces all entries of a round.
func (s *Store) SaveEntries(ctx context.Context, round contest.RoundID, entries []contest.EntryRow) error {
	return s.inTx(ctx, func(ctx context.Context, tx *ent.Client) error {
		if _, err := tx.Entry.Delete().Where(ententry.RoundID(round)).Exec(ctx); err != nil {
			return known(err, "entries")
		}
		for part := range chunks(entries) {
			err := tx.Entry.MapCreateBulk(part, func(c *ent.EntryCreate, i int) {
				e := &part[i]
				fields := e.Fields
				if fields == nil {
					fields = map[string]string{}
				}
				c.SetID(e.ID).SetRoundID(round).SetNumber(e.Number).SetName(e.Name).SetTownship(e.Township).SetBatch(e.Batch).
					SetClass(e.Class).SetDomain(e.Domain).SetOrder(e.Order).SetSpeaker(e.Speaker).SetTitle(e.Title).
					SetExempt(e.Exempt).SetFields(fields)
			}).Exec(ctx)
			if err != nil {
				return known(err, "entries")
			}
		}
		return nil
	})
}

// Entries returns the entries of a round by number.
func (s *Store) Entries(ctx context.Context, round contest.RoundID) ([]contest.EntryRow, error) {
	rows, err := s.reader(ctx).Entry.Query().Where(ententry.RoundID(round)).Order(ententry.ByNumber()).All(ctx)
	if err != nil {
		return nil, known(err, "entries")
	}
	return each(rows, toEntry), nil
}

func toEntry(row *ent.Entry) contest.EntryRow {
	return contest.EntryRow{
		ID: row.ID, Round: row.RoundID, Number: row.Number, Name: row.Name, Township: row.Township, Batch: row.Batch,
		Class: row.Class, Domain: row.Domain, Order: row.Order, Speaker: row.Speaker, Title: row.Title,
		Exempt: row.Exempt, Fields: row.Fields,
	}
}
