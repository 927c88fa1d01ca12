package contest

import (
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"leitai/internal/fault"
	"leitai/internal/rules"
	"leitai/internal/score"
	"leitai/internal/standing"
)

// Definition is everything a round's result depends on but what happens on the
// day: fact 1. A further one may follow until the first draw, or until the
// opening of a round that needs none.
type Definition struct {
	Contest     ContestID
	ContestName string
	Rehearsal   bool
	Name        string // of the round
	Mode        Mode
	Part        string // key of the part of the rules that this round judges
	RulesJSON   []byte // canonical JSON of the rules as read
	Seats       []SeatRow
	Entries     []EntryRow

	Rules    *rules.Rules // what RulesJSON says
	Warnings fault.List   // what reading the rules found worth saying
}

// The faults of a definition.
const (
	DefNoRules    fault.Code = "definition_rules"   // the rules cannot be read
	DefNoPart     fault.Code = "definition_part"    // no part of the rules has the key
	DefNoSeats    fault.Code = "definition_seats"   // a round needs a seat
	DefNoEntries  fault.Code = "definition_entries" // a round needs an entry
	DefTwice      fault.Code = "definition_twice"   // one id for two seats or two entries
	DefGroup      fault.Code = "definition_group"   // a seat is in no group of the part
	DefTieField   fault.Code = "definition_tie"     // a field of the tie chain is neither number nor date
	DefRecusal    fault.Code = "definition_recusal" // a recusal from an entry that is not there
	DefMode       fault.Code = "definition_mode"
	DefBatchHalf  fault.Code = "definition_batch" // a batch for some entries and not for others
	DefLateChange fault.Code = "definition_late"  // the draw is done, or the round has been opened
)

// part is the part of the rules that the round judges, and its index.
func (d *Definition) part() (int, *rules.Part) {
	i := d.Rules.PartIndex(d.Part)
	return i, &d.Rules.Parts[i]
}

// group is the index of a seat's group among the groups of the part.
func (d *Definition) group(s *SeatRow) int {
	_, p := d.part()
	if !p.Aggregate.Grouped() {
		return 0
	}
	return slices.IndexFunc(p.Aggregate.Groups, func(g rules.Group) bool { return g.Key == s.Group })
}

// check reads the rules and finds everything that would make the round
// impossible to judge.
func (d *Definition) check() fault.List {
	var faults fault.List
	bad := into(&faults)
	parsed, warnings, err := rules.ParseJSON("rules", d.RulesJSON)
	if err != nil {
		bad(DefNoRules, "", "reason", err.Error())
		return faults
	}
	d.Rules, d.Warnings = parsed, warnings
	if d.Mode != Sequential && d.Mode != Open {
		bad(DefMode, string(d.Mode))
	}
	if parsed.PartIndex(d.Part) < 0 {
		bad(DefNoPart, d.Part)
		return faults
	}
	return append(append(faults, d.checkSeats()...), d.checkEntries()...)
}

// into adds to a list what is wrong with a definition, which has no lines.
func into(faults *fault.List) func(code fault.Code, found string, args ...string) {
	return func(code fault.Code, found string, args ...string) {
		*faults = append(*faults, fault.New(code, fault.At{}, found, args...))
	}
}

func (d *Definition) checkSeats() (faults fault.List) {
	bad := into(&faults)
	if len(d.Seats) == 0 {
		bad(DefNoSeats, "")
	}
	seen := map[SeatID]bool{}
	for i := range d.Seats {
		s := &d.Seats[i]
		if s.ID == "" || seen[s.ID] {
			bad(DefTwice, string(s.ID), "name", s.Name)
		}
		seen[s.ID] = true
		if d.group(s) < 0 {
			bad(DefGroup, s.Group, "name", s.Name)
		}
		for _, e := range s.Recused {
			if !slices.ContainsFunc(d.Entries, func(row EntryRow) bool { return row.ID == e }) {
				bad(DefRecusal, string(e), "name", s.Name)
			}
		}
	}
	return faults
}

func (d *Definition) checkEntries() (faults fault.List) {
	bad := into(&faults)
	if len(d.Entries) == 0 {
		bad(DefNoEntries, "")
	}
	seen := map[EntryID]bool{}
	for i := range d.Entries {
		e := &d.Entries[i]
		if e.ID == "" || seen[e.ID] {
			bad(DefTwice, string(e.ID), "name", e.Name)
		}
		seen[e.ID] = true
		if (e.Batch == "") != (d.Entries[0].Batch == "") {
			bad(DefBatchHalf, "", "entry", string(e.ID), "name", e.Name)
		}
		if name, ok := d.comparable(e); !ok {
			bad(DefTieField, e.Fields[name], "entry", string(e.ID), "name", e.Name, "key", name)
		}
	}
	return faults
}

// comparable tells whether all fields of the tie chain can be compared, and if
// not, which cannot.
func (d *Definition) comparable(e *EntryRow) (string, bool) {
	for _, k := range d.Rules.Rank.Ties {
		if k.Kind == rules.TieField && e.Fields[k.Name] != "" {
			if _, ok := comparableValue(e.Fields[k.Name]); !ok {
				return k.Name, false
			}
		}
	}
	return "", true
}

