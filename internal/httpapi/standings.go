package httpapi

import (
	"slices"

	"leitai/internal/contest"
	"leitai/internal/lang"
	"leitai/internal/report"
)

type ofRound struct {
	Round string `path:"round" maxLength:"400"`
}

type standingsOut struct {
	Body standingsBody
}

type standingsBody struct {
	Log     string `json:"log"`
	Version int64  `json:"version"`
	Final   bool   `json:"final"`
	*report.RankWire
}

// getStandings handles GET /rounds/{round}/standings. Who may not see reports
// sees neither tiers nor adjustments, unless the rules release them.
func (s *Server) getStandings(r *request, in *ofRound) (*standingsOut, error) {
	round := contest.RoundID(in.Round)
	k, err := s.maySee(r, round, contest.Hall)
	if err != nil {
		return nil, err
	}
	result, at, final, err := s.opt.Stage.Standings(r, round)
	if err != nil {
		return nil, err
	}
	wire := report.RankJSON(lang.Chinese, result)
	if !k.isUser() || !slices.Contains(reporters, k.user.Role) {
		all := result.Input.Rules
		cover(wire, all.Releases("tier"), all.Releases("adjustments"))
	}
	return &standingsOut{standingsBody{at.Log, at.Version, final, wire}}, nil
}

// cover takes out what is not for everybody.
func cover(w *report.RankWire, tier, adjustments bool) {
	for i := range w.Groups {
		for j := range w.Groups[i].Rows {
			row := &w.Groups[i].Rows[j]
			if !tier {
				row.Tier = nil
			}
			if !adjustments {
				row.Adjustments = []report.AdjustWire{}
			}
		}
	}
}
