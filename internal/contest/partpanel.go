package contest

import (
	"cmp"
	"slices"

	"leitai/internal/rules"
	"leitai/internal/score"
	"leitai/internal/standing"
)

// otherPanel is the panel of a part whose marks were brought in.
func (r *Round) otherPanel(index int, listed []*entry, show func(*entry) bool, rows []PartRow) standing.Panel {
	part := &r.def.Rules.Parts[index]
	at := map[EntryID]int{}
	for i, e := range listed {
		if show(e) {
			at[e.row.ID] = i
		}
	}
	var shown []PartRow
	for _, row := range rows {
		if _, there := at[row.Entry]; there {
			shown = append(shown, row)
		}
	}
	judges, judge := judgesOf(part, shown)
	points, point := pointsOf(part, shown)
	panel := standing.Panel{Judges: judges, Marks: make([][]score.Mark, len(listed)), Points: points}
	for _, s := range sheetsOf(shown) {
		slices.SortFunc(s.at, func(a, b int) int { return cmp.Compare(point[shown[a].Point], point[shown[b].Point]) })
		m := score.Mark{Judge: judge[s.judge], Left: rowStates[shown[s.at[0]].State]}
		var sheet []standing.PointMark
		for _, i := range s.at {
			m.Points += shown[i].points()
			if shown[i].counts() && shown[i].Point != "" {
				sheet = append(sheet, standing.PointMark{Point: point[shown[i].Point], Mark: shown[i].points()})
			}
		}
		if sheet != nil {
			panel.Sheets = append(panel.Sheets, sheet)
			m.Sheet = int32(len(panel.Sheets))
		}
		panel.Marks[at[s.entry]] = append(panel.Marks[at[s.entry]], m)
	}
	for _, marks := range panel.Marks {
		slices.SortFunc(marks, func(a, b score.Mark) int { return cmp.Compare(a.Judge, b.Judge) })
	}
	return panel
}

// judgesOf are the judges of rows by group and id, and where each stands.
func judgesOf(part *rules.Part, rows []PartRow) (judges []standing.Judge, index map[string]int32) {
	index = map[string]int32{}
	for i := range rows {
		if _, known := index[rows[i].Judge]; !known {
			index[rows[i].Judge] = 0
			judges = append(judges, standing.Judge{ID: rows[i].Judge, Group: groupOf(part, rows[i].Group), Place: len(judges)})
		}
	}
	slices.SortFunc(judges, func(a, b standing.Judge) int {
		return cmp.Or(cmp.Compare(a.Group, b.Group), standing.Natural(a.ID, b.ID), cmp.Compare(a.ID, b.ID))
	})
	for i := range judges {
		index[judges[i].ID] = int32(i)
	}
	return judges, index
}

// pointsOf are the points of a part, those of the sheet first, "" for none before
// them, and where each stands.
func pointsOf(part *rules.Part, rows []PartRow) (points []string, index map[string]int32) {
	points = []string{""}
	for i := range part.Sheet {
		points = append(points, part.Sheet[i].Point)
	}
	known := len(points)
	index = map[string]int32{}
	for _, name := range points {
		index[name] = 0
	}
	for i := range rows {
		if _, there := index[rows[i].Point]; !there {
			index[rows[i].Point] = 0
			points = append(points, rows[i].Point)
		}
	}
	slices.SortFunc(points[known:], func(a, b string) int { return cmp.Or(standing.Natural(a, b), cmp.Compare(a, b)) })
	for i, name := range points {
		index[name] = int32(i)
	}
	return points, index
}
