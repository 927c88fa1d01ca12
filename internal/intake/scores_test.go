package intake_test

import (
	"strings"
	"testing"

	"leitai/internal/score"
)

const (
	groupRules = "schema: leitai.rules/1\nparts:\n  - key: stage\n    name: 现场\n    aggregate: {groups: [{key: l, name: 领导, weight: 0.4, ballot: total}, {key: x, name: 专家, weight: 0.6}]}\n"
	sheetRules = "schema: leitai.rules/1\nparts:\n  - key: stage\n    name: 现场\n    sheet: [{point: A1, max: 10, step: 0.5}, {point: A2, max: 5}]\n"
	long       = "entry,judge,score\n"
)

func lines(s ...string) string { return strings.Join(s, "\n") }

// TestEveryFaultOfScoresIsSaidInAFullSentence: file, row, column, what was
// found, what is allowed, what was meant.
func TestEveryFaultOfScoresIsSaidInAFullSentence(t *testing.T) {
	const entries = "entry,name\nc1,城内村\nc2,成村\n"
	tests := []struct{ name, rules, scores, entries, want string }{
		{"a word for a number", plainRules, long + "c1,李,很好\n", "", "scores.csv:2:score c1：“很好”不是分数；应为：普通写法的数字，如 9.5；没有打分的写明 回避、缺席、作废"},
		{"a comma as decimal mark", plainRules, long + "c1,李,\"9,5\"\n", "", "scores.csv:2:score c1：“9,5”不是分数（是不是想写“9.5”？）；应为：普通写法的数字，如 9.5；没有打分的写明 回避、缺席、作废"},
		{"thousands", plainRules, long + "c1,李,\"1,234\"\n", "", "scores.csv:2:score c1：“1,234”不是分数（是不是想写“1234”？）；应为：普通写法的数字，如 9.5；没有打分的写明 回避、缺席、作废"},
		{"a unit behind it", plainRules, long + "c1,李,9.5分\n", "", "scores.csv:2:score c1：“9.5分”不是分数（是不是想写“9.5”？）；应为：普通写法的数字，如 9.5；没有打分的写明 回避、缺席、作废"},
		{"nine decimals", plainRules, long + "c1,李,9.123456789\n", "", "scores.csv:2:score c1：“9.123456789”的小数位太多或数字过大；应为：最多四位小数"},
		{"a number too great", plainRules, long + "c1,李,10000000000\n", "", "scores.csv:2:score c1：“10000000000”的小数位太多或数字过大；应为：最多四位小数"},
		{"a power of ten", plainRules, long + "c1,李,1e1\n", "", "scores.csv:2:score c1：“1e1”不是分数；应为：普通写法的数字，如 9.5；没有打分的写明 回避、缺席、作废"},
		{"no score", plainRules, long + "c1,李,\n", "", "scores.csv:2:score c1：李 的得分是空的；空不等于 0；应为：一个分数，或写明 回避、缺席、作废"},
		{"only a blank", plainRules, long + "c1,李,\u3000\n", "", "scores.csv:2:score c1：李 的得分是空的；空不等于 0；应为：一个分数，或写明 回避、缺席、作废"},
		{"no entry", plainRules, long + ",李,9\n", "", "scores.csv:2:entry “单位”是空的"},
		{"no judge", plainRules, long + "c1,,9\n", "", "scores.csv:2:judge c1：“评委”是空的"},
		{"a mark above the scale", plainRules, long + "c1,李,10.0001\n", "", "scores.csv:2:score c1：李 的得分 10.0001 不在允许范围内；应为：0…10"},
		{"a mark below the scale", plainRules, long + "c1,李,-0.5\n", "", "scores.csv:2:score c1：李 的得分 -0.5 不在允许范围内；应为：0…10"},
		{"a state that is none", plainRules, "entry,judge,score,state\nc1,李,9,请假\n", "", "scores.csv:2:state c1：不认识的状态“请假”；应为：有效、回避、缺席、作废"},
		{"a part that is not in the rules", plainRules, "entry,judge,score,part\nc1,李,9,stag\n", "", "scores.csv:2:part c1：没有“stag”这个部分（是不是想写“stage”？）；应为：stage"},
		{"no part where none is called stage", strings.Replace(plainRules, "stage", "field", 1), long + "c1,李,9\n", "", "scores.csv:2:part c1：没有“stage”这个部分；应为：field"},
		{"an entry that is not in the list", plainRules, long + "c3,李,9\n", entries, "scores.csv:2:entry 名单里没有“c3”（是不是想写“c1”？）"},
		{"a slip of the pen", plainRules, long + "城内邨,李,9\n", entries, "scores.csv:2:entry 名单里没有“城内邨”（是不是想写“城内村”？）"},
		{"two batches", plainRules, "entry,judge,score,batch\nc1,李,9,一\nc1,王,9,二\n", "", "scores.csv:3:batch c1：这里的批次是“二”，别处是“一”"},
		{"another batch than the list says", plainRules, "entry,judge,score,batch\nc1,李,9,二\n", "entry,batch\nc1,一\n", "scores.csv:2:batch c1：这里的批次是“二”，别处是“一”"},
		{"a batch for some", plainRules, "entry,judge,score,batch\nc1,李,9,一\nc2,李,9,\n", "", "c2：没有批次，而其他单位有"},
		{"a judge twice", plainRules, long + "c1,李,9\nc1,王,8\nc1,李,9\n", entries, "scores.csv:4:judge c1 城内村：李 打了两次分，前一次在 scores.csv:2"},
		{"a judge twice on a point", sheetRules, "entry,judge,point,score\nc1,李,A1,9\nc1,李,A2,5\nc1,李,A1,9\n", "", "scores.csv:4:judge c1：李 打了两次分，前一次在 scores.csv:2"},
		{"no group where there are several", groupRules, long + "c1,李,9\n", "", "scores.csv:2:group c1：李 没有写评委组；这一行按“现场”部分读取，如果是别的部分，请加一列“部分”；应为：l, x"},
		{"a group that is none", groupRules, "entry,judge,group,score\nc1,李,群众,9\n", "", "scores.csv:2:group c1：李 的评委组“群众”不在规则里；应为：l, x"},
		{"a judge in two groups", groupRules, "entry,judge,group,score\nc1,李,l,9\nc2,李,专家,9\n", "", "scores.csv:3:group c2：李 在这里属于“专家”，在别处属于“l”；一个评委在一个部分里只能属于一个组"},
		{"points from who gives a total", groupRules, "entry,judge,group,point,score\nc1,李,l,A1,9\n", "", "scores.csv:2:point c1：李 所在的组只打一个总分，这里却写了评分点“A1”"},
		{"a point of the sheet that lacks", sheetRules, "entry,judge,point,score\nc1,李,A1,9\n", "", "scores.csv:2:point c1：李 缺少评分点“A2”"},
		{"a point that the sheet has not", sheetRules, "entry,judge,point,score\nc1,李,A1,9\nc1,李,A2,5\nc1,李,A11,1\n", "", "scores.csv:4:point c1：李 的评分点“A11”不在评分表里（是不是想写“A1”？）；应为：A1, A2"},
		{"11 on a point of 10", sheetRules, "entry,judge,point,score\nc1,李,A1,11\nc1,李,A2,5\n", "", "scores.csv:2:score c1：李 在“A1”上的得分 11 不在允许范围内；应为：0…10 / 0.5"},
		{"off the step of a point", sheetRules, "entry,judge,point,score\nc1,李,A1,9.6\nc1,李,A2,5\n", "", "scores.csv:2:score c1：李 在“A1”上的得分 9.6 不在允许范围内；应为：0…10 / 0.5"},
		{"a sheet half valid", sheetRules, "entry,judge,point,score,state\nc1,李,A1,9,\nc1,李,A2,,作废\n", "", "scores.csv:2:state c1：李 的评分表一半有效一半无效；应为：整张有效，或整张写同一种状态"},
		{"points of one judge and a number of another", plainRules, "entry,judge,point,score\nc1,李,A1,4\nc1,李,A2,5\nc1,王,,9\n", "",
			lines("scores.csv:4:point c1：王 的评分点“”不在评分表里；应为：A1, A2", "scores.csv:4:point c1：王 缺少评分点“A1”", "scores.csv:4:point c1：王 缺少评分点“A2”")},
		{"the sum of points above the scale", plainRules, "entry,judge,point,score\nc1,李,A1,6\nc1,李,A2,5\n", "", "scores.csv:2:score c1：李 的得分 11 不在允许范围内；应为：0…10"},
		{"everything wrong with one row", groupRules, "entry,judge,part,group,score,state\nc9,李,,l,9,\nc9,李,filed,l,\"9,5\",\nc9,,,l,x,\nc1,王,,z,,病\n", entries, lines(
			"scores.csv:2:entry 名单里没有“c9”（是不是想写“c1”？）",
			"scores.csv:3:entry 名单里没有“c9”（是不是想写“c1”？）", "scores.csv:3:part c9：没有“filed”这个部分；应为：stage", "scores.csv:3:score c9：“9,5”不是分数（是不是想写“9.5”？）；应为：普通写法的数字，如 9.5；没有打分的写明 回避、缺席、作废",
			"scores.csv:4:entry 名单里没有“c9”（是不是想写“c1”？）", "scores.csv:4:score c9：“x”不是分数；应为：普通写法的数字，如 9.5；没有打分的写明 回避、缺席、作废", "scores.csv:4:judge c9：“评委”是空的",
			"scores.csv:5:state c1：不认识的状态“病”；应为：有效、回避、缺席、作废", "scores.csv:5:group c1：王 的评委组“z”不在规则里；应为：l, x")},
		{"a column that lacks", plainRules, "entry,judge,mark\nc1,李,9\n", "", "scores.csv:1:score 表头缺少“得分”列（现有：entry, judge, mark）"},
		{"the entry lacks", plainRules, "评委,得分\n李,9\n", "", "scores.csv:1:entry 表头缺少“单位”列（现有：judge, score）"},
		{"no heading at all", plainRules, "1,2\n3,4\n", "", "scores.csv:1 前 20 行里没有找到表头；应为：一行表头，含 单位, 评委, 得分"},
		{"a column twice", plainRules, "entry,judge,得分,score\nc1,李,9,9\n", "", "scores.csv:1:score 表头里“score”出现了两次"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			files := map[string]string{"rules.yaml": tt.rules, "scores.csv": tt.scores}
			if tt.entries != "" {
				files["entries.csv"] = tt.entries
			}
			in, _, faults := contest(t, files)
			if in != nil && len(faults) == 0 {
				t.Fatal("it is taken")
			}
			if got := told(faults); got != tt.want {
				t.Errorf("said\n%s\nwant\n%s", got, tt.want)
			}
		})
	}
}

