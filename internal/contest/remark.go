package contest

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxChars bounds a comment and a question, in characters.
const maxChars = 500

// isText tells whether a text of several lines can stand in a log and on a screen:
// no longer than maxChars, and no control characters but those of a line's end.
func isText(text string) bool {
	return utf8.RuneCountInString(text) <= maxChars && !strings.ContainsFunc(text, func(c rune) bool {
		return unicode.IsControl(c) && c != '\n' && c != '\r' && c != '\t'
	})
}

// comment is what a guest said about an entry (记点评). It is no mark and changes
// none.
type comment struct {
	seq                int64
	name, text, at, by string
}

// reminder is the newest word to a seat that its ballot is missing.
type reminder struct {
	seq int64
	at  string // time of the fact; empty for none
}

// decideRemind asks the seats whose ballot is missing for it, or one of them. The
// fact names them, so that it says who was asked whatever comes in later.
func (r *Round) decideRemind(d *Deed, p object) error {
	e := r.entries[r.index[d.Entry]]
	if e.state != Scoring {
		return refused(WrongState, e.state)
	}
	missing := r.missing(e)
	if d.Seat != "" {
		missing = slices.DeleteFunc(missing, func(id SeatID) bool { return id != d.Seat })
	}
	if len(missing) == 0 {
		return refused(NoneMissing, e.state)
	}
	ids := make([]string, 0, len(missing))
	for _, id := range missing {
		ids = append(ids, string(id))
	}
	p["seats"] = ids
	return nil
}

func (r *Round) takeRemind(e *entry, f *Fact, p *payload) {
	for _, id := range p.Seats {
		e.ballots[r.seatAt[id]].reminded = reminder{f.Seq, f.At}
	}
}

// reminded is the newest reminder that a seat has yet to answer: none once its
// ballot is in, or the entry has left the scoring.
func (r *Round) reminded(seat int) *ReminderView {
	var newest reminder
	var about EntryID
	for _, e := range r.entries {
		b := &e.ballots[seat]
		if e.state == Scoring && b.due() && b.marks == nil && b.reminded.seq > newest.seq {
			newest, about = b.reminded, e.row.ID
		}
	}
	if newest.seq == 0 {
		return nil
	}
	return &ReminderView{Entry: about, At: newest.at}
}

// forget drops the reminders of a scoring that has ended.
func (e *entry) forget() {
	for i := range e.ballots {
		e.ballots[i].reminded = reminder{}
	}
}

func (r *Round) decideComment(d *Deed, p object) error {
	if !isText(d.Text) {
		return invalid(FieldWrong, "text")
	}
	p["name"], p["text"] = d.Name, d.Text
	return nil
}
