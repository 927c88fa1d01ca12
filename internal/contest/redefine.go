package contest

import "slices"

// carry keeps what was commanded before the definition changed, as far as the new
// one has a place for it: a recusal or a deduction that somebody has written down
// is not lost because the cards were issued again.
func (r *Round) carry(entries []*entry, seats []*seat) {
	for _, old := range entries {
		at, there := r.index[old.row.ID]
		if !there {
			continue
		}
		e := r.entries[at]
		for _, a := range old.adjust {
			if a.part == "" || r.def.Rules.PartIndex(a.part) >= 0 {
				e.adjust = append(e.adjust, a)
			}
		}
		e.comments = old.comments
		if old.speaker != old.row.Speaker {
			e.speaker = old.speaker
		}
		for i := range old.ballots {
			if now, there := r.seatAt[seats[i].row.ID]; there {
				e.ballots[now].carry(&old.ballots[i], slices.Contains(seats[i].row.Recused, old.row.ID))
			}
		}
	}
	r.carryParts()
	if _, there := r.index[r.timer.entry]; !there {
		r.timer = timer{}
	}
	if r.question != nil && r.indexOf(r.question.Entry) < 0 {
		r.question = nil
	}
	for i := range r.screens {
		if s := &r.screens[i]; s.Entry != nil && r.indexOf(*s.Entry) < 0 {
			s.Entry = nil
		}
	}
}

// carry takes over what was commanded; a recusal that stood in the definition is
// the definition's to keep.
func (b *ballot) carry(old *ballot, defined bool) {
	b.recused = b.recused || old.recused && !defined
	b.absent = old.absent
}

// carryParts keeps the marks of other parts that the new rules can read.
func (r *Round) carryParts() {
	for _, key := range sortedKeys(r.parts) {
		rows := slices.DeleteFunc(slices.Clone(r.parts[key]), func(row PartRow) bool { return r.indexOf(row.Entry) < 0 })
		at := r.def.Rules.PartIndex(key)
		if at < 0 || key == r.def.Part || r.checkRows(&r.def.Rules.Parts[at], rows) != nil || len(r.refusedWith(key, rows)) > 0 {
			delete(r.parts, key)
			continue
		}
		r.parts[key] = rows
	}
}

// indexOf is where an entry stands in the definition, −1 for one of another round.
func (r *Round) indexOf(id EntryID) int {
	if i, there := r.index[id]; there {
		return i
	}
	return -1
}
