package xlsx

import (
	"strconv"
)

// guide writes the first sheet: how to fill the form in, who fills in what, and
// the rule of every point.
func (f *formWriter) guide() {
	l, last := f.form.Lang, 7
	f.open(l.T("form.guide"))
	f.title(l.T("form.guide_title", "title", f.form.Title), last)
	f.text(formUnit, 1, l.T("form.number", "number", f.form.Number), f.style.left)
	row := formUnit + 2
	for i, line := range f.form.Guide {
		f.text(row, 1, strconv.Itoa(i+1)+". "+line, f.style.wrap)
		f.merge(row, 1, row, last, f.style.wrap)
		f.height(row, 15*float64(lines(line, 150))+3)
		row++
	}
	row++
	for i, key := range []string{"form.sheet_number", "form.sheet", "form.points"} {
		f.text(row, i+1, l.T(key), f.style.head)
	}
	for i := range f.form.Sheets {
		s := &f.form.Sheets[i]
		row++
		f.text(row, 1, s.Number, f.style.textCell)
		f.text(row, 2, s.Name, f.style.textCell)
		f.number(row, 3, float64(len(s.Points)), f.style.cell)
	}
	f.rules(row + 2)
	for i, width := range []float64{26, 22, 8, 11, 18, 70, 30} {
		f.width(i+1, width)
	}
	f.printed(formTitle, formTitle, 1)
}

// rules writes the rule of every point.
func (f *formWriter) rules(row int) {
	l := f.form.Lang
	for i, key := range []string{"form.code", "form.point", "form.max", "form.kind", "form.assessor", "form.rule", "form.evidence"} {
		f.text(row, i+1, l.T(key), f.style.head)
	}
	for _, p := range f.form.Standard.Points {
		row++
		f.text(row, 1, p.Code, f.style.textCell)
		f.text(row, 2, p.Name, f.style.wrapCell)
		f.number(row, 3, p.Max.Float(), f.style.cell)
		f.text(row, 4, l.Name("kind", string(p.Kind)), f.style.textCell)
		f.text(row, 5, p.Assessor, f.style.wrapCell)
		f.text(row, 6, p.Rule, f.style.wrapCell)
		f.text(row, 7, p.Evidence, f.style.wrapCell)
		f.height(row, 15*float64(max(lines(p.Rule, 70), lines(p.Evidence, 30), lines(p.Name, 22)))+6)
	}
}

// cases are the answers to a veto: none, or the number of the case.
func cases(n int) []string {
	out := []string{"无"}
	for i := 1; i <= n; i++ {
		out = append(out, strconv.Itoa(i))
	}
	return out
}
