package httpapi

import (
	"net/http"
	"slices"

	"leitai/internal/contest"
)

// reporters may see what reports are made of.
var reporters = []contest.Role{contest.Organiser, contest.Director, contest.Verifier, contest.Scrutineer, contest.Auditor}

// readers may read the log.
var readers = []contest.Role{contest.Director, contest.Verifier, contest.Scrutineer, contest.Auditor}

// viewers says which users may have the picture of an audience (http.md, Who).
// The hall's is everybody's; the judges' is that of the seats of the round.
var viewers = map[contest.Audience][]contest.Role{
	contest.Hall:     nil,
	contest.ForJudge: {},
	contest.Console:  {contest.Director, contest.Verifier},
	contest.Report:   reporters,
}

// maySee is the caller if he may have the picture of a round for an audience.
func (s *Server) maySee(r *request, round contest.RoundID, view contest.Audience) (*caller, error) {
	roles, known := viewers[view]
	switch {
	case !known:
		return nil, newProblem(http.StatusUnprocessableEntity, contest.FieldWrong).about("query.view")
	case !isID(string(round)):
		return nil, contest.ErrNotFound
	case view == contest.Hall:
		return s.anybody(r)
	case view != contest.ForJudge:
		return s.withRole(r, roles)
	}
	k, err := s.caller(r)
	switch {
	case err != nil:
		return nil, err
	case !k.isSeat():
		return nil, forbidden()
	case k.seat.Round != round:
		return nil, contest.ErrNotFound
	}
	return k, nil
}

// isID tells whether a text can be an id: [A-Za-z0-9_-]{1,64}.
func isID(s string) bool {
	return len(s) >= 1 && len(s) <= 64 && !slices.ContainsFunc([]byte(s), func(c byte) bool {
		return (c < '0' || c > '9') && (c < 'A' || c > 'Z') && (c < 'a' || c > 'z') && c != '_' && c != '-'
	})
}
