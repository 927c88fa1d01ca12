// Package standing turns what was scored into the official result: places,
// ties, tiers and awards. Rank is the only ranking there is, whether the marks
// come from files or from a live contest; it is a pure function of its Input.
// It imports the standard library, score, rules and fault.
package standing

import (
	"leitai/internal/fault"
	"leitai/internal/rules"
	"leitai/internal/score"
)

// Input is everything a result depends on.
type Input struct {
	Rules   *rules.Rules
	Entries []Entry // in the order in which lists show equals
	Panels  []Panel // one for each part of the rules, in their order
	Adjust  []Adjustment

	Warnings fault.List // what reading it found worth saying; the result carries them on
}

// Entry is a unit that takes part (参赛单位). Empty fields are unknown.
type Entry struct {
	ID, Name, Township, Batch, Class, Domain, Order string
	Former                                          string // its id or name in an earlier contest
	Exempt                                          bool   // 不参加排名: total shown, no place
	Fields                                          []Field
}

// Field is the value of an entry for one key of the tie chain; Entry.Fields
// stand in the order of the chain, those of other keys than fields empty.
type Field struct {
	Set   bool        // false: empty, and last in either direction
	Text  string      // as written
	Value score.Exact // a number, or a date as yyyymmdd
}

// Panel is who marked one part, and what they gave.
type Panel struct {
	Judges []Judge        // by group in the order of the rules, then by id
	Marks  [][]score.Mark // for each entry; at most one a judge, in the order of Judges
	Points []string       // the points that sheets name, by id
	Sheets [][]PointMark  // what Mark.Sheet counts into
}

// Judge is a member of a panel (评委).
type Judge struct {
	ID    string
	Group int // index into the groups of the part
	Place int // where people list him, from 0: by seat, or as the files name him first; no figure depends on it
}

// PointMark is what a judge gave on one point of the sheet.
type PointMark struct {
	Point int32 // index into Panel.Points
	Mark  score.Points
}

// Adjustment is a line that changes an entry's value or total, or takes its
// place away.
type Adjustment struct {
	Entry  int // index into Input.Entries
	Kind   AdjustmentKind
	Points score.Exact // not negative; 0 for a veto
	Part   int         // index into the parts, or −1 for the total
	Reason string
}

// AdjustmentKind is the kind of an adjustment.
type AdjustmentKind string

// The kinds of adjustments.
const (
	Bonus  AdjustmentKind = "bonus"  // 加分
	Deduct AdjustmentKind = "deduct" // 扣分
	Veto   AdjustmentKind = "veto"   // 一票否决
)
