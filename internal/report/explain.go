package report

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"leitai/internal/lang"
	"leitai/internal/rules"
	"leitai/internal/score"
	"leitai/internal/standing"
)

// Step is one line of a derivation; Depth says how far it is set in.
type Step struct {
	Depth int
	Text  string
}

// Explain says how the result of one row came about, to the last digit, from
// the figure's own tree: whoever follows it with a pocket calculator arrives at
// the published figure.
func Explain(l lang.Lang, result *standing.Result, list *standing.List, row *standing.Row) []Step {
	x := &explainer{l: l, in: result.Input, list: list, row: row}
	raw := row.Raw()
	for i := range raw.From {
		if raw.From[i].Kind == score.KindWeighted {
			x.part(&raw.From[i])
		}
	}
	if !row.HasTotal() {
		x.add(0, "explain.no_total", "parts", strings.Join(x.lacking(), l.T("list.and")))
		return x.steps
	}
	x.total(raw)
	if row.Figure.Kind == score.KindCorrected {
		x.corrected(&row.Figure)
	}
	x.placeSteps()
	return x.steps
}

// lacking are the names of the parts in which the entry has no valid mark.
func (x *explainer) lacking() (names []string) {
	for i := range x.in.Rules.Parts {
		if part := &x.in.Rules.Parts[i]; x.row.Weighted(part.Key) == nil {
			names = append(names, part.Name)
		}
	}
	return names
}

type explainer struct {
	l     lang.Lang
	in    *standing.Input
	list  *standing.List
	row   *standing.Row
	steps []Step
}

func (x *explainer) add(depth int, key string, args ...string) {
	x.steps = append(x.steps, Step{depth, x.l.T(key, args...)})
}

// shown is how many decimals of an unrounded value a sentence shows.
const shown = 6

// outcome says an exact value and what a rule made of it: "90.2571… ，四舍五入到
// 2 位小数为 90.26".
func (x *explainer) outcome(f *score.Figure) string {
	if f.Round == nil {
		if s := f.Exact.String(); strings.Contains(s, "/") {
			return x.l.T("explain.kept_fraction", "value", f.Exact.Short(shown), "fraction", s)
		}
		return f.Exact.String()
	}
	return x.l.T("explain.rounded", "exact", f.Exact.Short(shown), "rounding", Rounding(x.l, f.Round), "value", f.Text())
}

// part explains weight × part, from the marks up.
func (x *explainer) part(w *score.Figure) {
	p := x.in.Rules.PartIndex(w.Key)
	part := &x.in.Rules.Parts[p]
	value := &w.From[0]
	combined := value
	if value.Kind == score.KindAdjusted {
		combined = &value.From[0]
	}
	x.add(0, "explain.part", "part", part.Name)
	if part.Aggregate.Grouped() {
		x.groups(p, combined)
		x.blend(part, combined)
	} else {
		x.marks(p, combined, 1)
	}
	if value.Kind == score.KindAdjusted {
		x.adjusted(value)
	}
	if part.Weight.Cmp(score.Int(1)) != 0 || part.Weighted != nil {
		x.add(1, "explain.weighted", "weight", part.Weight.String(), "value", value.Text(), "outcome", x.outcome(w))
	}
}

// groups explains the groups of a part in the order of the rules; one without a
// valid ballot is not part of the figure, and is said to be empty.
func (x *explainer) groups(p int, combined *score.Figure) {
	at := 0
	for _, g := range x.in.Rules.Parts[p].Aggregate.Groups {
		if at < len(combined.From) && combined.From[at].Key == g.Key {
			x.group(p, &combined.From[at])
			at++
		} else {
			x.add(1, "explain.group_empty", "group", g.Name, "weight", g.Weight.String())
		}
	}
}

func (x *explainer) group(p int, f *score.Figure) {
	groups := x.in.Rules.Parts[p].Aggregate.Groups
	for i := range groups {
		if groups[i].Key == f.Key {
			x.add(1, "explain.group", "group", groups[i].Name, "weight", f.Weight.String())
		}
	}
	x.marks(p, f, 2)
}

