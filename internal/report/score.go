package report

import (
	"fmt"
	"io"
	"strconv"
	"strings"

	"leitai/internal/lang"
	"leitai/internal/score"
	"leitai/internal/standard"
)

// Scoring is an assessment as a report: a table of totals per dimension, and
// for each entry every point with the sentence of how it came about.
type Scoring struct {
	Lang       lang.Lang
	Assessment *standard.Assessment
	Part       string // the part of the contest it is written for
	Title      string
	Basis      []string
	Hash       string
	Notes      []string
	Columns    []Column
	Rows       [][]Cell
}

// NewScoring assembles the report.
func NewScoring(l lang.Lang, a *standard.Assessment, part string) *Scoring {
	s := a.Standard
	r := &Scoring{Lang: l, Assessment: a, Part: part, Hash: s.Hash, Title: l.T("score.title", "domain", s.Domain, "standard", s.Code)}
	scored := 0
	for i := range a.Results {
		if a.Results[i].Total.Scored() {
			scored++
		}
	}
	r.Basis = []string{l.T("score.basis", "n", strconv.Itoa(len(a.Results)), "scored", strconv.Itoa(scored), "points", strconv.Itoa(len(s.Points)))}
	r.Notes = ScoreNotes(l, a)
	r.head()
	for i := range a.Results {
		r.Rows = append(r.Rows, r.line(&a.Results[i]))
	}
	return r
}

func (r *Scoring) head() {
	l := r.Lang
	r.Columns = []Column{{Head: l.T("score.no"), Brief: true}, {Head: l.T("rank.name"), Brief: true}}
	for _, d := range r.Assessment.Standard.Dimensions {
		if !d.Outside {
			r.Columns = append(r.Columns, Column{Head: l.T("score.of", "name", d.Name, "max", d.Max.String()), Number: true, Decimals: 2})
		}
	}
	for _, key := range []string{"score.base", "score.bonus", "rank.total"} {
		r.Columns = append(r.Columns, Column{Head: l.T(key), Number: true, Decimals: 2, Brief: key == "rank.total"})
	}
	r.Columns = append(r.Columns, Column{Head: l.T("rank.note")}, Column{Head: l.T("rank.code")})
}

// line is the row of one entry.
func (r *Scoring) line(x *standard.Result) []Cell {
	number := func(o standard.Outcome) Cell {
		if !o.Scored() {
			return Cell{Text: r.Lang.Name("score.state", string(o.State))}
		}
		return Cell{Text: o.Figure.Text()}
	}
	cells := []Cell{{Text: strconv.Itoa(len(r.Rows) + 1)}, {Text: x.Entry.Name}}
	for _, d := range x.Dimensions {
		if !d.Outside {
			cells = append(cells, number(d.Outcome))
		}
	}
	code := x.Entry.ID
	if code == x.Entry.Name {
		code = ""
	}
	return append(cells, number(x.Base), number(x.Bonus), number(x.Total), Cell{Text: r.vetoes(x)}, Cell{Text: code})
}

func (r *Scoring) vetoes(x *standard.Result) string {
	var all []string
	for _, v := range x.Vetoes {
		all = append(all, r.Lang.T("score.veto", "point", v.Point.Name, "effect", r.Lang.Name("effect", string(v.Effect)), "case", v.Case, "document", v.Document))
	}
	return strings.Join(all, r.Lang.T("list.comma"))
}

// ScoreNotes are the warnings for people: those of a kind that every entry may
// have under many points are gathered by entry.
func ScoreNotes(l lang.Lang, a *standard.Assessment) []string {
	var notes []string
	gathered := map[string][]string{}
	for _, f := range a.Warnings {
		if f.Code == standard.PointNA {
			gathered[f.Entry()] = append(gathered[f.Entry()], f.Args["name"])
		} else {
			notes = append(notes, l.Fault(f))
		}
	}
	for i := range a.Results {
		e := a.Results[i].Entry
		if names := gathered[e.ID]; len(names) > 0 {
			notes = append(notes, l.T("score.na", "entry", e.ID, "name", e.Name, "n", strconv.Itoa(len(names)), "points", strings.Join(names, l.T("list.comma"))))
		}
	}
	return notes
}

// ScoreLine is one line of the sheet of an entry: a dimension, an item or a
// point.
type ScoreLine struct {
	Depth           int // 0 a dimension, 1 an item, 2 a point
	Code, Name      string
	Kind            standard.Kind // of a point
	Max, Line, Mark string        // Mark is the score, or the word for its state
	Below           bool          // the score does not reach the line
	Why             string        // how it came about
}

// ScoreLines are all lines of one entry, each above those it is made of.
func ScoreLines(l lang.Lang, x *standard.Result) []ScoreLine {
	var lines []ScoreLine
	for _, d := range x.Dimensions {
		lines = append(lines, sectionLine(l, 0, d.Section, d.Outcome))
		for _, i := range d.Items {
			lines = append(lines, sectionLine(l, 1, i.Section, i.Outcome))
			for _, p := range i.Points {
				line := sectionLine(l, 2, standard.Section{Code: p.Code, Name: p.Name, Max: p.Max, Line: p.Line, Outside: p.Kind.Outside()}, p.Outcome)
				line.Kind, line.Why = p.Kind, p.Why.Text(l.T)
				lines = append(lines, line)
			}
		}
	}
	return lines
}

func sectionLine(l lang.Lang, depth int, s standard.Section, o standard.Outcome) ScoreLine {
	line := ScoreLine{Depth: depth, Code: s.Code, Name: s.Name, Max: s.Max.String(), Line: s.Line.String(), Mark: l.Name("score.state", string(o.State))}
	if o.Scored() {
		line.Mark = o.Figure.Text()
		line.Below = !s.Outside && o.Figure.Value.Cmp(s.Line) < 0
		if depth < 2 {
			line.Why = sectionWhy(l, o.Figure)
		}
	}
	return line
}

// sectionWhy says how a figure follows from its parts: their sum, or what is
// there scaled to the whole.
func sectionWhy(l lang.Lang, f *score.Figure) string {
	if len(f.From) < 2 && f.Op != score.Rescaled {
		return ""
	}
	var terms []string
	weights := score.Exact{}
	for i := range f.From {
		terms = append(terms, f.From[i].Text())
		weights = weights.Add(f.From[i].Weight)
	}
	sum := strings.Join(terms, " + ")
	if f.Op == score.Rescaled {
		return l.T("why.rescaled", "terms", sum, "whole", f.Limit.String(), "there", weights.String(), "exact", f.Exact.Short(shown), "score", f.Text())
	}
	return l.T("why.sum", "terms", sum, "score", f.Text())
}

// WriteScoreText writes the table of totals for a terminal.
func WriteScoreText(w io.Writer, r *Scoring) error {
	out := &strings.Builder{}
	fmt.Fprintln(out, r.Title)
	for _, line := range r.Basis {
		fmt.Fprintln(out, line)
	}
	fmt.Fprintln(out)
	lines, numbers := [][]string{nil}, []bool{}
	for _, c := range r.Columns {
		lines[0] = append(lines[0], c.Head)
		numbers = append(numbers, c.Number)
	}
	for _, row := range r.Rows {
		var line []string
		for _, c := range row {
			line = append(line, c.Text)
		}
		lines = append(lines, line)
	}
	WriteColumns(out, lines, numbers)
	fmt.Fprintln(out, "\n"+r.Lang.T("score.hash", "hash", r.Hash))
	_, err := io.WriteString(w, out.String())
	return err
}
