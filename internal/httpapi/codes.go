package httpapi

import (
	"net/http"

	"leitai/internal/auth"
	"leitai/internal/contest"
	"leitai/internal/fault"
)

// The codes of what goes wrong between a client and the contest. Refusals of the
// contest and of the gate have their own.
const (
	UnknownField    fault.Code = "unknown_field"     // a field that the request does not have
	BadBody         fault.Code = "bad_body"          // no JSON, or none where some is due
	BadRequest      fault.Code = "bad_request"       // no HTTP
	NotFound        fault.Code = "not_found"         // no such path, or not yours
	MethodNot       fault.Code = "method_not"        // the path does not have this method
	TooLarge        fault.Code = "too_large"         // a body over 64 KiB, a head over 4 KiB
	TooSlow         fault.Code = "too_slow"          // head or body did not come in time
	WrongType       fault.Code = "wrong_content"     // a body that is not application/json
	CSRF            fault.Code = "csrf"              // by cookie, without X-Leitai: 1
	ForeignOrigin   fault.Code = "foreign_origin"    // a page of another origin asks
	TooOften        fault.Code = "too_often"         // a seat asks more than 50 times a second
	TooManyStreams  fault.Code = "too_many_streams"  // without a session
	UnknownCode     fault.Code = "unknown_code"      // no page shows it
	NotSealed       fault.Code = "not_sealed"        // before the seal a screen is pointed by a command
	WrongPicture    fault.Code = "wrong_picture"     // no PNG, JPEG or WebP, or not what its Content-Type says
	LargePicture    fault.Code = "large_picture"     // over 5 MiB, or 8192 pixels a side
	TooManyPictures fault.Code = "too_many_pictures" // as many as are kept
	Unavailable     fault.Code = "unavailable"       // cannot be written now
	StorageFull     fault.Code = "storage_full"      // no space is left
	NoAnswerInTime  fault.Code = "no_answer_in_time" // not within 5 s; nobody knows whether it was done
	Internal        fault.Code = "internal"          // a fault of the program
	NotBuilt        fault.Code = "not_built"         // analysis, reports, package: not in this version
	NoResult        fault.Code = "no_result"         // the marks allow no result
	MethodUnknown   fault.Code = "method_unknown"    // no method of HTTP
	NotReady        fault.Code = "not_ready"         // the database cannot be written or read
)

// statusOfClass is the one place where the contest's words meet HTTP's.
var statusOfClass = map[contest.Class]int{
	contest.Conflict: http.StatusConflict,
	contest.Invalid:  http.StatusUnprocessableEntity,
	contest.Unknown:  http.StatusNotFound,
	contest.Denied:   http.StatusForbidden,
	contest.Unseated: http.StatusUnauthorized,
}

// statusAtGate does the same for the gate's.
var statusAtGate = map[auth.Class]int{
	auth.Unauthorised: http.StatusUnauthorized,
	auth.Denied:       http.StatusForbidden,
	auth.TooMany:      http.StatusTooManyRequests,
	auth.Barred:       http.StatusLocked,
	auth.Invalid:      http.StatusUnprocessableEntity,
}

// codeOfStatus names what fiber and huma refuse by themselves.
var codeOfStatus = map[int]fault.Code{
	http.StatusBadRequest:                  BadRequest,
	http.StatusNotFound:                    NotFound,
	http.StatusMethodNotAllowed:            MethodNot,
	http.StatusRequestTimeout:              TooSlow,
	http.StatusRequestEntityTooLarge:       TooLarge,
	http.StatusRequestHeaderFieldsTooLarge: TooLarge,
	http.StatusUnsupportedMediaType:        WrongType,
	http.StatusUnprocessableEntity:         contest.FieldWrong,
	http.StatusNotImplemented:              MethodUnknown,
	http.StatusServiceUnavailable:          Unavailable,
}
