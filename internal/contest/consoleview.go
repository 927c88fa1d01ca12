package contest

type consoleEntry struct {
	hallEntry
	Ballots    []ballotView `json:"ballots"`
	ClosedBy   *string      `json:"closed_by"`
	VerifiedBy *string      `json:"verified_by"`

	Comments    []commentView    `json:"comments"`
	Adjustments []adjustmentView `json:"adjustments"`
}

type commentView struct {
	Seq  int64  `json:"seq"`
	Name string `json:"name"` // who said it
	Text string `json:"text"`
	At   string `json:"at"`
	By   string `json:"by"` // who wrote it down
}

// adjustmentView is a bonus or a deduction; its points are a figure, and nil until
// the close.
type adjustmentView struct {
	Seq    int64   `json:"seq"`
	Kind   string  `json:"kind"`
	Points *string `json:"points"`
	Part   string  `json:"part"` // empty: of the total
	Reason string  `json:"reason"`
	By     string  `json:"by"`
}

// leaseView is who leads the turn and who asks to.
type leaseView struct {
	Name  *string `json:"name"`
	Asked *string `json:"asked"`
}

type ballotView struct {
	Seat    SeatID `json:"seat"`
	State   string `json:"state"` // none, in, paper, recused, absent
	Version int64  `json:"version"`
}

type consolePicture struct {
	frame
	Lead    *leaseView     `json:"lead,omitempty"` // console only
	Screens []Screen       `json:"screens"`
	Entries []consoleEntry `json:"entries"`
}

// console is an entry for the check page: figures from the close on, covered or
// not by the page, with every point.
func (r *Round) console(e *entry) consoleEntry {
	after := e.state == Closed || e.state == Verified || e.state.Public()
	v := consoleEntry{hallEntry: hallEntry{publicEntry: r.public(e, after)}, ClosedBy: orNil(e.closedBy), VerifiedBy: orNil(e.verifiedBy), Comments: []commentView{}, Adjustments: []adjustmentView{}}
	v.In, v.Of = e.count()
	v.Unadjusted = v.unadjusted
	for i := range v.Marks {
		v.Marks[i].Points = e.ballots[r.seatAt[v.Marks[i].Seat]].marks.texts()
	}
	for i := range e.ballots {
		b := &e.ballots[i]
		v.Ballots = append(v.Ballots, ballotView{Seat: r.seats[i].row.ID, State: b.word(), Version: b.receipt.Version})
	}
	for _, c := range e.comments {
		v.Comments = append(v.Comments, commentView{c.seq, c.name, c.text, c.at, c.by})
	}
	for _, a := range e.adjust {
		view := adjustmentView{Seq: a.seq, Kind: a.kind, Part: a.part, Reason: a.reason, By: a.by}
		if after {
			points := a.points.String()
			view.Points = &points
		}
		v.Adjustments = append(v.Adjustments, view)
	}
	return v
}

// word is the state of a ballot on the console.
func (b *ballot) word() string {
	switch {
	case b.recused:
		return "recused"
	case b.absent:
		return "absent"
	case b.marks == nil:
		return "none"
	case b.paper:
		return "paper"
	}
	return "in"
}
