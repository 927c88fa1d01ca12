package standing_test

import (
	"encoding/json"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"leitai/internal/report"
	"leitai/internal/score"
	"leitai/internal/standing"
)

// rowsOf are the rows of an outcome as JSON, by entry.
func rowsOf(o outcome) map[string]string {
	rows := map[string]string{}
	for id, row := range wireRows(o) {
		text, _ := json.Marshal(row) // strings and whole numbers
		rows[id] = string(text)
	}
	return rows
}

func wireRows(o outcome) map[string]report.RowWire {
	rows := map[string]report.RowWire{}
	if o.wire == nil {
		return rows
	}
	for _, g := range o.wire.Groups {
		for _, row := range g.Rows {
			rows[row.Entry] = row
		}
	}
	return rows
}

// rowOf is the row of an entry in a result.
func rowOf(o outcome, id string) *standing.Row {
	for _, list := range o.result.Lists {
		for _, row := range list.Rows {
			if o.result.Input.Entries[row.Entry].ID == id {
				return row
			}
		}
	}
	return nil
}

func TestAHigherMarkNeverLowersItsEntry(t *testing.T) {
	drawn(t, false, func(t *rapid.T, d *draft, dir string) {
		before := d.rank(t, dir, 1)
		i := rapid.IntRange(0, len(d.marks)-1).Draw(t, "mark")
		d.marks[i].score = min(10_000, d.marks[i].score+pick(t, 1, 30, 500))
		after := d.rank(t, dir, 1)
		was, is := rowOf(before, d.marks[i].entry), rowOf(after, d.marks[i].entry)
		if !was.HasTotal() {
			return
		}
		if is.Figure.Exact.Cmp(was.Figure.Exact) < 0 || is.Figure.Value.Cmp(was.Figure.Value) < 0 {
			t.Fatalf("the total fell from %s to %s", was.Figure.Exact, is.Figure.Exact)
		}
		if is.Place > was.Place {
			t.Fatalf("the place fell from %d to %d", was.Place, is.Place)
		}
	})
}

func TestADroppedMarkMayBeAsExtremeAsItLikes(t *testing.T) {
	drawn(t, true, func(t *rapid.T, d *draft, dir string) {
		before := d.rank(t, dir, 1)
		if before.err != nil {
			return
		}
		for i := range d.marks {
			switch reason(before.result, d.marks[i]) {
			case score.High:
				d.marks[i].score = 10_000
			case score.Low:
				d.marks[i].score = 0
			}
		}
		after := d.rank(t, dir, 1)
		if after.json != before.json {
			t.Fatalf("with extremes that do not count:\n%s\nbefore\n%s", after.json, before.json)
		}
	})
}

// reason says why a mark does not count.
func reason(r *standing.Result, m mark) score.Reason {
	e := slices.IndexFunc(r.Input.Entries, func(e standing.Entry) bool { return e.ID == m.entry })
	judges := r.Input.Panels[r.Input.Rules.PartIndex(m.part)].Judges
	for _, list := range r.Lists {
		for _, row := range list.Rows {
			if row.Entry != e {
				continue
			}
			_, combined := row.PartValue(m.part)
			if combined == nil {
				return score.Counted
			}
			for _, f := range slices.Concat(combined.From, []score.Figure{*combined}) {
				for _, given := range f.Marks {
					if judges[given.Judge].ID == m.judge {
						return given.Left
					}
				}
			}
		}
	}
	return score.Counted
}

// TestADifferentUnitOfMarksChangesNoPlace: without roundings, with everything in
// points multiplied by the same number.
func TestADifferentUnitOfMarksChangesNoPlace(t *testing.T) {
	drawn(t, true, func(t *rapid.T, d *draft, dir string) {
		exactly(d.rules)
		d.rules["score"] = object{"min": 0, "max": 1000}
		d.rules["adjust"] = object{}
		d.adjust = slices.DeleteFunc(d.adjust, func(a adjustment) bool { return a.points == "0.125" })
		d.rules["tiers"] = []object{{"key": "top", "share": 0.3}, {"key": "rest"}}
		before := d.rank(t, dir, 1)
		k := pick(t, 2, 4, 10)
		for i := range d.marks {
			d.marks[i].score *= k
		}
		for i := range d.adjust {
			if d.adjust[i].points != "" {
				d.adjust[i].points = map[string]map[int]string{"0.5": {2: "1", 4: "2", 10: "5"}, "1": {2: "2", 4: "4", 10: "10"}}[d.adjust[i].points][k]
			}
		}
		after := d.rank(t, dir, 1)
		if (before.err == nil) != (after.err == nil) {
			t.Fatalf("%v, then %v", before.err, after.err)
		}
		was, is := wireRows(before), wireRows(after)
		for id, w := range was {
			if n := is[id]; !equal(n.Rank, w.Rank) || n.Shared != w.Shared || !equal(n.Tier, w.Tier) || !equal(n.Award, w.Award) || !equal(n.TieBrokenBy, w.TieBrokenBy) || n.Ballots != w.Ballots {
				t.Fatalf("%s: %+v, before %+v", id, n, w)
			}
			if x, y := rowOf(after, id), rowOf(before, id); y.HasTotal() && x.Figure.Value.Cmp(y.Figure.Value.Mul(score.Int(int64(k)))) != 0 {
				t.Fatalf("%s: total %s, before %s", id, x.Figure.Value, y.Figure.Value)
			}
		}
	})
}

func equal[T comparable](a, b *T) bool { return a == b || a != nil && b != nil && *a == *b }

// exactly takes every rounding out of the rules.
func exactly(v any) {
	switch v := v.(type) {
	case object:
		delete(v, "decimals")
		for _, of := range v {
			exactly(of)
		}
	case []object:
		for _, of := range v {
			exactly(of)
		}
	}
}

func TestBallotsCount(t *testing.T) {
	drawn(t, true, func(t *rapid.T, d *draft, dir string) {
		o := d.rank(t, dir, 1)
		panels := map[[2]string][]string{} // part, batch → judges
		valid, notValid, there := map[[2]string]int{}, map[[2]string]int{}, map[[2]string]int{}
		for _, m := range d.marks {
			if key := [2]string{m.part, m.batch}; !slices.Contains(panels[key], m.judge) {
				panels[key] = append(panels[key], m.judge)
			}
			key := [2]string{m.entry, m.part}
			if there[key]++; m.valid() {
				valid[key]++
			} else {
				notValid[key]++
			}
		}
		rows := wireRows(o)
		for _, e := range d.entries {
			row, ok := rows[e.id]
			if !ok {
				continue // a fault instead of a result
			}
			want := report.BallotsWire{Dropped: row.Ballots.Dropped}
			for _, p := range d.rules["parts"].([]object) {
				key := [2]string{e.id, p["key"].(string)}
				want.Valid += valid[key]
				want.NotValid += notValid[key]
				if valid[key] > 0 {
					want.Missing += len(panels[[2]string{key[1], e.batch}]) - there[key]
				}
			}
			if row.Ballots != want || row.Ballots.Dropped > want.Valid {
				t.Fatalf("%s: ballots %+v; want %+v", e.id, row.Ballots, want)
			}
		}
	})
}