// marks lists the ballots of a mean as people list the judges, says which do not
// count and why, and adds the rest up.
func (x *explainer) marks(p int, f *score.Figure, depth int) {
	panel := &x.in.Panels[p]
	var counted []string
	var sum score.Points
	listed := slices.SortedStableFunc(slices.Values(f.Marks), func(a, b score.Mark) int {
		return cmp.Compare(panel.Judges[a.Judge].Place, panel.Judges[b.Judge].Place)
	})
	for i := range listed {
		m := &listed[i]
		judge := JudgeName(x.l, panel.Judges[m.Judge].ID)
		if m.Left.Valid() {
			x.mark(panel, judge, m, depth)
		} else {
			x.add(depth, "explain.left", "judge", judge, "why", x.l.T("left."+reasonName[m.Left]))
		}
		if m.Left == score.Counted {
			counted = append(counted, m.Points.String())
			sum += m.Points
		}
	}
	n := strconv.Itoa(len(counted))
	x.untrimmed(p, f, depth)
	if f.Op == score.Median {
		x.add(depth, "explain.median", "n", n, "outcome", x.outcome(f))
		return
	}
	if len(counted) == 1 {
		x.add(depth, "explain.single", "outcome", x.outcome(f))
		return
	}
	x.add(depth, "explain.mean", "terms", strings.Join(counted, " + "), "sum", sum.String(), "n", n, "outcome", x.outcome(f))
}

// JudgeName is what people call a judge: his id, or the words for the one that
// is no person, a standard.
func JudgeName(l lang.Lang, id string) string {
	if key := "judge." + id; l.Has(key) {
		return l.T(key)
	}
	return id
}

var reasonName = map[score.Reason]string{
	score.High: "high", score.Low: "low", score.Recused: "recused", score.Absent: "absent", score.Void: "void", score.Missing: "missing",
}

// mark says what one judge gave, point by point where he gave points.
func (x *explainer) mark(panel *standing.Panel, judge string, m *score.Mark, depth int) {
	given := m.Points.String()
	if m.Sheet > 0 {
		var terms []string
		for _, point := range panel.Sheets[m.Sheet-1] {
			terms = append(terms, point.Mark.String())
		}
		if len(terms) > 1 {
			given = strings.Join(terms, " + ") + " = " + given
		}
	}
	if m.Left == score.Counted {
		x.add(depth, "explain.mark", "judge", judge, "given", given)
		return
	}
	x.add(depth, "explain.dropped", "judge", judge, "given", given, "why", x.l.T("left."+reasonName[m.Left]))
}

// untrimmed says why a rule of trimming dropped nothing.
func (x *explainer) untrimmed(p int, f *score.Figure, depth int) {
	groups := x.in.Rules.Parts[p].Aggregate.Groups
	for i := range groups {
		t := groups[i].Trim
		if x.in.Rules.Parts[p].Aggregate.Grouped() && groups[i].Key != f.Key || t.High+t.Low == 0 {
			continue
		}
		if valid := score.Valid(f.Marks); !t.Drops(valid) {
			x.add(depth, "explain.untrimmed", "n", strconv.Itoa(valid), "least", strconv.Itoa(t.Min))
		}
	}
}

func (x *explainer) blend(part *rules.Part, f *score.Figure) {
	var terms []string
	weights := score.Exact{}
	for i := range f.From {
		terms = append(terms, f.From[i].Weight.String()+" × "+number(&f.From[i]))
		weights = weights.Add(f.From[i].Weight)
	}
	sum := strings.Join(terms, " + ")
	if weights.Cmp(score.Int(1)) != 0 {
		x.add(1, "explain.renormalised", "terms", sum, "weights", weights.String(), "outcome", x.outcome(f))
		return
	}
	x.add(1, "explain.blend", "terms", sum, "outcome", x.outcome(f))
}

// number is a figure as a term of a sum: as printed, or, where no rule rounds
// it, as a fraction in brackets if its decimals do not end.
func number(f *score.Figure) string {
	s := f.Text()
	if strings.Contains(s, "/") {
		return "(" + s + ")"
	}
	return s
}

func (x *explainer) adjusted(f *score.Figure) {
	text := number(&f.From[0])
	for i := range f.From[1:] {
		a := &f.From[i+1]
		key := "explain.plus"
		if a.Weight.Sign() < 0 {
			key = "explain.minus"
		}
		text += x.l.T(key, "points", a.Text(), "reason", x.reason(a))
	}
	x.add(1, "explain.adjusted", "terms", text, "value", f.Text())
}

func (x *explainer) reason(f *score.Figure) string {
	if f.Key == "" {
		return x.l.Name("adjust", string(f.Kind))
	}
	return f.Key
}

