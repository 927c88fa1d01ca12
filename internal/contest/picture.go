package contest

import (
	"encoding/json"
	"slices"

	"leitai/internal/rules"
	"leitai/internal/score"
	"leitai/internal/standing"
)

// Audience is who a picture is for.
type Audience string

// The audiences. What each may see is a type of its own; nothing else can be
// sent to it.
const (
	Hall     Audience = "hall"    // everybody
	ForJudge Audience = "judge"   // a seat of the round
	Console  Audience = "console" // director and verifier
	Report   Audience = "report"  // organiser, director, verifier, scrutineer, auditor
)

// Picture is the whole state of the round for an audience, as JSON: made of the
// facts so far and nothing else, so the same version gives the same bytes. log is
// the name of the log that the facts come from.
func (r *Round) Picture(a Audience, log string) ([]byte, error) {
	h := r.frame(a, log)
	switch a {
	case ForJudge:
		entries := []publicEntry{}
		for _, e := range r.staged() {
			entries = append(entries, r.public(e, e.state.Public()))
		}
		return json.Marshal(judgePicture{h, entries})
	case Hall:
		entries := []hallEntry{}
		for _, e := range r.staged() {
			in, of := e.count()
			h := hallEntry{publicEntry: r.public(e, e.state.Public()), In: in, Of: of}
			if e.state.Public() {
				r.adjusted(&h, e)
			}
			entries = append(entries, h)
		}
		return json.Marshal(hallPicture{h, r.screens, entries})
	}
	entries := []consoleEntry{}
	for _, e := range r.staged() {
		if a == Console || e.state.Public() {
			entries = append(entries, r.console(e))
		}
	}
	var lead *leaseView
	if a == Console {
		lead = &leaseView{orNil(r.lease.name), orNil(r.lease.asked)}
	}
	return json.Marshal(consolePicture{h, lead, r.screens, entries})
}

// frame is what every picture begins with.
type frame struct {
	Log     string    `json:"log"`
	Version int64     `json:"version"`
	At      *string   `json:"at"` // time of the last fact
	View    Audience  `json:"view"`
	Round   roundView `json:"round"`
	Current *EntryID  `json:"current"`
	Timer   *timeView `json:"timer"`
	Final   bool      `json:"final"` // sealed

	Question *Question `json:"question"` // the one that is up
}

type roundView struct {
	ID          RoundID   `json:"id"`
	Name        string    `json:"name"`
	Contest     ContestID `json:"contest"`
	ContestName string    `json:"contest_name"`
	Rehearsal   bool      `json:"rehearsal"`
	Mode        Mode      `json:"mode"`
	Part        string    `json:"part"`
	PartName    string    `json:"part_name"`
	Paused      bool      `json:"paused"`
	RulesHash   string    `json:"rules_hash"`
	Drawn       bool      `json:"drawn"`
	Weight      string    `json:"weight"`   // of the part in the total
	Mean        string    `json:"mean"`     // arithmetic, median
	Panels      []counted `json:"panels"`   // how each judge group is counted; one without key where there are none
	Parts       []summand `json:"parts"`    // of the total, in the order of the rules
	Across      bool      `json:"across"`   // totals are corrected between batches
	Adjusted    bool      `json:"adjusted"` // a total that is public has a bonus or a deduction of its own
	Screen      struct {
		Score   string `json:"score"`   // a part, or total: what the hall is shown at the reveal
		Ranking string `json:"ranking"` // by what its places are
	} `json:"screen"`
	Seed     *string `json:"seed"`     // of the draw; null before it, and for lots drawn by hand
	Plan     *Plan   `json:"plan"`     // null where none is set
	Backdrop *string `json:"backdrop"` // digest of the picture behind the main visual
}

// counted says how the marks of a judge group become one figure: what the hall
// reads under a score.
type counted struct {
	Key      string `json:"key"`
	Name     string `json:"name"`
	Weight   string `json:"weight"`
	TrimHigh int    `json:"trim_high"`
	TrimLow  int    `json:"trim_low"`
	TrimMin  int    `json:"trim_min"` // with fewer valid marks nothing is dropped
}