// comparableValue reads a number, or a date as yyyymmdd.
func comparableValue(text string) (score.Exact, bool) {
	if date, err := time.Parse(time.DateOnly, text); err == nil {
		text = date.Format("20060102")
	}
	return score.ParseExact(text)
}

// entry is what the ranking reads of an entry.
func (d *Definition) entry(e *EntryRow, order string) standing.Entry {
	out := standing.Entry{ID: string(e.ID), Name: e.Name, Township: e.Township, Batch: e.Batch, Class: e.Class,
		Domain: e.Domain, Order: order, Former: e.Fields["former"], Exempt: e.Exempt}
	if out.Name == "" {
		out.Name = out.ID
	}
	if slices.ContainsFunc(d.Rules.Rank.Ties, func(k rules.TieKey) bool { return k.Kind == rules.TieField }) {
		out.Fields = make([]standing.Field, len(d.Rules.Rank.Ties))
		for i, k := range d.Rules.Rank.Ties {
			if text := e.Fields[k.Name]; k.Kind == rules.TieField && text != "" {
				value, _ := comparableValue(text)
				out.Fields[i] = standing.Field{Set: true, Text: text, Value: value}
			}
		}
	}
	return out
}

// columns are the columns of entries.csv before the other fields.
func (e *EntryRow) columns() object {
	o := object{"entry": string(e.ID), "name": e.Name, "township": e.Township, "batch": e.Batch, "class": e.Class,
		"domain": e.Domain, "order": e.Order, "exempt": "", "speaker": e.Speaker, "title": e.Title}
	if e.Exempt {
		o["exempt"] = "yes"
	}
	for name, text := range e.Fields {
		if _, fixed := o[name]; !fixed {
			o[name] = text
		}
	}
	return o
}

// payload is the round's first fact as an object; key and salt are added to it.
func (d *Definition) payload() object {
	_, part := d.part()
	sheet, seats, entries := []object{}, []object{}, []object{}
	for _, p := range sheetOf(part) {
		sheet = append(sheet, object{"point": p.Point, "name": p.Name, "short": p.Short, "part": p.Part, "max": p.Max,
			"step": p.Step, "bands": bandObjects(p.Bands), "focus": p.Focus})
	}
	for _, s := range d.Seats {
		recused := []string{}
		for _, e := range s.Recused {
			recused = append(recused, string(e))
		}
		seats = append(seats, object{"id": string(s.ID), "name": s.Name, "person": s.Person, "group": s.Group,
			"card": string(s.Card), "recused": recused})
	}
	for i := range d.Entries {
		entries = append(entries, d.Entries[i].columns())
	}
	return object{"rules_hash": d.Rules.Hash, "rules": raw(d.RulesJSON), "sheet": sheet, "seats": seats, "entries": entries,
		"contest": string(d.Contest), "contest_name": d.ContestName, "rehearsal": d.Rehearsal, "name": d.Name,
		"mode": string(d.Mode), "part": d.Part}
}

// definitionOf reads what payload wrote.
func definitionOf(payload []byte) (*Definition, error) {
	var p struct {
		Contest     ContestID       `json:"contest"`
		ContestName string          `json:"contest_name"`
		Rehearsal   bool            `json:"rehearsal"`
		Name        string          `json:"name"`
		Mode        Mode            `json:"mode"`
		Part        string          `json:"part"`
		Rules       json.RawMessage `json:"rules"`
		Seats       []struct {
			ID                  SeatID
			Name, Person, Group string
			Card                CardID
			Recused             []EntryID
		} `json:"seats"`
		Entries []map[string]string `json:"entries"`
	}
	if err := json.Unmarshal(payload, &p); err != nil {
		return nil, fmt.Errorf("definition: %w", err)
	}
	d := &Definition{Contest: p.Contest, ContestName: p.ContestName, Rehearsal: p.Rehearsal, Name: p.Name, Mode: p.Mode, Part: p.Part, RulesJSON: p.Rules}
	for i, s := range p.Seats {
		d.Seats = append(d.Seats, SeatRow{ID: s.ID, Number: i + 1, Card: s.Card, Name: s.Name, Person: s.Person, Group: s.Group, Recused: s.Recused})
	}
	for i, c := range p.Entries {
		d.Entries = append(d.Entries, entryOf(i, c))
	}
	if faults := d.check(); len(faults) > 0 {
		return nil, fmt.Errorf("definition: %w", faults)
	}
	return d, nil
}

func entryOf(i int, columns map[string]string) EntryRow {
	e := EntryRow{Number: i + 1, Fields: map[string]string{}}
	fixed := map[string]*string{"name": &e.Name, "township": &e.Township, "batch": &e.Batch, "class": &e.Class,
		"domain": &e.Domain, "order": &e.Order, "speaker": &e.Speaker, "title": &e.Title}
	for name, text := range columns {
		switch field := fixed[name]; {
		case field != nil:
			*field = text
		case name == "entry":
			e.ID = EntryID(text)
		case name == "exempt":
			e.Exempt = text != ""
		default:
			e.Fields[name] = text
		}
	}
	return e
}
