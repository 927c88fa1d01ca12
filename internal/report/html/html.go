// Package html renders reports as single files: no script, no request, readable
// on a phone and on paper.
package html

import (
	"embed"
	"html/template"
	"io"
	"strconv"
	"sync"

	"leitai/internal/lang"
	"leitai/internal/report"
)

//go:embed *.tmpl style.css
var files embed.FS

var funcs = template.FuncMap{
	"T": func(l lang.Lang, key string, args ...string) string { return l.T(key, args...) },
}

// Read at first use, for most commands write no page.
var templates = sync.OnceValue(func() *template.Template {
	return template.Must(template.New("").Funcs(funcs).ParseFS(files, "*.tmpl"))
})

var style = sync.OnceValue(func() template.CSS {
	css, _ := files.ReadFile("style.css") // embedded: it is there
	return template.CSS(css)
})

// page is what the frame of every page shows.
type page struct {
	Lang     lang.Lang
	LangTag  string
	Title    string
	Style    template.CSS
	Foot     string
	Sections []report.Section
}

func newPage(l lang.Lang, title, foot string, sections []report.Section) page {
	tag := "zh-CN"
	if l == lang.English {
		tag = "en"
	}
	return page{Lang: l, LangTag: tag, Title: title, Style: style(), Foot: foot, Sections: sections}
}

// WriteProse writes a rule set in words.
func WriteProse(w io.Writer, p *report.Prose) error {
	return templates().ExecuteTemplate(w, "prose.tmpl", newPage(p.Lang, p.Title, p.Lang.T("prose.hash", "hash", p.Hash), p.Sections))
}

// listsPage is a page of lists whose rows open to their derivation.
type listsPage struct {
	page
	Basis, Notes []string
	Lists        []list
	Prose        string // the heading of the sections; empty for none
}

// list is one table of the page.
type list struct {
	Title   string
	Columns []report.Column
	Open    int // the column whose text opens the row
	Rows    []row
}

// row is one line of a list.
type row struct {
	ID    string // of the derivation in the page
	Cells []report.Cell
	Steps []report.Step
}

// WriteRanking writes an official result; every row opens to its derivation.
func WriteRanking(w io.Writer, r *report.Ranking) error {
	p := listsPage{page: newPage(r.Lang, r.Title, r.Lang.T("prose.hash", "hash", r.Hash), r.Rules), Basis: r.Basis, Notes: r.Notes, Prose: r.Lang.T("prose.title")}
	for i := range r.Tables {
		t := &r.Tables[i]
		l := list{Title: t.Title, Columns: t.Columns, Open: 1, Rows: make([]row, len(t.Rows))}
		for j, x := range t.Rows {
			l.Rows[j] = row{rowID(x.Entry), t.Cells(j), report.Explain(r.Lang, r.Result, &r.Result.Lists[i], x)}
		}
		p.Lists = append(p.Lists, l)
	}
	return templates().ExecuteTemplate(w, "lists.tmpl", p)
}

// WriteScoring writes the scores of an assessment; every row opens to its points.
func WriteScoring(w io.Writer, r *report.Scoring) error {
	l := list{Title: r.Lang.T("score.list"), Columns: r.Columns, Open: 1}
	for i := range r.Rows {
		l.Rows = append(l.Rows, row{rowID(i), r.Rows[i], report.ExplainScore(r.Lang, &r.Assessment.Results[i])})
	}
	p := listsPage{page: newPage(r.Lang, r.Title, r.Lang.T("score.hash", "hash", r.Hash), nil), Basis: r.Basis, Notes: r.Notes, Lists: []list{l}}
	return templates().ExecuteTemplate(w, "lists.tmpl", p)
}

func rowID(i int) string { return "e" + strconv.Itoa(i+1) }
