package standing_test

import (
	"strings"
	"testing"

	"leitai/internal/score"
	"leitai/internal/standing"
)

// corrected shows the total, the total before correction, and the factor.
func corrected(r *standing.Row) string {
	s := r.Figure.Text() + " " + r.Raw().Text()
	if r.Figure.Kind == score.KindCorrected {
		s += " " + r.Figure.From[0].Value.String()
	}
	return s
}

func TestCorrectionBetweenBatches(t *testing.T) {
	const one = "parts: [{key: stage}]\ntotal: {decimals: 2}\nrank: {by: all, across: {"
	marks := func(s ...string) string { return lines(append([]string{"entry,judge,score,batch"}, s...)...) }
	// the means are 80 and 60, that of all 70, that of both means 70 too unless one is longer
	even := marks("a,1,90,一", "b,1,70,一", "c,1,65,二", "d,1,55,二")
	odd := marks("a,1,90,一", "b,1,70,一", "c,1,65,二", "d,1,55,二", "e,1,60,二")
	tests := []struct{ name, rules, scores, entries, adjust, want string }{
		{"the mean of all by the mean of the batch", one + "method: factor_of_means, decimals: 3}}\n", odd, "", "", // 68 ÷ 80, 68 ÷ 60
			lines("a 76.50 90.00 0.85", "c 73.65 65.00 1.133", "e 67.98 60.00 1.133", "d 62.32 55.00 1.133", "b 59.50 70.00 0.85")},
		{"the mean of the means by the mean of the batch", one + "method: two_step_mean, decimals: 3}}\n", odd, "", "", // 70 ÷ 80, 70 ÷ 60
			lines("a 78.75 90.00 0.875", "c 75.86 65.00 1.167", "e 70.02 60.00 1.167", "d 64.19 55.00 1.167", "b 61.25 70.00 0.875")},
		{"without decimals the factor is exact", one + "method: factor_of_means}}\n", even, "", "", // 70 ÷ 80, 70 ÷ 60
			lines("a 78.75 90.00 0.875", "c 75.83 65.00 7/6", "d 64.17 55.00 7/6", "b 61.25 70.00 0.875")},
		{"means may be rounded, half up", one + "method: factor_of_means, mean_decimals: 0}}\n", marks("a,1,91,一", "b,1,70,一", "c,1,60,二"), "", "", // 74 ÷ 81, 74 ÷ 60
			lines("a 83.14 91.00 74/81", "c 74.00 60.00 37/30", "b 63.95 70.00 74/81")},
		{"the trimmed mean of each", one + "method: trimmed_factor, trim: 1, decimals: 4}}\n", marks("a,1,100,一", "b,1,80,一", "c,1,10,一", "d,1,99,二", "e,1,60,二", "f,1,20,二"), "", "", // (99+80+60+20)÷4 = 64.75, by 80, by 60
			lines("d 106.84 99.00 1.0792", "a 80.94 100.00 0.8094", "b 64.75 80.00 0.8094", "e 64.75 60.00 1.0792", "f 21.58 20.00 1.0792", "c 8.09 10.00 0.8094")},
		{"none", one + "method: none}}\n", even, "", "", lines("a 90.00 90.00", "b 70.00 70.00", "c 65.00 65.00", "d 55.00 55.00")},
		{"one batch needs no correction", one + "method: trimmed_factor}}\n", marks("a,1,90,一"), "", "", "a 90.00 90.00"},
		{"who has no place is corrected, and counts in no mean", one + "method: factor_of_means}}\n", marks("a,1,90,一", "b,1,70,一", "c,1,65,二", "d,1,55,二", "v,1,10,一", "x,1,10,二"), "entry,exempt\na,\nb,\nc,\nd,\nv,\nx,是\n", lines("entry,kind,points", "v,veto,"),
			lines("a 78.75 90.00 0.875", "c 75.83 65.00 7/6", "d 64.17 55.00 7/6", "b 61.25 70.00 0.875", "v 8.75 10.00 0.875", "x 11.67 10.00 7/6")},
		{"a batch without a ranked entry is not corrected", one + "method: factor_of_means}}\n", marks("a,1,90,一", "v,1,10,二"), "", lines("entry,kind,points", "v,veto,"),
			lines("a 90.00 90.00 1", "v 10.00 10.00")},
		{"the factors are those of the whole contest, whatever the list", "parts: [{key: stage}]\ntotal: {decimals: 2}\nrank: {by: class, across: {method: factor_of_means}}\n", even, "entry,class\na,川\nb,山\nc,川\nd,山\n", "",
			lines("a 78.75 90.00 0.875", "c 75.83 65.00 7/6", "d 64.17 55.00 7/6", "b 61.25 70.00 0.875")},
		{"the means are of totals as rounded", "parts: [{key: stage}]\ntotal: {decimals: 0}\nrank: {by: all, across: {method: factor_of_means}}\n", marks("a,1,89.5,一", "b,1,45.4,二"), "", "", // 67.5 ÷ 90, 67.5 ÷ 45
			lines("a 68 90 0.75", "b 68 45 1.5")},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := told(t, read(t, tt.rules, tt.scores, tt.entries, tt.adjust), corrected); got != tt.want {
				t.Errorf("got\n%s\nwant\n%s", got, tt.want)
			}
		})
	}
}

func TestListsThatMixBatchesWithoutAWordAreWarnedOf(t *testing.T) {
	mixed := "entry,batch,class\ne1,一,川\ne2,二,川\ne3,二,山\n"
	tests := []struct{ name, rules, entries, want string }{
		{"by class", "rank: {by: class}\n", mixed, "名单里混有不同批次（一、二），规则没有写怎样比较：不同批次的名次不宜直接相比"},
		{"not where the rules say a word", "rank: {by: class, across: {method: none}}\n", mixed, ""},
		{"not where no list mixes them", "rank: {by: class}\n", "entry,batch,class\ne1,一,川\ne2,一,川\ne3,二,山\n", ""},
		{"not by batch", "", mixed, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			result, err := standing.Rank(read(t, "parts: [{key: stage}]\n"+tt.rules, one(1, 2, 3), tt.entries, ""))
			if err != nil {
				t.Fatal(err)
			}
			if got := sentences(result.Warnings); got != tt.want {
				t.Errorf("warned %q; want %q", got, tt.want)
			}
		})
	}
}

func TestTheHallSeesThePartThatTheRulesName(t *testing.T) {
	rules := "combine: sum\nparts: [{key: stage}, {key: field}]\nscreen: {score: stage, ranking: stage}\n"
	scores := lines("entry,judge,score,part", "a,1,9,", "a,1,1,field", "b,1,8,", "b,1,9,field", "c,1,9,", "c,1,2,field", "d,1,7,", "v,1,10,", "v,1,1,field", "x,1,10,", "x,1,1,field")
	entries := "entry,exempt\na,\nb,\nc,\nd,\nv,\nx,是\n"
	show := func(r *standing.Row) string {
		return strings.TrimSpace(place(r) + " " + strings.Repeat("*", r.ScreenPlace))
	}
	got := told(t, read(t, rules, scores, entries, lines("entry,kind,points", "v,veto,")), show)
	if want := lines("b 1 ***", "c 2 *", "a 3 *", "d part ****", "v veto", "x exempt"); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	got = told(t, read(t, strings.Replace(rules, "screen: {score: stage, ranking: stage}\n", "", 1), scores, entries, ""), show)
	if want := lines("b 1 *", "c 2= **", "v 2= **", "a 4 ****", "d part", "x exempt"); got != want {
		t.Errorf("by total: got\n%s\nwant\n%s", got, want)
	}
}
