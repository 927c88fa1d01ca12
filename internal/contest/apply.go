package contest

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"

	"leitai/internal/score"
)

// payload is what facts of all kinds but round carry, as it is read back.
type payload struct {
	Key     string          `json:"key"`
	Content uint64          `json:"content,string"`
	Marks   json.RawMessage `json:"marks"`
	Total   string          `json:"total"`
	Version int64           `json:"version"`
	First   bool            `json:"first"`
	Session string          `json:"session"`
	Order   []EntryID       `json:"order"`
	Of      int64           `json:"of"`
	Entries []EntryID       `json:"entries"`
	Deduct  string          `json:"deduct"`
	Bonus   string          `json:"bonus"`
	Annul   bool            `json:"annul"`
	Off     bool            `json:"off"`
	Points  string          `json:"points"`
	Part    string          `json:"part"`
	Rows    []PartRow       `json:"rows"`
	Name    string          `json:"name"`
	Action  string          `json:"action"`
	Seconds int64           `json:"seconds"`
	Screen  string          `json:"screen"`
	Mode    string          `json:"mode"`
	Step    int64           `json:"step"`
	Page    int64           `json:"page"`

	Seed       string     `json:"seed"`
	Seats      []SeatID   `json:"seats"`
	Text       string     `json:"text"`
	Starts     string     `json:"starts"`
	Parts      []PlanPart `json:"parts"`
	Digest     string     `json:"digest"`
	ScreenKind ScreenKind `json:"kind"`
}

// Apply takes a fact in that was decided before. It fails only on a payload that
// cannot be read.
func (r *Round) Apply(f *Fact) error {
	if f.Kind == KindRound {
		def, err := definitionOf(f.Payload)
		if err != nil {
			return err
		}
		r.define(def)
	}
	p, err := payloadOf(f)
	if err != nil {
		return fmt.Errorf("payload: %w", err)
	}
	r.last.seq, r.last.hash, r.last.at = f.Seq, f.Hash, f.At
	if f.Kind != KindBallot && f.Kind != KindClaim {
		r.big = f.Seq
	}
	r.take(f, p)
	if p.Key != "" {
		done := deedDone{seq: f.Seq, content: p.Content}
		if p.Version > 0 {
			done.keep(&r.entries[r.index[f.Entry]].ballots[r.seatAt[f.Seat]].receipt)
		}
		r.keys.put(f.By, p.Key, done)
	}
	return nil
}

// payloadOf reads the payload of a fact. Of ballots there may be a million, so
// theirs is cut where its canonical form lets it be cut.
func payloadOf(f *Fact) (*payload, error) {
	var p payload
	switch f.Kind {
	case KindRound:
		own := struct {
			Key     *string `json:"key"`
			Content *uint64 `json:"content,string"`
		}{&p.Key, &p.Content}
		return &p, json.Unmarshal(f.Payload, &own)
	case KindBallot:
	default:
		return &p, json.Unmarshal(f.Payload, &p)
	}
	err := eachField(f.Payload, func(key, value []byte) {
		switch string(key) {
		case `"key"`:
			p.Key = unquoted(value)
		case `"marks"`:
			p.Marks = value
		case `"total"`:
			p.Total = unquoted(value)
		case `"version"`:
			p.Version, _ = strconv.ParseInt(string(value), 10, 64)
		}
	})
	p.Content = contentOf(f.Kind, f.Entry, f.Seat, "", p.Marks)
	return &p, err
}

