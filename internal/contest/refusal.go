package contest

import "leitai/internal/fault"

// Class says what a caller can do about a refusal; the transport maps each once.
type Class uint8

// The classes.
const (
	Conflict Class = iota // 409: the state does not allow it; look at the present picture
	Invalid               // 422: what was sent is wrong; correct it and send again
	Unknown               // 404: there is no such thing here
	Denied                // 403: the role lacks the right
	Unseated              // 401: the session has its seat no more
)

// Refusal is a no, with what the asker needs to know. It leaves no fact and no
// key behind.
type Refusal struct {
	Class   Class
	Code    fault.Code
	Field   string     // the field at fault, "marks.STG-1-01"; empty if none
	State   State      // present state of the entry; empty if none is concerned
	Ballot  *Receipt   // of a ballot: this seat's present receipt
	Missing []SeatID   // who has not given a ballot
	Entries []EntryID  // the entries concerned: a tie that is left, what is not finished
	Errors  []FieldErr // of several faults of a body
	Faults  fault.List // what the rules refuse, with its sentence
}

// FieldErr is one of several faults of a body.
type FieldErr struct {
	Field string     `json:"field"`
	Code  fault.Code `json:"code"`
}

func (r *Refusal) Error() string { return string(r.Code) }

// The codes of refusals. Those of a ballot by state are first.
const (
	NotOnStage   fault.Code = "not_on_stage" // waiting
	NotOpen      fault.Code = "not_open"     // called, presenting
	IsClosed     fault.Code = "closed"       // closed, verified, revealed
	IsLocked     fault.Code = "locked"
	IsWithdrawn  fault.Code = "withdrawn"
	IsAbsent     fault.Code = "absent"
	IsAnnulled   fault.Code = "annulled"
	IsRecused    fault.Code = "recused"
	SeatAbsent   fault.Code = "seat_absent"
	Stale        fault.Code = "stale"
	BadMark      fault.Code = "bad_mark"
	MissingPoint fault.Code = "missing_point"
	UnknownPoint fault.Code = "unknown_point"

	KeyMissing fault.Code = "key_missing"
	KeyReused  fault.Code = "key_reused"

	SeatTaken fault.Code = "seat_taken"
	SeatMoved fault.Code = "seat_moved" // another phone has the seat now
	NoSession fault.Code = "no_session" // none, or one that has ended

	WrongState     fault.Code = "wrong_state"
	FieldMissing   fault.Code = "missing"   // a field that the command needs
	FieldWrong     fault.Code = "bad_value" // a field that is there and cannot be right
	AnotherOnStage fault.Code = "another_on_stage"
	NotDrawn       fault.Code = "not_drawn"
	IsPaused       fault.Code = "paused"
	BallotsMissing fault.Code = "ballots_missing"
	RulesRefuse    fault.Code = "rules_refuse"
	SamePerson     fault.Code = "same_person"
	NothingPending fault.Code = "nothing_pending"
	PaperDiffers   fault.Code = "paper_differs"
	NotFinished    fault.Code = "not_finished"
	IsSealed       fault.Code = "sealed"
	NoSuchEntry    fault.Code = "entry_not_found"
	NoSuchSeat     fault.Code = "seat_not_found"
	NotAllowed     fault.Code = "forbidden"
	NoneMissing    fault.Code = "none_missing" // nobody is to be reminded
	NotLeading     fault.Code = "not_leading"  // another director leads, or nobody
)
