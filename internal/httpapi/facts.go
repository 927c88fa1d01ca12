package httpapi

import (
	"leitai/internal/contest"
)

type factsOf struct {
	Round string `path:"round" maxLength:"400"`
	After int64  `query:"after" minimum:"0"`
	Limit int    `query:"limit" minimum:"1" maximum:"1000" default:"100"`
}

type factPage struct {
	Body factPageBody
}

type factPageBody struct {
	Facts []contest.Fact `json:"facts" nullable:"false"`
	Next  *int64         `json:"next" doc:"after of the next page; null at the end"`
}

// getFacts handles GET /rounds/{round}/facts.
func (s *Server) getFacts(r *request, in *factsOf) (*factPage, error) {
	if _, err := s.withRole(r, readers); err != nil {
		return nil, err
	}
	if !isID(in.Round) {
		return nil, contest.ErrNotFound
	}
	facts, next, err := s.opt.Stage.Facts(r, contest.RoundID(in.Round), in.After, in.Limit)
	if err != nil {
		return nil, err
	}
	out := &factPage{factPageBody{Facts: facts}}
	if facts == nil {
		out.Body.Facts = []contest.Fact{}
	}
	if next > 0 {
		out.Body.Next = &next
	}
	return out, nil
}
