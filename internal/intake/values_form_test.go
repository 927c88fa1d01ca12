package intake_test

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
	"pgregory.net/rapid"

	"leitai/internal/intake"
	"leitai/internal/lang"
	"leitai/internal/report"
	"leitai/internal/report/xlsx"
	"leitai/internal/score"
	"leitai/internal/standard"
)

// form is a workbook being filled in, and what it should come to.
type form struct {
	s       *standard.Standard
	layout  *report.Form
	blank   []byte
	book    *excelize.File
	entries []standard.Entry
	want    []standard.Value
}

// firstRow is the row of the first entry, below title, unit, two headings and
// the codes; firstColumn that of the first answer.
const firstRow, firstColumn = 6, 4

func newForm(t testing.TB, file string, n int) *form {
	t.Helper()
	s, _, err := intake.Standard(file, "")
	if err != nil {
		t.Fatal(err)
	}
	f := &form{s: s}
	for i := range n {
		f.entries = append(f.entries, standard.Entry{ID: fmt.Sprintf("v%03d", i), Name: fmt.Sprintf("第%d村", i), Class: []string{"川区", "山区"}[i%2]})
	}
	f.layout = report.NewForm(lang.Chinese, s, f.entries)
	var b bytes.Buffer
	if err := xlsx.WriteForm(&b, f.layout); err != nil {
		t.Fatal(err)
	}
	f.blank = b.Bytes()
	f.open(t)
	return f
}

// open begins with a blank form.
func (f *form) open(t testing.TB) {
	t.Helper()
	book, err := excelize.OpenReader(bytes.NewReader(f.blank))
	if err != nil {
		t.Fatal(err)
	}
	f.book, f.want = book, nil
}

// answer writes into the field of a point, for an entry.
func (f *form) answer(t testing.TB, entry int, p *standard.Point, field int, v any) {
	t.Helper()
	for i := range f.layout.Sheets {
		s := &f.layout.Sheets[i]
		for j := range s.Columns {
			if s.Columns[j].Key == p.Code+"#"+strconv.Itoa(field+1) {
				cell, _ := excelize.CoordinatesToCellName(firstColumn+j, firstRow+entry)
				if err := f.book.SetCellValue(s.Name, cell, v); err != nil {
					t.Fatal(err)
				}
				return
			}
		}
	}
	t.Fatalf("no field %d of %s in the form", field, p.Code)
}

// fillIn draws a value of a point, as an office would answer, and notes the row
// that it stands for.
func (f *form) fillIn(t *rapid.T, tb testing.TB, entry int, p *standard.Point) {
	v := standard.Value{Entry: f.entries[entry].ID, Point: p.Code}
	n := func(label string, low, high int) int { return rapid.IntRange(low, high).Draw(t, label) }
	if n("state", 0, 19) == 0 {
		word, state := "不适用：不涉及", standard.NA
		if rapid.Bool().Draw(t, "missing") && p.Kind != standard.Veto {
			word, state = "缺失：部门未反馈", standard.Missing
		}
		v.State, v.Note = state, word[strings.Index(word, "：")+len("："):]
		f.answer(tb, entry, p, 0, word)
		f.want = append(f.want, v)
		return
	}
	var said []string
	for i, field := range p.Fields() {
		switch field.Answer {
		case standard.AnswerMark:
			steps, _ := p.Max.Quo(field.Step).Int64()
			mark := field.Step.Mul(score.Int(int64(n("mark", 0, int(steps)))))
			f.answer(tb, entry, p, i, mark.Float())
			v.Text = mark.String()
		case standard.AnswerFigure:
			f.figure(t, tb, entry, p, &v)
		case standard.AnswerLine:
			word := rapid.SampledFrom([]string{"√", "×", "不适用"}).Draw(t, "line")
			f.answer(tb, entry, p, i, word)
			if word != "×" {
				said = append(said, strings.TrimPrefix(map[string]string{"√": " ", "不适用": "~"}[word], " ")+strconv.Itoa(field.Number))
			}
		case standard.AnswerCount:
			count := max(0, n("count", -3, 4))
			f.answer(tb, entry, p, i, count)
			if count > 0 {
				said = append(said, fmt.Sprintf("%d*%d", field.Number, count))
			}
		case standard.AnswerMatter:
			matters := rapid.SampledFrom([][]string{nil, nil, {"丰收节"}, {"党建现场会", "网格+矛调"}}).Draw(t, "matters")
			f.answer(tb, entry, p, i, map[bool]string{true: "无", false: strings.Join(matters, "；")}[matters == nil])
			for _, m := range matters {
				said = append(said, fmt.Sprintf("%d@%s", field.Number, m))
			}
		case standard.AnswerCase:
			one := max(0, n("case", -6, field.Count))
			f.answer(tb, entry, p, i, map[bool]any{true: "无", false: one}[one == 0])
			if one > 0 {
				said, v.Document = []string{strconv.Itoa(one)}, "交纪函〔2023〕7号"
				f.answer(tb, entry, p, 1, v.Document)
			}
		}
	}
	if v.Text == "" && v.Numerator == "" {
		v.Text = "0"
	}
	if len(said) > 0 {
		v.Text = strings.Join(said, ";")
	}
	f.want = append(f.want, v)
}

