package httpapi

import (
	"errors"
	"net/http"
	"slices"
	"strings"

	"leitai/internal/contest"
	"leitai/internal/live"
)

var directors = []contest.Role{contest.Director}

type arrival struct {
	Body struct {
		Screen string `json:"screen,omitempty" maxLength:"64" doc:"what this page was given before"`
	}
}

type arrived struct {
	Body struct {
		Screen string `json:"screen"`
		Code   string `json:"code" doc:"four digits, for the console"`
	}
}

// postArrival handles POST /screens: a page waits to be paired. It says nothing of
// any contest, so it asks for no session.
func (s *Server) postArrival(_ *request, in *arrival) (*arrived, error) {
	if id := in.Body.Screen; id != "" && !(isID(id) && strings.HasPrefix(id, live.ScreenPrefix)) {
		return nil, newProblem(http.StatusUnprocessableEntity, contest.FieldWrong).about("screen")
	}
	p := s.waiting.Come(in.Body.Screen, s.opt.Now())
	out := &arrived{}
	out.Body.Screen, out.Body.Code = p.ID, p.Code
	return out, nil
}

type ofScreen struct {
	Screen string `path:"screen" maxLength:"400"`
}

type waitingScreen struct {
	Body struct {
		Code  string           `json:"code"`
		Round *contest.RoundID `json:"round" doc:"null until it is paired"`
	}
}

// getArrival handles GET /screens/{screen}: the page asks every two seconds.
func (s *Server) getArrival(_ *request, in *ofScreen) (*waitingScreen, error) {
	p, ok := s.waiting.Look(in.Screen, s.opt.Now())
	if !ok {
		return nil, contest.ErrNotFound
	}
	out := &waitingScreen{}
	out.Body.Code = p.Code
	if p.Round != "" {
		round := contest.RoundID(p.Round)
		out.Body.Round = &round
	}
	return out, nil
}

type pairing struct {
	Round string `path:"round" maxLength:"400"`
	Key   string `header:"Idempotency-Key" doc:"8–128 visible ASCII characters, required"`
	Body  struct {
		Code string             `json:"code" maxLength:"20" doc:"as the page shows it"`
		Name string             `json:"name" maxLength:"1000"`
		Kind contest.ScreenKind `json:"kind" enum:"hall,cue,clock"`
	}
}

type paired struct {
	Status int
	Body   struct {
		Seq     int64  `json:"seq" doc:"of the fact"`
		Version int64  `json:"version" doc:"of the round with this fact"`
		Screen  string `json:"screen"`
	}
}

// postPairing handles POST /rounds/{round}/screens: the page that shows a code
// becomes a screen of the round.
func (s *Server) postPairing(r *request, in *pairing) (*paired, error) {
	k, err := s.withRole(r, directors)
	if err != nil {
		return nil, err
	}
	if !isID(in.Round) {
		return nil, contest.ErrNotFound
	}
	key, err := keyOf(r)
	if err != nil {
		return nil, err
	}
	p, ok := s.waiting.ByCode(in.Body.Code, s.opt.Now())
	if !ok {
		return nil, newProblem(http.StatusNotFound, UnknownCode)
	}
	o, err := s.onLatest(r, contest.RoundID(in.Round), contest.Deed{Kind: contest.ScreenMode, Key: key, By: k.user.Name, Role: k.user.Role,
		Screen: p.ID, Mode: "1", Name: in.Body.Name, ScreenKind: in.Body.Kind})
	if err != nil {
		return nil, err
	}
	s.waiting.Pair(p.ID, in.Round, s.opt.Now())
	out := &paired{Status: doneOf(o).Status}
	out.Body.Seq, out.Body.Version, out.Body.Screen = o.Fact.Seq, o.Fact.Seq, p.ID
	return out, nil
}

