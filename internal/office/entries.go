package office

import (
	"context"
	"strconv"

	"leitai/internal/contest"
	"leitai/internal/fault"
	"leitai/internal/intake"
)

// The faults of a list of entries.
const (
	EntryID    fault.Code = "office_entry_id"    // an id with characters that no id may have
	EntryTwice fault.Code = "office_entry_twice" // one id twice in the list
	EntryTaken fault.Code = "office_entry_taken" // the id names an entry of another round
	NoEntries  fault.Code = "office_no_entries"
)

// ImportRoster takes the organisations of a roster.csv (code, name, and
// optionally official_name, kind, township) in, by code: new ones are added,
// known ones changed. It is noted in the contest's audit. It returns how many
// the file has.
func (o *Office) ImportRoster(ctx context.Context, by By, id contest.ContestID, file string, data []byte) (int, error) {
	if err := by.mayArrange(); err != nil {
		return 0, err
	}
	listed, err := intake.Roster(file, data)
	if err != nil {
		return 0, err
	}
	orgs := make([]Org, len(listed))
	for i, l := range listed {
		orgs[i] = Org{Code: l.Code, Name: l.Name, Official: l.Official, Kind: l.Kind, Township: l.Township}
	}
	what := map[string]string{"file": file, "n": strconv.Itoa(len(orgs))}
	return len(orgs), o.change(ctx, id, by, ActRoster, what, func(ctx context.Context) error { return o.store.SaveOrgs(ctx, orgs) })
}

// ImportEntries sets the entries of a round from an entries.csv; its other
// columns are kept, so that an export gives them back.
func (o *Office) ImportEntries(ctx context.Context, by By, round contest.RoundID, file string, data []byte) error {
	listed, err := intake.EntryList(file, data)
	if err != nil {
		return err
	}
	rows := make([]contest.EntryRow, len(listed))
	for i, l := range listed {
		e := &l.Entry
		rows[i] = contest.EntryRow{ID: contest.EntryID(e.ID), Name: e.Name, Township: e.Township, Batch: e.Batch, Class: e.Class,
			Domain: e.Domain, Order: e.Order, Exempt: e.Exempt, Speaker: l.Speaker, Title: l.Title, Fields: l.Fields}
	}
	return o.SetEntries(ctx, by, round, rows)
}

// SetEntries replaces the entries of a round; their numbers follow the list. An
// id must be unique in the database: one that another round has is refused, with
// the name of that round. If the cards have been issued, it takes effect when
// they are issued again; after the draw it is refused.
func (o *Office) SetEntries(ctx context.Context, by By, round contest.RoundID, entries []contest.EntryRow) error {
	if err := by.mayArrange(); err != nil {
		return err
	}
	row, err := o.store.Round(ctx, round)
	if err != nil {
		return err
	}
	taken, err := o.takenEntries(ctx, round)
	if err != nil {
		return err
	}
	if err := checkEntries(entries, taken).Err(); err != nil {
		return err
	}
	if err := o.late(ctx, &row); err != nil {
		return err
	}
	numbered := make([]contest.EntryRow, len(entries))
	for i, e := range entries {
		e.Round, e.Number = round, i+1
		if e.Name == "" {
			e.Name = string(e.ID)
		}
		numbered[i] = e
	}
	what := map[string]string{"round": string(round), "n": strconv.Itoa(len(entries))}
	return o.change(ctx, row.Contest, by, ActEntries, what, func(ctx context.Context) error { return o.store.SaveEntries(ctx, round, numbered) })
}

func checkEntries(entries []contest.EntryRow, taken map[contest.EntryID]string) (faults fault.List) {
	if len(entries) == 0 {
		return fault.List{fault.New(NoEntries, fault.At{}, "")}
	}
	seen := map[contest.EntryID]int{}
	for i := range entries {
		id, name := entries[i].ID, entries[i].Name
		at := fault.At{Row: i + 1, Column: "entry"}
		first, twice := seen[id]
		other, gone := taken[id]
		switch {
		case !idForm.MatchString(string(id)):
			faults = append(faults, fault.New(EntryID, at, string(id), "entry", string(id), "name", name))
		case twice:
			faults = append(faults, fault.New(EntryTwice, at, string(id), "entry", string(id), "name", name, "first", strconv.Itoa(first)))
		case gone:
			faults = append(faults, fault.New(EntryTaken, at, string(id), "entry", string(id), "name", name, "round", other))
		}
		seen[id] = i + 1
	}
	return faults
}

// takenEntries are the ids of the entries of all other rounds, with the name of
// contest and round.
func (o *Office) takenEntries(ctx context.Context, but contest.RoundID) (map[contest.EntryID]string, error) {
	events, err := o.store.Events(ctx)
	if err != nil {
		return nil, err
	}
	taken := map[contest.EntryID]string{}
	for _, e := range events {
		rounds, err := o.store.Rounds(ctx, e.ID)
		if err != nil {
			return nil, err
		}
		for _, r := range rounds {
			if r.ID == but {
				continue
			}
			entries, err := o.store.Entries(ctx, r.ID)
			if err != nil {
				return nil, err
			}
			for i := range entries {
				taken[entries[i].ID] = e.Name + " " + r.Name
			}
		}
	}
	return taken, nil
}
