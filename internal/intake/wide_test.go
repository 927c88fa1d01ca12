package intake_test

import (
	"strings"
	"testing"

	"leitai/internal/standing"
)

// marks are all ballots of a part, a line an entry.
func marks(in *standing.Input) string {
	var said []string
	for e, given := range in.Panels[0].Marks {
		s := in.Entries[e].ID
		for _, m := range given {
			s += " " + in.Panels[0].Judges[m.Judge].ID
			if m.Left.Valid() {
				s += "=" + m.Points.String()
			}
		}
		said = append(said, s)
	}
	return lines(said...)
}

func TestWideTables(t *testing.T) {
	tests := []struct{ name, rules, scores, want, note string }{
		{"entries down, judges across", plainRules, "单位,评委1,评委2\n甲,9,8.5\n乙,7,6\n", lines("乙 评委1=7 评委2=6", "甲 评委1=9 评委2=8.5"), "scores.csv 按横表读取：2 列评委（评委1、评委2），一行一个单位"},
		{"under a title", plainRules, "擂台比武打分汇总表,,\n2026年11月,,\n序号,单位,评委1\n1,甲,9\n", "甲 评委1=9", "scores.csv 按横表读取：1 列评委（评委1），一行一个单位"},
		{"columns that offices add are no judges", plainRules, "序号,村（社区）,张三,李四,合计,平均分,名次,备注\n1,甲,9,8,17,8.5,1,好\n", "甲 张三=9 李四=8", "scores.csv 按横表读取：2 列评委（张三、李四），一行一个单位"},
		{"words of state in cells", plainRules, "单位,评委1,评委2,评委3\n甲,9,回避,缺席\n乙,作废,8,Recused\n", lines("乙 评委1 评委2=8 评委3", "甲 评委1=9 评委2 评委3"), "scores.csv 按横表读取：3 列评委（评委1、评委2、评委3），一行一个单位"},
		{"a heading of two rows with the groups above", groupRules, "单位,领导,专家,专家\n单位,评委1,评委1,评委2\n甲,9,8,7\n", "甲 领导评委1=9 专家评委1=8 专家评委2=7", "scores.csv 按横表读取：3 列评委（领导评委1、专家评委1、专家评委2），一行一个单位"},
		{"a column of the group", groupRules, "单位,评委组,评委1,评委2\n甲,l,9,8\n", "甲 评委1=9 评委2=8", "scores.csv 按横表读取：2 列评委（评委1、评委2），一行一个单位"},
		{"a row for each point", plainRules, "单位,评分点,评委1,评委2\n甲,A,4,3\n甲,B,5,5\n", "甲 评委1=9 评委2=8", "scores.csv 按横表读取：2 列评委（评委1、评委2），一行一个单位"},
		{"judges are counted as people count", plainRules, "单位,评委10,评委9\n甲,9,8\n", "甲 评委9=8 评委10=9", "scores.csv 按横表读取：2 列评委（评委10、评委9），一行一个单位"},
		{"the name where there is no code", plainRules, "单位名称,评委1\n甲,9\n", "甲 评委1=9", "scores.csv 按横表读取：1 列评委（评委1），一行一个单位"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			in, notes, faults := contest(t, map[string]string{"rules.yaml": tt.rules, "scores.csv": tt.scores})
			if len(faults) > 0 {
				t.Fatal(told(faults))
			}
			if got := marks(in); got != tt.want {
				t.Errorf("got\n%s\nwant\n%s", got, tt.want)
			}
			if got := told(notes); got != tt.note {
				t.Errorf("noted %q; want %q", got, tt.note)
			}
		})
	}
}

func TestWhatIsWrongInAWideTableIsSaid(t *testing.T) {
	tests := []struct{ name, scores, want string }{
		{"a blank cell", "单位,评委1,评委2\n甲,9,\n", "scores.csv:2:评委2 甲：评委2 的得分是空的；空不等于 0；应为：一个分数，或写明 回避、缺席、作废"},
		{"a row that is too short", "单位,评委1,评委2\n甲,9\n", "scores.csv:2:评委2 甲：评委2 的得分是空的；空不等于 0；应为：一个分数，或写明 回避、缺席、作废"},
		{"a word that is no state", "单位,评委1\n甲,请假\n", "scores.csv:2:评委1 甲：“请假”不是分数；应为：普通写法的数字，如 9.5；没有打分的写明 回避、缺席、作废"},
		{"valid is no mark", "单位,评委1,评委2\n甲,9,有效\n", "scores.csv:2:评委2 甲：“有效”不是分数；应为：普通写法的数字，如 9.5；没有打分的写明 回避、缺席、作废"},
		{"a judge across twice", "单位,评委1,评委1\n甲,9,8\n", "scores.csv:2:judge 甲：评委1 打了两次分，前一次在 scores.csv:2"},
		{"an entry down twice", "单位,评委1\n甲,9\n甲,8\n", "scores.csv:3:judge 甲：评委1 打了两次分，前一次在 scores.csv:2"},
		{"no judge at all", "单位,名次\n甲,1\n", "scores.csv:1:score 表头缺少“得分”列（现有：entry, 名次）"},
		{"a mark outside", "单位,评委1\n甲,11\n", "scores.csv:2:score 甲：评委1 的得分 11 不在允许范围内；应为：0…10"},
		{"one heading of a long table", "单位,评委,打分\n甲,评委1,9\n", "scores.csv:1:score 表头缺少“得分”列（现有：entry, judge, 打分）"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, _, faults := contest(t, map[string]string{"rules.yaml": plainRules, "scores.csv": tt.scores})
			if got := told(faults); got != tt.want {
				t.Errorf("said\n%s\nwant\n%s", got, tt.want)
			}
		})
	}
}

func TestHeadingsAreTakenAsOfficesWriteThem(t *testing.T) {
	for _, head := range []string{
		"entry,judge,score", "Entry,JUDGE,Score", "单位,评委,得分", " 单位 ,评 委,得分*", "单位编码,评委,得分", "村（社区）,评委,得分", "村(社区),评委,得分", "\ufeff单位,评委,得分", "参赛单位,\u200b评委,　得分　",
	} {
		in, _, faults := contest(t, map[string]string{"rules.yaml": plainRules, "scores.csv": head + "\n甲,评委1,9\n"})
		if len(faults) > 0 || marks(in) != "甲 评委1=9" {
			t.Errorf("%q: %s", head, told(faults))
		}
	}
	if _, _, faults := contest(t, map[string]string{"rules.yaml": plainRules, "scores.csv": strings.Repeat("说明\n", 20) + long + "a,b,9\n"}); len(faults) != 1 || faults[0].Code != "no_heading" {
		t.Errorf("a heading in row 21: %s", told(faults))
	}
	if in, _, faults := contest(t, map[string]string{"rules.yaml": plainRules, "scores.csv": strings.Repeat("说明\n", 19) + long + "a,b,9\n"}); len(faults) > 0 || marks(in) != "a b=9" {
		t.Errorf("a heading in row 20: %s", told(faults))
	}
}

func TestAFileWithoutARowIsNoted(t *testing.T) {
	_, notes, faults := contest(t, map[string]string{"rules.yaml": plainRules, "scores.csv": long})
	if len(faults) > 0 || told(notes) != "scores.csv 表里没有一行数据" {
		t.Errorf("faults %q, notes %q", told(faults), told(notes))
	}
}
