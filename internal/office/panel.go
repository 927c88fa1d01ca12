package office

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"

	"leitai/internal/contest"
	"leitai/internal/fault"
	"leitai/internal/intake"
	"leitai/internal/rules"
)

// The faults of a panel.
const (
	SeatGroup    fault.Code = "office_seat_group"    // the part has no such judge group, or it has groups and none is named
	SeatName     fault.Code = "office_seat_name"     // two seats of one name
	SeatCard     fault.Code = "office_seat_card"     // no such card
	SeatCardUsed fault.Code = "office_seat_card_two" // one card for two seats of a round
	SeatRecused  fault.Code = "office_seat_recused"  // recused from an entry that is not in the round
	SeatTownship fault.Code = "office_seat_township" // recused from a township of which no entry is
	NoSeats      fault.Code = "office_no_seats"
)

// SeatPlan is a seat as the organiser plans it.
type SeatPlan struct {
	Name      string // 评委1: what the hall sees
	Person    string // who sits there; may be empty
	Group     string // key of the judge group; empty if the part has none
	Card      contest.CardID
	Townships []string          // recused from every entry of these
	Recused   []contest.EntryID // and from these
}

// SeatPanel replaces the seats of a round, in the order of the list. A seat
// without a card gets a new one; with the card of a seat in another round one
// card leads to both, also from a rehearsal to the real contest. A seat of the same name and card as before
// keeps its id. If the cards have been issued, it takes effect when they are
// issued again; after the draw it is refused.
func (o *Office) SeatPanel(ctx context.Context, by By, round contest.RoundID, plan []SeatPlan) ([]contest.SeatRow, error) {
	if err := by.mayArrange(); err != nil {
		return nil, err
	}
	row, err := o.store.Round(ctx, round)
	if err != nil {
		return nil, err
	}
	v, err := o.against(ctx, &row, plan)
	if err != nil {
		return nil, err
	}
	if err := v.check(plan).Err(); err != nil {
		return nil, err
	}
	if err := o.late(ctx, &row); err != nil {
		return nil, err
	}
	names := make([]string, len(plan))
	for i := range plan {
		names[i] = plan[i].Name
	}
	var seats []contest.SeatRow
	what := map[string]string{"round": string(round), "seats": strings.Join(names, " ")}
	err = o.change(ctx, row.Contest, by, ActSeats, what, func(ctx context.Context) error {
		if seats, err = o.seats(ctx, v, plan); err != nil {
			return err
		}
		return o.store.SaveSeats(ctx, round, seats)
	})
	return seats, err
}

// panelOf is what a panel is checked against.
type panelOf struct {
	row     *contest.RoundRow
	part    *rules.Part
	entries []contest.EntryRow
	cards   []contest.Card // those that the plan names and that are there
	before  []contest.SeatRow
}

func (o *Office) against(ctx context.Context, row *contest.RoundRow, plan []SeatPlan) (v *panelOf, err error) {
	v = &panelOf{row: row}
	parsed, _, err := intake.ParseRules("rules.yaml", row.Rules)
	if err != nil {
		return nil, err
	}
	v.part = &parsed.Parts[max(0, parsed.PartIndex(row.Part))]
	if v.entries, err = o.store.Entries(ctx, row.ID); err != nil {
		return nil, err
	}
	for i := range plan {
		switch c, err := o.store.Card(ctx, plan[i].Card); {
		case err == nil:
			v.cards = append(v.cards, c)
		case !errors.Is(err, contest.ErrNotFound):
			return nil, err
		}
	}
	v.before, err = o.store.Seats(ctx, row.ID)
	return v, err
}

