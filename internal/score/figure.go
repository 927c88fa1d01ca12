package score

// Op is how a figure follows from those it is made of. These are all the
// operations of a contest's arithmetic.
type Op uint8

// The operations. x runs over From, w is the Weight of each.
const (
	Given    Op = iota // a leaf: Exact was written in a file or a rule, or follows from a formula of a standard
	Mean               // the arithmetic mean of the counted marks
	Median             // their median; of an even number the mean of the two in the middle
	Sum                // Σ w·x
	Blend              // Σ w·x ÷ Σ w
	Capped             // the lesser of Σ w·x and Limit
	Rescaled           // Limit × Σ x ÷ Σ w: what is there, scaled to what the whole would carry
	Product            // x₁ × x₂
	Quotient           // x₁ ÷ x₂
)

// Kind is what a figure is, in the words of the contest; sentences depend on it,
// arithmetic does not.
type Kind string

// The kinds of an official result, from the leaves up.
const (
	KindGroup      Kind = "group"       // the value of one judge group (评委组)
	KindPart       Kind = "part"        // the value of a part (部分) before its adjustments
	KindAdjusted   Kind = "adjusted"    // that value with the adjustments of the part
	KindWeighted   Kind = "weighted"    // weight × part (折合)
	KindBonus      Kind = "bonus"       // bonus points (加分): one line, or their capped sum
	KindDeduct     Kind = "deduct"      // deductions (扣分): one line, or their capped sum
	KindTotal      Kind = "total"       // the total (总分)
	KindCorrected  Kind = "corrected"   // factor × total (修正后总分)
	KindFactor     Kind = "factor"      // the correction factor of a batch (修正系数)
	KindBatchMean  Kind = "batch_mean"  // the mean of a batch's totals
	KindCommonMean Kind = "common_mean" // the mean it is compared with
)

// Reason says why a mark does not count; Counted is the zero value.
type Reason uint8

// The reasons.
const (
	Counted Reason = iota
	High           // dropped as one of the highest
	Low            // dropped as one of the lowest
	Recused        // the judge stepped aside (回避)
	Absent         // the judge was away (缺席)
	Void           // the ballot was declared void (作废)
	Missing        // a judge of the panel without a row
)

// Valid tells whether the mark was a valid one before trimming.
func (r Reason) Valid() bool { return r == Counted || r == High || r == Low }

// Mark is what one judge gave one entry in one part, or why he gave nothing.
type Mark struct {
	Points Points // the sum of his points; 0 and unread unless Left.Valid()
	Judge  int32  // index into the panel of the part
	Sheet  int32  // 1 + index of his points in the sheets of the part; 0 if the mark is one number
	Left   Reason
}

// Figure is a number with its derivation: a tree whose leaves are marks and
// given numbers. Exact follows from From or Marks by Op, Value from Exact by
// Round; nothing else is ever computed, so whoever walks the tree sees the whole
// of the arithmetic, and there is no other.
type Figure struct {
	Kind   Kind
	Key    string // which one of its kind: the key of a part or group, the reason of an adjustment
	Op     Op
	Weight Exact     // its weight in the figure it belongs to
	Limit  Exact     // the cap of Capped, the whole of Rescaled
	From   []Figure  // what it is made of
	Marks  []Mark    // of Mean and Median: every ballot, those left out too, in the order of the panel
	Exact  Exact     // before rounding
	Round  *Rounding // nil keeps the exact value
	Value  Exact     // after rounding
}

// Evaluated returns f with Exact and Value computed from what it is made of. It
// panics if a divisor is zero or no mark counts: whoever builds the figure has
// reported that as a fault before.
func (f Figure) Evaluated() Figure {
	if f.Op != Given {
		f.Exact = f.evaluate()
	}
	f.Value = f.Exact
	if f.Round != nil {
		f.Value = f.Round.Apply(f.Exact)
	}
	return f
}

func (f *Figure) evaluate() Exact {
	switch f.Op {
	case Mean:
		return mean(f.Marks)
	case Median:
		return median(f.Marks)
	case Product:
		return f.From[0].Value.Mul(f.From[1].Value)
	case Quotient:
		return f.From[0].Value.Quo(f.From[1].Value)
	case Rescaled:
		plain, weights := f.sums()
		return f.Limit.Mul(plain).Quo(weights)
	}
	var sum, weights Exact
	for i := range f.From {
		sum = sum.Add(f.From[i].Weight.Mul(f.From[i].Value))
		weights = weights.Add(f.From[i].Weight)
	}
	switch {
	case f.Op == Blend:
		return sum.Quo(weights)
	case f.Op == Capped && sum.Cmp(f.Limit) > 0:
		return f.Limit
	default:
		return sum
	}
}

// sums adds up the values and the weights of what f is made of.
func (f *Figure) sums() (values, weights Exact) {
	for i := range f.From {
		values = values.Add(f.From[i].Value)
		weights = weights.Add(f.From[i].Weight)
	}
	return values, weights
}

// Text is the value as it is printed: with the decimals of its rule, more where
// an adjustment needs them, or in its shortest form if no rule rounds it.
func (f *Figure) Text() string {
	round := f.Round
	if f.Kind == KindAdjusted {
		round = f.From[0].Round
	}
	if round == nil {
		return f.Value.String()
	}
	return f.Value.Text(round.Decimals)
}
