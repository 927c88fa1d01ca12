package report

import (
	"fmt"
	"io"
	"strconv"
	"strings"

	"leitai/internal/lang"
	"leitai/internal/rules"
	"leitai/internal/score"
)

// Section is a part of a text: a heading and its sentences, or a table.
type Section struct {
	Head  string
	Lines []string
	Table [][]string // heading first; nil for none
}

// RulesProse says the rule set in words, for the annex of the notice.
func RulesProse(l lang.Lang, r *rules.Rules) []Section {
	p := &prose{l: l, r: r}
	sections := []Section{{Head: l.T("prose.total"), Lines: p.total()}}
	for i := range r.Parts {
		sections = append(sections, p.part(&r.Parts[i]))
	}
	sections = append(sections, Section{Head: l.T("prose.places"), Lines: p.places()})
	if len(r.Tiers)+len(r.Awards) > 0 {
		sections = append(sections, Section{Head: l.T("prose.tiers"), Lines: p.tiers()})
	}
	for i := range r.Parts {
		if len(r.Parts[i].Sheet) > 0 {
			sections = append(sections, p.sheet(&r.Parts[i]))
		}
	}
	return sections
}

type prose struct {
	l lang.Lang
	r *rules.Rules
}

func (p *prose) total() []string {
	var terms []string
	for i := range p.r.Parts {
		part := &p.r.Parts[i]
		term := part.Name
		if part.Weight.Cmp(score.Int(1)) != 0 {
			term = p.l.T("prose.term", "weight", part.Weight.String(), "part", part.Name)
		}
		terms = append(terms, term)
	}
	lines := []string{p.l.T("prose.sum", "terms", strings.Join(terms, " + "))}
	for i := range p.r.Parts {
		if w := p.r.Parts[i].Weighted; w != nil {
			lines = append(lines, p.l.T("prose.weighted", "part", p.r.Parts[i].Name, "rounding", Rounding(p.l, w)))
		}
	}
	if p.r.FullMarks != nil {
		lines = append(lines, p.l.T("prose.full", "full", p.r.FullMarks.String()))
	}
	lines = append(lines, p.l.T("prose.round_total", "rounding", Rounding(p.l, p.r.Total)))
	return append(lines, p.caps()...)
}

func (p *prose) caps() []string {
	say := func(key string, limit *score.Exact) string {
		if limit == nil {
			return p.l.T(key + "_free")
		}
		return p.l.T(key, "cap", limit.String())
	}
	return []string{say("prose.bonus", p.r.Adjust.BonusCap), say("prose.deduct", p.r.Adjust.DeductCap), p.l.T("prose.veto")}
}

// Rounding says a rounding in words; nil keeps the exact value.
func Rounding(l lang.Lang, r *score.Rounding) string {
	if r == nil {
		return l.T("rounding.exact")
	}
	return l.T("rounding."+r.Mode.String(), "decimals", strconv.Itoa(r.Decimals))
}

func (p *prose) part(part *rules.Part) Section {
	a := &part.Aggregate
	s := Section{Head: p.l.T("prose.part", "part", part.Name, "weight", part.Weight.String())}
	s.Lines = append(s.Lines, p.scale(part))
	for i := range a.Groups {
		s.Lines = append(s.Lines, p.group(a, &a.Groups[i]))
	}
	if a.Grouped() {
		s.Lines = append(s.Lines, p.l.T("prose.blend", "rounding", Rounding(p.l, a.Round)), p.l.T("prose.empty_"+string(a.EmptyGroup)))
	}
	switch {
	case a.Missing.Refuse:
		s.Lines = append(s.Lines, p.l.T("prose.missing_refuse"))
	case a.Missing.AtLeast > 0:
		s.Lines = append(s.Lines, p.l.T("prose.missing_at_least", "n", strconv.Itoa(a.Missing.AtLeast)))
	default:
		s.Lines = append(s.Lines, p.l.T("prose.missing_exclude"))
	}
	return s
}

func (p *prose) scale(part *rules.Part) string {
	if len(part.Sheet) > 0 {
		return p.l.T("prose.by_sheet", "n", strconv.Itoa(len(part.Sheet)), "max", part.SheetMax().String())
	}
	s := part.Score
	if s == nil {
		return p.l.T("prose.free")
	}
	var words []string
	if s.Min != nil {
		words = append(words, p.l.T("prose.min", "min", s.Min.String()))
	}
	if s.Max != nil {
		words = append(words, p.l.T("prose.max", "max", s.Max.String()))
	}
	if s.Step != 0 {
		words = append(words, p.l.T("prose.step", "step", s.Step.String()))
	}
	return p.l.T("prose.scale", "scale", strings.Join(words, p.l.T("list.comma")))
}

func (p *prose) group(a *rules.Aggregate, g *rules.Group) string {
	mean := p.l.T("prose.mean")
	if a.Median {
		mean = p.l.T("prose.median")
	}
	if n := g.Trim.High + g.Trim.Low; n > 0 {
		mean = p.l.T("prose.trim", "high", strconv.Itoa(g.Trim.High), "low", strconv.Itoa(g.Trim.Low), "least", strconv.Itoa(g.Trim.Min), "mean", mean)
	}
	if g.Total {
		mean = p.l.T("prose.one_total") + mean
	}
	who := p.l.T("prose.judges")
	if a.Grouped() {
		who = p.l.T("prose.group", "group", g.Name, "weight", g.Weight.String())
	}
	return p.l.T("prose.group_line", "who", who, "mean", mean, "rounding", Rounding(p.l, g.Round))
}