func countedOf(p *rules.Part) []counted {
	out := []counted{}
	for _, g := range p.Aggregate.Groups {
		out = append(out, counted{g.Key, g.Name, g.Weight.String(), g.Trim.High, g.Trim.Low, g.Trim.Min})
	}
	return out
}

// summand is a part of the total: what the hall reads beside a total.
type summand struct {
	Key    string `json:"key"`
	Name   string `json:"name"`
	Weight string `json:"weight"` // a share of 1, or a factor where the rules add the parts up
}

func summandsOf(all *rules.Rules) []summand {
	out := []summand{}
	for i := range all.Parts {
		p := &all.Parts[i]
		out = append(out, summand{p.Key, p.Name, p.Weight.String()})
	}
	return out
}

type timeView struct {
	Entry   EntryID `json:"entry"`
	Since   *string `json:"since"`
	Elapsed int64   `json:"elapsed"`
}

// publicEntry is what everybody may see of an entry. The four figures are nil
// until it is revealed.
type publicEntry struct {
	ID        EntryID    `json:"id"`
	Name      string     `json:"name"`
	Township  string     `json:"township"`
	Batch     string     `json:"batch"`
	Speaker   string     `json:"speaker"`
	Title     string     `json:"title"`
	Order     *int       `json:"order"`
	State     State      `json:"state"`
	Score     *string    `json:"score"`
	Total     *string    `json:"total"`
	Rank      *int       `json:"rank"`
	Marks     []markView `json:"marks"`
	Corrected bool       `json:"corrected"`

	unadjusted *string // the score before bonus and deductions of its part; nil without any
}

type markView struct {
	Seat    SeatID            `json:"seat"`
	Name    string            `json:"name"`
	Total   string            `json:"total"`
	Dropped *string           `json:"dropped"`
	Group   string            `json:"group,omitempty"`  // the judge group, where the panel has groups
	Points  map[string]string `json:"points,omitempty"` // check page and report only
}

type judgePicture struct {
	frame
	Entries []publicEntry `json:"entries"`
}

type hallEntry struct {
	publicEntry
	In int `json:"in"`
	Of int `json:"of"`

	// Figures: nothing before the reveal. A consoleEntry has adjustments of its own.
	Adjustments []shownAdjustment `json:"adjustments,omitempty"`
	Unadjusted  *string           `json:"unadjusted,omitempty"`
}

// shownAdjustment is a bonus or a deduction as everybody may see it.
type shownAdjustment struct {
	Kind   string `json:"kind"`
	Points string `json:"points"`
	Part   string `json:"part"` // empty: of the total
	Reason string `json:"reason"`
}

// adjusted fills in what the hall is told of bonus and deductions: those of the
// part that this round judges, without which nobody could work its score out
// again from the marks. The others the rules have to release, as in standings.
func (r *Round) adjusted(h *hallEntry, e *entry) {
	h.Unadjusted = h.unadjusted
	for _, a := range e.adjust {
		if a.part == r.def.Part || r.def.Rules.Releases("adjustments") {
			h.Adjustments = append(h.Adjustments, shownAdjustment{a.kind, a.points.String(), a.part, a.reason})
		}
	}
}

// totalsAdjusted tells whether a total that is public has a bonus or a deduction
// of its own.
func (r *Round) totalsAdjusted() bool {
	return slices.ContainsFunc(r.entries, func(e *entry) bool {
		return e.state.Public() && slices.ContainsFunc(e.adjust, func(a adjustment) bool { return a.part == "" })
	})
}

type hallPicture struct {
	frame
	Screens []Screen    `json:"screens"`
	Entries []hallEntry `json:"entries"`
}

