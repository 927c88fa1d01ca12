package store

import (
	"context"

	"leitai/ent"
	entorg "leitai/ent/org"
	"leitai/internal/office"
)

// SaveOrgs writes organisations, new or changed, by code.
func (s *Store) SaveOrgs(ctx context.Context, orgs []office.Org) error {
	return s.inTx(ctx, func(ctx context.Context, tx *ent.Client) error {
		for part := range chunks(orgs) {
			err := tx.Org.MapCreateBulk(part, func(c *ent.OrgCreate, i int) {
				o := &part[i]
				c.SetID(o.Code).SetName(o.Name).SetOfficial(o.Official).SetKind(o.Kind).SetTownship(o.Township)
			}).OnConflictColumns(entorg.FieldID).UpdateNewValues().Exec(ctx)
			if err != nil {
				return known(err, "organisations")
			}
		}
		return nil
	})
}

// Orgs returns all organisations by code.
func (s *Store) Orgs(ctx context.Context) ([]office.Org, error) {
	rows, err := s.reader(ctx).Org.Query().Order(entorg.ByID()).All(ctx)
	if err != nil {
		return nil, known(err, "organisations")
	}
	return each(rows, func(row *ent.Org) office.Org {
		return office.Org{Code: row.ID, Name: row.Name, Official: row.Official, Kind: row.Kind, Township: row.Township}
	}), nil
}
