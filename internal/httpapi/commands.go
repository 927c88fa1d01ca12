package httpapi

import (
	"context"
	"net/http"
	"reflect"
	"slices"
	"strings"

	"leitai/internal/auth"
	"leitai/internal/contest"
)

type command struct {
	Round string `path:"round" maxLength:"400"`
	Key   string `header:"Idempotency-Key" doc:"8–128 visible ASCII characters, required"`
	Body  commandBody
}

// commandBody has the fields of all types; which belong to which, package contest
// says.
type commandBody struct {
	Type   string  `json:"type" doc:"draw, call, start, …" maxLength:"40"`
	Expect *int64  `json:"expect_version" nullable:"false" minimum:"0" doc:"version of the picture on which the person decided"`
	Reason *string `json:"reason,omitempty" maxLength:"1000"`
	Entry  *string `json:"entry,omitempty" maxLength:"64"`
	Seat   *string `json:"seat,omitempty" maxLength:"64"`

	Seed    *string            `json:"seed,omitempty" maxLength:"1000"`
	Order   []contest.EntryID  `json:"order,omitempty" nullable:"false"`
	Of      *int64             `json:"of,omitempty" minimum:"1" doc:"seq of what is undone, confirmed or declined"`
	Marks   map[string]decimal `json:"marks,omitempty"`
	Deduct  *decimal           `json:"deduct,omitempty"`
	Bonus   *decimal           `json:"bonus,omitempty"`
	Annul   *bool              `json:"annul,omitempty"`
	Off     *bool              `json:"off,omitempty" doc:"take a recusal or an absence back"`
	Points  *decimal           `json:"points,omitempty"`
	Part    *string            `json:"part,omitempty" maxLength:"64"`
	Rows    []partRow          `json:"rows,omitempty" nullable:"false"`
	Name    *string            `json:"name,omitempty" maxLength:"1000"`
	Action  *string            `json:"action,omitempty" enum:"start,pause,add,take,ask,give,keep"`
	Seconds *int64             `json:"seconds,omitempty"`
	Screen  *string            `json:"screen,omitempty" maxLength:"64"`
	Mode    *screenMode        `json:"mode,omitempty"`
	Step    *int64             `json:"step,omitempty"`
	Page    *int64             `json:"page,omitempty"`

	Text       *string             `json:"text,omitempty" maxLength:"500"`
	Starts     *string             `json:"starts,omitempty" maxLength:"40" doc:"RFC 3339: when the round is to begin"`
	Parts      []turnPart          `json:"parts,omitempty" nullable:"false" doc:"of a turn, in their order"`
	Digest     *string             `json:"digest,omitempty" maxLength:"64" doc:"of an uploaded backdrop; empty for none"`
	ScreenKind *contest.ScreenKind `json:"kind,omitempty" enum:"hall,cue,clock"`
}

// turnPart is a part of a turn.
type turnPart struct {
	Name    string `json:"name" maxLength:"1000"`
	Seconds int64  `json:"seconds"`
}

// partRow is a row of scores.csv.
type partRow struct {
	Entry contest.EntryID `json:"entry"`
	Judge string          `json:"judge"`
	Group string          `json:"group,omitempty"`
	Point string          `json:"point,omitempty"`
	Score string          `json:"score,omitempty"`
	State string          `json:"state,omitempty"`
}

// given lists the fields of the body that are there, but for those that every
// command has.
func (b *commandBody) given() (out []string) {
	v := reflect.ValueOf(*b)
	for i := range v.NumField() {
		name := wireName(v.Type().Field(i))
		if !v.Field(i).IsZero() && !slices.Contains([]string{"type", "expect_version", "reason"}, name) {
			out = append(out, name)
		}
	}
	slices.Sort(out)
	return out
}

// wireName is what a field of a body is called in JSON.
func wireName(f reflect.StructField) string {
	name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
	return name
}

// strict refuses fields that the type does not have.
func (b *commandBody) strict() error {
	var list []contest.FieldErr
	for _, name := range b.given() {
		if !slices.Contains(contest.Fields(contest.Kind(b.Type)), name) {
			list = append(list, contest.FieldErr{Field: name, Code: UnknownField})
		}
	}
	if len(list) == 0 {
		return nil
	}
	return several(http.StatusUnprocessableEntity, list)
}

