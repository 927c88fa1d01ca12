package standing_test

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func TestTheOrderOfRowsAndFilesChangesNothing(t *testing.T) {
	drawn(t, true, func(t *rapid.T, d *draft, dir string) {
		if rapid.Bool().Draw(t, "without a list of entries") {
			d.entries = nil
			d.rules["rank"] = object{"by": "batch", "ties": []string{"exact"}}
		}
		want := d.rank(t, dir, 1)
		d.marks = rapid.Permutation(d.marks).Draw(t, "marks")
		d.adjust = slices.Clone(d.adjust)
		files := rapid.IntRange(1, 4).Draw(t, "files")
		if got := d.rank(t, dir, files); got.json != want.json {
			t.Fatalf("in another order, from %d files:\n%s\nwant\n%s", files, got.json, want.json)
		}
	})
}

func TestTheNamesOfJudgesChangeNothing(t *testing.T) {
	drawn(t, true, func(t *rapid.T, d *draft, dir string) {
		want := d.rank(t, dir, 1)
		var judges []string
		for _, m := range d.marks {
			if !slices.Contains(judges, m.judge) {
				judges = append(judges, m.judge)
			}
		}
		others := rapid.Permutation(judges).Draw(t, "others")
		for i := range d.marks {
			d.marks[i].judge = others[slices.Index(judges, d.marks[i].judge)]
		}
		if got := d.rank(t, dir, 1); got.json != want.json {
			t.Fatalf("with other judges:\n%s\nwant\n%s", got.json, want.json)
		}
	})
}

func TestTheOrderOfEntriesMovesNobody(t *testing.T) {
	drawn(t, true, func(t *rapid.T, d *draft, dir string) {
		want := rowsOf(d.rank(t, dir, 1))
		d.entries = rapid.Permutation(d.entries).Draw(t, "entries")
		got := rowsOf(d.rank(t, dir, 1))
		for id, row := range want {
			if got[id] != row {
				t.Fatalf("%s in another list:\n%s\nwant\n%s", id, got[id], row)
			}
		}
	})
}
