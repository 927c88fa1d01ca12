package contest

// SeatView is what a judge may see now: his sheet, whom he has to mark, and his
// own ballots. Another judge's marks are never in it.
type SeatView struct {
	Log     string       `json:"log"`
	Version int64        `json:"version"`
	Seat    SeatName     `json:"seat"`
	Round   SeatRound    `json:"round"`
	Sheet   []PointView  `json:"sheet"`
	Current *EntryID     `json:"current"`
	Entries []SeatEntry  `json:"entries"`
	Ballots []SeatBallot `json:"ballots"`

	Reminded *ReminderView `json:"reminded"` // the console asks for this seat's ballot; null once it is in, or the entry left the scoring
}

// ReminderView is a reminder as the judge meets it.
type ReminderView struct {
	Entry EntryID `json:"entry"`
	At    string  `json:"at"`
}

// SeatName says which seat it is.
type SeatName struct {
	ID     SeatID `json:"id"`
	Name   string `json:"name"`
	Person string `json:"person"` // who sits there; may be empty
	Group  string `json:"group"`
}

// SeatRound is the round of the seat.
type SeatRound struct {
	ID          RoundID   `json:"id"`
	Name        string    `json:"name"`
	Contest     ContestID `json:"contest"`
	ContestName string    `json:"contest_name"`
	Rehearsal   bool      `json:"rehearsal"`
	Mode        Mode      `json:"mode"`
	Paused      bool      `json:"paused"`
	Final       bool      `json:"final"`
}

// SeatEntry is an entry as the judge meets it.
type SeatEntry struct {
	ID       EntryID `json:"id"`
	Name     string  `json:"name"`
	Township string  `json:"township"`
	Speaker  string  `json:"speaker"`
	Title    string  `json:"title"`
	Order    *int    `json:"order"`
	State    State   `json:"state"`
	Recused  bool    `json:"recused"`
	Absent   bool    `json:"absent"`   // this seat is noted as absent for it
	Open     bool    `json:"open"`     // a ballot of this seat would be taken now
	Reopened *string `json:"reopened"` // why the scoring was opened again, while it is
}

// SeatBallot is the judge's own ballot in force.
type SeatBallot struct {
	Entry EntryID           `json:"entry"`
	Marks map[string]string `json:"marks"`
	Receipt
	Corrected bool `json:"corrected"` // marks and total are those of a confirmed correction, the receipt is that of what he sent
}

// SeatView is what the judge of a seat may see, and false for a seat of another
// round.
func (r *Round) SeatView(id SeatID, log string) (*SeatView, bool) {
	at, ok := r.seatAt[id]
	if !ok {
		return nil, false
	}
	row := r.seats[at].row
	v := &SeatView{Log: log, Version: r.last.seq, Seat: SeatName{row.ID, row.Name, row.Person, row.Group}, Sheet: r.def.sheetFor(row),
		Round:   SeatRound{r.id, r.def.Name, r.def.Contest, r.def.ContestName, r.def.Rehearsal, r.def.Mode, r.paused, r.sealed != ""},
		Entries: []SeatEntry{}, Ballots: []SeatBallot{}, Reminded: r.reminded(at)}
	if r.current >= 0 {
		v.Current = &r.entries[r.current].row.ID
	}
	for _, e := range r.staged() {
		b := &e.ballots[at]
		s := SeatEntry{ID: e.row.ID, Name: e.row.Name, Township: e.row.Township, Speaker: e.speaker, Title: e.row.Title, State: e.state,
			Recused: b.recused, Absent: b.absent, Open: r.takes(e, b) == nil, Reopened: orNil(e.reopened)}
		if e.order > 0 {
			s.Order = &e.order
		}
		v.Entries = append(v.Entries, s)
		if b.marks != nil && b.receipt.Version > 0 { // what a correction alone has put there is no ballot of his
			v.Ballots = append(v.Ballots, SeatBallot{Entry: e.row.ID, Marks: b.marks.texts(), Receipt: b.receipt, Corrected: b.corrected})
		}
	}
	return v, true
}
