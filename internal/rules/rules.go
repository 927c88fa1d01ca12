// Package rules is the declared rule of a contest as data: what judges mark,
// how marks become parts and parts a total, how totals become places, tiers and
// awards. It reads a rule set from Nodes, reports everything wrong with it at
// once, and knows its hash; it computes no result. It imports the standard
// library, score and fault.
package rules

import "leitai/internal/score"

// Schema is the only value of the key schema so far.
const Schema = "leitai.rules/1"

// Rules is a valid rule set. The meaning of every field is that of its key in
// rules.yaml; docs/guide and the contract on the command line explain them.
type Rules struct {
	Name      string // of the contest, for headings
	FullMarks *score.Exact
	Score     *Scale // what a mark may be, where a part does not say it itself
	Combine   Combine
	Parts     []Part
	Adjust    Adjust
	Total     *score.Rounding
	Rank      Ranking
	Tiers     []Tier
	Awards    []Award
	Screen    Screen
	HoldFirst int
	Release   map[string]string // who sees what: see [Rules.Releases]
	Hash      string            // SHA-256 of the canonical JSON of the rules as read
}

// Combine says how parts make a total.
type Combine string

// The ways to combine.
const (
	Weighted Combine = "weighted" // weights sum to 1
	Summed   Combine = "sum"      // a weight is a factor
)

// Scale bounds a mark: from Min, or 0 where Min is nil, to Max, in steps counted
// from there. A nil Max does not bind; with Step 0 any four decimals may stand.
type Scale struct {
	Min, Max *score.Points
	Step     score.Points
}

// Part is one part of the total (部分): 现场, 观摩, 日常, …
type Part struct {
	Key, Name string
	Weight    score.Exact
	Score     *Scale // its own, or that of the rules, or nil
	Sheet     []Point
	Aggregate Aggregate
	Weighted  *score.Rounding // 折合: of weight × part
}

// Point is one line of the sheet that judges mark (评分要点).
type Point struct {
	Point, Name, Short, Part, Bands, Focus string
	Max, Step                              score.Points
}

// Aggregate says how the marks of a part become its value.
type Aggregate struct {
	Groups     []Group // exactly one without Key if the rules name none
	Median     bool
	Missing    Missing
	EmptyGroup EmptyGroup
	Round      *score.Rounding // of the combined value; nil if there is nothing to combine
}

// Grouped tells whether the rules name judge groups in the part.
func (a *Aggregate) Grouped() bool { return a.Groups[0].Key != "" }

// Group is a judge group (评委组).
type Group struct {
	Key, Name string
	Weight    score.Exact
	Trim      score.Trim
	Total     bool // ballot: total: one number instead of points
	Round     *score.Rounding
}

// Missing says what a judge of the panel without a row means: by default he is
// left out of the mean.
type Missing struct {
	Refuse  bool // any is a fault
	AtLeast int  // fewer valid marks than this are a fault; 0 does not bind
}

// EmptyGroup says what a group without a valid mark means.
type EmptyGroup string

// The meanings of an empty group.
const (
	RefuseEmpty EmptyGroup = "refuse"      // a fault
	Renormalise EmptyGroup = "renormalise" // the weights of the others are divided by their sum
)

// Adjust caps the bonus and the deductions of the total; nil does not cap.
type Adjust struct {
	BonusCap, DeductCap *score.Exact
}

// By says which list an entry is ranked in.
type By string

// The lists.
const (
	ByBatch    By = "batch"
	ByClass    By = "class"
	ByTownship By = "township"
	ByAll      By = "all"
)

// Method is how totals of different batches are made comparable.
type Method string

// The methods; NoMethod compares them as they are.
const (
	NoMethod      Method = "none"
	FactorOfMeans Method = "factor_of_means" // mean of all ÷ mean of the batch
	TwoStepMean   Method = "two_step_mean"   // mean of batch means ÷ mean of the batch
	TrimmedFactor Method = "trimmed_factor"  // as FactorOfMeans, each mean trimmed at both ends
)

// LeftOver says what becomes of a tie that the chain does not break.
type LeftOver string