// define takes a definition over. Seats that stay keep their holders.
func (r *Round) define(def *Definition) {
	before, at, entries := r.seats, r.seatAt, r.entries
	r.def = def
	r.entries, r.index = nil, map[EntryID]int{}
	r.seats, r.seatAt = nil, map[SeatID]int{}
	for i := range def.Seats {
		s := &seat{row: &def.Seats[i], lines: def.lines(&def.Seats[i])}
		if j, was := at[s.row.ID]; was {
			s.holder = before[j].holder
		}
		r.seats = append(r.seats, s)
		r.seatAt[s.row.ID] = i
	}
	for i := range def.Entries {
		e := &entry{row: &def.Entries[i], state: Waiting, speaker: def.Entries[i].Speaker, ballots: make([]ballot, len(r.seats))}
		r.entries = append(r.entries, e)
		r.index[e.row.ID] = i
	}
	for i := range def.Seats {
		for _, id := range def.Seats[i].Recused {
			r.entries[r.index[id]].ballots[i].recused = true
		}
	}
	r.carry(entries, before)
}

// take changes what the fact changes.
func (r *Round) take(f *Fact, p *payload) {
	r.lease.follow(f)
	if to, ok := targets[f.Kind]; ok {
		r.move(f, p, to)
		return
	}
	var e *entry
	if i, ok := r.index[f.Entry]; ok {
		e = r.entries[i]
	}
	switch f.Kind {
	case KindRound:
		r.changed, r.figures = f.Seq, f.Seq
	case KindClaim:
		r.seats[r.seatAt[f.Seat]].holder = p.Session
	case KindBallot:
		e.ballots[r.seatAt[f.Seat]].put(f, p, false)
	case Paper:
		r.takePaper(e, f, p)
	case Draw:
		r.takeDraw(f, p)
	case Undo:
		r.takeUndo(f)
	case Correct:
		r.takeCorrection(f, p)
	case Confirm:
		r.takeConfirm(f, p)
	case Decline:
		delete(r.corrections, p.Of)
	case Recuse:
		e.ballots[r.seatAt[f.Seat]].recused = !p.Off
	case JudgeAbsent:
		for _, id := range p.Entries {
			r.entries[r.index[id]].ballots[r.seatAt[f.Seat]].absent = !p.Off
		}
	case ReissueSeat:
		r.seats[r.seatAt[f.Seat]].holder = ""
	case Deduct, Bonus:
		points, _ := score.ParsePoints(p.Points)
		e.adjust = append(e.adjust, adjustment{seq: f.Seq, by: f.By, kind: string(f.Kind), points: points, part: p.Part, reason: f.Reason})
	case Pause:
		r.paused = true
		r.timer.stop(f)
	case Resume:
		r.paused = false
	case Substitute:
		e.speaker = p.Name
	case PartMarks:
		r.parts[p.Part] = p.Rows
		r.figures = f.Seq
	case Seal:
		r.sealed, r.current = f.At, -1
	case Timer:
		r.timer.take(f, p)
	default:
		r.takeShown(e, f, p)
	}
}

// takeShown changes what the hall and the console are shown beside the turn.
func (r *Round) takeShown(e *entry, f *Fact, p *payload) {
	switch f.Kind {
	case ScreenMode:
		r.takeScreen(f, p)
	case Remind:
		r.takeRemind(e, f, p)
	case Comment:
		e.comments = append(e.comments, comment{f.Seq, p.Name, p.Text, f.At, f.By})
	case Lead:
		r.lease.take(f, p)
	case AskQuestion:
		r.takeQuestion(f, p)
	case SetPlan:
		r.plan = &Plan{Starts: p.Starts, Parts: p.Parts}
	case Backdrop:
		r.backdrop = p.Digest
	}
}

// targets are the commands that move an entry, and where to.
var targets = map[Kind]State{
	Call: Called, Start: Presenting, OpenEntry: Scoring, Close: Closed, Verify: Verified, Reveal: Revealed, Lock: Locked,
	Reopen: Scoring, Withdraw: Withdrawn, Absent: AbsentFrom, Annul: Annulled,
}

