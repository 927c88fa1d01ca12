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
	Hash     string
	Sections []report.Section
}

func newPage(l lang.Lang, title, hash string, sections []report.Section) page {
	tag := "zh-CN"
	if l == lang.English {
		tag = "en"
	}
	return page{Lang: l, LangTag: tag, Title: title, Style: style(), Hash: hash, Sections: sections}
}

// WriteProse writes a rule set in words.
func WriteProse(w io.Writer, p *report.Prose) error {
	return templates().ExecuteTemplate(w, "prose.tmpl", newPage(p.Lang, p.Title, p.Hash, p.Sections))
}

// rankingPage is the page of a ranking.
type rankingPage struct {
	page
	Report *report.Ranking
}

// WriteRanking writes an official result; every row opens to its derivation.
func WriteRanking(w io.Writer, r *report.Ranking) error {
	return templates().ExecuteTemplate(w, "ranking.tmpl", rankingPage{newPage(r.Lang, r.Title, r.Hash, r.Rules), r})
}

// row is one line of a list.
type row struct {
	ID    string // of the derivation in the page
	Tier  string
	Cells []report.Cell
	Steps []report.Step
}

// Rows are the lines of table i.
func (p rankingPage) Rows(i int) []row {
	t, result := &p.Report.Tables[i], p.Report.Result
	rows := make([]row, len(t.Rows))
	for j, r := range t.Rows {
		rows[j] = row{
			ID: "e" + strconv.Itoa(r.Entry+1), Tier: r.Tier, Cells: t.Cells(j),
			Steps: report.Explain(p.Lang, result, &result.Lists[i], r),
		}
	}
	return rows
}
