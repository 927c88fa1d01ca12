package contest

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"slices"

	"leitai/internal/standing"
)

// step decides a command that takes one entry a step forward; in an open round
// without an entry it takes all that stand there.
func step(from State) func(*Round, *Deed, object) error {
	return func(r *Round, d *Deed, p object) error {
		entries, err := r.stepping(d, from, p)
		if err != nil {
			return err
		}
		return r.roomOnStage(d.Kind, entries)
	}
}

// stepping are the entries that a forward command is about.
func (r *Round) stepping(d *Deed, from State, p object) ([]*entry, error) {
	if d.Entry != "" {
		e := r.entries[r.index[d.Entry]]
		if e.state != from {
			return nil, refused(WrongState, e.state)
		}
		return []*entry{e}, nil
	}
	if r.def.Mode != Open {
		return nil, invalid(FieldMissing, "entry")
	}
	var out []*entry
	ids := []string{}
	for _, e := range r.staged() {
		if e.state == from {
			out = append(out, e)
			ids = append(ids, string(e.row.ID))
		}
	}
	if len(out) == 0 {
		return nil, refused(WrongState, "")
	}
	p["entries"] = ids
	return out, nil
}

// roomOnStage: in a sequential round one entry is on the stage at a time, but
// for the first ones that the rules hold in 打分中 together.
func (r *Round) roomOnStage(kind Kind, entries []*entry) error {
	if r.def.Mode == Open || !slices.Contains([]Kind{Call, Start, OpenEntry, Reopen}, kind) {
		return nil
	}
	if kind == Call && (!r.drawn || entries[0].order == 0) { // or back from aside, and left out of the lots
		return refused(NotDrawn, entries[0].state)
	}
	hold := r.def.Rules.HoldFirst
	for _, e := range r.entries {
		busy := e.state == Called || e.state == Presenting || e.state == Scoring
		held := e.state == Scoring && e.order <= hold && entries[0].order <= hold
		if busy && !held && e != entries[0] {
			return &Refusal{Code: AnotherOnStage, State: entries[0].state, Entries: []EntryID{e.row.ID}}
		}
	}
	return nil
}

// decideDraw draws the order, from a seed or as the lots were read out.
func (r *Round) decideDraw(d *Deed, p object) error {
	switch {
	case r.current >= 0 || slices.ContainsFunc(r.entries, func(e *entry) bool { return e.state != Waiting && !e.state.Aside() }):
		return refused(WrongState, "")
	case r.drawn && !d.has("reason"):
		return invalid(FieldMissing, "reason")
	case d.Seed == "" && d.Order == nil:
		return invalid(FieldMissing, "seed")
	case d.Seed != "" && d.Order != nil:
		return invalid(FieldWrong, "order")
	}
	order := d.Order
	if order == nil {
		order = r.drawBySeed(d.Seed)
		p["seed"] = d.Seed
	} else if !r.eachOnce(order) {
		return invalid(FieldWrong, "order")
	}
	ids := make([]string, 0, len(order))
	for _, id := range order {
		ids = append(ids, string(id))
	}
	p["order"] = ids
	return nil
}

// drawBySeed orders the entries by SHA-256 of seed, newline, entry id.
func (r *Round) drawBySeed(seed string) []EntryID {
	type lot struct {
		id  EntryID
		sum [sha256.Size]byte
	}
	lots := make([]lot, 0, len(r.entries))
	for _, e := range r.entries {
		lots = append(lots, lot{e.row.ID, sha256.Sum256([]byte(seed + "\n" + string(e.row.ID)))})
	}
	slices.SortFunc(lots, func(a, b lot) int {
		return cmp.Or(bytes.Compare(a.sum[:], b.sum[:]), cmp.Compare(a.id, b.id))
	})
	out := make([]EntryID, 0, len(lots))
	for _, l := range lots {
		out = append(out, l.id)
	}
	return out
}

// eachOnce tells whether order holds every entry exactly once; those that have
// left the contest may be left out.
func (r *Round) eachOnce(order []EntryID) bool {
	seen := map[EntryID]bool{}
	for _, id := range order {
		if _, known := r.index[id]; !known || seen[id] {
			return false
		}
		seen[id] = true
	}
	return !slices.ContainsFunc(r.entries, func(e *entry) bool { return !seen[e.row.ID] && !e.state.Aside() })
}

// decideClose stops the scoring. Missing ballots need a reason; what the rules
// refuse no reason excuses.
func (r *Round) decideClose(d *Deed, p object) error {
	entries, err := r.stepping(d, Scoring, p)
	if err != nil {
		return err
	}
	var missing []SeatID
	for _, e := range entries {
		for _, id := range r.missing(e) {
			if !slices.Contains(missing, id) {
				missing = append(missing, id)
			}
		}
	}
	for _, e := range entries { // first: nobody is asked for a reason that will not help
		if faults := r.refusedByRules(e); len(faults) > 0 {
			return &Refusal{Code: RulesRefuse, State: Scoring, Missing: missing, Faults: faults}
		}
	}
	if len(missing) > 0 && !d.has("reason") {
		return &Refusal{Code: BallotsMissing, State: Scoring, Missing: missing}
	}
	return nil
}

// decideVerify: who checks is neither who closed nor who typed a ballot.
func (r *Round) decideVerify(d *Deed, p object) error {
	entries, err := r.stepping(d, Closed, p)
	if err != nil {
		return err
	}
	for _, e := range entries {
		if d.By == e.closedBy || slices.Contains(e.typists, d.By) {
			return refused(SamePerson, e.state)
		}
	}
	return nil
}

func (r *Round) decideReopen(d *Deed, _ object) error {
	e := r.entries[r.index[d.Entry]]
	if e.state != Closed && e.state != Verified {
		return refused(WrongState, e.state)
	}
	return r.roomOnStage(Reopen, []*entry{e})
}

// decideAside takes an entry out of the contest; from the reveal on only a
// correction can.
func (r *Round) decideAside(d *Deed, _ object) error {
	e := r.entries[r.index[d.Entry]]
	if e.state.Aside() || e.state.Public() {
		return refused(WrongState, e.state)
	}
	return nil
}

// decideUndo takes the newest call, start, withdraw or absent back, as long as
// no other command of state came after it.
func (r *Round) decideUndo(d *Deed, p object) error {
	if r.undoable.seq == 0 || *d.Of != r.undoable.seq || d.Entry != "" && d.Entry != r.undoneEntry() {
		return refused(WrongState, r.stateOf(d.Entry))
	}
	p["of"] = *d.Of
	return nil
}

// undoneEntry is the entry that an undo is about, empty if it is about several.
func (r *Round) undoneEntry() EntryID {
	if len(r.undoable.entries) != 1 {
		return ""
	}
	return r.entries[r.undoable.entries[0]].row.ID
}

// decideSeal makes the round final.
func (r *Round) decideSeal(d *Deed, _ object) error {
	var open []EntryID
	for _, e := range r.entries {
		if e.state != Locked && !e.state.Aside() {
			open = append(open, e.row.ID)
		}
	}
	if len(open) > 0 {
		return &Refusal{Code: NotFinished, Entries: open}
	}
	if d.By == r.lockedBy {
		return refused(SamePerson, "")
	}
	if tied, faults := r.tiesLeft(); len(tied) > 0 {
		return &Refusal{Code: standing.TieLeft, Entries: tied, Faults: faults}
	}
	return nil
}
