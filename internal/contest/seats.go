package contest

import (
	"bytes"
	"slices"
	"strings"

	"leitai/internal/score"
)

// decideClaim gives a seat to a session: a free one, one whose session has
// ended, or with Move, for which the PIN has been checked, one that is held.
func (r *Round) decideClaim(d *Deed, p object) error {
	s := r.seats[r.seatAt[d.Seat]]
	if s.holder != "" && s.holder != d.Session && !d.Move && !d.Free {
		return refused(SeatTaken, "")
	}
	p["session"] = d.Session
	return nil
}

// ballotCodes say of each state in which no ballot is taken why not.
var ballotCodes = map[State]*Refusal{
	Waiting: refused(NotOnStage, Waiting), Called: refused(NotOpen, Called), Presenting: refused(NotOpen, Presenting),
	Closed: refused(IsClosed, Closed), Verified: refused(IsClosed, Verified), Revealed: refused(IsClosed, Revealed),
	Locked: refused(IsLocked, Locked), Withdrawn: refused(IsWithdrawn, Withdrawn), AbsentFrom: refused(IsAbsent, AbsentFrom),
	Annulled: refused(IsAnnulled, Annulled),
}

// decideBallot takes a judge's whole sheet.
func (r *Round) decideBallot(d *Deed, p object) error {
	e := r.entries[r.index[d.Entry]]
	b := &e.ballots[r.seatAt[d.Seat]]
	if err := r.takes(e, b); err != nil {
		return err
	}
	if *d.BasedOn != b.receipt.Version {
		return b.refuse(refused(Stale, e.state))
	}
	if d.sheet.err != nil {
		return d.sheet.err
	}
	p["based_on"], p["version"] = *d.BasedOn, b.receipt.Version+1
	p["marks"], p["total"] = raw(d.sheet.content), d.sheet.total.String()
	return nil
}

// ballotPayload is the canonical form of a ballot's payload. It is what canonical
// writes, without sorting: of ballots there may be thousands a second.
func ballotPayload(p object) []byte {
	b := make([]byte, 0, 512)
	b = append(b, '{')
	for _, field := range [...]string{"based_on", "key", "marks", "salt", "total", "version"} {
		value, there := p[field]
		if !there {
			continue
		}
		if len(b) > 1 {
			b = append(b, ',')
		}
		b = append(appendText(b, field), ':')
		b = appendValue(b, value)
	}
	return append(b, '}')
}

// takes tells why a seat's ballot on an entry is not taken now; nil if it is.
func (r *Round) takes(e *entry, b *ballot) error {
	switch no := ballotCodes[e.state]; {
	case no != nil:
		return b.refuse(no)
	case b.recused:
		return b.refuse(refused(IsRecused, e.state))
	case b.absent:
		return b.refuse(refused(SeatAbsent, e.state))
	}
	return nil
}

// refuse adds the seat's present receipt to a refusal.
func (b *ballot) refuse(no *Refusal) *Refusal {
	with := *no
	if b.marks != nil && b.receipt.Version > 0 {
		receipt := b.receipt
		with.Ballot = &receipt
	}
	return &with
}

// readSheet is a ballot's marks read once: for its key, which comes before the
// marks are judged, and for the marks themselves.
type readSheet struct {
	content []byte       // the marks as the log writes them; as they were sent if they cannot stand
	total   score.Points // their sum
	err     error        // why they cannot stand
}

func (r *Round) readSheet(id SeatID, texts map[string]string) *readSheet {
	lines := r.seats[r.seatAt[id]].lines
	out := &readSheet{content: make([]byte, 0, 24*len(lines)+2)}
	out.content = append(out.content, '{')
	for i, l := range lines {
		text, there := texts[l.point]
		mark, ok := parseMark(text)
		if !there || !ok || !l.scale.Fits(mark) || len(texts) != len(lines) {
			_, out.err = r.markSheet(id, texts, nil) // says all that is wrong
			out.content = appendValue(nil, texts)
			return out
		}
		if i > 0 {
			out.content = append(out.content, ',')
		}
		out.content = append(append(append(appendText(out.content, l.point), `:"`...), mark.String()...), '"')
		out.total += mark
	}
	out.content = append(out.content, '}')
	return out
}