func (b *commandBody) deed(key string, by *caller) contest.Deed {
	d := contest.Deed{Kind: contest.Kind(b.Type), Key: key, By: by.user.Name, Role: by.user.Role,
		Seat: contest.SeatID(or(b.Seat)), Entry: contest.EntryID(or(b.Entry)), Reason: or(b.Reason), Expect: b.Expect, Marks: texts(b.Marks),
		Seed: or(b.Seed), Order: b.Order, Of: b.Of, Deduct: string(or(b.Deduct)), Bonus: string(or(b.Bonus)), Annul: or(b.Annul), Off: or(b.Off),
		Points: string(or(b.Points)), Part: or(b.Part), Name: or(b.Name), Action: or(b.Action), Seconds: b.Seconds, Screen: or(b.Screen),
		Mode: string(or(b.Mode)), Step: or(b.Step), Page: or(b.Page),
		Text: or(b.Text), Starts: or(b.Starts), Digest: or(b.Digest), ScreenKind: or(b.ScreenKind)}
	if b.Rows != nil {
		d.Rows = make([]contest.PartRow, 0, len(b.Rows))
	}
	for _, part := range b.Parts {
		d.Parts = append(d.Parts, contest.PlanPart(part))
	}
	for _, row := range b.Rows {
		d.Rows = append(d.Rows, contest.PartRow(row))
	}
	return d
}

// or is what p points to, or the zero value.
func or[T any](p *T) (v T) {
	if p != nil {
		v = *p
	}
	return v
}

// postCommand handles POST /rounds/{round}/commands.
func (s *Server) postCommand(r *request, in *command) (*done, error) {
	k, err := s.caller(r)
	if err != nil {
		return nil, err
	}
	kind := contest.Kind(in.Body.Type)
	switch roles := contest.Allowed(kind); {
	case !k.isUser():
		return nil, forbidden()
	case roles == nil:
		return nil, newProblem(http.StatusUnprocessableEntity, contest.FieldWrong).about("type")
	case !slices.Contains(roles, k.user.Role):
		return nil, forbidden()
	case !isID(in.Round):
		return nil, contest.ErrNotFound
	}
	if err := in.Body.strict(); err != nil {
		return nil, err
	}
	key, err := keyOf(r)
	if err != nil {
		return nil, err
	}
	return s.command(r, contest.RoundID(in.Round), in.Body.deed(key, k))
}

// command does a deed of a user, and what else goes with it.
func (s *Server) command(r *request, round contest.RoundID, d contest.Deed) (*done, error) {
	if err := s.backdropThere(r, &d); err != nil {
		return nil, err
	}
	if err := s.directorThere(r, &d); err != nil {
		return nil, err
	}
	if d.Kind == contest.ReissueSeat && d.Seat != "" {
		return s.reissue(r, round, d)
	}
	o, err := s.opt.Stage.Do(r, round, d)
	if err != nil {
		return nil, err
	}
	if d.Kind == contest.Use {
		if row, err := s.opt.Contests.Round(r, round); err == nil {
			s.opt.Gate.Used(r, row.Contest)
		}
	}
	return doneOf(o), nil
}

// directorThere refuses to make one lead who is no director: nobody could take the
// lead on from a name that nobody signs in with.
func (s *Server) directorThere(ctx context.Context, d *contest.Deed) error {
	if d.Kind != contest.Lead || d.Name == "" {
		return nil
	}
	users, err := s.opt.Gate.Users(ctx)
	if err != nil {
		return err
	}
	if !slices.ContainsFunc(users, func(u auth.User) bool { return u.Name == d.Name && u.Role == contest.Director }) {
		return newProblem(http.StatusUnprocessableEntity, contest.FieldWrong).about("name")
	}
	return nil
}

// reissue gives a seat a new card.
func (s *Server) reissue(r *request, round contest.RoundID, d contest.Deed) (*done, error) {
	seats, err := s.opt.Contests.Seats(r, round)
	if err != nil {
		return nil, err
	}
	at := slices.IndexFunc(seats, func(row contest.SeatRow) bool { return row.ID == d.Seat })
	if at < 0 {
		return nil, &contest.Refusal{Class: contest.Unknown, Code: contest.NoSuchSeat, Field: "seat"}
	}
	o, secrets, err := s.opt.Gate.Reissue(r, round, seats[at].Card, d)
	if err != nil {
		return nil, err
	}
	out := doneOf(o)
	if secrets.Token != "" {
		out.Body.Seat = &cardBody{ID: d.Seat, Token: secrets.Token, Code: secrets.Code, PIN: secrets.PIN, URL: secrets.URL(s.origin(r))}
	}
	return out, nil
}

// origin is the address of this server as phones see it.
func (s *Server) origin(r *request) string {
	switch {
	case s.opt.Origin != "":
		return s.opt.Origin
	case s.opt.TLS:
		return "https://" + r.c.Host()
	}
	return "http://" + r.c.Host()
}