func TestOneFileDoesNotHideTheFaultsOfAnother(t *testing.T) {
	_, _, faults := contest(t, map[string]string{
		"rules.yaml": plainRules, "scores.csv": long + "c1,李,x\nc9,李,9\nc1,王,\n", "scores2.csv": "entry,judge,score,part\nc1,赵,9,field\n",
		"entries.csv": "entry,name,exempt\nc1,城内村,也许\nc1,又一次,\n", "adjust.csv": "entry,kind,points\nc1,奖励,1\n",
	})
	want := lines(
		"entries.csv:2:exempt c1：不认识“也许”；应为：yes, no, 是, 否",
		"entries.csv:3:entry “c1”与第 2 行重复",
		"scores.csv:2:score c1：“x”不是分数；应为：普通写法的数字，如 9.5；没有打分的写明 回避、缺席、作废",
		"scores.csv:3:entry 名单里没有“c9”（是不是想写“c1”？）",
		"scores.csv:4:score c1：王 的得分是空的；空不等于 0；应为：一个分数，或写明 回避、缺席、作废",
		"scores2.csv:2:part c1：没有“field”这个部分；应为：stage",
		"adjust.csv:2:kind c1：不认识“奖励”；应为：bonus, deduct, veto, 加分, 扣分, 一票否决",
	)
	if got := told(faults); got != want {
		t.Errorf("said\n%s\nwant\n%s", got, want)
	}
}

