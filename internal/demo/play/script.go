// Package play plays one minute of a contest for somebody who has never seen
// one. Judges, director and verifier of the demo do through the HTTP API, on the
// server's own address, what people would do with their pages; what a hall, a
// judge and a console would have been shown then is kept as frames at the moments
// of a script. The page /play shows the frames by its own clock. The package
// decides no rule and draws nothing. It imports demo for who there is and what
// they think, and contest for ids and words.
package play

import (
	"encoding/json"

	"leitai/internal/contest"
)

// Scene is a part of the minute; Key says to the page which.
type Scene struct {
	Key string  `json:"key"`
	At  float64 `json:"at"` // seconds from the beginning
}

// Scenes are the parts of the minute in their order; the last ends at [End].
var Scenes = []Scene{{"stage", 0}, {"marks", 6}, {"offline", 14.5}, {"two", 24}, {"reveal", 30}, {"why", 42}, {"batch", 48}, {"yours", 56}}

// End is where the minute ends, in seconds from its beginning.
const End = 60

// Script is the first thing that the page hears.
type Script struct {
	Kind   string  `json:"kind"`  // script
	Speed  float64 `json:"speed"` // seconds of the script in a second
	Scenes []Scene `json:"scenes"`
	End    float64 `json:"end"`
}

// Yours is the seat that waits for whoever watches.
type Yours struct {
	Kind  string          `json:"kind"` // yours
	Seat  string          `json:"seat"` // 评委1
	URL   string          `json:"url"`  // of the card
	PIN   string          `json:"pin"`  // asked for where the seat goes on on another device
	Round contest.RoundID `json:"round"`
	Entry contest.EntryID `json:"entry"` // before the judges where the round has no current one; may be empty
	Next  *Next           `json:"next"`  // null if it is the last one
}

// Next is the round that comes after one.
type Next struct {
	Round contest.RoundID `json:"round"`
	Name  string          `json:"name"`
}

// Frame is what changed at a moment. What it does not have stays as it was.
type Frame struct {
	Kind     string          `json:"kind"` // frame
	At       float64         `json:"at"`
	Hall     json.RawMessage `json:"hall,omitempty"`     // the picture of view hall
	Seat     json.RawMessage `json:"seat,omitempty"`     // the answer to GET /seat of the phone's judge
	Console  json.RawMessage `json:"console,omitempty"`  // the picture of view console
	Fact     json.RawMessage `json:"fact,omitempty"`     // the fact that defines the round
	Presence []Presence      `json:"presence,omitempty"` // as the console's stream has it
	Phone    *Phone          `json:"phone,omitempty"`
	Person   *Person         `json:"person,omitempty"`
	Press    string          `json:"press,omitempty"` // the deed of the console's key that led here
	Lines    []Line          `json:"lines,omitempty"` // how the total came about, as leitai explain says it
}

// Line is one sentence of an explanation; Depth says how far it is set in.
type Line struct {
	Depth int    `json:"depth"`
	Text  string `json:"text"`
}

// Presence is where a phone is, in the form of the console's event.
type Presence struct {
	Seat   contest.SeatID  `json:"seat"`
	Entry  contest.EntryID `json:"entry"`
	Done   int             `json:"done"`
	Of     int             `json:"of"`
	RTT    float64         `json:"rtt"`
	Silent int             `json:"silent"`
}

// Phone is what the shown phone holds beside what the server told it.
type Phone struct {
	Entry   contest.EntryID   `json:"entry"`
	Marks   map[string]string `json:"marks"`   // what its judge is going to give
	Up      bool              `json:"up"`      // it hears the server
	Key     string            `json:"key"`     // of the ballot
	Pending bool              `json:"pending"` // confirmed, no answer yet
	Tries   int               `json:"tries"`   // in vain
	Sent    json.RawMessage   `json:"sent"`    // the receipt, or null
}

// Person is who stands at the console.
type Person struct {
	Name   string       `json:"name"`
	Role   contest.Role `json:"role"`
	Looked bool         `json:"looked"` // has uncovered the check page
}

// The moments of the turn, in seconds.
const (
	startsAt   = 1.5
	opensAt    = 5.6
	confirmsAt = 14.5 // the phone has no network any more
	healsAt    = 20.6 // the ballot arrives, its answer is lost
	receiptAt  = 21.5
	closesAt   = 24.6
	verifierAt = 26.2
	looksAt    = 27.2
	verifiesAt = 28.5
	directorAt = 29.3
	revealsAt  = 30.0
	cardEvery  = 0.4
	strikesAt  = 34.6
	sumsAt     = 37.0
	placesAt   = 39.4
	explainsAt = 42.0
	locksAt    = 46.2
	ranksAt    = 46.6 // its row has come in before the others follow
	batchFrom  = 48.2
	batchTo    = 51.6
	sealsAt    = 52.0
)

// arrivals are when the other judges' ballots come in: eight before the network
// is missed, the rest while it is.
var arrivals = []float64{6.9, 7.7, 8.5, 9.6, 10.4, 11.3, 12.2, 13.2, 15.3, 16.1}

// beats are when phones say where they are.
var beats = []float64{0, 6, 8, 11, 14.4, 17, healsAt}

// tries are when the phone that is cut off tries in vain.
var tries = []float64{15.9, 18.3}
