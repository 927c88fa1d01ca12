package venue

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strings"
)

// Picture is a snapshot of a round; Raw is its bytes as they came. Fields that
// only the console has are empty elsewhere.
type Picture struct {
	Log     string `json:"log"`
	Version int    `json:"version"`
	At      string `json:"at"`
	View    string `json:"view"`
	Round   struct {
		ID        string `json:"id"`
		Mode      string `json:"mode"`
		Part      string `json:"part"`
		Paused    bool   `json:"paused"`
		RulesHash string `json:"rules_hash"`
	} `json:"round"`
	Current *string `json:"current"`
	Timer   *struct {
		Entry   *string `json:"entry"`
		Since   *string `json:"since"`
		Elapsed int     `json:"elapsed"`
	} `json:"timer"`
	Screens []struct {
		ID   string `json:"id"`
		Name string `json:"name"`
		Mode any    `json:"mode"`
	} `json:"screens"`
	Entries []PictureEntry `json:"entries"`
	Raw     []byte         `json:"-"`
}

// PictureEntry is an entry in a picture; figures are nil until its reveal.
type PictureEntry struct {
	Named
	Order      *int        `json:"order"`
	State      string      `json:"state"`
	In         *int        `json:"in"`
	Of         *int        `json:"of"`
	Score      *string     `json:"score"`
	Total      *string     `json:"total"`
	Rank       *int        `json:"rank"`
	Marks      []JudgeMark `json:"marks"`
	ClosedBy   *string     `json:"closed_by"`
	VerifiedBy *string     `json:"verified_by"`
	Ballots    []struct {
		Seat    string `json:"seat"`
		State   string `json:"state"`
		Version int    `json:"version"`
	} `json:"ballots"`
}

// JudgeMark is one judge's total for an entry.
type JudgeMark struct {
	Seat    string  `json:"seat"`
	Name    string  `json:"name"`
	Total   string  `json:"total"`
	Dropped *string `json:"dropped"`
	Points  Marks   `json:"points"`
}

// Entry is the entry of that id; the zero value when the picture has none.
func (p *Picture) Entry(id string) PictureEntry {
	for _, e := range p.Entries {
		if e.ID == id {
			return e
		}
	}
	return PictureEntry{}
}

func roundPath(round, rest string) string {
	return "/api/v1/rounds/" + url.PathEscape(round) + "/" + rest
}

// Snapshot is one whole picture of the round for a view.
func (c *Client) Snapshot(ctx context.Context, round, view string) (Picture, error) {
	a, err := c.Send(ctx, Request{Method: http.MethodGet, Path: roundPath(round, "snapshot?view="+view)})
	if err != nil {
		return Picture{}, err
	}
	if a.Status != http.StatusOK {
		return Picture{}, problem(a)
	}
	return readPicture(a.Body)
}

func readPicture(raw []byte) (Picture, error) {
	var p Picture
	if err := json.Unmarshal(raw, &p); err != nil {
		return p, fmt.Errorf("picture: %w: %.200q", err, raw)
	}
	p.Raw = raw
	return p, nil
}

// Command is a button. Fields carries what the type needs beyond the named ones.
type Command struct {
	Type          string
	ExpectVersion int
	Entry         string
	Seat          string
	Reason        string
	Fields        map[string]any
}

// MarshalJSON writes the one flat object of the contract, absent fields left out.
func (c Command) MarshalJSON() ([]byte, error) {
	flat := map[string]any{"type": c.Type, "expect_version": c.ExpectVersion}
	for name, value := range map[string]string{"entry": c.Entry, "seat": c.Seat, "reason": c.Reason} {
		if value != "" {
			flat[name] = value
		}
	}
	for name, value := range c.Fields {
		flat[name] = value
	}
	return json.Marshal(flat)
}

// Done is the answer to a command; Seat is there after reissue_seat.
type Done struct {
	Seq     int   `json:"seq"`
	Version int   `json:"version"`
	Seat    *Card `json:"seat"`
}

// Command sends a command once with the key. Status is 201, for a repeat 200.
func (c *Client) Command(ctx context.Context, round, key string, cmd Command) (Done, int, error) {
	var d Done
	status, err := c.do(ctx, Request{Method: http.MethodPost, Path: roundPath(round, "commands"), Key: key, Body: cmd}, &d)
	return d, status, err
}

// Facts is one page of the log behind seq after; next is 0 at the end.
func (c *Client) Facts(ctx context.Context, round string, after, limit int) (facts []Fact, next int, err error) {
	var page struct {
		Facts []Fact `json:"facts"`
		Next  *int   `json:"next"`
	}
	path := roundPath(round, fmt.Sprintf("facts?after=%d&limit=%d", after, limit))
	if _, err := c.do(ctx, Request{Method: http.MethodGet, Path: path}, &page); err != nil {
		return nil, 0, err
	}
	if page.Next != nil {
		next = *page.Next
	}
	return page.Facts, next, nil
}

// AllFacts is the whole log, page by page.
func (c *Client) AllFacts(ctx context.Context, round string) ([]Fact, error) {
	var all []Fact
	for after := 0; ; {
		page, next, err := c.Facts(ctx, round, after, 1000)
		if err != nil {
			return nil, err
		}
		all = append(all, page...)
		if next == 0 {
			return all, nil
		}
		if next <= after {
			return nil, fmt.Errorf("facts: next %d after %d", next, after)
		}
		after = next
	}
}

// Standings is the result of the round as a JSON object, numbers kept as text.
func (c *Client) Standings(ctx context.Context, round string) (map[string]any, error) {
	a, err := c.Send(ctx, Request{Method: http.MethodGet, Path: roundPath(round, "standings")})
	if err != nil {
		return nil, err
	}
	if a.Status != http.StatusOK {
		return nil, problem(a)
	}
	return ReadJSON(string(a.Body))
}

// ReadJSON reads an object without turning its numbers into floats.
func ReadJSON(text string) (map[string]any, error) {
	d := json.NewDecoder(strings.NewReader(text))
	d.UseNumber()
	var out map[string]any
	if err := d.Decode(&out); err != nil {
		return nil, fmt.Errorf("JSON: %w: %.200q", err, text)
	}
	return out, nil
}
