package contest

import (
	"slices"
	"strconv"
	"strings"
	"unicode"

	"leitai/internal/fault"
	"leitai/internal/rules"
	"leitai/internal/score"
	"leitai/internal/standing"
)

// decidePart takes the marks of a part that this round does not judge, as the
// rows of scores.csv that they would be: whatever is accepted here, the ranking of
// the exported files accepts too.
func (r *Round) decidePart(d *Deed, p object) error {
	at := r.def.Rules.PartIndex(d.Part)
	switch {
	case at < 0 || d.Part == r.def.Part:
		return invalid(FieldWrong, "part")
	case len(r.parts[d.Part]) > 0 && !d.has("reason"):
		return invalid(FieldMissing, "reason")
	}
	if err := r.checkRows(&r.def.Rules.Parts[at], d.Rows); err != nil {
		return err
	}
	if faults := r.refusedWith(d.Part, d.Rows); len(faults) > 0 {
		return &Refusal{Class: Invalid, Code: RulesRefuse, Field: "rows", Faults: faults}
	}
	rows := make([]object, 0, len(d.Rows))
	for i := range d.Rows {
		rows = append(rows, d.Rows[i].object())
	}
	p["part"], p["rows"] = d.Part, rows
	return nil
}

var rowStates = map[string]score.Reason{"": score.Counted, "valid": score.Counted, "recused": score.Recused, "absent": score.Absent, "void": score.Void}

// rowFault is what is wrong with a row, by its place in the request.
func rowFault(code fault.Code, row int, column string) *Refusal {
	return invalid(code, "rows["+strconv.Itoa(row)+"]."+column)
}

// checkRows checks every row for itself, and then the sheets that they make.
func (r *Round) checkRows(part *rules.Part, rows []PartRow) error {
	type place struct{ entry, judge, point string }
	first, group := map[place]bool{}, map[string]int{}
	for i := range rows {
		row := &rows[i]
		if err := r.checkRow(part, row, i); err != nil {
			return err
		}
		if g, known := group[row.Judge]; known && g != groupOf(part, row.Group) {
			return rowFault(FieldWrong, i, "group") // a judge sits in one group of a part
		}
		group[row.Judge] = groupOf(part, row.Group)
		at := place{string(row.Entry), row.Judge, row.Point}
		if first[at] {
			return rowFault(FieldWrong, i, "judge")
		}
		first[at] = true
	}
	return checkSheets(part, rows)
}

// checkRow checks one row as far as it can be checked alone.
func (r *Round) checkRow(part *rules.Part, row *PartRow, i int) error {
	state, known := rowStates[row.State]
	_, number := parseMark(row.Score)
	if _, there := r.index[row.Entry]; !there {
		return &Refusal{Class: Unknown, Code: NoSuchEntry, Field: rowFault("", i, "entry").Field}
	}
	switch {
	case !known:
		return rowFault(FieldWrong, i, "state")
	case row.Judge == "":
		return rowFault(FieldMissing, i, "judge")
	case !isName(row.Judge):
		return rowFault(FieldWrong, i, "judge")
	case groupOf(part, row.Group) < 0:
		return rowFault(FieldWrong, i, "group")
	case row.Point != "" && !isName(row.Point):
		return rowFault(UnknownPoint, i, "point")
	case len(row.Score) > maxText, state == score.Counted && !number:
		return rowFault(BadMark, i, "score")
	}
	return nil
}

// isName tells whether a text is a name that a file gives back as it was: nothing
// invisible in it, and no white space around it.
func isName(s string) bool {
	hidden := func(c rune) bool {
		return c == unicode.ReplacementChar || unicode.Is(unicode.Cf, c) || unicode.IsControl(c) || c == '\u2028' || c == '\u2029'
	}
	return s != "" && len(s) <= maxText && strings.TrimSpace(s) == s && !strings.ContainsFunc(s, hidden)
}

// sheetRows are the rows of one judge for one entry, by their place in the request.
type sheetRows struct {
	entry EntryID
	judge string
	at    []int
}

