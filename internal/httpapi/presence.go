package httpapi

import (
	"net/http"
	"time"

	"leitai/internal/contest"
	"leitai/internal/live"
)

type pad struct {
	Body struct {
		Entry *string `json:"entry" nullable:"true" maxLength:"64"`
		Done  int     `json:"done" minimum:"0" maximum:"100000"`
		Of    int     `json:"of" minimum:"0" maximum:"100000"`
		RTT   float64 `json:"rtt" minimum:"0" maximum:"10000000" doc:"milliseconds"`
	}
}

// postPresence handles POST /seat/presence.
func (s *Server) postPresence(r *request, in *pad) (*nothing, error) {
	k, err := s.seated(r)
	if err != nil {
		return nil, err
	}
	p := live.Pad{Done: in.Body.Done, Of: in.Body.Of, RTT: in.Body.RTT}
	if in.Body.Entry != nil {
		if !isID(*in.Body.Entry) {
			return nil, newProblem(http.StatusUnprocessableEntity, contest.FieldWrong).about("entry")
		}
		p.Entry = *in.Body.Entry
	}
	s.presence.Tell(string(k.seat.Round), string(k.seat.ID), p, s.opt.Now())
	return nil, nil
}

// presenceBody is what a console hears of a seat.
type presenceBody struct {
	Seat        string     `json:"seat"`
	Entry       *string    `json:"entry"`
	Done        int        `json:"done"`
	Of          int        `json:"of"`
	RTT         float64    `json:"rtt"`
	Silent      *int64     `json:"silent" doc:"seconds since it was heard; null if it never was"`
	LockedUntil *time.Time `json:"locked_until,omitempty" doc:"wrong PINs have locked the seat"`
}

// present tells a console of the phones: of all, or of those that were heard
// since.
func (st *stream) present(all bool) error {
	if st.view != contest.Console {
		return nil
	}
	now := st.s.opt.Now()
	if st.heard == nil {
		st.heard = map[string]live.Seen{}
	}
	for _, seen := range st.s.presence.Of(string(st.round)) {
		if !all && st.heard[seen.Seat] == seen {
			continue
		}
		st.heard[seen.Seat] = seen
		b := presenceBody{Seat: seen.Seat, Done: seen.Pad.Done, Of: seen.Pad.Of, RTT: seen.Pad.RTT}
		if seen.Pad.Entry != "" {
			b.Entry = &seen.Pad.Entry
		}
		if !seen.At.IsZero() {
			silent := max(0, int64(now.Sub(seen.At)/time.Second))
			b.Silent = &silent
		}
		if seen.Locked.After(now) {
			b.LockedUntil = &seen.Locked
		}
		if err := st.event("presence", st.sent.Version, b); err != nil {
			return err
		}
	}
	return nil
}