func TestAfterAThousandFaultsTheRestIsCounted(t *testing.T) {
	_, _, faults := contest(t, map[string]string{"rules.yaml": plainRules, "scores.csv": long + strings.Repeat("c1,李,x\n", 1234)})
	if len(faults) != 1001 || told(faults[1000:]) != "此外还有 234 处问题没有列出" {
		t.Errorf("%d faults, the last: %s", len(faults), told(faults[len(faults)-1:]))
	}
}

func TestMarksAreTakenAsPeopleWriteThem(t *testing.T) {
	for given, want := range map[string]score.Points{
		"9.5": 95_000, "9.5 ": 95_000, "\t9.5": 95_000, "９．５": 95_000, "\u00a09.5\u3000": 95_000, "9.50000": 95_000, "0": 0, "-0": 0, "−0": 0, "\u200e9.5\u200f": 95_000, "\ufeff9.5": 95_000, "09.5": 95_000,
	} {
		in, _, faults := contest(t, map[string]string{"rules.yaml": plainRules, "scores.csv": long + "c1,李,\"" + given + "\"\n"})
		if len(faults) > 0 || in.Panels[0].Marks[0][0].Points != want {
			t.Errorf("%q: %s", given, told(faults))
		}
	}
	for _, given := range []string{"NaN", "Inf", "-Inf", "1e309", "0x9", "9..5", "9.5.", ".5", "5.", "+5", "--5", "½", "Ⅸ", "九", "٩", "=9.5", "=1+1", "9.5/1", "95%", "九点五"} {
		if _, _, faults := contest(t, map[string]string{"rules.yaml": plainRules, "scores.csv": long + "c1,李," + given + "\n"}); len(faults) != 1 || faults[0].Code != "not_a_mark" || faults[0].Found != given {
			t.Errorf("%q: %s", given, told(faults))
		}
	}
}

