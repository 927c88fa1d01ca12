package contest

// decideCorrect asks for a change of what is public. It takes effect when another
// person confirms it.
func (r *Round) decideCorrect(d *Deed, p object) error {
	e := r.entries[r.index[d.Entry]]
	if !e.state.Public() {
		return refused(WrongState, e.state)
	}
	kinds := 0
	for _, there := range []bool{d.Marks != nil || d.Seat != "", d.Deduct != "", d.Bonus != "", d.Annul} {
		if there {
			kinds++
		}
	}
	switch {
	case kinds == 0:
		return invalid(FieldMissing, "marks")
	case kinds > 1:
		return invalid(FieldWrong, "marks")
	case d.Annul:
		p["annul"] = true
		return nil
	case d.Deduct != "":
		return r.amount(d, "deduct", d.Deduct, p)
	case d.Bonus != "":
		return r.amount(d, "bonus", d.Bonus, p)
	case d.Seat == "":
		return invalid(FieldMissing, "seat")
	case len(d.Marks) == 0:
		return invalid(FieldMissing, "marks")
	}
	b := &e.ballots[r.seatAt[d.Seat]]
	switch {
	case b.recused:
		return refused(IsRecused, e.state)
	case b.absent:
		return refused(SeatAbsent, e.state)
	}
	change, err := r.markSheet(d.Seat, d.Marks, b.marks)
	if err != nil {
		return err
	}
	p["marks"] = raw(change)
	return nil
}

// amount checks points that are added or taken away, of a part or of the total.
func (r *Round) amount(d *Deed, field, text string, p object) error {
	points, ok := parseMark(text)
	if !ok || points == 0 {
		return invalid(FieldWrong, field)
	}
	if d.Part != "" && r.def.Rules.PartIndex(d.Part) < 0 {
		return invalid(FieldWrong, "part")
	}
	p[field], p["part"] = points.String(), d.Part
	return nil
}

func (r *Round) decideConfirm(d *Deed, p object) error {
	c := r.corrections[*d.Of]
	if c == nil || d.Entry != "" && d.Entry != c.entry {
		return refused(NothingPending, r.stateOf(d.Entry))
	}
	e := r.entries[r.index[c.entry]]
	switch {
	case d.By == c.by:
		return refused(SamePerson, e.state)
	case !e.state.Public():
		return refused(WrongState, e.state)
	}
	d.Entry = c.entry
	p["of"] = *d.Of
	return nil
}

// decideDecline drops a correction that waits: who asked for it takes it back, or
// another does not agree. Nothing of the entry changes.
func (r *Round) decideDecline(d *Deed, p object) error {
	c := r.corrections[*d.Of]
	if c == nil || d.Entry != "" && d.Entry != c.entry {
		return refused(NothingPending, r.stateOf(d.Entry))
	}
	d.Entry = c.entry
	p["of"] = *d.Of
	return nil
}

// decideAdjust adds or takes points before the close.
func (r *Round) decideAdjust(d *Deed, p object) error {
	e := r.entries[r.index[d.Entry]]
	if !beforeClose(e.state) {
		return refused(WrongState, e.state)
	}
	return r.amount(d, "points", d.Points, p)
}

func (r *Round) decidePause(d *Deed, _ object) error {
	if r.paused == (d.Kind == Pause) {
		return refused(WrongState, "")
	}
	return nil
}

func (r *Round) decideSubstitute(d *Deed, p object) error {
	switch e := r.entries[r.index[d.Entry]]; e.state {
	case Waiting, Called, Presenting:
		p["name"] = d.Name
		return nil
	default:
		return refused(WrongState, e.state)
	}
}

// maxSeconds bounds what a timer is set forward or back by: a day.
const maxSeconds = 24 * 3600

func (r *Round) decideTimer(d *Deed, p object) error {
	switch d.Action {
	case "start", "pause":
	case "add":
		if d.Seconds == nil {
			return invalid(FieldMissing, "seconds")
		}
		if *d.Seconds > maxSeconds || *d.Seconds < -maxSeconds {
			return invalid(FieldWrong, "seconds")
		}
		p["seconds"] = *d.Seconds
	default:
		return invalid(FieldWrong, "action")
	}
	if d.Entry == "" && r.timer.entry == "" {
		if r.current < 0 {
			return invalid(FieldMissing, "entry")
		}
		d.Entry = r.entries[r.current].row.ID
	}
	p["action"] = d.Action
	return nil
}
