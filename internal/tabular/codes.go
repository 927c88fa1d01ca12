package tabular

import "leitai/internal/fault"

// What makes a file unreadable as a whole.
const (
	FileMissing    fault.Code = "file_missing"    // no file of that name
	FileUnreadable fault.Code = "file_unreadable" // a folder, no permission, a failing disk; reason
	NotATable      fault.Code = "not_a_table"     // another kind of file; kind
	OldExcel       fault.Code = "old_excel"       // .xls, .et or .xlsb
	FileEncrypted  fault.Code = "file_encrypted"  // needs a password
	FileDamaged    fault.Code = "file_damaged"    // an .xlsx cut off or malformed; part, reason
	FileTooLarge   fault.Code = "file_too_large"  // an .xlsx that unpacks to more than limit (MiB); part
	TooManySheets  fault.Code = "too_many_sheets" // count, limit
	NoSuchSheet    fault.Code = "no_such_sheet"   // found is the name asked for; sheets
	ExternalLink   fault.Code = "external_link"   // found is the other workbook
	UnsafePart     fault.Code = "unsafe_part"     // found is a part no office program writes; reason
	TableEmpty     fault.Code = "table_empty"     // not one row with text
)

// What is wrong with one row or cell. At.Column is the letter of the column;
// "cell" is letter and row, as C5.
const (
	BrokenQuote         fault.Code = "broken_quote"          // a quotation mark without its partner
	RowTooLong          fault.Code = "row_too_long"          // limit (MiB): most often an open quote
	RowTooWide          fault.Code = "row_too_wide"          // limit (cells)
	CellTooLong         fault.Code = "cell_too_long"         // cell, limit (MiB)
	NulByte             fault.Code = "nul_byte"              // cell
	NotText             fault.Code = "not_text"              // cell: neither UTF-8 nor GB 18030
	ErrorCell           fault.Code = "error_cell"            // cell; found is #N/A, #DIV/0!, …
	FormulaWithoutValue fault.Code = "formula_without_value" // cell; found is the formula
)

// What is worth saying about how a file was read.
const (
	FromGB18030   fault.Code = "from_gb18030"
	FromUTF16     fault.Code = "from_utf16"
	SeparatedBy   fault.Code = "separated_by"   // separator: TAB or ;
	MergedFilled  fault.Code = "merged_filled"  // count of ranges
	OtherSheets   fault.Code = "other_sheets"   // sheet that was read; count and sheets of those that were not
	HiddenRows    fault.Code = "hidden_rows"    // count
	HiddenColumns fault.Code = "hidden_columns" // count
	MacrosIgnored fault.Code = "macros_ignored"
	DigitsLost    fault.Code = "digits_lost" // cell: a number of more than 15 digits; count of such cells
)

// What keeps a file from being written.
const (
	FileUnwritable fault.Code = "file_unwritable" // reason
	DiskFull       fault.Code = "disk_full"
)