func (p *prose) places() []string {
	rank := &p.r.Rank
	lines := []string{p.l.Name("prose.by", string(rank.By))}
	if a := rank.Across; a != nil && rank.By != rules.ByBatch {
		lines = append(lines, p.l.T("prose.across_"+string(a.Method), "trim", strconv.Itoa(a.Trim), "rounding", Rounding(p.l, a.Round)))
		if a.Method != rules.NoMethod && a.MeanDecimals != nil {
			lines = append(lines, p.l.T("prose.mean_decimals", "rounding", Rounding(p.l, &score.Rounding{Decimals: *a.MeanDecimals})))
		}
	}
	var chain []string
	for i := range rank.Ties {
		chain = append(chain, TieName(p.l, p.r, rank.Ties[i].Text))
	}
	if len(chain) > 0 {
		lines = append(lines, p.l.T("prose.ties", "chain", strings.Join(chain, p.l.T("list.then"))))
	}
	return append(lines, p.l.Name("prose.left", string(rank.LeftOver)))
}

// TieName says a key of the tie chain in words.
func TieName(l lang.Lang, r *rules.Rules, key string) string {
	for i := range r.Rank.Ties {
		switch k := &r.Rank.Ties[i]; {
		case k.Text != key:
		case k.Kind == rules.TieExact:
			return l.T("tie.exact")
		case k.Kind == rules.TiePart:
			return l.T("tie.part", "part", r.Parts[r.PartIndex(k.Name)].Name)
		case k.Desc:
			return l.T("tie.field_desc", "field", fieldName(l, k.Name))
		default:
			return l.T("tie.field_asc", "field", fieldName(l, k.Name))
		}
	}
	return key
}

func (p *prose) tiers() []string {
	var lines []string
	for i := range p.r.Tiers {
		lines = append(lines, p.tier(&p.r.Tiers[i]))
	}
	first := 1
	for _, a := range p.r.Awards {
		lines = append(lines, p.l.T("prose.award", "award", a.Name, "first", strconv.Itoa(first), "last", strconv.Itoa(first+a.Places-1)))
		first += a.Places
	}
	return lines
}

func (p *prose) tier(t *rules.Tier) string {
	boundary := p.l.T("prose.boundary_include")
	if t.Exclude {
		boundary = p.l.T("prose.boundary_exclude")
	}
	switch {
	case t.Share != nil:
		percent := t.Share.Mul(score.Int(100)).String()
		return p.l.T("prose.tier_share", "tier", t.Name, "percent", percent, "rounding", p.l.Name("prose.count", string(t.CountRounding)), "boundary", boundary)
	case t.Count != nil:
		return p.l.T("prose.tier_count", "tier", t.Name, "n", strconv.Itoa(*t.Count), "boundary", boundary)
	case t.Min != nil:
		return p.l.T("prose.tier_min", "tier", t.Name, "min", t.Min.String())
	default:
		return p.l.T("prose.tier_rest", "tier", t.Name)
	}
}

// sheet is the score sheet of a part as a table.
func (p *prose) sheet(part *rules.Part) Section {
	s := Section{Head: p.l.T("prose.sheet", "part", part.Name)}
	s.Table = append(s.Table, []string{p.l.T("sheet.part"), p.l.T("sheet.point"), p.l.T("sheet.max"), p.l.T("sheet.step"), p.l.T("sheet.focus")})
	for i := range part.Sheet {
		x := &part.Sheet[i]
		s.Table = append(s.Table, []string{x.Part, x.Name, x.Max.String(), x.Step.String(), x.Focus})
	}
	s.Table = append(s.Table, []string{"", p.l.T("sheet.sum"), part.SheetMax().String(), "", ""})
	return s
}

// fieldName is what people call a column of entries.csv.
func fieldName(l lang.Lang, name string) string {
	if key := "field." + name; l.Has(key) {
		return l.T(key)
	}
	return name
}

// Prose is a rule set in words, with its hash.
type Prose struct {
	Lang     lang.Lang
	Title    string
	Sections []Section
	Hash     string
}

// NewProse assembles the annex of a rule set.
func NewProse(l lang.Lang, r *rules.Rules) *Prose {
	title := l.T("prose.title")
	if r.Name != "" {
		title = r.Name + " " + title
	}
	return &Prose{Lang: l, Title: title, Sections: RulesProse(l, r), Hash: r.Hash}
}

// WriteProse writes the annex as plain text.
func WriteProse(w io.Writer, p *Prose) error {
	out := &strings.Builder{}
	fmt.Fprintln(out, p.Title)
	for _, s := range p.Sections {
		fmt.Fprintln(out, "\n"+s.Head)
		for _, line := range s.Lines {
			fmt.Fprintln(out, "  "+line)
		}
		if s.Table != nil {
			numbers := make([]bool, len(s.Table[0]))
			for i := range numbers {
				numbers[i] = i == 2 || i == 3
			}
			WriteColumns(out, s.Table, numbers)
		}
	}
	fmt.Fprintln(out, "\n"+p.Lang.T("prose.hash", "hash", p.Hash))
	_, err := io.WriteString(w, out.String())
	return err
}
