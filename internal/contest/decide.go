package contest

import (
	"slices"
	"strconv"
	"strings"
	"unicode"

	"leitai/internal/fault"
)

// maxText bounds a reason, a name, a seed: more is no sentence but an attack.
const maxText = 1000

// Decide says yes to a deed with a fact that is ready to be written, or no with
// a *Refusal. It changes nothing: whoever has written the fact applies it. The
// order of the checks is that of the contract: the entry, the key, then state,
// recusal, base and marks.
func (r *Round) Decide(d *Deed, c Chance) (Outcome, error) {
	if d.Kind == KindRound {
		return r.decideDefinition(d, c)
	}
	rule, known := commands[d.Kind]
	if !known {
		return Outcome{}, invalid(FieldWrong, "type")
	}
	if rule.by != nil && !slices.Contains(rule.by, d.Role) {
		return Outcome{}, &Refusal{Class: Denied, Code: NotAllowed}
	}
	if r.def == nil {
		return Outcome{}, refused(WrongState, "")
	}
	if _, there := r.seatAt[d.Seat]; d.Seat != "" && !there {
		return Outcome{}, &Refusal{Class: Unknown, Code: NoSuchSeat, Field: "seat"}
	}
	if _, there := r.index[d.Entry]; d.Entry != "" && !there {
		return Outcome{}, &Refusal{Class: Unknown, Code: NoSuchEntry, Field: "entry"}
	}
	if err := shape(d, rule); err != nil {
		return Outcome{}, err
	}
	if err := r.seated(d); err != nil {
		return Outcome{}, err
	}
	if d.Kind == KindBallot {
		d.sheet = r.readSheet(d.Seat, d.Marks)
	}
	hash := d.Hash()
	if done, known := r.keys.find(d.By, d.Key); known {
		return repeat(d, done, hash)
	}
	if rule.by != nil {
		if err := r.present(d, rule); err != nil {
			return Outcome{}, err
		}
	}
	p := object{}
	if d.Key != "" {
		p["key"] = d.Key
	}
	if err := rule.decide(r, d, p); err != nil {
		return Outcome{}, err
	}
	return r.accept(d, p, hash, c), nil
}

// accept makes the fact.
func (r *Round) accept(d *Deed, p object, hash uint64, c Chance) Outcome {
	p["salt"] = c.Salt
	if d.Key != "" && d.Kind != KindBallot { // of a ballot it follows from the marks
		p["content"] = strconv.FormatUint(hash, 10)
	}
	f := Fact{Seq: r.last.seq + 1, Kind: d.Kind, Entry: d.Entry, Seat: d.Seat, At: c.At.Format(TimeLayout), By: d.By, Reason: d.Reason}
	if d.sheet != nil {
		f.Payload = ballotPayload(p)
	} else {
		f.Payload = p.canonical()
	}
	if d.Kind == Undo {
		f.Entry = r.undoneEntry()
	}
	f = f.Sealed(r.last.hash)
	out := Outcome{Fact: f}
	if version, ok := p["version"].(int64); ok {
		out.Receipt = &Receipt{Receipt: f.Receipt(), Seq: f.Seq, Version: version, Total: p["total"].(string), At: f.At}
	}
	return out
}

// repeat answers a deed whose key is known.
func repeat(d *Deed, done deedDone, hash uint64) (Outcome, error) {
	if done.content != hash {
		return Outcome{}, invalid(KeyReused, "")
	}
	out := Outcome{Repeated: true, Receipt: done.receipt()}
	out.Fact.Seq, out.Fact.Kind, out.Fact.Entry, out.Fact.Seat = done.seq, d.Kind, d.Entry, d.Seat
	return out, nil
}

// present checks what every command shares: the seal, the version of the
// picture that the person decided on, and a pause.
func (r *Round) present(d *Deed, rule command) error {
	if r.sealed != "" && d.Kind != Correct && d.Kind != Confirm {
		return refused(IsSealed, r.stateOf(d.Entry))
	}
	changed := r.changed
	if d.Entry != "" {
		changed = r.entries[r.index[d.Entry]].changed
	}
	if *d.Expect < changed || *d.Expect > r.last.seq {
		return refused(Stale, r.stateOf(d.Entry))
	}
	if rule.forward && r.paused {
		return refused(IsPaused, r.stateOf(d.Entry))
	}
	return nil
}