// markSheet checks marks against the sheet of a seat: every point, none else,
// each on its scale. before, where there is one, is the sheet that they change:
// then a point may be left out.
func (r *Round) markSheet(id SeatID, texts map[string]string, before marks) (marks, error) {
	s := r.seats[r.seatAt[id]].row
	given := make(map[string]score.Points, len(texts))
	var errs []FieldErr
	for _, line := range r.def.sheetFor(s) {
		text, there := texts[line.Point]
		if !there {
			if before == nil {
				errs = append(errs, FieldErr{markField(line.Point), MissingPoint})
			}
			continue
		}
		scale, _ := r.def.scale(s, line.Point)
		mark, ok := parseMark(text)
		if !ok || !scale.Fits(mark) {
			errs = append(errs, FieldErr{markField(line.Point), BadMark})
		}
		given[line.Point] = mark
	}
	for _, point := range sortedKeys(texts) {
		if _, known := r.def.scale(s, point); !known {
			errs = append(errs, FieldErr{markField(point), UnknownPoint})
		}
	}
	if len(errs) > 0 {
		return nil, &Refusal{Class: Invalid, Code: errs[0].Code, Field: errs[0].Field, Errors: errs}
	}
	return marksOf(given), nil
}

// markField names a mark among the fields of a request.
func markField(point string) string { return "marks." + point }

// decidePaper: what two people type alike is a ballot. Who typed first may type
// again, which replaces what waits.
func (r *Round) decidePaper(d *Deed, p object) error {
	e := r.entries[r.index[d.Entry]]
	b := &e.ballots[r.seatAt[d.Seat]]
	if err := r.takes(e, b); err != nil {
		return err
	}
	given, err := r.markSheet(d.Seat, d.Marks, nil)
	if err != nil {
		return err
	}
	p["marks"] = raw(given)
	switch {
	case b.typed == nil || b.typed.by == d.By:
		p["first"] = true
	case !bytes.Equal(b.typed.marks, given):
		return b.refuse(differing(b.typed.marks, given, e.state))
	default:
		p["version"], p["total"] = b.receipt.Version+1, given.sum().String()
	}
	return nil
}

// differing is the refusal of a second typing. It names the points that were typed
// otherwise the first time, never what was typed: the second person shall read the
// paper again, not copy.
func differing(first, second marks, state State) *Refusal {
	no := &Refusal{Class: Conflict, Code: PaperDiffers, State: state}
	a, b := first.points(), second.points()
	for _, point := range sortedKeys(b) {
		if a[point] != b[point] {
			no.Errors = append(no.Errors, FieldErr{markField(point), PaperDiffers})
		}
	}
	no.Field = no.Errors[0].Field
	return no
}

// decideRecuse takes a seat out for one entry, or back in, before the close.
func (r *Round) decideRecuse(d *Deed, p object) error {
	e := r.entries[r.index[d.Entry]]
	if !beforeClose(e.state) {
		return refused(WrongState, e.state)
	}
	p["off"] = d.Off
	return nil
}

// decideJudgeAbsent takes a seat out from an entry on, or back in.
func (r *Round) decideJudgeAbsent(d *Deed, p object) error {
	first := r.entries[r.index[d.Entry]]
	if !beforeClose(first.state) {
		return refused(WrongState, first.state)
	}
	ids := []string{}
	staged := r.staged()
	for _, e := range staged[slices.Index(staged, first):] {
		if beforeClose(e.state) {
			ids = append(ids, string(e.row.ID))
		}
	}
	p["off"], p["entries"] = d.Off, ids
	return nil
}

func beforeClose(s State) bool {
	return s == Waiting || s == Called || s == Presenting || s == Scoring
}

// maxWords is how many words a judge may give of each kind.
const maxWords = 3

// decideWords takes a judge's words on an entry that he has given a ballot.
func (r *Round) decideWords(d *Deed, p object) error {
	e := r.entries[r.index[d.Entry]]
	b := &e.ballots[r.seatAt[d.Seat]]
	if b.marks == nil || e.state.Aside() {
		return b.refuse(refused(WrongState, e.state))
	}
	for field, words := range map[string][]string{"good": d.Good, "weak": d.Weak} {
		if len(words) > maxWords || slices.ContainsFunc(words, func(w string) bool { return strings.TrimSpace(w) == "" || !isPlain(w) }) {
			return invalid(FieldWrong, field)
		}
	}
	p["good"], p["weak"] = append([]string{}, d.Good...), append([]string{}, d.Weak...)
	return nil
}