// move changes the state of the entries of a fact: of one, or in an open round
// of all those that its payload lists.
func (r *Round) move(f *Fact, p *payload, to State) {
	ids := p.Entries
	if f.Entry != "" {
		ids = []EntryID{f.Entry}
	}
	u := undo{current: r.current, timer: r.timer}
	for _, id := range ids {
		e := r.entries[r.index[id]]
		u.entries, u.states, u.reopened = append(u.entries, r.index[id]), append(u.states, e.state), append(u.reopened, e.reopened)
		e.state, e.changed = to, f.Seq
		e.shown = e.shown || to.Public()
		e.reopened = ""
		switch f.Kind {
		case Reopen:
			e.forget()
			e.reopened, e.closedBy, e.verifiedBy = f.Reason, "", ""
		case Close:
			e.closedBy, e.verifiedBy = f.By, ""
		case Verify:
			e.verifiedBy = f.By
		case Call:
			r.current, r.question = r.index[id], nil
		}
	}
	r.changed = f.Seq
	r.timer.follow(f)
	u.timed = r.timer != u.timer
	r.undoable = undo{}
	switch f.Kind {
	case Call, Start, Withdraw, Absent:
		u.seq = f.Seq
		r.undoable = u
	case Lock:
		r.lockedBy = f.By
	}
	if f.Kind == Reveal || f.Kind == Annul {
		r.figures = f.Seq
	}
}

func (r *Round) takeDraw(f *Fact, p *payload) {
	for _, e := range r.entries {
		e.order, e.changed = 0, f.Seq // who has left may be left out
	}
	for i, id := range p.Order {
		r.entries[r.index[id]].order = i + 1
	}
	r.drawn, r.seed, r.changed = true, p.Seed, f.Seq
}

func (r *Round) takeUndo(f *Fact) {
	for i, at := range r.undoable.entries {
		e := r.entries[at]
		e.state, e.reopened, e.changed = r.undoable.states[i], r.undoable.reopened[i], f.Seq
	}
	r.current, r.changed = r.undoable.current, f.Seq
	if r.undoable.timed {
		r.timer = r.undoable.timer
	}
	r.undoable = undo{}
}

// put makes p the ballot.
func (b *ballot) put(f *Fact, p *payload, paper bool) {
	b.marks, b.paper, b.corrected, b.typed = marks(p.Marks), paper, false, nil
	b.receipt = Receipt{Receipt: f.Receipt(), Seq: f.Seq, Version: p.Version, Total: p.Total, At: f.At}
}

func (r *Round) takePaper(e *entry, f *Fact, p *payload) {
	b := &e.ballots[r.seatAt[f.Seat]]
	if !slices.Contains(e.typists, f.By) {
		e.typists = append(e.typists, f.By)
	}
	if p.First {
		b.typed = &typing{by: f.By, marks: marks(p.Marks)}
		return
	}
	b.put(f, p, true)
}

func (r *Round) takeCorrection(f *Fact, p *payload) {
	c := &correction{entry: f.Entry, seat: f.Seat, by: f.By, annul: p.Annul, marks: marks(p.Marks)}
	for kind, text := range map[string]string{"deduct": p.Deduct, "bonus": p.Bonus} {
		if text != "" {
			points, _ := score.ParsePoints(text)
			c.adjust = &adjustment{seq: f.Seq, by: f.By, kind: kind, points: points, part: p.Part, reason: f.Reason}
		}
	}
	r.corrections[f.Seq] = c
}

func (r *Round) takeConfirm(f *Fact, p *payload) {
	c := r.corrections[p.Of]
	delete(r.corrections, p.Of)
	e := r.entries[r.index[c.entry]]
	switch {
	case c.annul:
		e.state = Annulled
	case c.adjust != nil:
		e.adjust = append(e.adjust, *c.adjust)
	default:
		b := &e.ballots[r.seatAt[c.seat]]
		b.marks = b.marks.with(c.marks)
		b.receipt.Total, b.corrected = b.marks.sum().String(), true
	}
	e.corrected, e.changed, r.changed, r.figures = true, f.Seq, f.Seq, f.Seq
}
