package standard_test

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"leitai/internal/score"
	"leitai/internal/standard"
)

// randomCells draws a valid value of any point of the samples.
func randomCells(t *rapid.T, p *standard.Point) []string {
	if rapid.IntRange(0, 15).Draw(t, "na") == 0 && p.Kind != standard.Veto {
		return []string{"state", "na"}
	}
	n := func(label string, low, high int) int { return rapid.IntRange(low, high).Draw(t, label) }
	switch p.Kind {
	case standard.Judge:
		steps, _ := p.Max.Mul(score.Int(10)).Int64()
		return []string{"value", score.Ratio(int64(n("mark", 0, int(steps))), 10).String()}
	case standard.Indicator:
		if m, _ := p.Metric(); m.Unit == "%" && n("rate", 0, 1) == 0 {
			d := n("d", 1, 60)
			return []string{"numerator", strconv.Itoa(n("n", 0, d)), "denominator", strconv.Itoa(d)}
		}
		return []string{"value", score.Ratio(int64(n("figure", -2000, 12000)), 100).String()}
	case standard.Check:
		return []string{"value", list(t, strings.Count(p.Params, `","`)+1, func(i int) string { return rapid.SampledFrom([]string{"", "", "~"}).Draw(t, "mark") + strconv.Itoa(i) })}
	case standard.Deduct:
		return []string{"value", list(t, strings.Count(p.Params, `"minus"`), func(i int) string { return fmt.Sprintf("%d*%d", i, n("count", 0, 4)) })}
	case standard.Bonus:
		return []string{"value", list(t, strings.Count(p.Params, `"plus"`), func(i int) string {
			return fmt.Sprintf("%d@%s", i, rapid.SampledFrom([]string{"丰收节", "现场会"}).Draw(t, "matter"))
		})}
	}
	return []string{"value", rapid.SampledFrom([]string{"0", "0", "0", "1"}).Draw(t, "case"), "document", "交纪函〔2023〕7号"}
}

// list draws some of the numbers 1…n and writes them as a value.
func list(t *rapid.T, n int, write func(int) string) string {
	var out []string
	for i := 1; i <= n; i++ {
		if rapid.Bool().Draw(t, "named") {
			out = append(out, write(i))
		}
	}
	if out == nil {
		return "0"
	}
	return strings.Join(out, ";")
}

func randomInput(t *rapid.T, s *standard.Standard) *standard.Input {
	in := &standard.Input{Listed: true}
	for e := range rapid.IntRange(1, 4).Draw(t, "entries") {
		id := "v" + strconv.Itoa(e)
		in.Entries = append(in.Entries, standard.Entry{ID: id, Class: rapid.SampledFrom([]string{"川区", "山区"}).Draw(t, "class")})
		for _, p := range s.Points {
			in.Values = append(in.Values, row(len(in.Values)+2, id, p.Code, randomCells(t, p)...))
		}
	}
	return in
}

// picture is everything an assessment says, as text.
func picture(a *standard.Assessment) string {
	var b strings.Builder
	for i := range a.Results {
		r := &a.Results[i]
		fmt.Fprintln(&b, r.Entry.ID, figure(r.Total), figure(r.Base), figure(r.Bonus))
		for _, d := range r.Dimensions {
			fmt.Fprintln(&b, d.Code, figure(d.Outcome))
			for _, it := range d.Items {
				fmt.Fprintln(&b, it.Code, figure(it.Outcome))
				for _, p := range it.Points {
					fmt.Fprintln(&b, p.Code, figure(p.Outcome), p.Why)
				}
			}
		}
	}
	return b.String()
}

func everySample(t *testing.T, check func(*rapid.T, *standard.Standard)) {
	for _, file := range samples(t) {
		s := sample(t, file)
		t.Run(s.Code, func(t *testing.T) { rapid.Check(t, func(rt *rapid.T) { check(rt, s) }) })
	}
}

func TestTheOrderOfRowsChangesNothing(t *testing.T) {
	everySample(t, func(t *rapid.T, s *standard.Standard) {
		in := randomInput(t, s)
		a, err := s.Evaluate(in)
		if err != nil {
			t.Fatal(err)
		}
		in.Values = rapid.Permutation(in.Values).Draw(t, "order")
		b, err := s.Evaluate(in)
		if err != nil || picture(a) != picture(b) {
			t.Fatalf("%v\n%s\n%s", err, picture(a), picture(b))
		}
	})
}

func TestSumsArePrintedSumsAndScoresLieWithinTheirMax(t *testing.T) {
	everySample(t, func(t *rapid.T, s *standard.Standard) {
		a, err := s.Evaluate(randomInput(t, s))
		if err != nil {
			t.Fatal(err)
		}
		for i := range a.Results {
			for _, d := range a.Results[i].Dimensions {
				for _, it := range d.Items {
					for _, p := range it.Points {
						within(t, p.Code, p.Outcome, p.Max)
					}
					if !it.Outside {
						within(t, it.Code, it.Outcome, it.Max)
					}
				}
			}
			if total := a.Results[i].Total.Figure; total != nil && total.From[0].Value.Add(total.From[1].Value).Cmp(total.Value) != 0 {
				t.Fatalf("%s + %s ≠ %s", total.From[0].Text(), total.From[1].Text(), total.Text())
			}
		}
	})
}

func within(t *rapid.T, code string, o standard.Outcome, max score.Exact) {
	if o.Scored() && (o.Figure.Value.Sign() < 0 || o.Figure.Value.Cmp(max) > 0) {
		t.Fatalf("%s scores %s of %s", code, figure(o), max)
	}
}

func TestOneMorePassedLineNeverLowersTheBase(t *testing.T) {
	everySample(t, func(t *rapid.T, s *standard.Standard) {
		in := randomInput(t, s)
		before, err := s.Evaluate(in)
		if err != nil {
			t.Fatal(err)
		}
		for i := range in.Values {
			v := &in.Values[i]
			if s.Point(v.Point).Kind != standard.Check || v.State != "" {
				continue
			}
			picks := strings.Split(v.Text, ";")
			for n := 1; n <= strings.Count(s.Point(v.Point).Params, `","`)+1; n++ {
				if text := strconv.Itoa(n); !slices.Contains(picks, text) && !slices.Contains(picks, "~"+text) {
					v.Text = strings.TrimPrefix(v.Text+";"+text, "0;")
					break
				}
			}
		}
		after, err := s.Evaluate(in)
		if err != nil {
			t.Fatal(err)
		}
		for i := range after.Results {
			a, b := before.Results[i].Base, after.Results[i].Base
			if a.Scored() != b.Scored() || a.Scored() && b.Figure.Value.Cmp(a.Figure.Value) < 0 {
				t.Fatalf("base %s before, %s after", figure(a), figure(b))
			}
		}
	})
}
