package httpapi

import (
	"leitai/internal/contest"
)

type snapshot struct {
	Round string           `path:"round" maxLength:"400"`
	View  contest.Audience `query:"view" enum:"hall,judge,console,report" default:"hall"`
}

type picture struct {
	ContentType string `header:"Content-Type"`
	Body        []byte
}

// getSnapshot handles GET /rounds/{round}/snapshot.
func (s *Server) getSnapshot(r *request, in *snapshot) (*picture, error) {
	if _, err := s.maySee(r, contest.RoundID(in.Round), in.View); err != nil {
		return nil, err
	}
	p, err := s.opt.Stage.Picture(r, contest.RoundID(in.Round), in.View)
	if err != nil {
		return nil, err
	}
	return &picture{"application/json", p.JSON}, nil
}
