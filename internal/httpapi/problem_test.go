package httpapi_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"

	"leitai/internal/auth"
	"leitai/internal/contest"
	"leitai/internal/fault"
	"leitai/internal/httpapi"
	"leitai/internal/lang"
	"leitai/internal/standing"
)

func TestEveryFailureHasItsStatus(t *testing.T) {
	for _, c := range []struct {
		err    error
		status int
		code   fault.Code
		retry  bool
	}{
		{&contest.Refusal{Class: contest.Conflict, Code: contest.Stale}, 409, "stale", false},
		{&contest.Refusal{Class: contest.Invalid, Code: contest.BadMark}, 422, "bad_mark", false},
		{&contest.Refusal{Class: contest.Unknown, Code: contest.NoSuchEntry}, 404, "entry_not_found", false},
		{&contest.Refusal{Class: contest.Denied, Code: contest.NotAllowed}, 403, "forbidden", false},
		{&auth.Error{Class: auth.Unauthorised, Code: auth.NoSession}, 401, "no_session", false},
		{&auth.Error{Class: auth.Denied, Code: auth.NotASeat}, 403, "not_a_seat", false},
		{&auth.Error{Class: auth.TooMany, Code: auth.TooManyTries, RetryAfter: 1}, 429, "too_many_tries", true},
		{&auth.Error{Class: auth.Barred, Code: auth.SeatLocked, RetryAfter: 1}, 423, "seat_locked", true},
		{&auth.Error{Class: auth.Invalid, Code: auth.PasswordWeak}, 422, "password_weak", false},
		{contest.ErrNotFound, 404, "not_found", false},
		{fmt.Errorf("commit: %w", contest.ErrUnavailable), 503, "unavailable", true},
		{contest.ErrMoved, 503, "unavailable", true},
		{fmt.Errorf("commit: %w", contest.ErrFull), 507, "storage_full", true},
		{context.DeadlineExceeded, 503, "no_answer_in_time", true},
		{fault.List{fault.New(standing.GroupEmpty, fault.At{}, "")}, 409, "no_result", false},
		{errors.New("connection to 10.0.0.5 refused"), 500, "internal", false},
	} {
		status, code, title, english, retry := httpapi.ProblemOf(c.err)
		if status != c.status || code != c.code || retry != c.retry || title == "" || title == english {
			t.Errorf("%v: %d %s %q %q retry %v; want %d %s retry %v", c.err, status, code, title, english, retry, c.status, c.code, c.retry)
		}
	}
}

func TestEveryCodeHasItsSentences(t *testing.T) {
	for _, code := range httpapi.Codes {
		for _, l := range []lang.Lang{lang.Chinese, lang.English} {
			if !l.Has(string(code)) {
				t.Errorf("%s has no sentence in %s", code, l)
			}
		}
	}
}

// TestFieldsOfCommandsAreThoseOfTheBody: a field that only one of the two names
// would be refused, or would never mean anything.
func TestFieldsOfCommandsAreThoseOfTheBody(t *testing.T) {
	meant := map[string]bool{"type": true, "expect_version": true, "reason": true}
	for _, kind := range contest.Commands() {
		for _, field := range contest.Fields(kind) {
			meant[field] = true
		}
	}
	body := httpapi.CommandFields()
	for field := range meant {
		if !slices.Contains(body, field) {
			t.Errorf("a command has the field %s, the body has not", field)
		}
	}
	for _, field := range body {
		if !meant[field] {
			t.Errorf("the body has the field %s, no command has", field)
		}
	}
}