// figure answers with a number, a lower bound, or numerator and denominator.
func (f *form) figure(t *rapid.T, tb testing.TB, entry int, p *standard.Point, v *standard.Value) {
	x := score.Ratio(int64(rapid.IntRange(-500, 12000).Draw(t, "figure")), 100)
	way := rapid.IntRange(0, 3).Draw(t, "way")
	switch {
	case way == 0 && len(p.Fields()) == 3:
		d := rapid.IntRange(1, 60).Draw(t, "denominator")
		n := rapid.IntRange(0, d).Draw(t, "numerator")
		f.answer(tb, entry, p, 1, n)
		f.answer(tb, entry, p, 2, d)
		v.Numerator, v.Denominator = strconv.Itoa(n), strconv.Itoa(d)
	case way == 1:
		f.answer(tb, entry, p, 0, "≥"+x.String())
		v.Text, v.Qualifier = x.String(), standard.AtLeast
	default:
		f.answer(tb, entry, p, 0, x.Float())
		v.Text = x.String()
	}
}

func (f *form) save(t testing.TB) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "填报表.xlsx")
	if err := f.book.SaveAs(path); err != nil {
		t.Fatal(err)
	}
	return path
}

// scores is all that an assessment says, as text.
func scores(t testing.TB, s *standard.Standard, in *standard.Input) string {
	t.Helper()
	a, err := s.Evaluate(in)
	if err != nil {
		t.Fatalf("faults: %v", err)
	}
	var b bytes.Buffer
	for _, e := range report.ScoreJSON(lang.English, a).Entries {
		fmt.Fprintf(&b, "%s %v\n", e.Entry, e.Vetoes)
		for _, d := range e.Dimensions {
			for _, i := range d.Items {
				for _, p := range i.Points {
					fmt.Fprintln(&b, p.Code, p.State, shown(p.Score), shown(p.Exact), p.Why)
				}
			}
		}
		fmt.Fprintln(&b, shown(e.Base), shown(e.Bonus), shown(e.Total))
	}
	return b.String()
}

func shown(s *string) string {
	if s == nil {
		return "null"
	}
	return *s
}

func standards(t testing.TB) []string {
	t.Helper()
	files, _ := filepath.Glob("../../examples/standards/0[1-7]_*.csv")
	if len(files) != 7 {
		t.Fatalf("%d sample standards; want 7", len(files))
	}
	return files
}

// fewer has rapid make fewer checks where each takes a tenth of a second, unless
// the command line asks for a number.
func fewer(t *testing.T) {
	t.Helper()
	checks := flag.Lookup("rapid.checks")
	if before := checks.Value.String(); before == checks.DefValue {
		_ = checks.Value.Set("28") // four a standard
		t.Cleanup(func() { _ = checks.Value.Set(before) })
	}
}

func TestAFilledFormScoresAsItsValues(t *testing.T) {
	fewer(t)
	var forms []*form
	for _, file := range standards(t) {
		forms = append(forms, newForm(t, file, 2))
	}
	rapid.Check(t, func(rt *rapid.T) {
		f := rapid.SampledFrom(forms).Draw(rt, "standard")
		f.open(t)
		for e := range f.entries {
			for _, p := range f.s.Points {
				f.fillIn(rt, t, e, p)
			}
		}
		path := f.save(t)
		defer os.Remove(path)
		in, _, err := intake.Values(f.s, intake.ValueFiles{Values: []string{path}})
		if err != nil {
			rt.Fatalf("reading it back: %v", err)
		}
		in.Entries, in.Listed = f.entries, true
		want := scores(t, f.s, &standard.Input{Entries: f.entries, Listed: true, Values: f.want})
		if got := scores(t, f.s, in); got != want {
			rt.Fatalf("from the form\n%s\nfrom the values\n%s", got, want)
		}
	})
}

