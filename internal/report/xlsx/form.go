package xlsx

import (
	"io"
	"strings"

	"github.com/xuri/excelize/v2"

	"leitai/internal/report"
	"leitai/internal/standard"
)

// The rows of a sheet of a form, and the columns before the answers.
const (
	formTitle = 1 + iota
	formUnit
	formPoint
	formField
	formCode
	formFirst
)

const formLead = 3 // number, code, name

// formWriter writes a form sheet by sheet; the first error stays.
type formWriter struct {
	*sheetWriter
	form *report.Form
}

// WriteForm writes the workbook that offices fill in.
func WriteForm(w io.Writer, form *report.Form) error {
	f := &formWriter{newSheets(), form}
	f.guide()
	for i := range form.Sheets {
		f.sheet(&form.Sheets[i])
	}
	return f.writeTo(w)
}

// sheet writes the sheet of one assessor.
func (f *formWriter) sheet(s *report.FormSheet) {
	l, last := f.form.Lang, formLead+len(s.Columns)
	f.open(s.Name)
	f.title(s.Title, last)
	f.text(formUnit, 1, l.T("form.unit"), f.style.left)
	f.text(formUnit, max(last, formLead+1), l.T("form.number", "number", s.Number), f.style.right)
	for i, key := range []string{"score.no", "form.entry", "rank.name"} {
		f.text(formPoint, i+1, l.T(key), f.style.head)
		f.merge(formPoint, i+1, formField, i+1, f.style.head)
	}
	for i, key := range []string{"", "entry", "name"} {
		f.text(formCode, i+1, key, f.style.code)
	}
	height := 0
	for i := range s.Columns {
		c := &s.Columns[i]
		column := formLead + 1 + i
		if c.First {
			f.text(formPoint, column, c.Head, f.style.head)
			f.merge(formPoint, column, formPoint, column+len(c.Point.Fields())-1, f.style.head)
		}
		f.text(formField, column, c.Sub, f.style.head)
		f.text(formCode, column, c.Key, f.style.code)
		f.width(column, answerWidth(c))
		height = max(height, lines(c.Sub, answerWidth(c)))
	}
	f.height(formPoint, 15*headLines(s))
	f.height(formField, float64(14*height+4))
	f.width(1, 5)
	f.width(2, 14)
	f.width(3, 14)
	f.entries(s)
	f.freeze(formLead, formCode)
	f.printed(last, formPoint, formCode, pagesWide(s))
}

// entries writes a row an entry, bordered, with what each cell may hold.
func (f *formWriter) entries(s *report.FormSheet) {
	for i, e := range f.form.Entries {
		row := formFirst + i
		f.number(row, 1, float64(i+1), f.style.cell)
		f.text(row, 2, e.ID, f.style.textCell)
		f.text(row, 3, e.Name, f.style.textCell)
	}
	end := formFirst + len(f.form.Entries) - 1
	for i := range s.Columns {
		column := formLead + 1 + i
		f.fill(formFirst, column, end, column, f.style.answer)
		f.validate(&s.Columns[i], column, end)
	}
}

func answerWidth(c *report.FormColumn) float64 {
	switch c.Field.Answer {
	case standard.AnswerMatter, standard.AnswerText, standard.AnswerCase:
		return 18
	case standard.AnswerMark:
		return 13
	default:
		return 10
	}
}

// headLines is how many lines the longest heading of a point needs.
func headLines(s *report.FormSheet) float64 {
	most := 2
	for i := range s.Columns {
		if c := &s.Columns[i]; c.First {
			width := 0.0
			for j := range c.Point.Fields() {
				width += answerWidth(&s.Columns[i+j])
			}
			most = max(most, lines(c.Head, width))
		}
	}
	return float64(most)
}

// pagesWide is on how many pages side by side a sheet is still readable.
func pagesWide(s *report.FormSheet) int {
	width := 33.0
	for i := range s.Columns {
		width += answerWidth(&s.Columns[i])
	}
	return int(width/190) + 1
}

// validate has a column take what may be answered and say what that is.
func (f *formWriter) validate(c *report.FormColumn, column, end int) {
	from := f.cell(formFirst, column)
	v := excelize.NewDataValidation(true)
	v.SetSqref(from + ":" + f.cell(end, column))
	style := excelize.DataValidationErrorStyleStop
	switch c.Field.Answer {
	case standard.AnswerLine:
		f.keep(v.SetDropList([]string{"√", "×", "不适用"}))
	case standard.AnswerCase:
		f.keep(v.SetDropList(cases(c.Field.Count)))
	case standard.AnswerMark:
		f.custom(v, "AND(ISNUMBER(#),#>=0,#<="+c.Point.Max.String()+",ABS(ROUND(#/"+c.Field.Step.String()+",0)*"+c.Field.Step.String()+"-#)<0.000001)", from, c.First)
	case standard.AnswerCount:
		f.custom(v, "AND(ISNUMBER(#),#>=0,#=INT(#))", from, c.First)
	case standard.AnswerNumber:
		f.custom(v, "ISNUMBER(#)", from, false)
	}
	if c.First && (c.Field.Answer == standard.AnswerLine || c.Field.Answer == standard.AnswerCase) {
		style = excelize.DataValidationErrorStyleWarning // it may also say why there is no value
	}
	ask := c.Ask
	if c.First {
		ask += f.form.Lang.T("form.ask_none")
	}
	v.SetInput(cut(c.Point.Name, 30), cut(ask, 250))
	v.SetError(style, cut(c.Point.Name, 30), cut(ask, 220))
	f.keep(f.book.AddDataValidation(f.name, v))
}

// custom takes what a formula allows; # stands for the cell. The first field of
// a point also takes the words for why there is no value.
func (f *formWriter) custom(v *excelize.DataValidation, formula, cell string, first bool) {
	if first {
		formula = `OR(` + formula + `,LEFT(#,3)="不适用",LEFT(#,2)="缺失")`
	}
	formula = strings.NewReplacer("#", cell, "&", "&amp;", "<", "&lt;", ">", "&gt;").Replace(formula) // the library writes it as it is
	f.keep(v.SetRange(formula, "", excelize.DataValidationTypeCustom, excelize.DataValidationOperatorBetween))
}
