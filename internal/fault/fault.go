// Package fault holds what is wrong with an input, as data: a code, where it
// stands, what was found, and the words that a sentence about it needs. It
// holds no sentence: package lang has one for every code, in every language.
// It imports nothing.
package fault

import "strings"

// Code names one way in which an input can be wrong, or one thing worth a
// warning. Codes are declared as constants by the package that finds them.
type Code string

// At is where something stands: in a table Row counts as a spreadsheet does
// (the heading is 1) and Column is the English name of the column; in rules Row
// is the line and Column the path of the value. Row 0 is the file as a whole.
type At struct {
	File   string
	Row    int
	Column string
}

// Args are the words for the placeholders of a sentence: {entry}, {judge}, …
// "meant" is the likely correction of what was found.
type Args map[string]string

// Fault is one thing wrong with an input; as an element of a result's warnings
// it is one thing worth saying.
type Fault struct {
	Code  Code
	At    At
	Found string // the text as it stands in the file; empty if nothing stands there
	Args  Args
}

// New makes a fault; args are pairs of placeholder and word.
func New(code Code, at At, found string, args ...string) Fault {
	f := Fault{Code: code, At: at, Found: found, Args: Args{}}
	for i := 0; i+1 < len(args); i += 2 {
		f.Args[args[i]] = args[i+1]
	}
	return f
}

// Entry is the unit the fault is about, or empty.
func (f Fault) Entry() string { return f.Args["entry"] }

// List is everything wrong that one step found. As an error it is for logs:
// sentences for people come from package lang.
type List []Fault

// Err is nil if the list is empty, otherwise the list.
func (l List) Err() error {
	if len(l) == 0 {
		return nil
	}
	return l
}

func (l List) Error() string {
	var b strings.Builder
	for i, f := range l {
		if i > 0 {
			b.WriteString("; ")
		}
		b.WriteString(string(f.Code))
		if e := f.Entry(); e != "" {
			b.WriteString(" " + e)
		}
	}
	return b.String()
}