// onLatest does a deed that rests on no picture: on the version that stands, and
// up to twice more where another command came between.
func (s *Server) onLatest(r *request, round contest.RoundID, d contest.Deed) (o contest.Outcome, err error) {
	for range 3 {
		at, failed := s.opt.Stage.Latest(r, round)
		if failed != nil {
			return o, failed
		}
		d.Expect = &at.Version
		o, err = s.opt.Stage.Do(r, round, d)
		if no := (*contest.Refusal)(nil); !errors.As(err, &no) || no.Code != contest.Stale {
			return o, err
		}
	}
	return o, err
}

type pointing struct {
	Round  string `path:"round" maxLength:"400"`
	Screen string `path:"screen" maxLength:"400"`
	Body   struct {
		Mode  screenMode `json:"mode"`
		Entry *string    `json:"entry,omitempty" nullable:"true" maxLength:"64"`
		Step  int64      `json:"step"`
		Page  int64      `json:"page"`
	}
}

// putPointing handles PUT /rounds/{round}/screens/{screen}: after the seal no
// command is taken, and the awards are still to be shown.
func (s *Server) putPointing(r *request, in *pointing) (*nothing, error) {
	if _, err := s.withRole(r, directors); err != nil {
		return nil, err
	}
	if !isID(in.Round) {
		return nil, contest.ErrNotFound
	}
	var screen contest.Screen
	err := s.opt.Stage.View(r, contest.RoundID(in.Round), func(round *contest.Round, _ string) error {
		screens := round.Screens()
		at := slices.IndexFunc(screens, func(known contest.Screen) bool { return known.ID == in.Screen })
		if at < 0 {
			return contest.ErrNotFound
		}
		screen = screens[at]
		if round.Sealed() == "" {
			return &contest.Refusal{Class: contest.Conflict, Code: NotSealed}
		}
		if id := contest.EntryID(or(in.Body.Entry)); id != "" {
			if _, there := round.State(id); !there {
				return &contest.Refusal{Class: contest.Unknown, Code: contest.NoSuchEntry, Field: "entry"}
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	screen.Mode, screen.Entry, screen.Step, screen.Page = string(in.Body.Mode), (*contest.EntryID)(in.Body.Entry), in.Body.Step, in.Body.Page
	s.pointed.Point(in.Round, in.Screen, screen)
	return nil, nil
}

// point tells a hall's or a console's watcher where screens have been pointed
// since the seal: of all of them, or of those that have moved.
func (st *stream) point(all bool) error {
	for id, screen := range st.s.pointed.Of(string(st.round)) {
		if !all && st.pointed[id] == screen {
			continue
		}
		if st.pointed == nil {
			st.pointed = map[string]contest.Screen{}
		}
		st.pointed[id] = screen
		if err := st.event("screen", st.sent.Version, screen); err != nil {
			return err
		}
	}
	return nil
}

type pads struct{ Body padsBody }

// getPads handles GET /rounds/{round}/pads: how many of the panel have moved here
// from the rehearsal.
func (s *Server) getPads(r *request, in *ofRound) (*pads, error) {
	if _, err := s.withRole(r, viewers[contest.Console]); err != nil {
		return nil, err
	}
	if !isID(in.Round) {
		return nil, contest.ErrNotFound
	}
	if _, err := s.opt.Contests.Round(r, contest.RoundID(in.Round)); err != nil {
		return nil, err
	}
	seats, err := s.opt.Contests.Seats(r, contest.RoundID(in.Round))
	if err != nil {
		return nil, err
	}
	n, err := s.opt.Gate.Pads(r, seats)
	return &pads{padsBody(n)}, err
}

// padsBody counts the cards of a panel by where their phones are.
type padsBody struct {
	Of        int `json:"of" doc:"cards of the panel"`
	Here      int `json:"here" doc:"their session is in this round"`
	Elsewhere int `json:"elsewhere" doc:"their session is in another round, a rehearsal's"`
	Out       int `json:"out" doc:"nobody is signed in with them"`
}
