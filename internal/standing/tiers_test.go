package standing_test

import (
	"strconv"
	"testing"

	"pgregory.net/rapid"

	"leitai/internal/standing"
)

func TestTiers(t *testing.T) {
	ten := []any{100, 90, 90, 80, 70, 70, 70, 60, 50, 50}
	tests := []struct {
		name, tiers string
		scores      []any
		want        string // a letter an entry, - for none
	}{
		{"a share is rounded half up: 0.25 × 10 is 3", "{key: t, share: 0.25}, {key: r}", ten, "tttrrrrrrr"},
		{"or down, and the boundary that is shared comes in", "{key: t, share: 0.25, count_rounding: floor}, {key: r}", ten, "tttrrrrrrr"},
		{"or up", "{key: t, share: 0.31, count_rounding: ceil}, {key: r}", ten, "ttttrrrrrr"},
		{"a share is at least one", "{key: t, share: 0.01, count_rounding: floor}, {key: r}", ten, "trrrrrrrrr"},
		{"of who share the last place wanted all are taken", "{key: t, count: 2}, {key: r}", ten, "tttrrrrrrr"},
		{"or none", "{key: t, count: 2, boundary: exclude}, {key: r}", ten, "trrrrrrrrr"},
		{"at the bottom all", "{key: r}, {key: b, count: 1}", ten, "rrrrrrrrbb"},
		{"or none at the bottom", "{key: r}, {key: b, count: 1, boundary: exclude}", ten, "rrrrrrrrrr"},
		{"a count that meets the boundary needs no rule", "{key: t, count: 3, boundary: exclude}, {key: r}", ten, "tttrrrrrrr"},
		{"upper tiers are filled in turn", "{key: t, count: 1}, {key: g, count: 2}, {key: r}", ten, "tggrrrrrrr"},
		{"each from what the one before left", "{key: t, count: 2}, {key: g, count: 2}, {key: r}", ten, "tttgggg" + "rrr"},
		{"what exclude leaves the next may have", "{key: t, count: 2, boundary: exclude}, {key: g, count: 2}, {key: r}", ten, "tggrrrrrrr"},
		{"lower tiers are filled in turn from the bottom", "{key: r}, {key: w, count: 1}, {key: b, count: 2}", ten, "rrrrrrrwbb"},
		{"min takes all who reach it", "{key: t, min: 80}, {key: r}", ten, "ttttrrrrrr"},
		{"min after min", "{key: t, min: 90}, {key: g, min: 60}, {key: r}", ten, "tttgggggrr"},
		{"a min that nobody reaches", "{key: t, min: 100.01}, {key: r}", ten, "rrrrrrrrrr"},
		{"without a tier for the rest the last is filled from the bottom", "{key: t, count: 3}, {key: b, count: 2}", ten, "ttt-----bb"},
		{"unless it has a min", "{key: t, count: 3}, {key: b, min: 70}", ten, "tttbbbb---"},
		{"a single tier is filled from the top", "{key: t, count: 3}", ten, "ttt-------"},
		{"where both sides meet the upper has the entry", "{key: t, count: 2}, {key: r}, {key: b, count: 2}", []any{90, 80, 80}, "ttt"},
		{"more wanted than there are", "{key: t, count: 9}, {key: r}, {key: b, count: 9}", []any{90, 80}, "tt"},
		{"all share the first place and are excluded", "{key: t, count: 1, boundary: exclude}, {key: r}", []any{90, 90}, "rr"},
		{"all share the first place and are included", "{key: t, count: 1}, {key: r}", []any{90, 90}, "tt"},
		{"a single entry is the top", "{key: t, share: 0.2}, {key: r}, {key: b, share: 0.1}", []any{90}, "t"},
		{"share × n at exactly a half", "{key: t, share: 0.5}, {key: r}", []any{90, 80, 70}, "ttr"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			in := read(t, "parts: [{key: stage}]\ntiers: ["+tt.tiers+"]\n", one(tt.scores...), "", "")
			got := map[string]string{}
			_ = told(t, in, func(r *standing.Row) string { got[in.Entries[r.Entry].ID] = r.Tier; return "" })
			said := ""
			for i := range tt.scores {
				if k := got["e"+strconv.Itoa(i+1)]; k != "" {
					said += k
				} else {
					said += "-"
				}
			}
			if said != tt.want {
				t.Errorf("tiers %s; want %s", said, tt.want)
			}
		})
	}
}

func TestAwardsFollowPlaces(t *testing.T) {
	const awards = "parts: [{key: stage}]\nawards: [{name: 一, places: 2}, {name: 二, places: 2}]\n"
	tests := []struct {
		name, rules string
		scores      []any
		want        string
	}{
		{"two, then two", awards, []any{9, 8, 7, 6, 5}, lines("e1 一", "e2 一", "e3 二", "e4 二", "e5")},
		{"who shares the last place of an award has it, and the next loses a place", awards, []any{9, 8, 8, 6, 5}, lines("e1 一", "e2 一", "e3 一", "e4 二", "e5")},
		{"all of the second award may be gone", awards, []any{9, 8, 8, 8, 5}, lines("e1 一", "e2 一", "e3 一", "e4 一", "e5")},
		{"dense places are places too", awards + "rank: {left_over: dense}\n", []any{9, 8, 8, 8, 5}, lines("e1 一", "e2 一", "e3 一", "e4 一", "e5 二")},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := told(t, read(t, tt.rules, one(tt.scores...), "", ""), award); got != tt.want {
				t.Errorf("got\n%s\nwant\n%s", got, tt.want)
			}
		})
	}
}

// TestTiersKeepTheOrderOfPlaces: nobody stands in a lower tier than one below
// him, sharers of a place share the tier, and a tier without a number leaves
// nobody out.
func TestTiersKeepTheOrderOfPlaces(t *testing.T) {
	drawn(t, false, func(t *rapid.T, d *draft, dir string) {
		tiers, _ := d.rules["tiers"].([]object)
		o := d.rank(t, dir, 1)
		at := map[string]int{"": len(tiers)}
		open := false
		for i, tier := range tiers {
			at[tier["key"].(string)] = i
			open = open || tier["share"] == nil && tier["count"] == nil && tier["min"] == nil
		}
		for _, list := range o.result.Lists {
			in := ranked(list.Rows)
			for i, row := range in {
				if open && row.Tier == "" {
					t.Fatalf("%s has no tier", d.entries[row.Entry].id)
				}
				if i == 0 {
					continue
				}
				above := in[i-1]
				if open && at[above.Tier] > at[row.Tier] {
					t.Fatalf("place %d is %q, place %d %q", above.Place, above.Tier, row.Place, row.Tier)
				}
				if above.Place == row.Place && above.Tier != row.Tier {
					t.Fatalf("place %d is both %q and %q", row.Place, above.Tier, row.Tier)
				}
			}
			for _, row := range list.Rows {
				if row.Unranked != "" && row.Tier+row.Award != "" {
					t.Fatalf("one without a place has tier %q, award %q", row.Tier, row.Award)
				}
			}
		}
	})
}
