package demo

import (
	"encoding/json"
	"strconv"
	"strings"

	"leitai/internal/standard"
)

// assessment is what is known of the units of one domain under its standard.
type assessment struct {
	c        *sample
	standard *standard.Standard
	units    []*unit
	in       *standard.Input
}

// params are the parameters of a scoring point as far as values depend on them.
type params struct {
	MetricKey string `json:"metric_key"`
	Unit      string
	Checks    []string
	Rules     []struct{ Minus json.Number }
}

// assess invents the values of every unit of a domain.
func (c *sample) assess(file, domain string) *assessment {
	a := &assessment{c: c, in: &standard.Input{Listed: true}}
	var rows []standard.Row
	for _, cells := range records("standards/" + file) {
		rows = append(rows, standard.Row{Cells: cells})
	}
	s, err := standard.Parse(rows, embedded("standards/"+file))
	if err != nil {
		panic(err) // the sample standards are tested
	}
	a.standard = s
	for _, u := range c.units {
		if u.domain != domain {
			continue
		}
		a.units = append(a.units, u)
		a.in.Entries = append(a.in.Entries, standard.Entry{ID: u.code, Name: u.name, Class: u.class, Batch: batchNames[u.batch], Domain: u.domain})
		for _, p := range s.Points {
			for _, v := range a.of(u, p) {
				v.Entry, v.Point, v.Period, v.Filler = u.code, p.Code, "2024", p.Assessor
				a.in.Values = append(a.in.Values, v)
			}
		}
	}
	return a
}

// of invents the rows of one unit under one point.
func (a *assessment) of(u *unit, p *standard.Point) []standard.Value {
	d := roll(a.c.seed, "value", p.Code, u.year.key)
	if note := a.c.notApplicable(u, p.Code, d); note != "" {
		return []standard.Value{{State: standard.NA, Note: note}}
	}
	var q params
	if err := json.Unmarshal([]byte(p.Params), &q); err != nil {
		panic(err)
	}
	level := u.year.level[min(int(p.Code[5]-'1'), style)] // RUR-04-…: the fourth dimension
	switch p.Kind {
	case standard.Judge:
		return judged(p, level, d)
	case standard.Indicator:
		return []standard.Value{a.c.indicator(u, q.MetricKey, level, d)}
	case standard.Check:
		return text(checked(p.Code, len(q.Checks), level, d))
	case standard.Deduct:
		return text(deducted(p.Code, q, level, d))
	case standard.Bonus:
		return []standard.Value{rewarded(p.Code, d)}
	default:
		return text("0") // no veto: it would name a real unit
	}
}

func text(s string) []standard.Value { return []standard.Value{{Text: s}} }

// values is the assessment as a values.csv.
func (a *assessment) values() []byte {
	t := newTable("entry,point,value,scorer,numerator,denominator,qualifier,period,filler,document,note,state")
	for i := range a.in.Values {
		v := &a.in.Values[i]
		t.add(v.Entry, v.Point, v.Text, v.Scorer, v.Numerator, v.Denominator, v.Qualifier, v.Period, v.Filler, v.Document, v.Note, string(v.State))
	}
	return t.bytes()
}

// daily is daily.csv: what leitai score writes for both files of values, the
// villages and then the communities.
func daily(of ...*assessment) []byte {
	t := newTable("entry,judge,score,part,batch")
	for _, a := range of {
		result, err := a.standard.Evaluate(a.in)
		if err != nil {
			panic(err) // the values are ours
		}
		for i := range result.Results {
			r := &result.Results[i]
			t.add(r.Entry.ID, "standard", r.Total.Figure.Text(), "daily", r.Entry.Batch)
		}
	}
	return t.bytes()
}

// number reads a decimal as units of 10^−places.
func number(s string, places int) int {
	whole, frac, _ := strings.Cut(s, ".")
	for len(frac) < places {
		frac += "0"
	}
	n, err := strconv.Atoi(whole + frac[:places])
	if err != nil {
		panic(err) // the sample standards are tested
	}
	return n
}
