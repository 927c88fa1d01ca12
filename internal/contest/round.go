package contest

import (
	"cmp"
	"fmt"
	"slices"

	"leitai/internal/rules"
	"leitai/internal/score"
)

// Round is the fold over the facts of one round: what is, because of what
// happened. It is not safe for concurrent use; whoever writes the round owns it.
type Round struct {
	id   RoundID
	def  *Definition // nil before fact 1
	last struct {
		seq      int64
		hash, at string
	}

	entries []*entry // in the order of the definition
	index   map[EntryID]int
	seats   []*seat // in the order of the definition
	seatAt  map[SeatID]int
	keys    keys

	drawn       bool
	paused      bool
	current     int // index of the entry called last, −1 for none
	changed     int64
	figures     int64  // seq of the last fact that changes a figure
	big         int64  // seq of the last fact that is more than a ballot or a claim
	lockedBy    string // who locked the last entry
	sealed      string // time of the seal, or empty
	undoable    undo
	timer       timer
	screens     []Screen
	lease       lease
	question    *Question             // nil: none is up
	plan        *Plan                 // nil: none is set
	backdrop    string                // digest of a picture; empty for none
	seed        string                // of the draw; empty before it, and for lots drawn by hand
	parts       map[string][]PartRow  // marks of the parts that this round does not judge
	corrections map[int64]*correction // by seq; each waits for a second person

	cache map[string]*resultCache
}

// entry is an entry as the facts leave it.
type entry struct {
	row        *EntryRow
	order      int // 1, 2, 3 … on the stage; 0 before the draw
	state      State
	changed    int64 // seq of the last fact that changed its state, or corrected it
	speaker    string
	closedBy   string
	verifiedBy string
	typists    []string // who typed a paper ballot of it
	reopened   string   // reason of the last reopening while it is scoring
	shown      bool     // it has been revealed, whatever became of it
	ballots    []ballot // one a seat
	adjust     []adjustment
	comments   []comment
	corrected  bool
}

// ballot is the place for a seat's ballot on an entry.
type ballot struct {
	recused, absent bool
	paper           bool
	corrected       bool  // its marks are no longer those that were sent
	marks           marks // nil: none there
	receipt         Receipt
	typed           *typing // a paper ballot typed once
	reminded        reminder
}

// due tells whether a ballot is due.
func (b *ballot) due() bool { return !b.recused && !b.absent }

// typing is the first typing of a paper ballot.
type typing struct {
	by    string
	marks marks
}

// seat is a seat as the facts leave it.
type seat struct {
	row    *SeatRow
	lines  []line // what it marks, by point
	holder string // digest of the session that holds it; empty if free
}

// line is a point of a seat's sheet with its scale.
type line struct {
	point string
	scale *rules.Scale
}

type adjustment struct {
	seq    int64  // of the fact that asked for it
	by     string // who asked for it
	kind   string // bonus, deduct
	points score.Points
	part   string
	reason string
}

// correction is what somebody wants changed of what is public.
type correction struct {
	entry  EntryID
	seat   SeatID
	by     string
	marks  marks // the points that change
	adjust *adjustment
	annul  bool
}

// undo is what the newest step that can be taken back has changed.
type undo struct {
	seq      int64
	entries  []int
	states   []State
	reopened []string
	current  int
	timer    timer // before it
	timed    bool  // it has changed the timer
}

type timer struct {
	entry   EntryID
	since   string // time of the fact that started it; empty if stopped
	elapsed int64  // seconds before since
}

// NewRound is a round of which nothing has happened yet.
func NewRound(id RoundID) *Round {
	r := &Round{id: id, current: -1, index: map[EntryID]int{}, seatAt: map[SeatID]int{}, keys: newKeys(),
		parts: map[string][]PartRow{}, corrections: map[int64]*correction{}, cache: map[string]*resultCache{},
		screens: []Screen{{ID: MainScreen, Name: "大屏", Kind: HallScreen, Mode: "1"}}}
	r.last.hash = Genesis
	return r
}

// Version is the seq of the last fact, 0 before the first.
func (r *Round) Version() int64 { return r.last.seq }

// Big is the seq of the last fact that is more than a ballot or a claim.
func (r *Round) Big() int64 { return r.big }

// Definition is what the round was defined as, or nil before its cards are
// issued. It must not be changed.
func (r *Round) Definition() *Definition { return r.def }

// Holder is the digest of the session that holds a seat, empty if it is free.
func (r *Round) Holder(id SeatID) (string, bool) {
	i, ok := r.seatAt[id]
	if !ok {
		return "", false
	}
	return r.seats[i].holder, true
}

// Sealed is the time of the seal, or empty.
func (r *Round) Sealed() string { return r.sealed }

// State is the state of an entry, and false for one of another round.
func (r *Round) State(id EntryID) (State, bool) {
	i, ok := r.index[id]
	if !ok {
		return "", false
	}
	return r.entries[i].state, true
}

// Count is how many ballots there are for an entry, and how many are due.
func (r *Round) Count(id EntryID) (in, of int) {
	if i, ok := r.index[id]; ok {
		return r.entries[i].count()
	}
	return 0, 0
}

func (e *entry) count() (in, of int) {
	for i := range e.ballots {
		if e.ballots[i].due() {
			of++
			if e.ballots[i].marks != nil {
				in++
			}
		}
	}
	return in, of
}

// missing are the seats whose ballot is due and not there.
func (r *Round) missing(e *entry) (out []SeatID) {
	for i := range e.ballots {
		if b := &e.ballots[i]; b.due() && b.marks == nil {
			out = append(out, r.seats[i].row.ID)
		}
	}
	return out
}

// staged are the entries in their order on the stage: drawn ones by their
// number, before the draw in the order of the definition.
func (r *Round) staged() []*entry {
	out := slices.Clone(r.entries)
	slices.SortStableFunc(out, func(a, b *entry) int { return cmp.Compare(a.order, b.order) })
	return out
}

// Withheld tells whether the payload of a fact is not for anybody's eyes yet:
// what tells a mark, until the reveal of its entry; entries that ended aside open
// at the seal.
func (r *Round) Withheld(f *Fact) bool {
	switch f.Kind {
	case KindBallot, Paper, Correct, Confirm, Deduct, Bonus, KindWords:
	default:
		return false
	}
	i, ok := r.index[f.Entry]
	return ok && !r.entries[i].shown && r.sealed == ""
}

// Replay folds facts that are on disk. It fails if one does not follow the one
// before it: the log has been damaged or altered.
func (r *Round) Replay(facts []Fact) error {
	for i := range facts {
		f := &facts[i]
		if f.Seq != r.last.seq+1 || f.Prev != r.last.hash {
			return fmt.Errorf("round %s: fact %d does not follow fact %d", r.id, f.Seq, r.last.seq)
		}
		if err := r.Apply(f); err != nil {
			return fmt.Errorf("round %s: fact %d: %w", r.id, f.Seq, err)
		}
	}
	return nil
}

// Screens are the screens of the round.
func (r *Round) Screens() []Screen { return slices.Clone(r.screens) }

// Current is the entry called last, empty before the first and after the seal.
func (r *Round) Current() EntryID {
	if r.current < 0 {
		return ""
	}
	return r.entries[r.current].row.ID
}
