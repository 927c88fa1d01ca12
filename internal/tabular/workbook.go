package tabular

import (
	"errors"
	"path"
	"strconv"
	"strings"
)

// sheet is one sheet of a workbook.
type sheet struct {
	name, part string
	hidden     bool
}

// workbook is what the sheets of a file share.
type workbook struct {
	*pack
	sheets []sheet
	// parts of shared texts and of styles, or empty
	textPart, stylePart string
	date1904            bool
	// recalc: the program that wrote the file asks that everything be computed
	// on opening, since the values it wrote are none.
	recalc bool
}

var errSheets = errors.New("too many sheets")

// rel is where a part refers to.
type rel struct{ kind, target string }

// rels reads what a part refers to, by id. Kinds are the last word of their
// address, since there are two families of addresses.
func (p *pack) rels(part string) (map[string]rel, error) {
	found := map[string]rel{}
	dir, base := path.Split(part)
	err := p.each(dir+"_rels/"+base+".rels", maxTexts, func(_ *xmlScan, e element) error {
		if e.Name.Local != "Relationship" || attr(e, "TargetMode") == "External" {
			return nil
		}
		target := attr(e, "Target")
		if strings.HasPrefix(target, "/") {
			target = target[1:]
		} else {
			target = path.Join(dir, target)
		}
		found[attr(e, "Id")] = rel{path.Base(attr(e, "Type")), target}
		return nil
	})
	return found, err
}

func (p *pack) workbook() (*workbook, error) {
	if err := p.external(); err != nil {
		return nil, err
	}
	main := "xl/workbook.xml"
	top, err := p.rels("")
	if err != nil {
		return nil, err
	}
	for _, r := range top {
		if r.kind == "officeDocument" {
			main = r.target
		}
	}
	if p.part[partName(main)] == nil {
		return nil, p.in.fault(FileDamaged, "", "part", main, "reason", "missing")
	}
	links, err := p.rels(main)
	if err != nil {
		return nil, err
	}
	w := &workbook{pack: p}
	for _, r := range links {
		switch r.kind {
		case "sharedStrings":
			w.textPart = r.target
		case "styles":
			w.stylePart = r.target
		}
	}
	return w, w.read(main, links)
}

func (w *workbook) read(main string, links map[string]rel) error {
	count := 0
	err := w.each(main, maxTexts, func(_ *xmlScan, e element) error {
		switch e.Name.Local {
		case "workbookPr":
			w.date1904 = yes(attr(e, "date1904"))
		case "calcPr":
			w.recalc = yes(attr(e, "fullCalcOnLoad"))
		case "sheet":
			if count++; count > maxSheets {
				return errSheets
			}
			w.addSheet(e, links)
		}
		return nil
	})
	if count > maxSheets {
		return w.in.fault(TooManySheets, "", "count", strconv.Itoa(count), "limit", strconv.Itoa(maxSheets))
	}
	if err == nil && len(w.sheets) == 0 {
		err = w.in.fault(TableEmpty, "")
	}
	return err
}

// addSheet takes sheets of cells only, not those that are a chart.
func (w *workbook) addSheet(e element, links map[string]rel) {
	id := ""
	for _, a := range e.Attr {
		if a.Name.Local == "id" && a.Name.Space != "" {
			id = a.Value
		}
	}
	if r := links[id]; r.kind == "worksheet" {
		state := attr(e, "state")
		w.sheets = append(w.sheets, sheet{attr(e, "name"), r.target, state == "hidden" || state == "veryHidden"})
	}
}

// choose finds the sheet asked for, or the first that a person sees.
func (w *workbook) choose(name string) (sheet, error) {
	for _, s := range w.sheets {
		if name == "" && !s.hidden || name != "" && s.name == name {
			return s, nil
		}
	}
	var names []string
	for _, s := range w.sheets {
		if name != "" && strings.EqualFold(strings.TrimSpace(s.name), strings.TrimSpace(name)) {
			return s, nil
		}
		names = append(names, s.name)
	}
	if name == "" {
		return w.sheets[0], nil
	}
	return sheet{}, w.in.fault(NoSuchSheet, name, "sheets", listed(names))
}

// maxListed is how many names a sentence can hold.
const maxListed = 20

func listed(names []string) string {
	if len(names) > maxListed {
		names = append(names[:maxListed:maxListed], "…")
	}
	return strings.Join(names, "、")
}

// external refuses a workbook that takes values from another: nobody can tell
// how old they are.
func (p *pack) external() error {
	for _, f := range p.files {
		name := partName(f.Name)
		if !strings.HasPrefix(name, "xl/externallinks/") || !strings.HasSuffix(name, ".xml") {
			continue
		}
		found := f.Name
		err := p.each(path.Dir(name)+"/_rels/"+path.Base(name)+".rels", maxTexts, func(_ *xmlScan, e element) error {
			if t := attr(e, "Target"); t != "" {
				found = t
			}
			return nil
		})
		if err != nil {
			return err
		}
		return p.in.fault(ExternalLink, found)
	}
	return nil
}

// macros tells whether the workbook brings a program along.
func (p *pack) macros() bool {
	for name := range p.part {
		if path.Base(name) == "vbaproject.bin" || strings.HasPrefix(name, "xl/macrosheets/") {
			return true
		}
	}
	return false
}
