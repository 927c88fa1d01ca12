package standard

import "leitai/internal/fault"

// What is wrong with a standard as a table.
const (
	CellEmpty    fault.Code = "standard_empty"
	CellNumber   fault.Code = "standard_number"
	UnknownKind  fault.Code = "standard_kind"
	MaxRange     fault.Code = "standard_max"
	LineRange    fault.Code = "standard_line"
	NotHundred   fault.Code = "standard_total"       // the base points do not total 100
	SumDiffers   fault.Code = "standard_sum"         // points of a section are not the sum of its base points
	Differs      fault.Code = "standard_differs"     // two rows say different things of one section
	TwoParents   fault.Code = "standard_two_parents" // a child under two parents
	CodeTwice    fault.Code = "standard_code_twice"
	CodeParent   fault.Code = "standard_code_parent" // a code that does not begin with that of its parent
	CodeOrder    fault.Code = "standard_code_order"
	MixedSection fault.Code = "standard_mixed" // base points beside bonus or veto
	NoPoints     fault.Code = "standard_no_points"
)

// What is wrong with the params of a point; path says where in them.
const (
	ParamsJSON    fault.Code = "params_json"
	ParamsMissing fault.Code = "params_missing"
	ParamsText    fault.Code = "params_text" // not a text, or a blank one
	ParamsNumber  fault.Code = "params_number"
	ParamsList    fault.Code = "params_list" // not a list, or an empty one
	ParamsObject  fault.Code = "params_object"
	ParamsPair    fault.Code = "params_pair"
	ParamsWord    fault.Code = "params_word"
	ParamsRange   fault.Code = "params_range"
	ParamsOrder   fault.Code = "params_order"
)

// What is wrong with the values of entries.
const (
	NoEntry       fault.Code = "value_no_entry"
	UnknownEntry  fault.Code = "value_unknown_entry"
	ForeignEntry  fault.Code = "value_foreign_entry" // an entry of another domain
	UnknownPoint  fault.Code = "value_unknown_point"
	PointTwice    fault.Code = "value_twice"
	UnknownState  fault.Code = "value_state"
	NoteLacking   fault.Code = "value_no_note"
	RowLacking    fault.Code = "value_no_row"
	EntryLacking  fault.Code = "value_no_rows"
	ValueEmpty    fault.Code = "value_empty"
	ValueNumber   fault.Code = "value_number"
	ValueRange    fault.Code = "value_range"
	ValueStep     fault.Code = "value_step"
	ShapeCheck    fault.Code = "value_check" // not as a check is written, and so on
	ShapeDeduct   fault.Code = "value_deduct"
	ShapeBonus    fault.Code = "value_bonus"
	ShapeVeto     fault.Code = "value_veto"
	NoSuchNumber  fault.Code = "value_no_such_number"
	NumberTwice   fault.Code = "value_number_twice"
	NotPositive   fault.Code = "value_denominator"
	Qualifier     fault.Code = "value_qualifier"
	NoDocument    fault.Code = "value_no_document"
	ClassLacking  fault.Code = "value_no_class"
	ClassesNeeded fault.Code = "value_no_classes" // no entries.csv where classes are compared
)

// What is worth a warning.
const (
	PointNA      fault.Code = "point_na"
	PointMissing fault.Code = "point_missing"
	PointZero    fault.Code = "point_missing_zero"
	NoTotal      fault.Code = "score_no_total"
	RateDiffers  fault.Code = "value_rate_differs"
)
