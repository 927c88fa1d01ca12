package xlsx_test

import (
	"bytes"
	"math"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strconv"
	"testing"

	"github.com/xuri/excelize/v2"

	"leitai/internal/intake"
	"leitai/internal/lang"
	"leitai/internal/report"
	"leitai/internal/report/xlsx"
	"leitai/internal/rules"
	"leitai/internal/score"
	"leitai/internal/standing"
)

// example ranks one of the example contests.
func example(t testing.TB, name, entries, adjust string, scores ...string) *report.Ranking {
	t.Helper()
	at := func(file string) string {
		if file == "" {
			return ""
		}
		return filepath.Join("..", "..", "..", "examples", name, file)
	}
	files := intake.Files{Rules: at("rules.yaml"), Entries: at(entries), Adjust: at(adjust)}
	for _, s := range scores {
		files.Scores = append(files.Scores, at(s))
	}
	in, _, err := intake.Contest(files)
	if err != nil {
		t.Fatal(err)
	}
	return ranked(t, in)
}

func jiaocheng(t testing.TB) *report.Ranking {
	t.Helper()
	return example(t, "jiaocheng", "entries.csv", "adjust.csv", "stage.csv", "field.csv", "daily.csv", "survey.csv")
}

func ranked(t testing.TB, in *standing.Input) *report.Ranking {
	t.Helper()
	result, err := standing.Rank(in)
	if err != nil {
		t.Fatal(err)
	}
	return report.NewRanking(lang.Chinese, result)
}

func written(t testing.TB, r *report.Ranking) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := xlsx.WriteRanking(&b, r); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func workbook(t testing.TB, r *report.Ranking) *excelize.File {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(written(t, r)))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

const units = 14

// drawn is the ranking of a drawn contest under the given rules: units with
// every reason not to be ranked, two of them equal in everything, three batches
// of which one has nobody ranked, and judges who stay away for every reason.
func drawn(t testing.TB, seed uint64, doc string) *report.Ranking {
	t.Helper()
	r, _, err := intake.ParseRules("rules.yaml", []byte("schema: leitai.rules/1\n"+doc))
	if err != nil {
		t.Fatal(err)
	}
	d := &draw{rand.New(rand.NewPCG(seed, 1)), r, &standing.Input{Rules: r}}
	for e := range units {
		id := "村" + strconv.Itoa(e+1)
		entry := standing.Entry{ID: "14112210" + strconv.Itoa(1000+e), Name: id, Batch: []string{"第一批", "第二批"}[e%2], Class: "山区", Township: "天宁镇", Exempt: e == 6 || e == 7}
		if e == 6 {
			entry.Batch = "第三批" // nobody in it is ranked
		}
		entry.Fields = make([]standing.Field, len(r.Rank.Ties))
		for i := range entry.Fields {
			entry.Fields[i] = standing.Field{Set: true, Text: strconv.Itoa(e), Value: score.Int(int64(e))}
		}
		d.in.Entries = append(d.in.Entries, entry)
	}
	for p := range r.Parts {
		d.in.Panels = append(d.in.Panels, d.panel(&r.Parts[p], p == len(r.Parts)-1))
	}
	d.adjust()
	return ranked(t, d.in)
}

type draw struct {
	rng   *rand.Rand
	rules *rules.Rules
	in    *standing.Input
}

// panel draws the marks of a part; in the last one the last unit has none.
func (d *draw) panel(part *rules.Part, last bool) standing.Panel {
	var p standing.Panel
	for g := range part.Aggregate.Groups {
		n, trim := 3+2*g, part.Aggregate.Groups[g].Trim
		if n += trim.High; trim.High > 2 {
			n += 2 * (trim.High + trim.Low) // a third of the judges stay away
		}
		for range n {
			p.Judges = append(p.Judges, standing.Judge{ID: "评委" + strconv.Itoa(len(p.Judges)+1), Group: g})
		}
	}
	for i := range part.Sheet {
		p.Points = append(p.Points, part.Sheet[i].Point)
	}
	slices.Reverse(p.Points) // not in the order of the sheet
	for e := range units {
		if e == 2 {
			p.Marks = append(p.Marks, p.Marks[0]) // equal to the first unit, of the same batch
			continue
		}
		p.Marks = append(p.Marks, d.ballots(&p, part, last && e == units-1))
	}
	return p
}

func (d *draw) ballots(p *standing.Panel, part *rules.Part, none bool) (marks []score.Mark) {
	for j := range p.Judges {
		group := &part.Aggregate.Groups[p.Judges[j].Group]
		m := score.Mark{Judge: int32(j)}
		first := j == 0 || p.Judges[j-1].Group != p.Judges[j].Group // keeps the group from being empty, where that is a fault
		switch stays := d.rng.IntN(6); {
		case none || !first && stays == 0, part.Aggregate.EmptyGroup == rules.Renormalise && p.Judges[j].Group == 0 && d.rng.IntN(2) == 0:
			m.Left = []score.Reason{score.Recused, score.Absent, score.Void}[d.rng.IntN(3)]
		case !first && stays == 1:
			continue // no row: missing
		case len(part.Sheet) > 0 && !group.Total:
			d.points(p, part, &m)
		default:
			m.Points = score.Points(d.rng.Int64N(int64(*part.Whole().Max)/1000+1)) * 1000
		}
		marks = append(marks, m)
	}
	return marks
}

func (d *draw) points(p *standing.Panel, part *rules.Part, m *score.Mark) {
	var sheet []standing.PointMark
	for i := range part.Sheet {
		mark := score.Points(d.rng.Int64N(int64(part.Sheet[i].Max/part.Sheet[i].Step)+1)) * part.Sheet[i].Step
		sheet = append(sheet, standing.PointMark{Point: int32(len(part.Sheet) - 1 - i), Mark: mark})
		m.Points += mark
	}
	p.Sheets = append(p.Sheets, sheet)
	m.Sheet = int32(len(p.Sheets))
}

// adjust draws adjustments of every kind, and, where there is a cap, a deduction
// beyond it.
func (d *draw) adjust() {
	add := func(e int, kind standing.AdjustmentKind, points score.Exact, part int) {
		d.in.Adjust = append(d.in.Adjust, standing.Adjustment{Entry: e, Kind: kind, Points: points, Part: part, Reason: "原因" + strconv.Itoa(len(d.in.Adjust)+1)})
	}
	for range units {
		e := 3 + d.rng.IntN(units-3)
		add(e, standing.Bonus, score.Ratio(d.rng.Int64N(300), 100), d.rng.IntN(len(d.rules.Parts)+1)-1)
		add(e, standing.Deduct, score.Ratio(d.rng.Int64N(30), 10), d.rng.IntN(len(d.rules.Parts)+1)-1)
	}
	if d.rules.Adjust.DeductCap != nil {
		add(3, standing.Deduct, score.Int(1_000_000), -1)
	}
	add(5, standing.Veto, score.Exact{}, -1)
}

// near tells whether two texts are the same word, or numbers that differ by no
// more than binary fractions do.
func near(a, b string) bool {
	x, errX := strconv.ParseFloat(a, 64)
	y, errY := strconv.ParseFloat(b, 64)
	if errX != nil || errY != nil {
		return a == b
	}
	return math.Abs(x-y) <= 1e-11*max(1, math.Abs(x))
}

func formatFloat(x float64) string { return strconv.FormatFloat(x, 'g', -1, 64) }
