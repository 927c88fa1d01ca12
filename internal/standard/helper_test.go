package standard_test

import (
	"bytes"
	"encoding/csv"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"leitai/internal/fault"
	"leitai/internal/score"
	"leitai/internal/standard"
)

// def is a scoring point as a test writes it.
type def struct {
	item, kind, max, params string
}

const (
	aJudge   = `{"scheme":"L4","step":0.1}`
	aCheck   = `{"each":0.5,"checks":["甲","乙","丙","丁"]}`
	aDeduct  = `{"base":3,"floor":0,"rules":[{"when":"少开一次","minus":0.5},{"when":"补造","minus":1}]}`
	aBonus   = `{"cap":3,"same_matter":"max","rules":[{"when":"省级","plus":2},{"when":"市级","plus":1}]}`
	aVeto    = `{"effect":"disqualify","whens":["被追究刑事责任","严重违反政治纪律"]}`
	aRank    = `{"metric":"收入","unit":"万元","formula":"rank","peer_group":"village_class","tiers":[[0.2,3],[0.5,2.4]],"else":1.2}`
	aBetween = `{"metric":"率","unit":"%","formula":"between","target":95,"floor":60}`
)

// rows lays out points: the item "1-2" is item 2 of dimension 1. Sums are filled
// in; codes count up.
func rows(defs ...def) []standard.Row {
	var out []standard.Row
	itemSum, dimSum, count := map[string]score.Exact{}, map[string]score.Exact{}, map[string]int{}
	for _, d := range defs {
		if k := standard.Kind(d.kind); !k.Outside() {
			max, _ := score.ParseExact(d.max)
			itemSum[d.item] = itemSum[d.item].Add(max)
			dimSum[d.item[:1]] = dimSum[d.item[:1]].Add(max)
		}
	}
	for i, d := range defs {
		count[d.item]++
		dim := "T-0" + d.item[:1]
		item := dim + "-0" + d.item[2:]
		out = append(out, standard.Row{At: fault.At{File: "t.csv", Row: i + 2}, Cells: map[string]string{
			"standard_code": "T", "domain": "农村", "dimension_code": dim, "dimension": "维度" + dim, "dimension_points": dimSum[d.item[:1]].String(),
			"item_code": item, "item": "项目" + item, "item_points": itemSum[d.item].String(),
			"point_code": item + "-0" + string(rune('0'+count[d.item])), "point": d.kind + "点", "max_points": d.max, "score_type": d.kind,
			"rule": "按规则", "params": d.params, "assessor": "县委组织部",
		}})
	}
	return out
}

func parse(t *testing.T, defs ...def) *standard.Standard {
	t.Helper()
	s, err := standard.Parse(rows(defs...), []byte("t"))
	if err != nil {
		t.Fatalf("the test's own standard is at fault: %v", faultsOf(err))
	}
	return s
}

// alone is a standard in which the first point is the one of the test and a
// judged point carries the rest of the hundred.
func alone(t *testing.T, kind, max, params string) *standard.Standard {
	t.Helper()
	if standard.Kind(kind).Outside() {
		return parse(t, def{"1-1", "judge", "100", aJudge}, def{"2-1", kind, max, params})
	}
	x, _ := score.ParseExact(max)
	return parse(t, def{"1-1", kind, max, params}, def{"2-1", "judge", score.Int(100).Sub(x).String(), aJudge})
}

// row is a row of values; cells are pairs of column and text.
func row(n int, entry, point string, cells ...string) standard.Value {
	v := standard.Value{At: fault.At{File: "v.csv", Row: n}, Entry: entry, Point: point}
	for i := 0; i+1 < len(cells); i += 2 {
		switch text := cells[i+1]; cells[i] {
		case "value":
			v.Text = text
		case "scorer":
			v.Scorer = text
		case "numerator":
			v.Numerator = text
		case "denominator":
			v.Denominator = text
		case "qualifier":
			v.Qualifier = text
		case "document":
			v.Document = text
		case "note":
			v.Note = text
		case "state":
			v.State = standard.State(text)
		}
	}
	return v
}

// evaluate scores rows and fills in a full mark for the points without one.
func evaluate(t *testing.T, s *standard.Standard, in *standard.Input) *standard.Assessment {
	t.Helper()
	a, err := s.Evaluate(in)
	if err != nil {
		t.Fatalf("faults: %v", faultsOf(err))
	}
	return a
}

// pointOf finds the score of one point.
func pointOf(t *testing.T, r *standard.Result, code string) standard.PointScore {
	t.Helper()
	for _, d := range r.Dimensions {
		for _, i := range d.Items {
			for _, p := range i.Points {
				if p.Code == code {
					return p
				}
			}
		}
	}
	t.Fatalf("no point %s", code)
	return standard.PointScore{}
}

// figure is the text of an outcome: the score, or the word for why there is none.
func figure(o standard.Outcome) string {
	if !o.Scored() {
		return string(o.State)
	}
	return o.Figure.Text()
}

// faultsOf lists what an error says as "row column code".
func faultsOf(err error) []string {
	var list fault.List
	if !errors.As(err, &list) {
		return nil
	}
	var out []string
	for _, f := range list {
		out = append(out, strings.TrimSpace(strings.Join([]string{itoa(f.At.Row), f.At.Column, string(f.Code)}, " ")))
	}
	return out
}

func itoa(n int) string { return score.Int(int64(n)).String() }

// sample is one of the seven standards of the examples.
func sample(t testing.TB, file string) *standard.Standard {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	records, err := csv.NewReader(bytes.NewReader(data)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var out []standard.Row
	for i, r := range records[1:] {
		x := standard.Row{At: fault.At{File: filepath.Base(file), Row: i + 2}, Cells: map[string]string{}}
		for c, name := range records[0] {
			x.Cells[name] = r[c]
		}
		out = append(out, x)
	}
	s, err := standard.Parse(out, data)
	if err != nil {
		t.Fatalf("%s: %v", file, err)
	}
	return s
}

func samples(t testing.TB) []string {
	t.Helper()
	files, _ := filepath.Glob("../../examples/standards/0[1-7]_*.csv")
	if len(files) != 7 {
		t.Fatalf("%d sample standards; want 7", len(files))
	}
	return files
}