// filled is a form of one entry with an answer in every cell.
func filled(t *testing.T) *form {
	t.Helper()
	f := newForm(t, "../../examples/standards/01_rural.csv", 1)
	for _, p := range f.s.Points {
		for i, field := range p.Fields() {
			f.answer(t, 0, p, i, map[standard.Answer]any{
				standard.AnswerMark: 1, standard.AnswerFigure: 90, standard.AnswerLine: "√", standard.AnswerCount: 0, standard.AnswerMatter: "无", standard.AnswerCase: "无",
				standard.AnswerNumber: 9, standard.AnswerText: "",
			}[field.Answer])
		}
	}
	return f
}

func TestFaultsOfAForm(t *testing.T) {
	tests := []struct {
		name, point string
		field       int
		text        any
		want        string
	}{
		{"a mark left blank", "RUR-01-01-02", 0, nil, "form_blank 观摩组!D6"},
		{"a line left blank", "RUR-01-01-01", 2, nil, "form_blank 乡镇党委!F6"},
		{"a word that is none of the three", "RUR-01-01-01", 2, "好", "form_wrong 乡镇党委!F6"},
		{"half a time", "RUR-01-02-02", 0, 0.5, "form_wrong 县委组织部!E6"},
		{"a case that is not there", "RUR-06-02-01", 0, 3, "form_wrong 县纪委监委!N6"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			f := filled(t)
			f.answer(t, 0, f.s.Point(tt.point), tt.field, tt.text)
			_, _, err := intake.Values(f.s, intake.ValueFiles{Values: []string{f.save(t)}})
			if got := places(err); !slices.Equal(got, []string{tt.want}) {
				t.Errorf("faults %q; want %q", got, tt.want)
			}
		})
	}
}

func TestWhatTheStandardFindsWrongIsPlacedInTheSheet(t *testing.T) {
	f := filled(t)
	f.answer(t, 0, f.s.Point("RUR-01-01-02"), 0, 4.5)
	in, _, err := intake.Values(f.s, intake.ValueFiles{Values: []string{f.save(t)}})
	if err != nil {
		t.Fatal(err)
	}
	in.Entries, in.Listed = f.entries, true
	_, err = f.s.Evaluate(in)
	if got := places(err); !slices.Equal(got, []string{"value_range 观摩组!D6"}) {
		t.Errorf("faults %q; want the cell of the mark", got)
	}
}

func TestAFormOfAnotherEditionIsRefused(t *testing.T) {
	f := filled(t)
	other, _, err := intake.Standard("../../examples/standards/02_community.csv", "")
	if err != nil {
		t.Fatal(err)
	}
	_, _, err = intake.Values(other, intake.ValueFiles{Values: []string{f.save(t)}})
	if got := places(err); len(got) != 1 || !strings.HasPrefix(got[0], "form_edition") {
		t.Errorf("faults %q; want form_edition", got)
	}
}

// TestOfficesSendTheirSheetsBackOneByOne: each keeps its own sheet and deletes
// the others, instructions included.
func TestOfficesSendTheirSheetsBackOneByOne(t *testing.T) {
	f := filled(t)
	var paths []string
	for i := range f.layout.Sheets {
		own := filled(t)
		for j := range f.layout.Sheets {
			if i != j {
				if err := own.book.DeleteSheet(f.layout.Sheets[j].Name); err != nil {
					t.Fatal(err)
				}
			}
		}
		if err := own.book.DeleteSheet("填报说明"); err != nil {
			t.Fatal(err)
		}
		paths = append(paths, own.save(t))
	}
	read := func(paths ...string) string {
		in, _, err := intake.Values(f.s, intake.ValueFiles{Values: paths})
		if err != nil {
			t.Fatal(err)
		}
		in.Entries, in.Listed = f.entries, true
		return scores(t, f.s, in)
	}
	if got, want := read(paths...), read(f.save(t)); got != want {
		t.Errorf("one by one\n%s\nat once\n%s", got, want)
	}
}
