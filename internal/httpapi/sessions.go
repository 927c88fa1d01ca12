package httpapi

import (
	"net/http"
	"time"

	"leitai/internal/auth"
	"leitai/internal/contest"
)

type signIn struct {
	Body struct {
		Name     string `json:"name" maxLength:"200"`
		Password string `json:"password" maxLength:"1000"`
		Code     string `json:"code,omitempty" maxLength:"20" doc:"second factor, where the account has one"`
	}
}

type signedIn struct {
	Status int
	Body   sessionBody
}

type sessionBody struct {
	Session string    `json:"session" doc:"for Authorization: Bearer"`
	Expires time.Time `json:"expires"`
}

// postSession handles POST /sessions.
func (s *Server) postSession(r *request, in *signIn) (*signedIn, error) {
	secret, session, user, err := s.opt.Gate.SignIn(r, in.Body.Name, in.Body.Password, in.Body.Code)
	if err != nil {
		return nil, err
	}
	noteOf(r.c).who = user.Name
	s.setCookie(r.c, s.userCookie(), secret, session.Expires)
	return &signedIn{http.StatusCreated, sessionBody{secret, shown(session.Expires)}}, nil
}

// shown is a time as answers have it: whole seconds, with the zone.
func shown(t time.Time) time.Time { return t.Truncate(time.Second) }

type nothing struct{}

type identity struct{ Body identityBody }

type identityBody struct {
	User     *userBody     `json:"user"`
	Seat     *seatBody     `json:"seat"`
	Expires  time.Time     `json:"expires"`
	Contests []contestBody `json:"contests" doc:"what may be entered"`
}

type userBody struct {
	Name string       `json:"name"`
	Role contest.Role `json:"role"`
}

type seatBody struct {
	ID    contest.SeatID  `json:"id"`
	Round contest.RoundID `json:"round"`
}

type contestBody struct {
	ID        contest.ContestID `json:"id"`
	Name      string            `json:"name"`
	Rehearsal bool              `json:"rehearsal"`
	Rounds    []roundBody       `json:"rounds"`
}

type roundBody struct {
	ID      contest.RoundID `json:"id"`
	Name    string          `json:"name"`
	Mode    contest.Mode    `json:"mode"`
	Entries []entryBody     `json:"entries"`
}

type entryBody struct {
	ID   contest.EntryID `json:"id"`
	Name string          `json:"name"`
}

// getSession handles GET /sessions/current.
func (s *Server) getSession(r *request, _ *nothing) (*identity, error) {
	k, err := s.caller(r)
	if err != nil {
		return nil, err
	}
	out := &identity{identityBody{Expires: shown(k.session.Expires), Contests: []contestBody{}}}
	if k.isSeat() {
		out.Body.Seat = &seatBody{k.seat.ID, k.seat.Round}
	} else {
		out.Body.User = &userBody{k.user.Name, k.user.Role}
	}
	out.Body.Contests, err = s.enterable(r, k)
	return out, err
}

// enterable lists the contests of a caller: of a seat its round alone, of a user
// all, of who keeps accounts none.
func (s *Server) enterable(r *request, k *caller) ([]contestBody, error) {
	if k.isSeat() {
		return s.roundOf(r, k.seat.Round)
	}
	out := []contestBody{}
	if k.user.Role == contest.Admin {
		return out, nil
	}
	events, err := s.opt.Contests.Events(r)
	if err != nil {
		return nil, err
	}
	for _, e := range events {
		rows, err := s.opt.Contests.Rounds(r, e.ID)
		if err != nil {
			return nil, err
		}
		c, err := s.contestBody(r, e, rows)
		if err != nil {
			return nil, err
		}
		out = append(out, c)
	}
	return out, nil
}

// roundOf is the contest of a round, with that round alone.
func (s *Server) roundOf(r *request, id contest.RoundID) ([]contestBody, error) {
	row, err := s.opt.Contests.Round(r, id)
	if err != nil {
		return nil, err
	}
	e, err := s.opt.Contests.Event(r, row.Contest)
	if err != nil {
		return nil, err
	}
	c, err := s.contestBody(r, e, []contest.RoundRow{row})
	return []contestBody{c}, err
}

func (s *Server) contestBody(r *request, e contest.Event, rows []contest.RoundRow) (contestBody, error) {
	out := contestBody{e.ID, e.Name, e.Rehearsal, []roundBody{}}
	for _, row := range rows {
		round, err := s.roundBody(r, row)
		if err != nil {
			return out, err
		}
		out.Rounds = append(out.Rounds, round)
	}
	return out, nil
}

func (s *Server) roundBody(r *request, row contest.RoundRow) (roundBody, error) {
	out := roundBody{row.ID, row.Name, row.Mode, []entryBody{}}
	entries, err := s.opt.Contests.Entries(r, row.ID)
	for _, e := range entries {
		out.Entries = append(out.Entries, entryBody{e.ID, e.Name})
	}
	return out, err
}

// deleteSession handles DELETE /sessions/current: sign out.
func (s *Server) deleteSession(r *request, _ *nothing) (*nothing, error) {
	k, err := s.caller(r)
	if err != nil {
		return nil, err
	}
	if err := s.opt.Gate.SignOut(r, k.secret); err != nil {
		return nil, err
	}
	if r.c.Get("Authorization") != "" {
		return nil, nil
	}
	if k.isSeat() {
		s.dropCookie(r.c, s.seatCookie(k.seat.ID))
	} else {
		s.dropCookie(r.c, s.userCookie())
	}
	return nil, nil
}

type claim struct {
	Body struct {
		Token string `json:"token,omitempty" maxLength:"200" doc:"of the QR code"`
		Code  string `json:"code,omitempty" maxLength:"20" doc:"the short code under it, with the PIN"`
		PIN   string `json:"pin,omitempty" maxLength:"20"`
		Move  bool   `json:"move,omitempty" doc:"take the seat from another phone; needs the PIN"`
	}
}

type claimed struct {
	Status int
	Body   claimedBody
}

type claimedBody struct {
	Session string      `json:"session" doc:"for Authorization: Bearer"`
	Expires time.Time   `json:"expires"`
	Seat    claimedSeat `json:"seat"`
}

type claimedSeat struct {
	ID    contest.SeatID  `json:"id"`
	Name  string          `json:"name"`
	Round contest.RoundID `json:"round"`
}

// postClaim handles POST /seats/claim.
func (s *Server) postClaim(r *request, in *claim) (*claimed, error) {
	ask := auth.ClaimRequest{Token: in.Body.Token, Code: in.Body.Code, PIN: in.Body.PIN, Move: in.Body.Move}
	switch {
	case ask.Token == "" && ask.Code == "":
		return nil, newProblem(http.StatusUnprocessableEntity, contest.FieldMissing).about("token")
	case ask.Token != "" && ask.Code != "":
		return nil, newProblem(http.StatusUnprocessableEntity, contest.FieldWrong).about("code")
	}
	if r.c.Get("Idempotency-Key") != "" {
		var err error
		if ask.Key, err = keyOf(r); err != nil {
			return nil, err
		}
	}
	got, err := s.opt.Gate.Claim(r, ask)
	if err != nil {
		return nil, err
	}
	noteOf(r.c).who = string(got.Seat.ID)
	s.setCookie(r.c, s.seatCookie(got.Seat.ID), got.Secret, got.Session.Expires)
	out := &claimed{http.StatusCreated, claimedBody{got.Secret, shown(got.Session.Expires), claimedSeat{got.Seat.ID, got.Seat.Name, got.Seat.Round}}}
	if !got.Created {
		out.Status = http.StatusOK
	}
	return out, nil
}