func (r *Round) frame(a Audience, log string) frame {
	f := frame{Log: log, Version: r.last.seq, At: orNil(r.last.at), View: a, Final: r.sealed != ""}
	f.Round.ID = r.id
	if r.def == nil {
		return f
	}
	_, part := r.def.part()
	f.Round = roundView{ID: r.id, Name: r.def.Name, Contest: r.def.Contest, ContestName: r.def.ContestName, Rehearsal: r.def.Rehearsal,
		Mode: r.def.Mode, Part: r.def.Part, PartName: part.Name, Paused: r.paused, RulesHash: r.def.Rules.Hash, Drawn: r.drawn,
		Weight: part.Weight.String(), Mean: "arithmetic", Panels: countedOf(part),
		Parts: summandsOf(r.def.Rules), Across: r.def.Rules.Rank.Across != nil, Adjusted: r.totalsAdjusted(),
		Seed: orNil(r.seed), Plan: r.plan, Backdrop: orNil(r.backdrop)}
	if part.Aggregate.Median {
		f.Round.Mean = "median"
	}
	f.Round.Screen.Score, f.Round.Screen.Ranking = r.def.Rules.Screen.Score, r.def.Rules.Screen.Ranking
	if r.current >= 0 {
		f.Current = &r.entries[r.current].row.ID
	}
	f.Question = r.question
	if r.timer.entry != "" {
		f.Timer = &timeView{Entry: r.timer.entry, Since: orNil(r.timer.since), Elapsed: r.timer.elapsed}
	}
	return f
}

// public is an entry with its figures if they may be seen.
func (r *Round) public(e *entry, figures bool) publicEntry {
	v := publicEntry{ID: e.row.ID, Name: e.row.Name, Township: e.row.Township, Batch: e.row.Batch, Speaker: e.speaker,
		Title: e.row.Title, State: e.state, Corrected: e.corrected}
	if e.order > 0 {
		v.Order = &e.order
	}
	if figures {
		r.figure(&v, e)
	}
	return v
}

// figure fills the four figures in.
func (r *Round) figure(v *publicEntry, e *entry) {
	also := EntryID("")
	if !e.state.Public() {
		also = e.row.ID
	}
	v.Marks = []markView{}
	result, partial := r.shown(also)
	if result == nil {
		return
	}
	defer func() {
		if partial { // rank has no such figures
			v.Total, v.Rank = nil, nil
		}
	}()
	for i := range result.Lists {
		for _, row := range result.Lists[i].Rows {
			if result.Input.Entries[row.Entry].ID == string(e.row.ID) {
				r.fill(v, e, result, row)
				return
			}
		}
	}
}

func (r *Round) fill(v *publicEntry, e *entry, result *standing.Result, row *standing.Row) {
	if value, before := row.PartValue(r.def.Part); value != nil {
		text := value.Text()
		v.Score = &text
		if before != value {
			text := before.Text()
			v.unadjusted = &text
		}
	}
	if row.HasTotal() {
		text := row.Figure.Text()
		v.Total = &text
	}
	place := row.Place
	if r.def.Rules.Screen.Ranking != "total" && r.def.Rules.Screen.Ranking != "" {
		place = row.ScreenPlace
	}
	if place > 0 {
		v.Rank = &place
	}
	at, _ := r.def.part()
	panel := &result.Input.Panels[at]
	left := leftOut(row, r.def.Part)
	for _, mark := range panel.Marks[row.Entry] {
		if !mark.Left.Valid() {
			continue
		}
		s := r.seats[r.seatAt[SeatID(panel.Judges[mark.Judge].ID)]].row
		m := markView{Seat: s.ID, Name: s.Name, Total: mark.Points.String(), Dropped: droppedWords[left[mark.Judge]], Group: s.Group}
		v.Marks = append(v.Marks, m)
	}
	slices.SortFunc(v.Marks, func(a, b markView) int { return r.seatAt[a.Seat] - r.seatAt[b.Seat] })
}

var (
	wordHigh, wordLow = "high", "low"
	droppedWords      = map[score.Reason]*string{score.High: &wordHigh, score.Low: &wordLow}
)

// leftOut tells of each judge of a part's panel why his mark does not count:
// trimming dropped it, or it never did.
func leftOut(row *standing.Row, part string) map[int32]score.Reason {
	out := map[int32]score.Reason{}
	_, combined := row.PartValue(part)
	var walk func(f *score.Figure)
	walk = func(f *score.Figure) {
		for _, m := range f.Marks {
			out[m.Judge] = m.Left
		}
		for i := range f.From {
			walk(&f.From[i])
		}
	}
	if combined != nil {
		walk(combined)
	}
	return out
}
