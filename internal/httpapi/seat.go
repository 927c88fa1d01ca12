package httpapi

import (
	"net/http"
	"time"

	"leitai/internal/contest"
)

type seatView struct {
	Body seatViewBody
}

// seatViewBody is the view with the server's time, which is in no picture.
type seatViewBody struct {
	*contest.SeatView
	Now time.Time `json:"now"`
}

// getSeat handles GET /seat.
func (s *Server) getSeat(r *request, _ *nothing) (*seatView, error) {
	k, err := s.seated(r)
	if err != nil {
		return nil, err
	}
	v, err := s.opt.Stage.SeatView(r, k.seat.Round, k.seat.ID)
	if err != nil {
		return nil, err
	}
	return &seatView{seatViewBody{v, s.opt.Now()}}, nil
}

type ballot struct {
	Entry string `path:"entry" maxLength:"400"`
	Key   string `header:"Idempotency-Key" doc:"8–128 visible ASCII characters, required"`
	Body  struct {
		Marks   map[string]decimal `json:"marks" doc:"every point of the sheet"`
		BasedOn int64              `json:"based_on" doc:"version of the ballot that this one replaces, 0 before the first"`
	}
}

type taken struct {
	Status int
	Body   contest.Receipt
}

// putBallot handles PUT /entries/{entry}/ballot. After the shape of the body come
// session, entry, key, and then what package contest checks.
func (s *Server) putBallot(r *request, in *ballot) (*taken, error) {
	k, err := s.seated(r)
	if err != nil {
		return nil, err
	}
	if !isID(in.Entry) {
		return nil, contest.ErrNotFound
	}
	key, keyless := keyOf(r)
	d := contest.Deed{Kind: contest.KindBallot, Key: key, By: string(k.seat.ID), Seat: k.seat.ID, Session: k.session.Digest, Entry: contest.EntryID(in.Entry), Marks: texts(in.Body.Marks), BasedOn: &in.Body.BasedOn}
	if keyless != nil {
		return nil, s.orUnknown(r, k, d.Entry, keyless)
	}
	done, err := s.opt.Stage.Do(r, k.seat.Round, d)
	if err != nil {
		return nil, ballotRefused(err)
	}
	out := &taken{http.StatusCreated, *done.Receipt}
	if done.Repeated {
		out.Status = http.StatusOK
	}
	return out, nil
}

// ballotRefused is the refusal of a ballot; where a state refuses it, it tells
// what the seat has there, be it nothing.
func ballotRefused(err error) error {
	p := problemOf(err)
	if p.Status == http.StatusConflict && p.Ballot == nil {
		p.Ballot = &heldReceipt{}
	}
	return p
}

// orUnknown is err, unless the entry is not one of the seat's round: that comes
// first.
func (s *Server) orUnknown(r *request, k *caller, entry contest.EntryID, err error) error {
	v, failed := s.opt.Stage.SeatView(r, k.seat.Round, k.seat.ID)
	if failed != nil {
		return failed
	}
	for i := range v.Entries {
		if v.Entries[i].ID == entry {
			return err
		}
	}
	return contest.ErrNotFound
}

type words struct {
	Entry string `path:"entry" maxLength:"400"`
	Key   string `header:"Idempotency-Key" doc:"8–128 visible ASCII characters, required"`
	Body  struct {
		Good []string `json:"good,omitempty" nullable:"false" maxItems:"3" doc:"亮点"`
		Weak []string `json:"weak,omitempty" nullable:"false" maxItems:"3" doc:"不足"`
	}
}

type done struct {
	Status int
	Body   doneBody
}

type doneBody struct {
	Seq     int64     `json:"seq" doc:"of the fact"`
	Version int64     `json:"version" doc:"of the round with this fact"`
	Seat    *cardBody `json:"seat,omitempty" doc:"of reissue_seat: the new card, until the seat is claimed"`
}

type cardBody struct {
	ID    contest.SeatID `json:"id"`
	Token string         `json:"token"`
	Code  string         `json:"code"`
	PIN   string         `json:"pin"`
	URL   string         `json:"url"`
}

func doneOf(o contest.Outcome) *done {
	out := &done{http.StatusCreated, doneBody{Seq: o.Fact.Seq, Version: o.Fact.Seq}}
	if o.Repeated {
		out.Status = http.StatusOK
	}
	return out
}

// postWords handles POST /entries/{entry}/words: 亮点 and 不足.
func (s *Server) postWords(r *request, in *words) (*done, error) {
	k, err := s.seated(r)
	if err != nil {
		return nil, err
	}
	if !isID(in.Entry) {
		return nil, contest.ErrNotFound
	}
	key, err := keyOf(r)
	if err != nil {
		return nil, err
	}
	o, err := s.opt.Stage.Do(r, k.seat.Round, contest.Deed{Kind: contest.KindWords, Key: key, By: string(k.seat.ID), Seat: k.seat.ID, Session: k.session.Digest,
		Entry: contest.EntryID(in.Entry), Good: in.Body.Good, Weak: in.Body.Weak})
	if err != nil {
		return nil, err
	}
	return doneOf(o), nil
}
