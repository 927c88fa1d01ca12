package demo

import (
	"context"

	"leitai/internal/auth"
	"leitai/internal/contest"
	"leitai/internal/intake"
)

// Line is what leitai demo --json prints: who may sign in, what there is to
// judge, and every card. Decimals are strings.
type Line struct {
	URL      string        `json:"url"`
	Users    []UserLine    `json:"users"`
	Contests []ContestLine `json:"contests"`
	Screens  []ScreenLine  `json:"screens"`
	Play     string        `json:"play,omitempty"` // the page of the minute, if it is played
}

// UserLine is an account with its password.
type UserLine struct {
	Role     contest.Role `json:"role"`
	Name     string       `json:"name"`
	Password string       `json:"password"`
}

// ContestLine is a contest; the last one is a rehearsal.
type ContestLine struct {
	ID        contest.ContestID `json:"id"`
	Name      string            `json:"name"`
	Rehearsal bool              `json:"rehearsal"`
	Rounds    []RoundLine       `json:"rounds"`
}

// RoundLine is a round: its entries, what its judges mark, and their cards.
type RoundLine struct {
	ID      contest.RoundID `json:"id"`
	Name    string          `json:"name"`
	Entries []EntryLine     `json:"entries"`
	Sheet   []PointLine     `json:"sheet"`
	Seats   []SeatLine      `json:"seats"`
}

// EntryLine is an entry.
type EntryLine struct {
	ID   contest.EntryID `json:"id"`
	Name string          `json:"name"`
}

// PointLine is a scoring point: a mark is within 0…max, on the step.
type PointLine struct {
	Point string `json:"point"`
	Max   string `json:"max"`
	Step  string `json:"step"`
}

// SeatLine is a seat with its card as it is issued now.
type SeatLine struct {
	ID      contest.SeatID    `json:"id"`
	Name    string            `json:"name"`
	Token   string            `json:"token"`
	Code    string            `json:"code"`
	PIN     string            `json:"pin"`
	URL     string            `json:"url"`
	Recused []contest.EntryID `json:"recused"`
}

// ScreenLine is a screen of the hall.
type ScreenLine struct {
	Name string `json:"name"`
	URL  string `json:"url"`
}

// Line tells of the live contest as it stands in the database. base is the
// origin of the service, without a slash at its end.
func (l *Live) Line(ctx context.Context, base string) (*Line, error) {
	events, err := l.Office.Events(ctx)
	if err != nil {
		return nil, err
	}
	out := &Line{URL: base}
	for _, u := range users {
		word, err := password(events[0], u.name)
		if err != nil {
			return nil, err
		}
		out.Users = append(out.Users, UserLine{u.role, u.name, word})
	}
	for _, e := range lastRehearsals(events) {
		if e.Name != contestName && e.Name != rehearsalName && !isMinute(e.Name) {
			continue // somebody made it since
		}
		c := ContestLine{ID: e.ID, Name: e.Name, Rehearsal: e.Rehearsal}
		rounds, err := l.Office.Rounds(ctx, e.ID)
		if err != nil {
			return nil, err
		}
		for i := range rounds {
			r, err := l.roundLine(ctx, e, &rounds[i], base)
			if err != nil {
				return nil, err
			}
			c.Rounds = append(c.Rounds, r)
			out.Screens = append(out.Screens, ScreenLine{"大屏 " + r.Name, base + "/screen?round=" + string(r.ID)})
		}
		out.Contests = append(out.Contests, c)
	}
	return out, nil
}

func (l *Live) roundLine(ctx context.Context, e contest.Event, row *contest.RoundRow, base string) (RoundLine, error) {
	out := RoundLine{ID: row.ID, Name: row.Name}
	entries, err := l.Office.Entries(ctx, row.ID)
	if err != nil {
		return out, err
	}
	for i := range entries {
		out.Entries = append(out.Entries, EntryLine{entries[i].ID, entries[i].Name})
	}
	parsed, _, err := intake.ParseRules("rules.yaml", row.Rules)
	if err != nil {
		return out, err
	}
	for _, p := range parsed.Parts[parsed.PartIndex(row.Part)].Sheet {
		out.Sheet = append(out.Sheet, PointLine{p.Point, p.Max.String(), p.Step.String()})
	}
	out.Seats, err = l.seatLines(ctx, e, row.ID, base)
	return out, err
}

func (l *Live) seatLines(ctx context.Context, e contest.Event, round contest.RoundID, base string) ([]SeatLine, error) {
	seats, err := l.Office.Seats(ctx, round)
	if err != nil {
		return nil, err
	}
	cards, err := l.Office.Cards(ctx, e.ID)
	if err != nil {
		return nil, err
	}
	byID := map[contest.CardID]contest.Card{}
	for _, c := range cards {
		byID[c.ID] = c
	}
	out := make([]SeatLine, len(seats))
	for i, s := range seats {
		secrets := auth.SecretsOf(e, byID[s.Card])
		out[i] = SeatLine{ID: s.ID, Name: s.Name, Token: secrets.Token, Code: secrets.Code, PIN: secrets.PIN, URL: secrets.URL(base), Recused: s.Recused}
		if s.Recused == nil {
			out[i].Recused = []contest.EntryID{}
		}
	}
	return out, nil
}
