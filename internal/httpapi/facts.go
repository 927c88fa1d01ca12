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
	Facts []factBody `json:"facts"`
	Next  *int64     `json:"next" doc:"after of the next page; null at the end"`
}

// factBody is a fact as package contest writes it.
type factBody struct{ fact *contest.Fact }

// MarshalJSON writes the fact.
func (f factBody) MarshalJSON() ([]byte, error) { return f.fact.MarshalJSON() }

// factShape is what MarshalJSON writes, for the document; a test compares them.
type factShape struct {
	Seq     int64           `json:"seq"`
	Kind    contest.Kind    `json:"kind" doc:"round, claim, ballot, words, or the type of a command"`
	Entry   *string         `json:"entry"`
	Seat    *string         `json:"seat"`
	At      string          `json:"at"`
	By      *string         `json:"by" doc:"name of the user or id of the seat"`
	Reason  *string         `json:"reason"`
	Payload *map[string]any `json:"payload" nullable:"true" doc:"null while nobody may see it"`
	Digest  string          `json:"digest"`
	Prev    string          `json:"prev"`
	Hash    string          `json:"hash"`
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
	out := &factPage{factPageBody{Facts: make([]factBody, 0, len(facts))}}
	for i := range facts {
		out.Body.Facts = append(out.Body.Facts, factBody{&facts[i]})
	}
	if next > 0 {
		out.Body.Next = &next
	}
	return out, nil
}