// total explains how the parts and the adjustments make the total.
func (x *explainer) total(f *score.Figure) {
	x.add(0, "explain.total")
	var text string
	for i := range f.From {
		from := &f.From[i]
		switch {
		case from.Kind != score.KindWeighted:
			x.capped(from)
			key := "explain.plus"
			if from.Weight.Sign() < 0 {
				key = "explain.minus"
			}
			text += x.l.T(key, "points", from.Text(), "reason", x.l.Name("adjust", string(from.Kind)))
		case text != "":
			text += " + " + number(from)
		default:
			text = number(from)
		}
	}
	x.add(1, "explain.sum", "terms", text, "outcome", x.outcome(f))
}

// capped says the lines of the bonus or of the deductions, and the cap.
func (x *explainer) capped(f *score.Figure) {
	var lines []string
	sum := score.Exact{}
	for i := range f.From {
		lines = append(lines, x.l.T("explain.line", "points", f.From[i].Text(), "reason", x.reason(&f.From[i])))
		sum = sum.Add(f.From[i].Value)
	}
	key := "explain.lines"
	if f.Op == score.Capped && sum.Cmp(f.Limit) > 0 {
		key = "explain.lines_capped"
	}
	x.add(1, key, "kind", x.l.Name("adjust", string(f.Kind)), "lines", strings.Join(lines, x.l.T("list.comma")), "sum", sum.String(), "cap", f.Limit.String())
}

// corrected explains the correction between batches.
func (x *explainer) corrected(f *score.Figure) {
	factor := &f.From[0]
	common, batch := &factor.From[0], &factor.From[1]
	x.add(0, "explain.across")
	for _, mean := range []*score.Figure{common, batch} {
		n, sum := 0, score.Exact{}
		for i := range mean.From {
			if mean.From[i].Weight.Sign() > 0 {
				n++
				sum = sum.Add(mean.From[i].Value)
			}
		}
		key := "explain." + string(mean.Kind)
		if n < len(mean.From) {
			key += "_trimmed"
		}
		x.add(1, key, "batch", mean.Key, "sum", sum.String(), "n", strconv.Itoa(n), "left", strconv.Itoa(len(mean.From)-n), "outcome", x.outcome(mean))
	}
	x.add(1, "explain.factor", "common", number(common), "batch", number(batch), "outcome", x.outcome(factor))
	x.add(1, "explain.product", "factor", number(factor), "raw", number(&f.From[1]), "outcome", x.outcome(f))
}

// placeSteps says the place, what decided it, the tier and the award.
func (x *explainer) placeSteps() {
	r := x.row
	x.add(0, "explain.place")
	if r.Unranked != "" {
		x.add(1, "explain.unranked", "why", strings.TrimSpace(x.l.Name("unranked", string(r.Unranked))+" "+x.vetoReason()))
		return
	}
	n, same := 0, 0
	for _, other := range x.list.Rows {
		if other.Unranked == "" {
			n++
			if other.Figure.Value.Cmp(r.Figure.Value) == 0 {
				same++
			}
		}
	}
	x.add(1, "explain.rank", "list", listTitle(x.l, x.in.Rules.Rank.By, x.list.Key), "n", strconv.Itoa(n), "place", strconv.Itoa(r.Place))
	if r.TieBrokenBy != "" {
		x.add(1, "explain.tie_broken", "n", strconv.Itoa(same), "total", r.Figure.Text(), "key", TieName(x.l, x.in.Rules, r.TieBrokenBy))
	}
	if r.Shared {
		x.add(1, "explain.shared", "place", strconv.Itoa(r.Place), "others", strings.Join(x.sharers(), x.l.T("list.and")))
	}
	if r.Tier != "" {
		p := &prose{l: x.l, r: x.in.Rules}
		for i := range x.in.Rules.Tiers {
			if t := &x.in.Rules.Tiers[i]; t.Key == r.Tier {
				x.add(1, "explain.tier", "tier", t.Name, "rule", p.tier(t))
			}
		}
	}
	if r.Award != "" {
		x.add(1, "explain.award", "award", r.Award)
	}
}

// sharers are the names of those who share the place of the row.
func (x *explainer) sharers() (names []string) {
	for _, other := range x.list.Rows {
		if other != x.row && other.Place == x.row.Place {
			names = append(names, x.in.Entries[other.Entry].Name)
		}
	}
	return names
}

func (x *explainer) vetoReason() string {
	for i := range x.in.Adjust {
		if a := &x.in.Adjust[i]; a.Kind == standing.Veto && a.Entry == x.row.Entry {
			return a.Reason
		}
	}
	return ""
}