func (r *Round) stateOf(id EntryID) State {
	state, _ := r.State(id)
	return state
}

// shape checks the fields that a command needs, whatever the state.
func shape(d *Deed, rule command) error {
	if rule.by != nil && d.Expect == nil {
		return invalid(FieldMissing, "expect_version")
	}
	for _, field := range rule.needs {
		if !d.has(field) {
			return invalid(FieldMissing, field)
		}
	}
	for field, text := range map[string]string{"reason": d.Reason, "name": d.Name, "seed": d.Seed} {
		if !isPlain(text) {
			return invalid(FieldWrong, field)
		}
	}
	return nil
}

// isPlain tells whether a text can stand in a log, a table and a printed page: no
// longer than a sentence, and no control characters but those of a line's end. A
// terminal obeys an escape, and some databases take no NUL: one such fact would
// keep all those beside it from being written.
func isPlain(text string) bool {
	return len(text) <= maxText && !strings.ContainsFunc(text, func(c rune) bool {
		return unicode.IsControl(c) && c != '\n' && c != '\r' && c != '\t'
	})
}

// seated tells whether the phone that sends a ballot or words has the seat still.
// The gate has looked before, but between its look and this moment another phone
// may have taken the seat: only here is nothing in between.
func (r *Round) seated(d *Deed) error {
	if d.Session == "" || d.Kind != KindBallot && d.Kind != KindWords {
		return nil
	}
	switch r.seats[r.seatAt[d.Seat]].holder {
	case d.Session:
		return nil
	case "":
		return &Refusal{Class: Unseated, Code: NoSession}
	}
	return &Refusal{Class: Unseated, Code: SeatMoved}
}

// has tells whether a field of the contract was given.
func (d *Deed) has(field string) bool {
	switch field {
	case "entry":
		return d.Entry != ""
	case "seat":
		return d.Seat != ""
	case "reason":
		return strings.TrimSpace(d.Reason) != ""
	case "of":
		return d.Of != nil
	case "marks":
		return d.Marks != nil
	case "points":
		return d.Points != ""
	case "part":
		return d.Part != ""
	case "rows":
		return d.Rows != nil
	case "name":
		return strings.TrimSpace(d.Name) != ""
	case "action":
		return d.Action != ""
	case "screen":
		return d.Screen != ""
	case "text":
		return strings.TrimSpace(d.Text) != ""
	case "starts":
		return d.Starts != ""
	case "parts":
		return d.Parts != nil
	case "based_on":
		return d.BasedOn != nil
	}
	panic("contest: no field " + field)
}

func invalid(code fault.Code, field string) *Refusal {
	return &Refusal{Class: Invalid, Code: code, Field: field}
}

func refused(code fault.Code, state State) *Refusal {
	return &Refusal{Class: Conflict, Code: code, State: state}
}

// decideDefinition takes a definition until the first draw, or until the opening
// of a round that needs none.
func (r *Round) decideDefinition(d *Deed, c Chance) (Outcome, error) {
	if d.Role != Organiser {
		return Outcome{}, &Refusal{Class: Denied, Code: NotAllowed}
	}
	if d.Definition == nil {
		return Outcome{}, invalid(FieldMissing, "definition")
	}
	faults := d.Definition.check()
	if len(faults) == 0 {
		faults = d.Definition.rankable()
	}
	if len(faults) > 0 {
		return Outcome{}, &Refusal{Class: Invalid, Code: faults[0].Code, Faults: faults}
	}
	hash := contentOf(d.Kind, "", "", d.Reason, d.Definition.payload().canonical())
	if done, known := r.keys.find(d.By, d.Key); known {
		return repeat(d, done, hash)
	}
	if r.drawn || r.current >= 0 || slices.ContainsFunc(r.entries, func(e *entry) bool { return e.state != Waiting }) {
		return Outcome{}, refused(DefLateChange, "")
	}
	p := d.Definition.payload()
	if d.Key != "" {
		p["key"] = d.Key
	}
	return r.accept(d, p, hash, c), nil
}
