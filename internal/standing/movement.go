package standing

import (
	"leitai/internal/fault"
	"leitai/internal/score"
)

// Earlier is one row of the result of an earlier round or year.
type Earlier struct {
	Entry, Name, Tier string
	Place             int          // 0 without one
	Total             *score.Exact // nil without one
}

// Movement compares an entry with its earlier result (晋位). Places of different
// lists and totals under different rules are shown beside each other; what they
// prove is for people to say.
type Movement struct {
	State       MovementState
	From        string // its id then
	PlaceBefore int
	PlaceNow    int
	TotalBefore *score.Exact
	TotalChange *score.Exact
	TierBefore  string
}

// MovementState says how an entry was found in the earlier result.
type MovementState string

// The states.
const (
	Same    MovementState = "same"
	Renamed MovementState = "renamed" // by its former id or name, or with another name now
	New     MovementState = "new"
)

// EntryGone warns of an entry of the earlier result that is not in this one.
const EntryGone fault.Code = "entry_gone"

// CompareWith adds to every row its movement since an earlier result, and warns
// of entries that are not there any more.
func (r *Result) CompareWith(before []Earlier) {
	byID, byName := map[string]*Earlier{}, map[string]*Earlier{}
	for i := range before {
		byID[before[i].Entry] = &before[i]
		byName[before[i].Name] = &before[i]
	}
	found := map[string]bool{}
	for _, list := range r.Lists {
		for _, row := range list.Rows {
			entry := &r.Input.Entries[row.Entry]
			was := byID[entry.ID]
			if was == nil && entry.Former != "" {
				if was = byID[entry.Former]; was == nil {
					was = byName[entry.Former]
				}
			}
			row.Movement = movement(entry, row, was)
			if was != nil {
				found[was.Entry] = true
			}
		}
	}
	for i := range before {
		if !found[before[i].Entry] {
			r.Warnings = append(r.Warnings, fault.New(EntryGone, fault.At{}, "", "entry", before[i].Entry, "name", before[i].Name))
		}
	}
}

func movement(e *Entry, row *Row, was *Earlier) *Movement {
	if was == nil {
		return &Movement{State: New, PlaceNow: row.Place}
	}
	m := &Movement{State: Same, From: was.Entry, PlaceBefore: was.Place, PlaceNow: row.Place, TotalBefore: was.Total, TierBefore: was.Tier}
	if was.Entry != e.ID || was.Name != e.Name {
		m.State = Renamed
	}
	if was.Total != nil && row.HasTotal() {
		change := row.Figure.Value.Sub(*was.Total)
		m.TotalChange = &change
	}
	return m
}
