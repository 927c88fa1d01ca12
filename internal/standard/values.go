package standard

import "leitai/internal/fault"

// State says whether a row holds a value.
type State string

// The states.
const (
	Valid   State = "valid"
	NA      State = "na"      // does not apply: the point leaves (不适用)
	Missing State = "missing" // not known, with a note why (缺失)
)

// AtLeast is the qualifier of a lower bound (余).
const AtLeast = ">="

// Value is one row of values.csv: what is known of an entry under one point.
type Value struct {
	At      fault.At          // file and row
	Columns map[string]string // what a column is called in that file, where that is not its own name

	Entry, Point           string
	Text                   string // the column value
	Typed                  string // that as it stands in the file, if Text is spelled another way
	Scorer                 string
	Numerator, Denominator string
	Qualifier              string
	Document               string // the authority of a veto
	Note                   string
	State                  State // empty is Valid
	Period, Source, Filler string
}

// place is where a column of the row stands.
func (v *Value) place(column string) fault.At {
	at := v.At
	at.Column = column
	if name, ok := v.Columns[column]; ok {
		at.Column = name
	}
	return at
}

// Entry is an entry as entries.csv has it.
type Entry struct {
	At                             fault.At
	ID, Name, Class, Batch, Domain string
}

// Input is what is known of the entries of one assessment.
type Input struct {
	Entries     []Entry // as entries.csv lists them
	Listed      bool    // there is an entries.csv; without it the entries are those of the values
	Values      []Value
	MissingZero bool // a missing value counts as zero
}
