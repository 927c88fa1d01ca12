package office

import (
	"context"
	"strconv"

	"leitai/internal/contest"
	"leitai/internal/intake"
)

// Issue issues the cards of a round: it freezes rules, entries, panel and
// recusals as fact 1. Until the first draw, or the opening of a round without
// one, it may be done again after a change. What is lacking comes back as a
// [*contest.Refusal] with its faults.
func (o *Office) Issue(ctx context.Context, by By, round contest.RoundID) (contest.Outcome, error) {
	row, err := o.store.Round(ctx, round)
	if err != nil {
		return contest.Outcome{}, err
	}
	def, err := o.definition(ctx, &row)
	if err != nil {
		return contest.Outcome{}, err
	}
	out, err := o.do(ctx, by, &row, contest.Deed{Kind: contest.KindRound, Definition: def})
	if err != nil {
		return out, err
	}
	what := map[string]string{"round": string(round), "rules_hash": def.Rules.Hash, "seq": strconv.FormatInt(out.Fact.Seq, 10)}
	return out, o.store.Record(ctx, row.Contest, by.Name, ActIssue, what)
}

// definition gathers what a round is made of.
func (o *Office) definition(ctx context.Context, row *contest.RoundRow) (*contest.Definition, error) {
	event, err := o.store.Event(ctx, row.Contest)
	if err != nil {
		return nil, err
	}
	parsed, canonical, err := intake.CanonicalRules("rules.yaml", row.Rules)
	if err != nil {
		return nil, err
	}
	d := &contest.Definition{Contest: event.ID, ContestName: event.Name, Rehearsal: event.Rehearsal, Name: row.Name, Mode: row.Mode,
		Part: row.Part, Rules: parsed, RulesJSON: canonical}
	if d.Seats, err = o.store.Seats(ctx, row.ID); err != nil {
		return nil, err
	}
	if d.Entries, err = o.store.Entries(ctx, row.ID); err != nil {
		return nil, err
	}
	return d, nil
}

// Draw draws the order of the stage by lot: from a seed, or as the lots were
// drawn by hand and typed. A further draw needs a reason.
func (o *Office) Draw(ctx context.Context, by By, round contest.RoundID, seed string, lots []contest.EntryID, reason string) (contest.Outcome, error) {
	return o.command(ctx, by, round, contest.Deed{Kind: contest.Draw, Seed: seed, Order: lots, Reason: reason})
}

// Open opens every entry of an open round: all are called, started and opened,
// each step one fact with a key of its own.
func (o *Office) Open(ctx context.Context, by By, round contest.RoundID) error {
	key := by.Key
	for _, step := range []contest.Kind{contest.Call, contest.Start, contest.OpenEntry} {
		if key != "" {
			by.Key = key + "-" + string(step)
		}
		if _, err := o.command(ctx, by, round, contest.Deed{Kind: step}); err != nil {
			return err
		}
	}
	return nil
}

// Plan says when a round is to begin and how long each part of a turn may take.
func (o *Office) Plan(ctx context.Context, by By, round contest.RoundID, plan contest.Plan) (contest.Outcome, error) {
	return o.command(ctx, by, round, contest.Deed{Kind: contest.SetPlan, Starts: plan.Starts, Parts: plan.Parts})
}

// ImportPart gives a round the marks of a part that it does not judge: field,
// daily, survey. A further import of the part replaces the first and needs a
// reason.
func (o *Office) ImportPart(ctx context.Context, by By, round contest.RoundID, part string, rows []contest.PartRow, reason string) (contest.Outcome, error) {
	return o.command(ctx, by, round, contest.Deed{Kind: contest.PartMarks, Part: part, Rows: rows, Reason: reason})
}

// command sends a command on the version that stands.
func (o *Office) command(ctx context.Context, by By, round contest.RoundID, d contest.Deed) (contest.Outcome, error) {
	row, err := o.store.Round(ctx, round)
	if err != nil {
		return contest.Outcome{}, err
	}
	return o.do(ctx, by, &row, d)
}

func (o *Office) do(ctx context.Context, by By, row *contest.RoundRow, d contest.Deed) (contest.Outcome, error) {
	d.By, d.Role, d.Key, d.Expect = by.Name, by.Role, by.Key, &row.Version
	if d.Key == "" {
		key, err := o.newID("office-")
		if err != nil {
			return contest.Outcome{}, err
		}
		d.Key = key
	}
	return o.stage.Do(ctx, row.ID, d)
}
