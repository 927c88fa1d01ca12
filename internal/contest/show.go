package contest

import (
	"regexp"
	"slices"
	"strings"
	"time"
)

// Question is the question that was drawn for an entry (抽题).
type Question struct {
	Entry EntryID `json:"entry"`
	Name  string  `json:"name"` // 3号题; may be empty
	Text  string  `json:"text"` // at most 500 characters
}

// Plan is when the round is to begin and how long each part of a turn may take.
type Plan struct {
	Starts string     `json:"starts"` // RFC 3339 with zone
	Parts  []PlanPart `json:"parts"`  // 1 to 10, in their order
}

// PlanPart is a part of a turn: 视频展示, 登台演说, 现场问答.
type PlanPart struct {
	Name    string `json:"name"`
	Seconds int64  `json:"seconds"` // 1 to 7200
}

// ScreenKind is what a screen is for.
type ScreenKind string

// The kinds of screens.
const (
	HallScreen  ScreenKind = "hall"  // 大屏
	CueScreen   ScreenKind = "cue"   // 主持提词
	ClockScreen ScreenKind = "clock" // 台前计时
)

// Screen is a screen of the hall and what it shows.
type Screen struct {
	ID    string     `json:"id"`
	Name  string     `json:"name"`
	Kind  ScreenKind `json:"kind"`
	Mode  string     `json:"mode"` // 0…9, ux §4.3
	Entry *EntryID   `json:"entry"`
	Step  int64      `json:"step"`
	Page  int64      `json:"page"`
}

// MainScreen is the id of the screen that every round has from the beginning.
const MainScreen = "main"

// The bounds of what is shown.
const (
	maxScreens     = 50
	maxPlanParts   = 10
	maxPartSeconds = 7200
)

// decideQuestion puts a question up; an empty text takes it away.
func (r *Round) decideQuestion(d *Deed, p object) error {
	if !isText(d.Text) {
		return invalid(FieldWrong, "text")
	}
	p["name"], p["text"] = d.Name, d.Text
	return nil
}

func (r *Round) takeQuestion(f *Fact, p *payload) {
	r.question = nil
	if strings.TrimSpace(p.Text) != "" {
		r.question = &Question{Entry: f.Entry, Name: p.Name, Text: p.Text}
	}
}

func (r *Round) decidePlan(d *Deed, p object) error {
	if _, err := time.Parse(time.RFC3339, d.Starts); err != nil {
		return invalid(FieldWrong, "starts")
	}
	if len(d.Parts) == 0 || len(d.Parts) > maxPlanParts {
		return invalid(FieldWrong, "parts")
	}
	for _, part := range d.Parts {
		if strings.TrimSpace(part.Name) == "" || !isPlain(part.Name) || part.Seconds < 1 || part.Seconds > maxPartSeconds {
			return invalid(FieldWrong, "parts")
		}
	}
	p["starts"], p["parts"] = d.Starts, planParts(d.Parts)
	return nil
}

// planParts are parts as a payload writes them.
func planParts(parts []PlanPart) []object {
	out := make([]object, 0, len(parts))
	for _, part := range parts {
		out = append(out, object{"name": part.Name, "seconds": part.Seconds})
	}
	return out
}

// digestForm is how a picture that was uploaded is named: SHA-256 in hex.
var digestForm = regexp.MustCompile(`^[0-9a-f]{64}$`)

// decideBackdrop chooses what stands behind the main visual; empty for none.
func (r *Round) decideBackdrop(d *Deed, p object) error {
	if d.Digest != "" && !digestForm.MatchString(d.Digest) {
		return invalid(FieldWrong, "digest")
	}
	p["digest"] = d.Digest
	return nil
}

// decideScreen points a screen, names it, or with off takes it away.
func (r *Round) decideScreen(d *Deed, p object) error {
	known := slices.ContainsFunc(r.screens, func(s Screen) bool { return s.ID == d.Screen })
	p["screen"] = d.Screen
	if d.Off {
		if !known || d.Screen == MainScreen {
			return invalid(FieldWrong, "screen")
		}
		p["off"] = true
		return nil
	}
	switch {
	case d.Mode == "":
		return invalid(FieldMissing, "mode")
	case len(d.Mode) != 1 || d.Mode[0] < '0' || d.Mode[0] > '9':
		return invalid(FieldWrong, "mode")
	case len(d.Screen) > 64 || !known && len(r.screens) >= maxScreens:
		return invalid(FieldWrong, "screen")
	}
	switch d.ScreenKind {
	case "":
	case HallScreen, CueScreen, ClockScreen:
		p["kind"] = string(d.ScreenKind)
	default:
		return invalid(FieldWrong, "kind")
	}
	p["mode"], p["name"], p["step"], p["page"] = d.Mode, d.Name, d.Step, d.Page
	return nil
}

func (r *Round) takeScreen(f *Fact, p *payload) {
	i := slices.IndexFunc(r.screens, func(known Screen) bool { return known.ID == p.Screen })
	if p.Off {
		r.screens = slices.Delete(slices.Clone(r.screens), i, i+1)
		return
	}
	s := Screen{ID: p.Screen, Name: p.Name, Kind: p.ScreenKind, Mode: p.Mode, Entry: orNil(f.Entry), Step: p.Step, Page: p.Page}
	if i < 0 {
		r.screens, i = append(r.screens, Screen{Name: s.ID, Kind: HallScreen}), len(r.screens)
	}
	if s.Name == "" {
		s.Name = r.screens[i].Name
	}
	if s.Kind == "" {
		s.Kind = r.screens[i].Kind
	}
	r.screens[i] = s
}
