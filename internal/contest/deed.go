package contest

import "time"

// Kind is what a fact or a deed is.
type Kind string

// The kinds of facts: the definition of the round, what seats do, and the
// commands.
const (
	KindRound  Kind = "round"  // the definition: rules, sheet, seats, entries
	KindClaim  Kind = "claim"  // a phone takes a seat
	KindBallot Kind = "ballot" // a judge's whole sheet for an entry
	KindWords  Kind = "words"  // a judge's words for an entry (亮点、不足)

	Draw        Kind = "draw"
	Call        Kind = "call"
	Start       Kind = "start"
	OpenEntry   Kind = "open"
	Close       Kind = "close"
	Verify      Kind = "verify"
	Reveal      Kind = "reveal"
	Lock        Kind = "lock"
	Reopen      Kind = "reopen"
	Withdraw    Kind = "withdraw"
	Absent      Kind = "absent"
	Annul       Kind = "annul"
	Undo        Kind = "undo"
	Correct     Kind = "correct"
	Confirm     Kind = "confirm"
	Decline     Kind = "decline" // a correction that waits is dropped
	Recuse      Kind = "recuse"
	JudgeAbsent Kind = "judge_absent"
	ReissueSeat Kind = "reissue_seat"
	Paper       Kind = "paper"
	Deduct      Kind = "deduct"
	Bonus       Kind = "bonus"
	Pause       Kind = "pause"
	Resume      Kind = "resume"
	Substitute  Kind = "substitute"
	PartMarks   Kind = "part"
	Use         Kind = "use"
	Seal        Kind = "seal"
	Timer       Kind = "timer"
	ScreenMode  Kind = "screen"

	Remind      Kind = "remind"   // to seats: your ballot is missing
	Comment     Kind = "comment"  // what a guest said about an entry
	Lead        Kind = "lead"     // who leads the turn
	AskQuestion Kind = "question" // the question drawn for an entry
	SetPlan     Kind = "plan"     // when the round begins, the parts of a turn
	Backdrop    Kind = "backdrop" // the picture behind the main visual
)

// Deed is what somebody wants to do to a round, before it is decided: a claim, a
// ballot or a command with the fields of the HTTP contract. Fields that a kind
// does not know are empty.
type Deed struct {
	Kind   Kind
	Key    string // idempotency key, 8–128 visible ASCII; of a claim it may be empty
	By     string // name of the user; of a ballot, a claim and words the seat's id
	Role   Role   // NoRole for a seat
	Seat   SeatID
	Entry  EntryID
	Reason string

	Definition *Definition // round

	Expect *int64 // expect_version of a command

	Marks   map[string]string // ballot, paper, correct: by point
	BasedOn *int64            // ballot

	Session string // digest of a session: of a claim that which shall hold the seat; of a ballot and words that which sends them, empty for a program's own
	Move    bool   // claim: take it from another phone; the PIN has been checked
	Free    bool   // claim: the session that held the seat has ended

	Seed    string    // draw
	Order   []EntryID // draw, lots drawn by hand
	Of      *int64    // undo, confirm, decline
	Deduct  string    // correct
	Bonus   string    // correct
	Annul   bool      // correct
	Off     bool      // recuse, judge_absent: taken back; screen: taken away
	Points  string    // deduct, bonus
	Part    string    // deduct, bonus, part
	Rows    []PartRow // part
	Name    string    // substitute, screen; comment: who said it; question: 3号题; lead: to whom it is given
	Action  string    // timer: start, pause, add; lead: take, ask, give, keep
	Seconds *int64    // timer: add
	Screen  string    // screen: its id
	Mode    string    // screen: 0…9
	Step    int64     // screen
	Page    int64     // screen
	Good    []string  // words: 亮点
	Weak    []string  // words: 不足

	Text       string     // comment, question: at most 500 characters
	Starts     string     // plan: RFC 3339 with zone
	Parts      []PlanPart // plan
	Digest     string     // backdrop: SHA-256 of the picture in hex, empty for none
	ScreenKind ScreenKind // screen; empty: as it is, at first hall

	sheet *readSheet // of a ballot, once it has been read
}

// PartRow is a mark of a part that this round does not judge, as in scores.csv.
type PartRow struct {
	Entry                      EntryID
	Judge, Group, Point, Score string
	State                      string // valid (or empty), recused, absent, void
}

// Outcome is what a decided deed comes to. Of a repeat nothing is to be written,
// and Fact says only which one it repeats: Seq, Kind, Entry and Seat.
type Outcome struct {
	Fact     Fact
	Repeated bool
	Receipt  *Receipt // of a ballot, and of the second typing of a paper one
}

// Receipt is what the judge gets for a ballot.
type Receipt struct {
	Receipt string `json:"receipt"` // first four characters of the fact's hash, Crockford's base 32
	Seq     int64  `json:"seq"`     // of the fact
	Version int64  `json:"version"` // 1, 2, 3 …: counts the ballots of this seat for this entry
	Total   string `json:"total"`   // sum of the marks
	At      string `json:"at"`      // time of the fact
}

// Chance is what a decision needs of the world: the time of the fact and the
// 128 random bits that salt its payload, in hex.
type Chance struct {
	At   time.Time
	Salt string
}
