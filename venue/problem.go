package venue

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
)

// Problem is a refusal as RFC 9457 and the contract have it. State, Ballot,
// Missing and Entries are there where the code calls for them.
type Problem struct {
	Type    string   `json:"type"`
	Status  int      `json:"status"`
	Code    string   `json:"code"`
	Title   string   `json:"title"`
	TitleEN string   `json:"title_en"`
	Field   string   `json:"field"`
	Errors  []Fault  `json:"errors"`
	State   string   `json:"state"`
	Ballot  *Receipt `json:"ballot"`
	Missing []string `json:"missing"`
	Entries []string `json:"entries"`

	// RetryAfter is the header of that name, empty if it was not sent.
	RetryAfter string `json:"-"`
}

// Fault is one of several faults of a request.
type Fault struct {
	Field string `json:"field"`
	Code  string `json:"code"`
}

// Error names status and code.
func (p *Problem) Error() string {
	return fmt.Sprintf("%d %s %s (%s)", p.Status, p.Code, p.Field, p.Title)
}

// Code is the code of the Problem in err, empty for any other error or none.
func Code(err error) string {
	var p *Problem
	if errors.As(err, &p) {
		return p.Code
	}
	return ""
}

// Status is the HTTP status of the Problem in err, 0 for any other error.
func Status(err error) int {
	var p *Problem
	if errors.As(err, &p) {
		return p.Status
	}
	return 0
}

// problem reads the refusal out of an answer; one that is not a problem in
// both languages with the answer's own status is an error of another kind.
func problem(a Answer) error {
	var p Problem
	if err := json.Unmarshal(a.Body, &p); err != nil {
		return fmt.Errorf("status %d without a problem: %.200q", a.Status, a.Body)
	}
	if p.Status != a.Status || p.Code == "" || p.Title == "" || p.TitleEN == "" || p.Type == "" {
		return fmt.Errorf("status %d with an incomplete problem: %.300q", a.Status, a.Body)
	}
	p.RetryAfter = a.Header.Get("Retry-After")
	if p.RetryAfter == "" && (a.Status == http.StatusTooManyRequests || a.Status == http.StatusServiceUnavailable) {
		return fmt.Errorf("status %d without Retry-After: %.200q", a.Status, a.Body)
	}
	return &p
}