func TestStatesAreNeitherMissingNorZero(t *testing.T) {
	in, _, faults := contest(t, map[string]string{"rules.yaml": plainRules, "scores.csv": "entry,judge,score,state\nc1,a,9,\nc1,b,9,有效\nc1,c,9,Valid\nc1,d,,回避\nc1,e,,RECUSED\nc1,f,8,缺席\nc1,g,,absent\nc1,h,,作废\nc1,i,x,void\n"})
	if len(faults) > 0 {
		t.Fatal(told(faults))
	}
	want := []score.Reason{score.Counted, score.Counted, score.Counted, score.Recused, score.Recused, score.Absent, score.Absent, score.Void, score.Void}
	for i, m := range in.Panels[0].Marks[0] {
		if m.Left != want[i] || m.Left != score.Counted && m.Points != 0 {
			t.Errorf("judge %s: %+v", in.Panels[0].Judges[m.Judge].ID, m)
		}
	}
}

func TestTheOrderOfRowsDoesNotChangeTheOrderOfJudgesAndPoints(t *testing.T) {
	rows := []string{"c1,评委10,p2,2", "c1,评委2,p1,1", "c1,评委02,p1,1", "c1,评委10,p1,1", "c1,评委2,p2,2", "c1,评委02,p2,2"}
	read := func(rows ...string) string {
		in, _, faults := contest(t, map[string]string{"rules.yaml": plainRules, "scores.csv": "entry,judge,point,score\n" + lines(rows...) + "\n"})
		if len(faults) > 0 {
			t.Fatal(told(faults))
		}
		var said []string
		for _, m := range in.Panels[0].Marks[0] {
			s := in.Panels[0].Judges[m.Judge].ID
			for _, p := range in.Panels[0].Sheets[m.Sheet-1] {
				s += " " + in.Panels[0].Points[p.Point] + "=" + p.Mark.String()
			}
			said = append(said, s)
		}
		return lines(said...)
	}
	want := lines("评委02 p1=1 p2=2", "评委2 p1=1 p2=2", "评委10 p1=1 p2=2")
	if got := read(rows...); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if got := read(rows[5], rows[4], rows[3], rows[2], rows[1], rows[0]); got != want {
		t.Errorf("backwards\n%s\nwant\n%s", got, want)
	}
}
