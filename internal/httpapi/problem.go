package httpapi

import (
	"context"
	"encoding/json"
	"errors"
	"math"
	"net/http"
	"reflect"
	"strconv"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/gofiber/fiber/v3"

	"leitai/internal/auth"
	"leitai/internal/contest"
	"leitai/internal/fault"
	"leitai/internal/lang"
)

// problem is a refusal on the wire (RFC 9457). What was sent is never in it.
type problem struct {
	Type    string             `json:"type" doc:"urn:leitai:problem: and the code"`
	Status  int                `json:"status"`
	Code    fault.Code         `json:"code"`
	Title   string             `json:"title" doc:"the sentence in Chinese"`
	TitleEN string             `json:"title_en" doc:"the sentence in English"`
	Field   string             `json:"field,omitempty" doc:"the field at fault: marks.POINT, reason, query.view"`
	Errors  []contest.FieldErr `json:"errors,omitempty" doc:"of several faults"`
	State   contest.State      `json:"state,omitempty" doc:"present state of the entry"`
	Ballot  *heldReceipt       `json:"ballot,omitempty" doc:"of a ballot that a state refuses: this seat's present receipt, null if it has none"`
	Missing []contest.SeatID   `json:"missing,omitempty" doc:"seats whose ballot is missing"`
	Entries []contest.EntryID  `json:"entries,omitempty" doc:"the entries concerned"`

	retry time.Duration
	cause error // what is logged and not sent
}

// heldReceipt is a seat's receipt, or null: which of the two is always said of a
// ballot.
type heldReceipt struct{ *contest.Receipt }

// Schema is that of the receipt, or null.
func (heldReceipt) Schema(r huma.Registry) *huma.Schema {
	return &huma.Schema{AnyOf: []*huma.Schema{r.Schema(reflect.TypeFor[contest.Receipt](), true, ""), {Type: "null"}}}
}

// MarshalJSON writes the receipt.
func (h heldReceipt) MarshalJSON() ([]byte, error) { return json.Marshal(h.Receipt) }

func (p *problem) Error() string { return string(p.Code) }

// GetStatus makes p an error that huma sends as it is.
func (p *problem) GetStatus() int { return p.Status }

// ContentType is that of RFC 9457, whatever was asked for.
func (p *problem) ContentType(string) string { return "application/problem+json" }

// GetHeaders tells when to try again.
func (p *problem) GetHeaders() http.Header {
	if p.retry <= 0 {
		return nil
	}
	return http.Header{"Retry-After": {strconv.Itoa(int(math.Ceil(p.retry.Seconds())))}}
}

// newProblem is a problem with its sentences.
func newProblem(status int, code fault.Code) *problem {
	p := &problem{Status: status, Code: code, Type: "urn:leitai:problem:" + string(code),
		Title: lang.Chinese.T(string(code)), TitleEN: lang.English.T(string(code))}
	if status == http.StatusServiceUnavailable || status == http.StatusTooManyRequests || status == http.StatusInsufficientStorage {
		p.retry = time.Second
	}
	return p
}

// about is p with the field at fault.
func (p *problem) about(field string) *problem {
	p.Field = field
	return p
}

// several is a problem of fields at fault: the first one's, with the list where
// there are more.
func several(status int, list []contest.FieldErr) *problem {
	p := newProblem(status, list[0].Code).about(list[0].Field)
	if len(list) > 1 {
		p.Errors = list
	}
	return p
}

// because is p with the sentences of the first fault: what the rules say in
// particular.
func (p *problem) because(faults fault.List) *problem {
	if len(faults) > 0 {
		p.Title, p.TitleEN = lang.Chinese.Fault(faults[0]), lang.English.Fault(faults[0])
	}
	return p
}

// problemOf is the one place where failures become HTTP. What it does not know is
// a fault of the program: it is logged whole and told as such, no more.
func problemOf(err error) *problem {
	var p *problem
	var no *contest.Refusal
	var gate *auth.Error
	var list fault.List
	var http11 *fiber.Error
	switch {
	case errors.As(err, &p):
		return p
	case errors.As(err, &no):
		return refusal(no)
	case errors.As(err, &gate):
		p = newProblem(statusAtGate[gate.Class], gate.Code)
		p.retry = gate.RetryAfter
	case errors.Is(err, contest.ErrNotFound):
		p = newProblem(http.StatusNotFound, NotFound)
	case errors.Is(err, contest.ErrFull):
		p = newProblem(http.StatusInsufficientStorage, StorageFull)
	case errors.Is(err, contest.ErrUnavailable), errors.Is(err, contest.ErrMoved):
		p = newProblem(http.StatusServiceUnavailable, Unavailable)
	case errors.Is(err, context.DeadlineExceeded), errors.Is(err, context.Canceled):
		p = newProblem(http.StatusServiceUnavailable, NoAnswerInTime)
	case errors.As(err, &list):
		return newProblem(http.StatusConflict, NoResult).because(list)
	case errors.As(err, &http11):
		code, known := codeOfStatus[http11.Code]
		if !known {
			code = BadRequest
		}
		p = newProblem(http11.Code, code)
	default:
		p = newProblem(http.StatusInternalServerError, Internal)
		p.cause = err
	}
	return p
}

func refusal(no *contest.Refusal) *problem {
	p := newProblem(statusOfClass[no.Class], no.Code)
	p.Field, p.State, p.Missing, p.Entries = no.Field, no.State, no.Missing, no.Entries
	if no.Ballot != nil {
		p.Ballot = &heldReceipt{no.Ballot}
	}
	if len(no.Errors) > 1 {
		p.Errors = no.Errors
	}
	return p.because(no.Faults)
}
