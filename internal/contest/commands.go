package contest

import "slices"

// command is what a kind of deed asks for.
type command struct {
	by      []Role   // who may; nil: a seat, not a user
	needs   []string // fields without which it means nothing
	may     []string // further fields that mean something to it; a reason always does
	forward bool     // a step of the turn: not while the round is paused
	decide  func(r *Round, d *Deed, p object) error
}

var (
	directors = []Role{Director}
	checkers  = []Role{Director, Verifier}
	timing    = []Role{Director, Timekeeper}
)

// commands is the table of the HTTP contract, and the three deeds of seats.
var commands = map[Kind]command{
	KindClaim:  {decide: (*Round).decideClaim},
	KindBallot: {needs: []string{"entry", "marks", "based_on"}, decide: (*Round).decideBallot},
	KindWords:  {needs: []string{"entry"}, decide: (*Round).decideWords},

	Draw:      {by: directors, may: []string{"seed", "order"}, decide: (*Round).decideDraw},
	Call:      {by: directors, forward: true, may: []string{"entry"}, decide: step(Waiting)},
	Start:     {by: directors, forward: true, may: []string{"entry"}, decide: step(Called)},
	OpenEntry: {by: directors, forward: true, may: []string{"entry"}, decide: step(Presenting)},
	Close:     {by: directors, forward: true, may: []string{"entry"}, decide: (*Round).decideClose},
	Verify:    {by: checkers, forward: true, may: []string{"entry"}, decide: (*Round).decideVerify},
	Reveal:    {by: directors, forward: true, may: []string{"entry"}, decide: step(Verified)},
	Lock:      {by: directors, forward: true, may: []string{"entry"}, decide: step(Revealed)},

	Reopen:   {by: directors, needs: []string{"entry", "reason"}, decide: (*Round).decideReopen},
	Withdraw: {by: directors, needs: []string{"entry", "reason"}, decide: (*Round).decideAside},
	Absent:   {by: directors, needs: []string{"entry", "reason"}, decide: (*Round).decideAside},
	Annul:    {by: directors, needs: []string{"entry", "reason"}, decide: (*Round).decideAside},
	Undo:     {by: directors, needs: []string{"of"}, may: []string{"entry"}, decide: (*Round).decideUndo},

	Correct: {by: checkers, needs: []string{"entry", "reason"}, may: []string{"seat", "marks", "deduct", "bonus", "annul", "part"}, decide: (*Round).decideCorrect},
	Confirm: {by: checkers, needs: []string{"of"}, may: []string{"entry"}, decide: (*Round).decideConfirm},
	Decline: {by: checkers, needs: []string{"of", "reason"}, may: []string{"entry"}, decide: (*Round).decideDecline},

	Recuse:      {by: checkers, needs: []string{"seat", "entry", "reason"}, may: []string{"off"}, decide: (*Round).decideRecuse},
	JudgeAbsent: {by: checkers, needs: []string{"seat", "entry", "reason"}, may: []string{"off"}, decide: (*Round).decideJudgeAbsent},
	ReissueSeat: {by: directors, needs: []string{"seat", "reason"}, decide: yes},
	Paper:       {by: checkers, needs: []string{"entry", "seat", "marks"}, decide: (*Round).decidePaper},

	Deduct: {by: timing, needs: []string{"entry", "reason", "points"}, may: []string{"part"}, decide: (*Round).decideAdjust},
	Bonus:  {by: directors, needs: []string{"entry", "reason", "points"}, may: []string{"part"}, decide: (*Round).decideAdjust},

	Pause:      {by: directors, needs: []string{"reason"}, decide: (*Round).decidePause},
	Resume:     {by: directors, needs: []string{"reason"}, decide: (*Round).decidePause},
	Substitute: {by: directors, needs: []string{"entry", "reason", "name"}, decide: (*Round).decideSubstitute},
	PartMarks:  {by: directors, needs: []string{"part", "rows"}, decide: (*Round).decidePart},
	Use:        {by: directors, decide: yes},
	Seal:       {by: checkers, decide: (*Round).decideSeal},

	Timer:      {by: timing, needs: []string{"action"}, may: []string{"seconds", "entry"}, decide: (*Round).decideTimer},
	ScreenMode: {by: directors, needs: []string{"screen"}, may: []string{"mode", "entry", "step", "page", "name", "kind", "off"}, decide: (*Round).decideScreen},

	Remind:      {by: checkers, needs: []string{"entry"}, may: []string{"seat"}, decide: (*Round).decideRemind},
	Comment:     {by: checkers, needs: []string{"entry", "text", "name"}, decide: (*Round).decideComment},
	Lead:        {by: directors, needs: []string{"action"}, may: []string{"name"}, decide: (*Round).decideLead},
	AskQuestion: {by: directors, needs: []string{"entry"}, may: []string{"text", "name"}, decide: (*Round).decideQuestion},
	SetPlan:     {by: directors, needs: []string{"starts", "parts"}, decide: (*Round).decidePlan},
	Backdrop:    {by: directors, may: []string{"digest"}, decide: (*Round).decideBackdrop},
}

