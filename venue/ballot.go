package venue

import (
	"context"
	"net/http"
	"net/url"
)

// Marks is a whole ballot: a decimal for every point of the sheet.
type Marks map[string]string

// Receipt is the answer to a ballot. Seq is the fact's, Version that of the
// ballot, counted for the seat and the entry.
type Receipt struct {
	Receipt string `json:"receipt"`
	Seq     int    `json:"seq"`
	Version int    `json:"version"`
	Total   string `json:"total"`
	At      string `json:"at"`
}

// SeatView is what a judge may see: the round, the sheet, and his own ballots.
type SeatView struct {
	Log     string `json:"log"`
	Version int    `json:"version"`
	Now     string `json:"now"`
	Seat    struct {
		ID    string `json:"id"`
		Name  string `json:"name"`
		Group string `json:"group"`
	} `json:"seat"`
	Round struct {
		ID        string `json:"id"`
		Name      string `json:"name"`
		Contest   any    `json:"contest"`
		Rehearsal bool   `json:"rehearsal"`
		Mode      string `json:"mode"`
		Paused    bool   `json:"paused"`
	} `json:"round"`
	Sheet   []SheetPoint `json:"sheet"`
	Current *string      `json:"current"`
	Entries []SeatEntry  `json:"entries"`
	Ballots []OwnBallot  `json:"ballots"`
}

// SheetPoint is a point as the pad shows it.
type SheetPoint struct {
	Point
	Name  string `json:"name"`
	Short string `json:"short"`
	Part  string `json:"part"`
	Focus string `json:"focus"`
}

// SeatEntry is an entry as a judge sees it; Open says that a ballot of this
// seat would be taken now.
type SeatEntry struct {
	Named
	Order   *int   `json:"order"`
	State   string `json:"state"`
	Recused bool   `json:"recused"`
	Open    bool   `json:"open"`
}

// OwnBallot is the ballot of this seat that is in force for an entry.
type OwnBallot struct {
	Receipt
	Entry string `json:"entry"`
	Marks Marks  `json:"marks"`
}

// Of is the ballot in force for the entry, the zero value if there is none.
func (v *SeatView) Of(entry string) OwnBallot {
	for _, b := range v.Ballots {
		if b.Entry == entry {
			return b
		}
	}
	return OwnBallot{}
}

// Seat is the judge's view of the session.
func (c *Client) Seat(ctx context.Context) (SeatView, error) {
	var v SeatView
	_, err := c.do(ctx, Request{Method: http.MethodGet, Path: "/api/v1/seat"}, &v)
	return v, err
}

// ballotBody is the body of a ballot on the wire.
type ballotBody struct {
	Marks   Marks `json:"marks"`
	BasedOn int   `json:"based_on"`
}

// PutBallot sends a ballot once. Status is 201 the first time, 200 for a repeat.
func (c *Client) PutBallot(ctx context.Context, entry, key string, marks Marks, basedOn int) (Receipt, int, error) {
	var r Receipt
	status, err := c.do(ctx, Request{Method: http.MethodPut, Path: ballotPath(entry), Key: key,
		Body: ballotBody{Marks: marks, BasedOn: basedOn}}, &r)
	return r, status, err
}

func ballotPath(entry string) string {
	return "/api/v1/entries/" + url.PathEscape(entry) + "/ballot"
}

// Presence says how far the pad is; entry may be empty.
func (c *Client) Presence(ctx context.Context, entry string, done, of, rtt int) error {
	body := map[string]any{"entry": nil, "done": done, "of": of, "rtt": rtt}
	if entry != "" {
		body["entry"] = entry
	}
	_, err := c.do(ctx, Request{Method: http.MethodPost, Path: "/api/v1/seat/presence", Body: body}, nil)
	return err
}
