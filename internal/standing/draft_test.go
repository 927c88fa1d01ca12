package standing_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"testing"

	"pgregory.net/rapid"

	"leitai/internal/intake"
	"leitai/internal/lang"
	"leitai/internal/report"
	"leitai/internal/standing"
)

// object is an object of the rules.
type object = map[string]any

// draft is a contest before it is written into files.
type draft struct {
	rules   object
	entries []entry // nil: no entries.csv
	marks   []mark
	adjust  []adjustment
}

type entry struct{ id, batch, class, founded, exempt string }

type mark struct {
	entry, judge, group, part, batch, state string
	score                                   int // in hundredths
}

type adjustment struct{ entry, kind, points, part string }

func points(hundredths int) string { return fmt.Sprintf("%.2f", float64(hundredths)/100) }

func (m mark) row() []string {
	given := ""
	if m.valid() {
		given = points(m.score)
	}
	return []string{m.entry, m.judge, m.group, m.part, m.batch, m.state, given}
}

func (m mark) valid() bool { return m.state == "" || m.state == "valid" }

// outcome is what came of a contest.
type outcome struct {
	result *standing.Result
	wire   *report.RankWire
	json   string
	err    error
}

// rank writes the contest into files of dir, the marks into as many as said, and
// ranks it.
func (d *draft) rank(t fatal, dir string, files int) outcome {
	t.Helper()
	path := func(name string) string { return filepath.Join(dir, name) }
	in := intake.Files{Rules: path("rules.json"), Adjust: path("adjust.csv")}
	text, err := json.Marshal(d.rules)
	if err != nil {
		t.Fatalf("%v", err)
	}
	save(t, in.Rules, text)
	for i, part := range cut(d.marks, files) {
		in.Scores = append(in.Scores, path(strconv.Itoa(i)+".csv"))
		rows := [][]string{{"entry", "judge", "group", "part", "batch", "state", "score"}}
		for _, m := range part {
			rows = append(rows, m.row())
		}
		save(t, in.Scores[i], table(rows))
	}
	rows := [][]string{{"entry", "kind", "points", "part", "reason"}}
	for i, a := range d.adjust {
		rows = append(rows, []string{a.entry, a.kind, a.points, a.part, "第" + strconv.Itoa(i) + "条"})
	}
	save(t, in.Adjust, table(rows))
	if d.entries != nil {
		in.Entries = path("entries.csv")
		rows := [][]string{{"entry", "name", "batch", "class", "founded", "exempt"}}
		for _, e := range d.entries {
			rows = append(rows, []string{e.id, e.id + "村", e.batch, e.class, e.founded, e.exempt})
		}
		save(t, in.Entries, table(rows))
	}
	input, _, err := intake.Contest(in)
	if err != nil {
		t.Fatalf("the contest is not read: %v", err)
	}
	result, err := standing.Rank(input)
	if err != nil {
		return outcome{err: err, json: err.Error()}
	}
	wire := report.RankJSON(lang.Chinese, result)
	text, err = json.Marshal(wire)
	if err != nil {
		t.Fatalf("%v", err)
	}
	return outcome{result: result, wire: wire, json: string(text)}
}

// fatal is what testing.T and rapid.T share.
type fatal interface {
	Helper()
	Fatalf(format string, args ...any)
}

func save(t fatal, path string, text []byte) {
	t.Helper()
	if err := os.WriteFile(path, text, 0o600); err != nil {
		t.Fatalf("%v", err)
	}
}

func table(rows [][]string) []byte {
	var b bytes.Buffer
	_ = csv.NewWriter(&b).WriteAll(rows) // into memory
	return b.Bytes()
}

func cut(marks []mark, files int) [][]mark {
	parts := make([][]mark, files)
	for i, m := range marks {
		parts[i*files/len(marks)] = append(parts[i*files/len(marks)], m)
	}
	return parts
}

// drawn calls check with random contests; without across totals of different
// batches are not corrected.
func drawn(t *testing.T, across bool, check func(*rapid.T, *draft, string)) {
	t.Helper()
	dir := t.TempDir()
	rapid.Check(t, func(t *rapid.T) { check(t, contest(t, across), dir) })
}

func chance(t *rapid.T, of int) bool { return rapid.IntRange(1, of).Draw(t, "chance") == 1 }

func pick[T any](t *rapid.T, from ...T) T { return rapid.SampledFrom(from).Draw(t, "pick") }

func rounding(t *rapid.T) object {
	if chance(t, 3) {
		return object{}
	}
	return object{"decimals": rapid.IntRange(0, 2).Draw(t, "decimals"), "rounding": pick(t, "half_up", "half_even", "truncate", "ceil")}
}

func trims(t *rapid.T, into object) object {
	high, low := rapid.IntRange(0, 2).Draw(t, "high"), rapid.IntRange(0, 2).Draw(t, "low")
	into["trim_high"], into["trim_low"] = high, low
	if chance(t, 2) {
		into["trim_min"] = high + low + 1 + rapid.IntRange(0, 2).Draw(t, "more")
	}
	return into
}

