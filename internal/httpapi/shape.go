package httpapi

import (
	"net/http"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/validation"

	"leitai/internal/contest"
)

// decimalForm is how amounts come in requests (http.md, Names).
const decimalForm = `^(0|[1-9][0-9]{0,5})(\.[0-9]{1,4})?$`

// decimal is an amount in a request.
type decimal string

// Schema lets huma check the form; what an amount may be, package contest says.
func (decimal) Schema(huma.Registry) *huma.Schema {
	s := &huma.Schema{Type: huma.TypeString, Pattern: decimalForm}
	s.PrecomputeMessages()
	return s
}

// screenMode is the mode of a screen, "0" to "9"; who counts may send the number.
type screenMode string

// Schema lets huma check the form of both.
func (screenMode) Schema(huma.Registry) *huma.Schema {
	least, most := 0.0, 9.0
	text := &huma.Schema{Type: huma.TypeString, Pattern: "^[0-9]$"}
	number := &huma.Schema{Type: huma.TypeInteger, Minimum: &least, Maximum: &most}
	text.PrecomputeMessages()
	number.PrecomputeMessages()
	return &huma.Schema{OneOf: []*huma.Schema{text, number}}
}

// UnmarshalJSON reads either.
func (m *screenMode) UnmarshalJSON(b []byte) error {
	*m = screenMode(strings.Trim(string(b), `"`))
	return nil
}

// texts are marks as package contest takes them.
func texts(given map[string]decimal) map[string]string {
	if given == nil {
		return nil
	}
	out := make(map[string]string, len(given))
	for point, mark := range given {
		out[point] = string(mark)
	}
	return out
}

// init makes huma speak of faults as the contract does. huma has no other place
// for it than its package variables; nobody but httpapi imports it.
func init() {
	huma.ValidateStrictCasing = true
	huma.DefaultArrayNullable = false
	huma.NewError = shapeProblem
	huma.NewErrorWithContext = func(ctx huma.Context, status int, msg string, errs ...error) huma.StatusError {
		p := shapeProblem(status, msg, errs...)
		if x, ok := ctx.(*exchange); ok {
			noteOf(x.c).code = p.(*problem).Code
		}
		return p
	}
}

// shapeProblem is what huma finds wrong with a request. It knows the values; they
// go no further.
func shapeProblem(status int, _ string, errs ...error) huma.StatusError {
	switch status {
	case http.StatusBadRequest:
		return newProblem(status, BadBody)
	case http.StatusUnsupportedMediaType:
		return newProblem(status, WrongType)
	}
	var list []contest.FieldErr
	for _, err := range errs {
		if d, ok := err.(*huma.ErrorDetail); ok {
			list = append(list, fieldFault(d))
		}
	}
	if len(list) == 0 {
		code, known := codeOfStatus[status]
		if !known {
			code = Internal
		}
		return newProblem(status, code)
	}
	return several(status, list)
}

// required is what huma says of a field that is not there, up to its name.
var required, _, _ = strings.Cut(validation.MsgExpectedRequiredProperty, "%s")

func fieldFault(d *huma.ErrorDetail) contest.FieldErr {
	field := strings.TrimPrefix(strings.TrimPrefix(d.Location, "body"), ".")
	rest, isMissing := strings.CutPrefix(d.Message, required)
	switch {
	case isMissing:
		name, _, _ := strings.Cut(rest, " ")
		return contest.FieldErr{Field: strings.TrimPrefix(field+"."+name, "."), Code: contest.FieldMissing}
	case d.Message == validation.MsgUnexpectedProperty:
		return contest.FieldErr{Field: field, Code: UnknownField}
	case strings.HasPrefix(field, "marks."):
		return contest.FieldErr{Field: field, Code: contest.BadMark}
	}
	return contest.FieldErr{Field: field, Code: contest.FieldWrong}
}
