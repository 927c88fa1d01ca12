package contest

import "fmt"

// Exported is a round as files that leitai rank reads, each with its heading;
// entries that are not revealed are in none of them.
type Exported struct {
	Rules   []byte // JSON, which is YAML
	Entries [][]string
	Scores  [][]string
	Adjust  [][]string
}

// Export writes the round as files.
func (r *Round) Export() (*Exported, error) {
	if r.def == nil {
		return nil, fmt.Errorf("round %s: %w", r.id, ErrNotFound)
	}
	out := &Exported{Rules: r.def.RulesJSON}
	out.exportEntries(r)
	out.exportScores(r)
	out.Adjust = [][]string{{"entry", "kind", "points", "reason", "part"}}
	for _, e := range r.entries {
		if e.state.Public() {
			for _, a := range e.adjust {
				out.Adjust = append(out.Adjust, []string{string(e.row.ID), a.kind, a.points.String(), a.reason, a.part})
			}
		}
	}
	return out, nil
}

func (out *Exported) exportEntries(r *Round) {
	fields := map[string]bool{}
	for _, e := range r.entries {
		for name := range e.row.Fields {
			fields[name] = true
		}
	}
	heading := append([]string{"entry", "name", "township", "batch", "class", "domain", "order", "exempt"}, sortedKeys(fields)...)
	out.Entries = [][]string{heading}
	for _, e := range r.entries {
		if !e.state.Public() && !e.state.Aside() {
			continue
		}
		exempt := ""
		if e.row.Exempt {
			exempt = "yes"
		}
		line := []string{string(e.row.ID), e.row.Name, e.row.Township, e.row.Batch, e.row.Class, e.row.Domain, e.orderText(), exempt}
		for _, name := range heading[8:] {
			line = append(line, e.row.Fields[name])
		}
		out.Entries = append(out.Entries, line)
	}
}

func (out *Exported) exportScores(r *Round) {
	out.Scores = [][]string{{"entry", "judge", "group", "point", "score", "part", "batch", "state"}}
	for _, e := range r.entries {
		if !e.state.Public() {
			continue
		}
		for s := range r.seats {
			out.exportBallot(r, e, s)
		}
		for _, p := range sortedKeys(r.parts) {
			for _, row := range r.parts[p] {
				if row.Entry == e.row.ID {
					out.Scores = append(out.Scores, []string{string(row.Entry), row.Judge, row.Group, row.Point, row.Score, p, e.row.Batch, row.State})
				}
			}
		}
	}
}

func (out *Exported) exportBallot(r *Round, e *entry, s int) {
	b, row := &e.ballots[s], r.seats[s].row
	line := func(point, mark, state string) {
		out.Scores = append(out.Scores, []string{string(e.row.ID), string(row.ID), row.Group, point, mark, r.def.Part, e.row.Batch, state})
	}
	switch {
	case b.recused:
		line("", "", "recused")
	case b.absent:
		line("", "", "absent")
	case b.marks != nil:
		points := b.marks.points()
		for _, p := range r.def.sheetFor(row) {
			name := p.Point
			if name == TotalPoint {
				name = ""
			}
			line(name, points[p.Point].String(), "")
		}
	}
}