// contest draws a contest. Marks lie close together, so that there are ties.
func contest(t *rapid.T, across bool) *draft {
	keys := []string{"stage", "field", "daily"}[:rapid.IntRange(1, 3).Draw(t, "parts")]
	weights := [][]any{{1}, {0.6, 0.4}, {0.5, 0.3, 0.2}}[len(keys)-1]
	d := &draft{rules: object{"schema": "leitai.rules/1", "score": object{"min": 0, "max": 100, "step": 0.01}, "total": rounding(t)}}
	var parts []object
	groups := map[string][]string{}
	for i, key := range keys {
		p := object{"key": key, "weight": weights[i], "weighted": rounding(t)}
		a := rounding(t)
		a["mean"], a["empty_group"] = pick(t, "arithmetic", "median"), "renormalise"
		groups[key] = []string{""}
		if chance(t, 2) {
			a["groups"] = []object{trims(t, object{"key": "a", "weight": 0.4}), trims(t, object{"key": "b", "weight": 0.6})}
			groups[key] = []string{"a", "b"}
		} else {
			trims(t, a)
		}
		p["aggregate"] = a
		parts = append(parts, p)
	}
	d.rules["parts"] = parts
	d.roll(t)
	d.vote(t, keys, groups)
	d.rules["rank"] = d.ranking(t, keys, across)
	d.rules["adjust"] = pick(t, object{}, object{"bonus_cap": 1}, object{"deduct_cap": 0.5, "bonus_cap": 2})
	if shape := pick(t, shapes...); shape != nil {
		d.rules["tiers"] = shape
	}
	d.rules["awards"] = []object{{"name": "一等奖", "places": 1}, {"name": "二等奖", "places": 2}}
	return d
}

// shapes are tiers with and without one that takes the rest.
var shapes = [][]object{
	nil,
	{{"key": "top", "share": 0.2}, {"key": "rest"}, {"key": "bottom", "share": 0.1, "boundary": "exclude"}},
	{{"key": "top", "count": 2, "boundary": "exclude"}, {"key": "bottom", "count": 1}},
	{{"key": "top", "share": 0.3, "count_rounding": "ceil"}, {"key": "good", "min": 50}, {"key": "rest"}},
}

// roll draws the entries.
func (d *draft) roll(t *rapid.T) {
	n, batches := rapid.IntRange(1, 9).Draw(t, "entries"), rapid.IntRange(1, 3).Draw(t, "batches")
	for i := range n {
		e := entry{id: "e" + strconv.Itoa(i), batch: "b" + strconv.Itoa(i%batches), class: pick(t, "川", "山"), founded: pick(t, "", "1958-07-01", "2001-01-31")}
		if chance(t, 10) {
			e.exempt = "是"
		}
		d.entries = append(d.entries, e)
	}
}

// vote draws the marks: most of them valid, some judges away, some not there.
func (d *draft) vote(t *rapid.T, parts []string, groups map[string][]string) {
	low := rapid.IntRange(0, 90).Draw(t, "lowest")
	for _, p := range parts {
		for _, g := range groups[p] {
			for j := range rapid.IntRange(1, 6).Draw(t, "judges") {
				for _, e := range d.entries {
					m := mark{entry: e.id, judge: p + g + strconv.Itoa(j), group: g, part: p, batch: e.batch}
					switch rapid.IntRange(0, 19).Draw(t, "state") {
					case 0:
						m.state = pick(t, "回避", "absent", "void")
					case 1:
						if j > 0 {
							continue
						}
					}
					m.score = 100*low + pick(t, 0, 5, 25, 50, 50, 75, 100, 333)
					d.marks = append(d.marks, m)
				}
			}
		}
	}
	for _, e := range d.entries {
		if chance(t, 4) {
			d.adjust = append(d.adjust, adjustment{e.id, pick(t, "bonus", "deduct"), pick(t, "0.5", "1", "0.125"), pick(t, "", "", parts[0])})
		}
		if chance(t, 15) {
			d.adjust = append(d.adjust, adjustment{entry: e.id, kind: "veto"})
		}
	}
}

func (d *draft) ranking(t *rapid.T, parts []string, across bool) object {
	method := "none"
	if across {
		method = pick(t, "none", "factor_of_means", "two_step_mean")
	}
	keys := []string{"exact", "field.founded_asc"}
	for _, p := range parts {
		keys = append(keys, "part."+p)
	}
	ties := rapid.Permutation(keys).Draw(t, "ties")[:rapid.IntRange(0, len(keys)).Draw(t, "keys")]
	return object{"by": pick(t, "all", "batch", "class"), "across": object{"method": method}, "ties": ties, "left_over": pick(t, "share", "dense")}
}
