package office

import (
	"context"
	"errors"
	"strconv"
	"strings"

	"leitai/internal/contest"
	"leitai/internal/fault"
	"leitai/internal/intake"
	"leitai/internal/rules"
)

// The faults of what the organiser enters.
const (
	NameMissing fault.Code = "office_name_missing" // a contest, a round or a seat without a name
	NameLong    fault.Code = "office_name_long"
	PartUnknown fault.Code = "office_part_unknown" // the rules have no such part
	ModeUnknown fault.Code = "office_mode_unknown"
)

// maxName bounds a name, in bytes.
const maxName = 300

// CreateContest makes a contest, with a secret of its own from which tokens,
// codes and PINs of its cards follow.
func (o *Office) CreateContest(ctx context.Context, by By, name string, rehearsal bool) (contest.Event, error) {
	if err := errors.Join(by.mayArrange(), named(name, "contest.name")); err != nil {
		return contest.Event{}, err
	}
	id, err := o.newID("c")
	if err != nil {
		return contest.Event{}, err
	}
	secret, err := o.bytes(32)
	if err != nil {
		return contest.Event{}, err
	}
	e := contest.Event{ID: contest.ContestID(id), Name: name, Rehearsal: rehearsal, Secret: secret}
	what := map[string]string{"name": name, "rehearsal": strconv.FormatBool(rehearsal)}
	return e, o.change(ctx, e.ID, by, ActContest, what, func(ctx context.Context) error { return o.store.SaveEvent(ctx, e) })
}

// RoundPlan is what a round begins as. File is the name of the file that the
// rules came from, for the places of faults.
type RoundPlan struct {
	Name  string
	Mode  contest.Mode
	Part  string // key of the part of the rules that the round judges
	File  string
	Rules []byte // rules.yaml, or the same as JSON
}

// AddRound adds a round to a contest, after those that it has. What is wrong with
// the rules comes back as a fault.List with lines.
func (o *Office) AddRound(ctx context.Context, by By, id contest.ContestID, p RoundPlan) (contest.RoundRow, error) {
	if err := by.mayArrange(); err != nil {
		return contest.RoundRow{}, err
	}
	parsed, err := p.check()
	if err != nil {
		return contest.RoundRow{}, err
	}
	if _, err := o.store.Event(ctx, id); err != nil {
		return contest.RoundRow{}, err
	}
	before, err := o.store.Rounds(ctx, id)
	if err != nil {
		return contest.RoundRow{}, err
	}
	name, err := o.newID("r")
	if err != nil {
		return contest.RoundRow{}, err
	}
	row := contest.RoundRow{ID: contest.RoundID(name), Contest: id, Number: len(before) + 1, Name: p.Name, Mode: p.Mode, Part: p.Part, Rules: p.Rules}
	save := func(ctx context.Context) error { return o.store.SaveRound(ctx, row) }
	if err := o.change(ctx, id, by, ActRound, p.audit(row, parsed), save); err != nil {
		return contest.RoundRow{}, err
	}
	return o.store.Round(ctx, row.ID)
}

// ChangeRound gives a round another name, mode, part or other rules. If its
// cards have been issued, it takes effect when they are issued again; after the
// draw it is refused.
func (o *Office) ChangeRound(ctx context.Context, by By, id contest.RoundID, p RoundPlan) error {
	if err := by.mayArrange(); err != nil {
		return err
	}
	parsed, err := p.check()
	if err != nil {
		return err
	}
	row, err := o.store.Round(ctx, id)
	if err != nil {
		return err
	}
	if err := o.late(ctx, &row); err != nil {
		return err
	}
	row.Name, row.Mode, row.Part, row.Rules = p.Name, p.Mode, p.Part, p.Rules
	save := func(ctx context.Context) error { return o.store.SaveRound(ctx, row) }
	return o.change(ctx, row.Contest, by, ActRound, p.audit(row, parsed), save)
}

func (p *RoundPlan) check() (*rules.Rules, error) {
	parsed, _, err := intake.ParseRules(p.File, p.Rules)
	if err != nil {
		return nil, err
	}
	var faults fault.List
	var list fault.List
	if errors.As(named(p.Name, "round.name"), &list) {
		faults = append(faults, list...)
	}
	if p.Mode != contest.Sequential && p.Mode != contest.Open {
		faults = append(faults, fault.New(ModeUnknown, fault.At{Column: "round.mode"}, string(p.Mode), "allowed", string(contest.Sequential)+", "+string(contest.Open)))
	}
	if parsed.PartIndex(p.Part) < 0 {
		keys := parts(parsed)
		faults = append(faults, fault.New(PartUnknown, fault.At{File: p.File, Column: "parts"}, p.Part, "allowed", strings.Join(keys, ", "), "meant", fault.Nearest(p.Part, keys)))
	}
	return parsed, faults.Err()
}

func (p *RoundPlan) audit(row contest.RoundRow, parsed *rules.Rules) map[string]string {
	return map[string]string{"round": string(row.ID), "name": row.Name, "mode": string(row.Mode), "part": row.Part, "rules_hash": parsed.Hash}
}

// parts are the keys of the parts of the rules.
func parts(r *rules.Rules) (keys []string) {
	for i := range r.Parts {
		keys = append(keys, r.Parts[i].Key)
	}
	return keys
}

// named checks a name that people will read.
func named(name, field string) error {
	switch {
	case strings.TrimSpace(name) == "":
		return fault.List{fault.New(NameMissing, fault.At{Column: field}, "")}
	case len(name) > maxName:
		return fault.List{fault.New(NameLong, fault.At{Column: field}, "", "most", strconv.Itoa(maxName/3))}
	}
	return nil
}
