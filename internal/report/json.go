package report

import (
	"leitai/internal/lang"
	"leitai/internal/rules"
	"leitai/internal/score"
	"leitai/internal/standing"
)

// RankWire is what leitai rank --json prints; its shape is a contract.
// Decimals are strings.
type RankWire struct {
	RulesHash string     `json:"rules_hash"`
	Schema    string     `json:"schema"`
	Groups    []ListWire `json:"groups"`
	Warnings  []WarnWire `json:"warnings"`
}

// ListWire is one list of places.
type ListWire struct {
	Key  string    `json:"key"`
	Rows []RowWire `json:"rows"`
}

// RowWire is the result of one entry.
type RowWire struct {
	Entry       string              `json:"entry"`
	Name        string              `json:"name"`
	Rank        *int                `json:"rank"`
	Shared      bool                `json:"shared"`
	Unranked    *string             `json:"unranked"`
	Total       *string             `json:"total"`
	TotalExact  *string             `json:"total_exact"`
	TotalRaw    *string             `json:"total_raw"`
	Parts       map[string]PartWire `json:"parts"`
	Adjustments []AdjustWire        `json:"adjustments"`
	ScreenRank  *int                `json:"screen_rank"`
	Tier        *string             `json:"tier"`
	Award       *string             `json:"award"`
	Ballots     BallotsWire         `json:"ballots"`
	TieBrokenBy *string             `json:"tie_broken_by"`
	Movement    *MovementWire       `json:"movement"`
}

// PartWire is a part: after rounding and adjustment, before both, and what goes
// into the total.
type PartWire struct {
	Value    string `json:"value"`
	Exact    string `json:"exact"`
	Weighted string `json:"weighted"`
}

// AdjustWire is one line of adjust.csv.
type AdjustWire struct {
	Kind   string  `json:"kind"`
	Points *string `json:"points"`
	Part   *string `json:"part"`
	Reason string  `json:"reason"`
}

// BallotsWire counts ballots over all parts.
type BallotsWire struct {
	Valid    int `json:"valid"`
	Dropped  int `json:"dropped"`
	Missing  int `json:"missing"`
	NotValid int `json:"not_valid"`
}

// WarnWire is one warning.
type WarnWire struct {
	Code    string  `json:"code"`
	Entry   *string `json:"entry"`
	Message string  `json:"message"`
}

// RankJSON returns the wire form of a result; the language is that of the
// messages of its warnings, nothing else depends on it.
func RankJSON(l lang.Lang, result *standing.Result) *RankWire {
	out := &RankWire{RulesHash: result.Input.Rules.Hash, Schema: rules.Schema, Groups: []ListWire{}, Warnings: []WarnWire{}}
	adjust := map[int][]AdjustWire{}
	for i := range result.Input.Adjust {
		a := &result.Input.Adjust[i]
		adjust[a.Entry] = append(adjust[a.Entry], adjustWire(result.Input.Rules, a))
	}
	for i := range result.Lists {
		list := ListWire{Key: result.Lists[i].Key, Rows: []RowWire{}}
		for _, r := range result.Lists[i].Rows {
			w := rowWire(result.Input, r)
			if lines := adjust[r.Entry]; lines != nil {
				w.Adjustments = lines
			}
			list.Rows = append(list.Rows, w)
		}
		out.Groups = append(out.Groups, list)
	}
	for _, f := range result.Warnings {
		out.Warnings = append(out.Warnings, WarnWire{Code: string(f.Code), Entry: text(f.Entry()), Message: l.Fault(f)})
	}
	return out
}

func rowWire(in *standing.Input, r *standing.Row) RowWire {
	e := &in.Entries[r.Entry]
	w := RowWire{
		Entry: e.ID, Name: e.Name, Rank: place(r.Place), Shared: r.Shared, Unranked: text(string(r.Unranked)),
		Parts: map[string]PartWire{}, Adjustments: []AdjustWire{}, ScreenRank: place(r.ScreenPlace),
		Tier: text(r.Tier), Award: text(r.Award), TieBrokenBy: text(r.TieBrokenBy),
		Ballots: BallotsWire{r.Ballots.Valid, r.Ballots.Dropped, r.Ballots.Missing, r.Ballots.NotValid},
	}
	if r.HasTotal() {
		w.Total, w.TotalExact, w.TotalRaw = text(r.Figure.Text()), text(r.Figure.Exact.String()), text(r.Raw().Text())
	}
	for i := range in.Rules.Parts {
		key := in.Rules.Parts[i].Key
		if value, combined := r.PartValue(key); value != nil {
			w.Parts[key] = PartWire{Value: value.Text(), Exact: combined.Exact.String(), Weighted: r.Weighted(key).Text()}
		}
	}
	if r.Movement != nil {
		w.Movement = movementWire(r.Movement)
	}
	return w
}

func adjustWire(r *rules.Rules, a *standing.Adjustment) AdjustWire {
	w := AdjustWire{Kind: string(a.Kind), Reason: a.Reason}
	if a.Part >= 0 {
		w.Part = text(r.Parts[a.Part].Key)
	}
	if a.Kind != standing.Veto {
		w.Points = text(a.Points.String())
	}
	return w
}

// MovementWire compares a row with the earlier result; figures are null for an
// entry that is new.
type MovementWire struct {
	State       string  `json:"state"`  // same, renamed, new
	From        *string `json:"from"`   // the entry's id in the earlier result
	RankBefore  *int    `json:"rank"`   // its place there
	RankChange  *int    `json:"places"` // places gained (+) or lost (−)
	TotalBefore *string `json:"total"`
	TotalChange *string `json:"points"`
	TierBefore  *string `json:"tier"`
}

func movementWire(m *standing.Movement) *MovementWire {
	w := &MovementWire{State: string(m.State), From: text(m.From), RankBefore: place(m.PlaceBefore), TierBefore: text(m.TierBefore)}
	if m.PlaceBefore > 0 && m.PlaceNow > 0 {
		gained := m.PlaceBefore - m.PlaceNow
		w.RankChange = &gained
	}
	w.TotalBefore, w.TotalChange = exactText(m.TotalBefore), exactText(m.TotalChange)
	return w
}

func exactText(x *score.Exact) *string {
	if x == nil {
		return nil
	}
	return text(x.String())
}

func text(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

func place(n int) *int {
	if n == 0 {
		return nil
	}
	return &n
}
