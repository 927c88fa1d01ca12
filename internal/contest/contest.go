// Package contest is the day of a contest as words and rules: rounds, entries,
// seats, ballots, states and commands. A round is an ordered log of facts, and
// everything else is a fold over it: [Round.Decide] says yes to a deed with a
// fact or no with a [Refusal], [Round.Apply] takes a fact in, and pictures for
// every audience follow from what is there. It touches no clock, no randomness
// and no database. It imports the standard library, fault, score, rules and
// standing.
package contest

// RoundID names a round (一场): one panel judging one list of entries.
type RoundID string

// EntryID names an entry (参赛单位) of a round.
type EntryID string

// SeatID names a seat of the panel (评委席). A person is not a seat: he may
// change phones, never seats.
type SeatID string

// Mode says when ballots are taken.
type Mode string

// The modes of a round.
const (
	Sequential Mode = "sequential" // one entry after the other; only those in Scoring take ballots
	Open       Mode = "open"       // field visits, review of material: every entry from its opening to its close
)

// State is where an entry stands in its turn.
type State string

// The states, in the order of a turn, and the three aside.
const (
	Waiting    State = "waiting"    // 待上场
	Called     State = "called"     // 已叫号
	Presenting State = "presenting" // 汇报中
	Scoring    State = "scoring"    // 打分中
	Closed     State = "closed"     // 已锁分
	Verified   State = "verified"   // 已核对
	Revealed   State = "revealed"   // 已亮分
	Locked     State = "locked"     // 已入榜
	Withdrawn  State = "withdrawn"  // 弃赛
	AbsentFrom State = "absent"     // 缺席
	Annulled   State = "annulled"   // 取消成绩
)

// Aside tells whether the entry has left the contest.
func (s State) Aside() bool { return s == Withdrawn || s == AbsentFrom || s == Annulled }

// Public tells whether the figures of an entry in this state are public.
func (s State) Public() bool { return s == Revealed || s == Locked }

// Role is what a user may do.
type Role string

// The roles. 计分员 and 复核员 are both Verifier.
const (
	Organiser  Role = "organiser"
	Director   Role = "director"
	Verifier   Role = "verifier"
	Timekeeper Role = "timekeeper"
	Scrutineer Role = "scrutineer"
	Auditor    Role = "auditor"
	Admin      Role = "admin" // keeps accounts and sees no marks
	NoRole     Role = ""      // a seat, or nobody
)

// Roles lists the roles that a user may have.
var Roles = []Role{Organiser, Director, Verifier, Timekeeper, Scrutineer, Auditor, Admin}
