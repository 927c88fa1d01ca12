package report

import (
	"fmt"
	"strconv"
	"strings"

	"leitai/internal/lang"
	"leitai/internal/standard"
)

// Form is what offices fill in for a standard (填报表): a sheet an assessor, a
// row an entry, a column a field.
type Form struct {
	Lang     lang.Lang
	Standard *standard.Standard
	Title    string
	Number   string   // of the sheet with the instructions; it names standard and edition
	Guide    []string // how to fill it in
	Entries  []standard.Entry
	Sheets   []FormSheet
}

// FormSheet is the sheet of one assessor.
type FormSheet struct {
	Name, Title, Number string
	Points              []*standard.Point
	Columns             []FormColumn
}

// FormColumn is one field of one point.
type FormColumn struct {
	Point *standard.Point
	Field standard.Field
	First bool   // the first of its point: takes also the word for why there is no value
	Key   string // what stands in the row of codes
	Head  string // over all columns of the point
	Sub   string // over this one
	Ask   string // what may be answered
}

// blankRows is how many rows a form has where no entries are known.
const blankRows = 30

// NewForm lays out the form of a standard for its entries; without entries it
// has blank rows.
func NewForm(l lang.Lang, s *standard.Standard, entries []standard.Entry) *Form {
	f := &Form{Lang: l, Standard: s, Title: l.T("form.title", "domain", s.Domain), Number: formNumber(s, 0)}
	for _, key := range []string{"form.guide_where", "form.guide_blank", "form.guide_none", "form.guide_check", "form.guide_count", "form.guide_figure", "form.guide_matter", "form.guide_veto", "form.guide_back"} {
		f.Guide = append(f.Guide, l.T(key))
	}
	for _, e := range entries {
		if s.Covers(e.Domain) {
			f.Entries = append(f.Entries, e)
		}
	}
	if len(entries) == 0 {
		f.Entries = make([]standard.Entry, blankRows)
	}
	byAssessor := map[string]int{}
	for _, p := range s.Points {
		i, known := byAssessor[p.Assessor]
		if !known {
			i = len(f.Sheets)
			byAssessor[p.Assessor] = i
			f.Sheets = append(f.Sheets, f.sheet(p.Assessor))
		}
		f.Sheets[i].Points = append(f.Sheets[i].Points, p)
		f.Sheets[i].Columns = append(f.Sheets[i].Columns, f.columns(p)...)
	}
	return f
}

// formNumber is the number that the reader of a form looks for.
func formNumber(s *standard.Standard, sheet int) string {
	return fmt.Sprintf("%s/%s/%d", s.Code, s.Fingerprint(), sheet)
}

func (f *Form) sheet(assessor string) FormSheet {
	n := len(f.Sheets) + 1
	if assessor == "" {
		assessor = f.Lang.T("form.nobody")
	}
	name := sheetName(assessor)
	for _, s := range f.Sheets {
		if strings.EqualFold(s.Name, name) {
			name = strconv.Itoa(n) + name
		}
	}
	return FormSheet{Name: name, Title: f.Lang.T("form.sheet_title", "title", f.Title, "assessor", assessor), Number: formNumber(f.Standard, n)}
}

// sheetName is a name that a spreadsheet takes: none of its signs, not too long.
func sheetName(s string) string {
	s = strings.NewReplacer("[", "（", "]", "）", ":", "：", "*", "", "?", "？", "/", "、", `\`, "、", "'", "").Replace(s)
	runes := []rune(s)
	return string(runes[:min(len(runes), 28)])
}

func (f *Form) columns(p *standard.Point) (out []FormColumn) {
	l := f.Lang
	head := l.T("form.head", "code", p.Code, "name", p.Name, "max", p.Max.String())
	if p.Kind == standard.Veto {
		head = l.T("form.head_veto", "code", p.Code, "name", p.Name)
	}
	for i, field := range p.Fields() {
		key := "form.ask_" + string(field.Answer)
		c := FormColumn{Point: p, Field: field, First: i == 0, Key: p.Code + "#" + strconv.Itoa(i+1), Head: head}
		c.Ask = l.T(key, "max", p.Max.String(), "step", field.Step.String(), "n", strconv.Itoa(field.Count), "unit", field.Text)
		c.Sub = f.sub(p, field)
		out = append(out, c)
	}
	return out
}

func (f *Form) sub(p *standard.Point, field standard.Field) string {
	m, _ := p.Metric()
	key := "form.sub_" + string(field.Answer)
	if field.Column == "denominator" {
		key = "form.sub_denominator"
	}
	return f.Lang.T(key, "n", strconv.Itoa(field.Number), "text", field.Text, "metric", m.Name, "unit", m.Unit)
}