func (v *panelOf) check(plan []SeatPlan) (faults fault.List) {
	if len(plan) == 0 {
		return fault.List{fault.New(NoSeats, fault.At{}, "")}
	}
	names, cards := map[string]bool{}, map[contest.CardID]string{}
	for i := range plan {
		s := &plan[i]
		bad := func(code fault.Code, column, found string, args ...string) {
			faults = append(faults, fault.New(code, fault.At{Row: i + 1, Column: column}, found, append(args, "name", s.Name, "n", strconv.Itoa(i+1))...))
		}
		switch {
		case strings.TrimSpace(s.Name) == "":
			bad(NameMissing, "name", "")
		case names[s.Name]:
			bad(SeatName, "name", s.Name)
		}
		names[s.Name] = true
		if groups := v.groups(); !slices.Contains(groups, s.Group) {
			bad(SeatGroup, "group", s.Group, "allowed", strings.Join(groups, ", "), "meant", fault.Nearest(s.Group, groups))
		}
		if s.Card != "" && !slices.ContainsFunc(v.cards, func(c contest.Card) bool { return c.ID == s.Card }) {
			bad(SeatCard, "card", string(s.Card))
		} else if other, used := cards[s.Card]; used && s.Card != "" {
			bad(SeatCardUsed, "card", string(s.Card), "other", other)
		}
		cards[s.Card] = s.Name
		v.checkRecused(s, bad)
	}
	return faults
}

// groups are the keys that a seat may name; the empty one where the part has no
// groups.
func (v *panelOf) groups() []string {
	if !v.part.Aggregate.Grouped() {
		return []string{""}
	}
	var keys []string
	for i := range v.part.Aggregate.Groups {
		keys = append(keys, v.part.Aggregate.Groups[i].Key)
	}
	return keys
}

func (v *panelOf) checkRecused(s *SeatPlan, bad func(code fault.Code, column, found string, args ...string)) {
	for _, id := range s.Recused {
		if !slices.ContainsFunc(v.entries, func(e contest.EntryRow) bool { return e.ID == id }) {
			bad(SeatRecused, "recused", string(id), "entry", string(id), "meant", v.meant(string(id)))
		}
	}
	var townships []string
	for i := range v.entries {
		townships = append(townships, v.entries[i].Township)
	}
	for _, t := range s.Townships {
		if !slices.Contains(townships, t) || t == "" {
			bad(SeatTownship, "township", t, "meant", fault.Nearest(t, townships))
		}
	}
}

// meant is the id of the entry that somebody may have meant: by its name, or by
// a slip of the pen.
func (v *panelOf) meant(text string) string {
	var ids []string
	for i := range v.entries {
		if v.entries[i].Name == text {
			return string(v.entries[i].ID)
		}
		ids = append(ids, string(v.entries[i].ID))
	}
	return fault.Nearest(text, ids)
}

// seats makes the rows of a panel, with their cards.
func (o *Office) seats(ctx context.Context, v *panelOf, plan []SeatPlan) (rows []contest.SeatRow, err error) {
	rows = make([]contest.SeatRow, len(plan))
	for i := range plan {
		if rows[i], err = o.seat(ctx, v, i, &plan[i]); err != nil {
			return nil, err
		}
	}
	return rows, nil
}

// seat makes the row of a seat, with its card.
func (o *Office) seat(ctx context.Context, v *panelOf, i int, s *SeatPlan) (contest.SeatRow, error) {
	row := contest.SeatRow{Round: v.row.ID, Number: i + 1, Card: s.Card, Name: s.Name, Person: s.Person, Group: s.Group}
	for _, known := range v.before {
		if known.Name == s.Name && (known.Card == s.Card || s.Card == "") {
			row.ID, row.Card = known.ID, known.Card
		}
	}
	for i := range v.entries {
		e := &v.entries[i]
		if slices.Contains(s.Recused, e.ID) || slices.Contains(s.Townships, e.Township) {
			row.Recused = append(row.Recused, e.ID)
		}
	}
	if row.ID == "" {
		id, err := o.newID("s")
		if err != nil {
			return row, err
		}
		row.ID = contest.SeatID(id)
	}
	if row.Card == "" {
		card, err := o.newCard(ctx, v.row.Contest)
		row.Card = card.ID
		return row, err
	}
	return row, nil
}
