package httpapi

import (
	"errors"
	"net/http"
	"slices"
	"strings"

	"leitai/internal/auth"
	"leitai/internal/contest"
)

// caller is who asks: a user, a seat, or nobody.
type caller struct {
	secret  string
	session auth.Session
	user    auth.User       // of a user
	seat    contest.SeatRow // of a seat: the one that the session holds now
}

func (k *caller) isUser() bool { return k.user.Name != "" }
func (k *caller) isSeat() bool { return k.seat.ID != "" }

// caller finds out who asks. It fails with 401 for nobody, with 403 csrf for a
// cookie that a foreign form could have sent, with 429 for a seat that asks too
// often.
func (s *Server) caller(r *request) (*caller, error) {
	k, err := s.find(r)
	if err != nil {
		return nil, err
	}
	n := noteOf(r.c)
	if k.isUser() {
		n.who = k.user.Name
		return k, nil
	}
	n.who = string(k.seat.ID)
	if !s.pace.allow(n.who, s.opt.Now()) {
		return nil, newProblem(http.StatusTooManyRequests, TooOften)
	}
	return k, nil
}

func (s *Server) find(r *request) (*caller, error) {
	if head := r.c.Get("Authorization"); head != "" {
		secret, _ := strings.CutPrefix(head, "Bearer ")
		return s.lookUp(r, secret)
	}
	named := r.c.Query("seat")
	secrets := s.cookies(r.c, named)
	if len(secrets) == 0 {
		return nil, noSession()
	}
	if r.c.Method() != http.MethodGet && r.c.Get("X-Leitai") != "1" {
		return nil, newProblem(http.StatusForbidden, CSRF)
	}
	if named == "" {
		return s.lookUp(r, secrets[0])
	}
	return s.lookUpSeat(r, contest.SeatID(named), secrets)
}

// lookUpSeat finds the session that holds the named seat, or that held it under
// this name before the round in use changed.
func (s *Server) lookUpSeat(r *request, named contest.SeatID, secrets []string) (*caller, error) {
	first := noSession()
	for i, secret := range secrets {
		k, err := s.lookUp(r, secret)
		var gone *auth.Error
		switch {
		case errors.As(err, &gone):
			if i == 0 {
				first = err
			}
		case err != nil:
			return nil, err
		case k.seat.ID == named:
			return k, nil
		case i == 0 && k.isSeat() && s.isCookieOf(r.c, named, secret):
			return k, nil
		}
	}
	return nil, first
}

// lookUp is the caller of a session's secret.
func (s *Server) lookUp(r *request, secret string) (*caller, error) {
	session, user, err := s.opt.Gate.Find(r, secret)
	if err != nil {
		return nil, err
	}
	k := &caller{secret: secret, session: session, user: user}
	if session.Seat != "" {
		k.session, k.seat, err = s.opt.Gate.Seat(r, secret)
	}
	return k, err
}

func noSession() error { return &auth.Error{Code: auth.NoSession, Class: auth.Unauthorised} }

func forbidden() error { return newProblem(http.StatusForbidden, contest.NotAllowed) }

// anybody is the caller, or nobody where what is asked for is public: an old
// cookie keeps no screen from showing it.
func (s *Server) anybody(r *request) (*caller, error) {
	k, err := s.caller(r)
	var gone *auth.Error
	if errors.As(err, &gone) && gone.Class == auth.Unauthorised && r.c.Get("Authorization") == "" && r.c.Query("seat") == "" {
		return &caller{}, nil
	}
	return k, err
}

// seated is the caller if it is a seat.
func (s *Server) seated(r *request) (*caller, error) {
	k, err := s.caller(r)
	if err == nil && !k.isSeat() {
		return nil, &auth.Error{Code: auth.NotASeat, Class: auth.Denied}
	}
	return k, err
}

// withRole is the caller if it is a user of one of the roles.
func (s *Server) withRole(r *request, roles []contest.Role) (*caller, error) {
	k, err := s.caller(r)
	if err == nil && !(k.isUser() && slices.Contains(roles, k.user.Role)) {
		return nil, forbidden()
	}
	return k, err
}
