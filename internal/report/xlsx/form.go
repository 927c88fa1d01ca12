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

var leadWidths = [formLead]float64{5, 14, 14}

// What fits on a page of A4 landscape at formScale per cent, in widths of columns.
const (
	formScale = 72
	formPage  = 146.0
)

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
	f.open(s.Name)
	f.lead(s)
	height := 0
	for i := range s.Columns {
		c, column := &s.Columns[i], formLead+1+i
		if c.First {
			f.text(formPoint, column, c.Head, f.style.head)
			f.merge(formPoint, column, formPoint, column+len(c.Point.Fields())-1, f.style.head)
		}
		f.text(formField, column, c.Sub, f.style.head)
		f.text(formCode, column, c.Key, f.style.code)
		f.width(column, answerWidth(c))
		height = max(height, lines(c.Sub, answerWidth(c)))
	}
	f.height(formPoint, 15*headLines(s)+4)
	f.height(formField, float64(14*height+6))
	f.height(formCode, 9)
	f.entries(s)
	f.freeze(formLead, formCode)
	f.pages(s)
}

// lead writes title, unit, number and the columns before the answers, all of it
// on the first page.
func (f *formWriter) lead(s *report.FormSheet) {
	l := f.form.Lang
	last := formLead + len(s.Columns)
	if breaks := pageBreaks(s); len(breaks) > 0 {
		last = formLead + breaks[0]
	}
	f.title(s.Title, last)
	f.text(formUnit, 1, l.T("form.unit"), f.style.left)
	f.text(formUnit, last, l.T("form.number", "number", s.Number), f.style.right)
	for i, key := range []string{"score.no", "form.entry", "rank.name"} {
		f.text(formPoint, i+1, l.T(key), f.style.head)
		f.merge(formPoint, i+1, formField, i+1, f.style.head)
		f.width(i+1, leadWidths[i])
	}
	for i, key := range []string{"", "entry", "name"} {
		f.text(formCode, i+1, key, f.style.code)
	}
}

// entries writes a row an entry, bordered, with what each cell may hold.
func (f *formWriter) entries(s *report.FormSheet) {
	for i, e := range f.form.Entries {
		row := formFirst + i
		f.height(row, 21)
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

// pageBreaks are the columns that begin a new page, so that no point is parted
// and the lead stands on each.
func pageBreaks(s *report.FormSheet) (breaks []int) {
	lead := leadWidths[0] + leadWidths[1] + leadWidths[2]
	width := lead
	for i := range s.Columns {
		if !s.Columns[i].First {
			continue
		}
		point := 0.0
		for j := range s.Columns[i].Point.Fields() {
			point += answerWidth(&s.Columns[i+j])
		}
		if width+point > formPage && width > lead {
			breaks = append(breaks, i)
			width = lead
		}
		width += point
	}
	return breaks
}

// pages lays the sheet out for paper.
func (f *formWriter) pages(s *report.FormSheet) {
	breaks := pageBreaks(s)
	for _, b := range breaks {
		f.keep(f.book.InsertPageBreak(f.name, f.cell(1, formLead+1+b)))
	}
	f.scaled(formPoint, formCode, formScale)
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
	case standard.AnswerFigure:
		if c.Field.Text == "%" { // 0.95, or 95% which a spreadsheet keeps as 0.95, was hardly meant
			f.custom(v, "OR(NOT(ISNUMBER(#)),#<=0,#>=1)", from, false)
		}
	}
	if c.First && (c.Field.Answer == standard.AnswerLine || c.Field.Answer == standard.AnswerCase || c.Field.Answer == standard.AnswerFigure) {
		style = excelize.DataValidationErrorStyleWarning // it may also say why there is no value, or be meant after all
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