// Commands lists the kinds that users may send, sorted: for tests that walk them all.
func Commands() (out []Kind) {
	for kind, c := range commands {
		if c.by != nil {
			out = append(out, kind)
		}
	}
	slices.Sort(out)
	return out
}

// Allowed lists the roles that may send a command; nil for what is none.
func Allowed(kind Kind) []Role { return commands[kind].by }

// Fields lists the fields that mean something to a command beside its type, the
// version and a reason, by their names in the HTTP contract.
func Fields(kind Kind) []string {
	c := commands[kind]
	return append(slices.DeleteFunc(slices.Clone(c.needs), func(field string) bool { return field == "reason" }), c.may...)
}

func yes(*Round, *Deed, object) error { return nil }

// Hash is that by which the repeat of a deed is told from another deed under the
// same key: who asks and the versions are no part of it. Of a ballot the sheet has
// been read before.
func (d *Deed) Hash() uint64 {
	return contentOf(d.Kind, d.Entry, d.Seat, d.Reason, d.content())
}

// content is what makes a deed this deed, in canonical form: not the version it
// was decided on, which a repeat may bring anew.
func (d *Deed) content() []byte {
	if d.Kind == KindBallot {
		return d.sheet.content
	}
	if d.Kind == KindClaim {
		return nil
	}
	rows := make([]object, 0, len(d.Rows))
	for i := range d.Rows {
		rows = append(rows, d.Rows[i].object())
	}
	order := make([]string, 0, len(d.Order))
	for _, id := range d.Order {
		order = append(order, string(id))
	}
	o := object{"marks": d.Marks, "seed": d.Seed, "order": order, "deduct": d.Deduct, "bonus": d.Bonus, "annul": d.Annul,
		"off": d.Off, "points": d.Points, "part": d.Part, "rows": rows, "name": d.Name, "action": d.Action,
		"screen": d.Screen, "mode": d.Mode, "step": d.Step, "page": d.Page, "good": d.Good, "weak": d.Weak}
	for name, n := range map[string]*int64{"of": d.Of, "seconds": d.Seconds} {
		if n != nil {
			o[name] = *n
		}
	}
	for name, text := range map[string]string{"text": d.Text, "starts": d.Starts, "digest": d.Digest, "kind": string(d.ScreenKind)} {
		if text != "" { // so that what older logs hashed stays what it was
			o[name] = text
		}
	}
	if d.Parts != nil {
		o["parts"] = planParts(d.Parts)
	}
	return o.canonical()
}

func (row *PartRow) object() object {
	return object{"entry": string(row.Entry), "judge": row.Judge, "group": row.Group, "point": row.Point, "score": row.Score, "state": row.State}
}
