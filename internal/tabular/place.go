package tabular

import (
	"strconv"

	"github.com/xuri/excelize/v2"

	"leitai/internal/fault"
)

// at is a fault of a row.
func (in input) at(code fault.Code, row int, args ...string) fault.List {
	return fault.List{fault.New(code, fault.At{File: in.name, Row: row}, "", args...)}
}

// cellFault is a fault of one cell; column counts from 0.
func (in input) cellFault(code fault.Code, column, row int, found string, args ...string) fault.Fault {
	letter := Letter(column)
	f := fault.New(code, fault.At{File: in.name, Row: row, Column: letter}, found, args...)
	f.Args["cell"] = letter + strconv.Itoa(row)
	return f
}

// Letter is the name a spreadsheet gives a column, counted from 0: A, B, … XFD.
// Beyond the last column it is the number.
func Letter(column int) string {
	name, err := excelize.ColumnNumberToName(column + 1)
	if err != nil {
		return strconv.Itoa(column + 1)
	}
	return name
}