// sheetsOf gathers rows by entry and judge, in the order in which they come first.
func sheetsOf(rows []PartRow) (out []sheetRows) {
	index := map[[2]string]int{}
	for i := range rows {
		key := [2]string{string(rows[i].Entry), rows[i].Judge}
		s, known := index[key]
		if !known {
			s = len(out)
			index[key] = s
			out = append(out, sheetRows{entry: rows[i].Entry, judge: rows[i].Judge})
		}
		out[s].at = append(out[s].at, i)
	}
	return out
}

// checkSheets checks what a judge gave as a whole: one number, or every point of
// the sheet; where the rules have no sheet, the points that any judge of the entry
// gave (interfaces, Sheet).
func checkSheets(part *rules.Part, rows []PartRow) error {
	want := map[EntryID]map[string]*rules.Scale{}
	for i := range rows {
		row := &rows[i]
		if want[row.Entry] == nil {
			want[row.Entry] = sheetScales(part)
		}
		if len(part.Sheet) == 0 && row.Point != "" && row.counts() && !givesTotal(part, row) {
			want[row.Entry][row.Point] = nil
		}
	}
	for _, s := range sheetsOf(rows) {
		if err := checkSheet(part, rows, s.at, want[s.entry]); err != nil {
			return err
		}
	}
	return nil
}

// sheetScales are the points of the sheet of the rules.
func sheetScales(part *rules.Part) map[string]*rules.Scale {
	out := map[string]*rules.Scale{}
	for i := range part.Sheet {
		out[part.Sheet[i].Point] = part.Sheet[i].Scale()
	}
	return out
}

func (row *PartRow) counts() bool { return rowStates[row.State] == score.Counted }

// points is the mark of a row, 0 where it does not count.
func (row *PartRow) points() (mark score.Points) {
	if row.counts() {
		mark, _ = score.ParsePoints(row.Score)
	}
	return mark
}

func givesTotal(part *rules.Part, row *PartRow) bool {
	return part.Aggregate.Groups[groupOf(part, row.Group)].Total
}

// checkSheet checks the rows of one judge for one entry; want are the points that
// every judge of it gives, none where marks are single numbers.
func checkSheet(part *rules.Part, rows []PartRow, at []int, want map[string]*rules.Scale) error {
	if givesTotal(part, &rows[at[0]]) {
		want = nil
	}
	left, sum := 0, score.Points(0)
	given := map[string]bool{}
	for _, i := range at {
		row := &rows[i]
		scale, known := want[row.Point]
		switch {
		case !row.counts():
			left++
			continue
		case known != (len(want) > 0) || !known && row.Point != "":
			return rowFault(UnknownPoint, i, "point")
		case len(part.Sheet) > 0 && known && !scale.Fits(row.points()):
			return rowFault(BadMark, i, "score")
		}
		given[row.Point] = true
		sum += row.points()
	}
	switch {
	case left == len(at):
		return nil
	case left > 0: // a sheet counts whole or not at all
		return rowFault(FieldWrong, at[0], "state")
	case len(given) < len(want):
		return rowFault(MissingPoint, at[0], "point")
	case !part.Whole().Fits(sum):
		return rowFault(BadMark, at[0], "score")
	}
	return nil
}

// refusedWith is what the rules find wrong with the marks of another part.
func (r *Round) refusedWith(part string, rows []PartRow) fault.List {
	with := map[string][]PartRow{part: rows}
	in := r.input(func(e *entry) bool { return !e.state.Aside() }, with)
	in.Panels[r.def.Rules.PartIndex(r.def.Part)] = standing.Panel{Marks: make([][]score.Mark, len(in.Entries))}
	in.Rules = sharing(in.Rules)
	return ownFaults(in)
}

// groupOf is the index of a judge group in a part by its key or its name, −1 for
// an unknown one.
func groupOf(part *rules.Part, said string) int {
	groups := part.Aggregate.Groups
	if len(groups) == 1 {
		return 0 // whatever the column says, as in files
	}
	if i := slices.IndexFunc(groups, func(g rules.Group) bool { return g.Key == said }); i >= 0 {
		return i
	}
	return slices.IndexFunc(groups, func(g rules.Group) bool { return g.Name == said && said != "" })
}