// What may become of it.
const (
	Share  LeftOver = "share"  // 1, 2, 2, 4
	Dense  LeftOver = "dense"  // 1, 2, 2, 3
	Refuse LeftOver = "refuse" // named, and no result
)

// Ranking says how totals become places.
type Ranking struct {
	By       By
	Across   *Across // nil if the rules do not name it
	Ties     []TieKey
	LeftOver LeftOver
}

// Across is the correction between batches.
type Across struct {
	Method       Method
	Round        *score.Rounding // of the factor
	MeanDecimals *int            // of every mean before it, half up
	Trim         int             // of TrimmedFactor, at each end
}

// TieKey is one key of the chain that parts equal totals.
type TieKey struct {
	Text string // as the rules write it
	Kind TieKind
	Name string // of the part or the field
	Desc bool   // a field: the greatest first
}

// TieKind is what a TieKey compares.
type TieKind uint8

// The kinds of keys.
const (
	TieExact TieKind = iota // the total before its rounding
	TiePart                 // the value of a part, the greater first
	TieField                // a number or a date of entries.csv
)

// Tier is one tier (等次) of a list. At most one of Share, Count and Min is set.
type Tier struct {
	Key, Name     string
	Share         *score.Exact
	Count         *int
	Min           *score.Exact
	CountRounding CountRounding
	Exclude       bool // boundary: exclude
}

// Sized tells whether the tier says how large it is.
func (t *Tier) Sized() bool { return t.Share != nil || t.Count != nil || t.Min != nil }

// CountRounding is how share × n becomes a number of entries.
type CountRounding string

// The ways to round it.
const (
	CountHalfUp CountRounding = "half_up"
	CountFloor  CountRounding = "floor"
	CountCeil   CountRounding = "ceil"
)

// Releases tells whether the rules let everybody see something that is otherwise
// for those who may see reports: "tier", "adjustments".
func (r *Rules) Releases(what string) bool {
	return r.Release[what] == "hall" || r.Release[what] == "public"
}

// Award is a prize for so many places.
type Award struct {
	Name   string
	Places int
}

// Screen says what the hall is shown at the reveal: the key of a part, or
// "total".
type Screen struct {
	Score, Ranking string
}

// PartIndex returns the index of the part with the given key, or −1.
func (r *Rules) PartIndex(key string) int {
	for i := range r.Parts {
		if r.Parts[i].Key == key {
			return i
		}
	}
	return -1
}

// SheetMax is the sum of the maxima of the sheet.
func (p *Part) SheetMax() score.Points {
	var sum score.Points
	for i := range p.Sheet {
		sum += p.Sheet[i].Max
	}
	return sum
}

// Whole is what the sum of a judge's points, or his one number, may be in the
// part: with a sheet the range of its sum, otherwise the scale of the part. Nil
// does not bind.
func (p *Part) Whole() *Scale {
	if len(p.Sheet) == 0 {
		return p.Score
	}
	least, most := score.Points(0), p.SheetMax()
	return &Scale{Min: &least, Max: &most}
}

// Highest is the total that the highest marks make before adjustments, and
// false if a part is not bounded.
func (r *Rules) Highest() (score.Exact, bool) {
	var sum score.Exact
	for i := range r.Parts {
		whole := r.Parts[i].Whole()
		if whole == nil || whole.Max == nil {
			return score.Exact{}, false
		}
		sum = sum.Add(r.Parts[i].Weight.Mul(whole.Max.Exact()))
	}
	return sum, true
}

// Fits tells whether a mark lies on the scale; the nil scale takes every mark
// that is not negative.
func (s *Scale) Fits(mark score.Points) bool {
	mark -= s.Least()
	if s == nil {
		return mark >= 0
	}
	return mark >= 0 && (s.Max == nil || mark <= *s.Max-s.Least()) && (s.Step == 0 || mark%s.Step == 0)
}

// Least is the lowest mark of the scale: where the rules do not say it, 0.
func (s *Scale) Least() score.Points {
	if s == nil || s.Min == nil {
		return 0
	}
	return *s.Min
}

// Scale is what one point of the sheet may be.
func (p *Point) Scale() *Scale {
	least := score.Points(0)
	return &Scale{Min: &least, Max: &p.Max, Step: p.Step}
}
