package venue

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
)

// Event is one server-sent event.
type Event struct {
	ID   string
	Name string
	Data []byte
}

// Version is the id as a number, -1 when it is none.
func (e Event) Version() int {
	n, err := strconv.Atoi(e.ID)
	if err != nil {
		return -1
	}
	return n
}

// Picture reads the data of a snapshot event.
func (e Event) Picture() (Picture, error) { return readPicture(e.Data) }

// Note is what version, count, beat and end carry.
type Note struct {
	Log     string `json:"log"`
	Version int    `json:"version"`
	Entry   string `json:"entry"`
	In      int    `json:"in"`
	Now     string `json:"now"`
	Code    string `json:"code"`
}

// Note reads the data of a small event.
func (e Event) Note() (Note, error) {
	var n Note
	if err := json.Unmarshal(e.Data, &n); err != nil {
		return n, fmt.Errorf("event %s: %w: %.100q", e.Name, err, e.Data)
	}
	return n, nil
}

// Stream is an open event stream.
type Stream struct {
	body io.ReadCloser
	in   *bufio.Reader
}

// Events opens the stream of a round for a view; the error is a *Problem when
// the server refused. Close it, or end ctx.
func (c *Client) Events(ctx context.Context, round, view string) (*Stream, error) {
	req, err := c.request(ctx, Request{Method: http.MethodGet, Path: roundPath(round, "events?view="+view),
		Header: http.Header{"Accept": {"text/event-stream"}}})
	if err != nil {
		return nil, err
	}
	res, err := c.HTTP.Do(req)
	if err != nil {
		return nil, err
	}
	if res.StatusCode != http.StatusOK {
		defer res.Body.Close()
		body, _ := io.ReadAll(res.Body)
		return nil, problem(Answer{Status: res.StatusCode, Header: res.Header, Body: body})
	}
	if kind := res.Header.Get("Content-Type"); !strings.HasPrefix(kind, "text/event-stream") {
		_ = res.Body.Close()
		return nil, fmt.Errorf("events are %q", kind)
	}
	return &Stream{body: res.Body, in: bufio.NewReaderSize(res.Body, 1<<16)}, nil
}

// NewStream reads events from any reader.
func NewStream(r io.ReadCloser) *Stream { return &Stream{body: r, in: bufio.NewReader(r)} }

// Close ends the stream from this side.
func (s *Stream) Close() error { return s.body.Close() }

// Next is the next event; io.EOF when the server closed the stream. An event
// cut off by the end is not an event.
func (s *Stream) Next() (Event, error) {
	var e Event
	var data [][]byte
	for {
		line, err := s.in.ReadBytes('\n')
		if err != nil {
			return Event{}, err
		}
		line = bytes.TrimRight(line, "\r\n")
		if len(line) == 0 {
			if data == nil {
				continue
			}
			e.Data = bytes.Join(data, []byte("\n"))
			return e, nil
		}
		name, value, _ := bytes.Cut(line, []byte(":"))
		value = bytes.TrimPrefix(value, []byte(" "))
		switch string(name) {
		case "id":
			e.ID = string(value)
		case "event":
			e.Name = string(value)
		case "data":
			data = append(data, value)
		}
	}
}
