package intake

import (
	"strings"

	"leitai/internal/score"
	"leitai/internal/standing"
)

// headings maps what offices write over a column to the name of the column.
var headings = map[string]string{
	"单位": "entry", "村(社区)": "entry", "村社区": "entry", "参赛单位": "entry", "参赛村": "entry", "村名": "entry", "村(社区)名称": "entry", "单位编码": "entry", "编码": "entry", "单位代码": "entry",
	"名称": "name", "单位名称": "name", "评委": "judge", "得分": "score", "评委组": "group", "评分点": "point", "批次": "batch", "部分": "part",
	"出场顺序": "order", "出场序号": "order", "状态": "state", "乡镇": "township", "类别": "class", "领域": "domain",
	"不参加排名": "exempt", "类型": "kind", "分值": "points", "原因": "reason", "数值": "value", "打分人": "scorer",
	"分子": "numerator", "分母": "denominator", "限定": "qualifier", "时期": "period", "来源": "source", "填报人": "filler",
	"文件": "document", "备注": "note", "曾用": "former", "原单位": "former",
}

// columns are the names that headings stand for.
var columns = func() map[string]bool {
	names := map[string]bool{}
	for _, name := range headings {
		names[name] = true
	}
	return names
}()

// besides are headings of columns that offices add and that carry no data of
// ours: a wide table must not take them for judges.
var besides = map[string]bool{
	"序号": true, "平均得分": true, "最终得分": true, "得分合计": true, "去掉最高分": true, "去掉最低分": true, "计时扣分": true, "合计": true, "总分": true, "平均分": true, "平均": true, "最后得分": true, "最高分": true, "最低分": true,
	"名次": true, "排名": true, "签字": true, "评委签字": true, "有效分合计": true, "no.": true, "total": true, "rank": true,
}

// footer tells whether what stands in the place of a unit is the foot of a table:
// a sum, a mean, a note, who counted.
func footer(text string) bool {
	if len(text) > 0 && text[0] < 0x80 {
		return false // codes are digits; every word of a foot is Chinese
	}
	text = strings.Join(strings.Fields(text), "")
	before, _, noted := strings.Cut(strings.ReplaceAll(text, ":", "："), "：")
	return besides[text] && text != "序号" || noted && feet[before]
}

// feet are the words before the colon of a note below a table.
var feet = map[string]bool{"备注": true, "注": true, "说明": true, "计票人": true, "计分员": true, "复核员": true, "监督员": true, "主评委": true, "评委签字": true, "日期": true, "填表人": true}

// column is the name of the column under a heading: one of ours, or the heading
// itself, cleaned.
func column(heading string) string {
	h := strings.ToLower(strings.Join(strings.Fields(fold(heading)), ""))
	h = strings.NewReplacer("（", "(", "）", ")", "*", "").Replace(h)
	if name, ok := headings[h]; ok {
		return name
	}
	if columns[h] {
		return h
	}
	return clean(heading)
}

// states are the words for the state of a mark.
var states = map[string]score.Reason{
	"": score.Counted, "valid": score.Counted, "有效": score.Counted,
	"recused": score.Recused, "回避": score.Recused,
	"absent": score.Absent, "缺席": score.Absent,
	"void": score.Void, "作废": score.Void,
}

// state finds the word for the state of a mark, also with spaces in it or a
// reason in brackets behind it: 缺 席, 回避（亲属）.
func state(text string) (score.Reason, bool) {
	if left, ok := states[text]; ok {
		return left, true
	}
	text = strings.ToLower(strings.Join(strings.Fields(fold(text)), ""))
	text, _, _ = strings.Cut(text, "(")
	left, ok := states[text]
	return left, ok
}

// kinds are the words for the kind of an adjustment.
var kinds = map[string]standing.AdjustmentKind{
	"bonus": standing.Bonus, "加分": standing.Bonus,
	"deduct": standing.Deduct, "扣分": standing.Deduct,
	"veto": standing.Veto, "一票否决": standing.Veto,
}

// yesNo are the words for yes and no.
var yesNo = map[string]bool{
	"yes": true, "是": true, "y": true, "true": true, "1": true, "√": true,
	"": false, "no": false, "否": false, "n": false, "false": false, "0": false, "×": false,
}
