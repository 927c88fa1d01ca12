package store

import (
	"context"

	"leitai/ent"
	entcard "leitai/ent/card"
	"leitai/internal/contest"
)

// SaveCard writes a card, new or issued anew. It fails with [contest.ErrMoved]
// if another card has its code.
func (s *Store) SaveCard(ctx context.Context, c contest.Card) error {
	return s.inTx(ctx, func(ctx context.Context, tx *ent.Client) error {
		create := tx.Card.Create().SetID(c.ID).SetContestID(c.Contest).SetTokenDigest(c.TokenDigest).SetCode(c.Code).SetGeneration(c.Generation)
		err := tx.Card.CreateBulk(create). // of one: ent reads back no id of a domain type otherwise
							OnConflictColumns(entcard.FieldID).
							Update(func(u *ent.CardUpsert) { u.UpdateTokenDigest().UpdateCode().UpdateGeneration() }).
							Exec(ctx)
		return known(err, "card")
	})
}

// Card returns a card. It fails with [contest.ErrNotFound].
func (s *Store) Card(ctx context.Context, id contest.CardID) (contest.Card, error) {
	return oneCard(s.reader(ctx).Card.Get(ctx, id))
}

// CardByToken returns the card whose token has this digest. It fails with
// [contest.ErrNotFound].
func (s *Store) CardByToken(ctx context.Context, digest string) (contest.Card, error) {
	return oneCard(s.reader(ctx).Card.Query().Where(entcard.TokenDigest(digest)).Only(ctx))
}

// CardByCode returns the card with this short code. It fails with
// [contest.ErrNotFound].
func (s *Store) CardByCode(ctx context.Context, code string) (contest.Card, error) {
	return oneCard(s.reader(ctx).Card.Query().Where(entcard.Code(code)).Only(ctx))
}

// Cards returns the cards of a contest by id.
func (s *Store) Cards(ctx context.Context, id contest.ContestID) ([]contest.Card, error) {
	rows, err := s.reader(ctx).Card.Query().Where(entcard.ContestID(id)).Order(entcard.ByID()).All(ctx)
	if err != nil {
		return nil, known(err, "cards")
	}
	return each(rows, toCard), nil
}

func oneCard(row *ent.Card, err error) (contest.Card, error) {
	if err != nil {
		return contest.Card{}, known(err, "card")
	}
	return toCard(row), nil
}

func toCard(row *ent.Card) contest.Card {
	return contest.Card{ID: row.ID, Contest: row.ContestID, TokenDigest: row.TokenDigest, Code: row.Code, Generation: row.Generation}
}
