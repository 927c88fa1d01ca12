package httpapi

import (
	"reflect"
	"time"

	"leitai/internal/fault"
)

// Hasten shortens what a test would have to wait for: how long a head, a body
// and an answer may take.
func (s *Server) Hasten(head, body, answer time.Duration) {
	s.app.Server().ReadTimeout = head
	s.body, s.answer = body, answer
}

// Codes are what this package refuses by itself.
var Codes = []fault.Code{UnknownField, BadBody, BadRequest, NotFound, MethodNot, MethodUnknown, TooLarge, TooSlow, WrongType, CSRF, ForeignOrigin,
	TooOften, TooManyStreams, UnknownCode, NotSealed, WrongPicture, LargePicture, TooManyPictures, Unavailable, StorageFull, NoAnswerInTime, Internal, NotBuilt, NoResult, NotReady, Shutdown}

// ProblemOf is what a failure becomes.
func ProblemOf(err error) (status int, code fault.Code, title, titleEN string, retry bool) {
	p := problemOf(err)
	return p.Status, p.Code, p.Title, p.TitleEN, p.GetHeaders() != nil
}

// CommandFields are those of the body of a command, by their names on the wire.
func CommandFields() (out []string) {
	body := reflect.TypeFor[commandBody]()
	for i := range body.NumField() {
		out = append(out, wireName(body.Field(i)))
	}
	return out
}
