package standing

import (
	"leitai/internal/fault"
	"leitai/internal/score"
)

// Result is a ranking with the derivation of every figure in it.
type Result struct {
	Input    *Input
	Lists    []List // in the order of their first entry
	Warnings fault.List
}

// List is one list of places: a batch, a class, a township, or all.
type List struct {
	Key  string
	Rows []*Row // by place, equals in the order of the entries, then the unranked
}

// Row is the result of one entry.
type Row struct {
	Entry    int          // index into Input.Entries
	Figure   score.Figure // the total with its whole derivation; if Unranked is NoPart only From is meant
	Unranked Unranked     // why it has no place; empty if it has one

	Place       int    // 1…; 0 without a place
	Shared      bool   // the place is shared (并列)
	TieBrokenBy string // the key that parted it from its neighbours of the same total, or empty
	ScreenPlace int    // the place by the figure that the hall is shown; 0 for none
	Tier        string // key of the tier, or empty
	Award       string // name of the award, or empty
	Ballots     Ballots
	Movement    *Movement // nil unless compared with an earlier result
}

// Unranked says why an entry has no place.
type Unranked string

// The reasons, the first that holds counts.
const (
	NoPart Unranked = "part"   // a part without one valid mark
	Vetoed Unranked = "veto"   // 一票否决
	Exempt Unranked = "exempt" // 不参加排名
)

// Ballots counts the ballots of an entry over all parts.
type Ballots struct {
	Valid    int // before trimming
	Dropped  int // by trimming
	Missing  int // judges of the panel without a row
	NotValid int // recused, absent or void
}

// HasTotal tells whether the entry has a total.
func (r *Row) HasTotal() bool { return r.Unranked != NoPart }

// Raw is the total before the correction between batches; without one it is the
// total itself.
func (r *Row) Raw() *score.Figure {
	if r.Figure.Kind == score.KindCorrected {
		return &r.Figure.From[1]
	}
	return &r.Figure
}

// Weighted is what the part with the given key puts into the total, or nil if
// the entry has no valid mark there.
func (r *Row) Weighted(part string) *score.Figure {
	from := r.Raw().From
	for i := range from {
		if from[i].Kind == score.KindWeighted && from[i].Key == part {
			return &from[i]
		}
	}
	return nil
}

// PartValue is the value of the part with its adjustments, and the same before
// adjustments and rounding; nil if there is none.
func (r *Row) PartValue(part string) (value, combined *score.Figure) {
	w := r.Weighted(part)
	if w == nil {
		return nil, nil
	}
	value = &w.From[0]
	if value.Kind == score.KindAdjusted {
		return value, &value.From[0]
	}
	return value, value
}

// The faults of a calculation; each names its entry.
const (
	JudgeMissing    fault.Code = "judge_missing"   // missing: refuse
	TooFewBallots   fault.Code = "too_few_ballots" // missing: at_least
	GroupEmpty      fault.Code = "group_empty"
	NoListKey       fault.Code = "no_list_key" // an entry without the class or township it is ranked by
	AcrossUnsaid    fault.Code = "across_unsaid"
	AcrossTooFew    fault.Code = "across_too_few"
	AcrossTooFewAll fault.Code = "across_too_few_all"
	AcrossNotAbove  fault.Code = "across_mean_not_positive"
	TieLeft         fault.Code = "tie_left"
)

// The warnings of a result.
const (
	PartLacking  fault.Code = "part_lacking"  // the entry is not ranked
	PartEmpty    fault.Code = "part_empty"    // no entry has a mark in a part: a file may have been forgotten
	BatchesMixed fault.Code = "batches_mixed" // a list mixes batches that no declared method makes comparable
)
