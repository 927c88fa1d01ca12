package demo

import (
	"slices"
	"strconv"
	"strings"

	"leitai/internal/standard"
)

// spared are lines and rules that the sample never lets fail: it would read as
// an accusation against a real village.
var spared = map[string][]int{
	"RUR-01-02-02": {2},       // 程序倒置
	"RUR-01-04-01": {6},       // 记录补造
	"RUR-02-01-02": {3},       // 公开内容与账目不符
	"RUR-02-03-03": {1, 2, 3}, // 信访
	"RUR-02-04-01": {1, 2, 3}, // 非法上访、责任事故、刑事案件
	"RUR-02-04-02": {2},       // 野外违规用火
	"RUR-03-01-03": {3},       // 突击补台账
	"RUR-03-02-01": {1, 2},    // 专账管理、支出范围
	"RUR-03-02-02": {1, 3, 4}, // 账实不符、审计巡察反馈
	"RUR-04-02-03": {1},       // 应纳未纳
	"RUR-05-01-01": {2},       // 推诿
	"RUR-05-01-02": {1, 2},    // 处分、诫勉
	"RUR-05-02-01": {3, 4, 6}, // 婚丧、赌博、彩礼
	"COM-01-03-01": {5},       // 记录补造
	"COM-02-03-04": {1, 3},    // 消防通道、亡人火灾
	"COM-03-02-01": {3},       // 支出公示
	"COM-05-01-01": {1},       // 窗口推诿
	"COM-05-01-02": {1, 2},    // 处分、诫勉
}

// conditional are lines of a check that do not apply everywhere.
var conditional = map[string]int{
	"RUR-01-02-03": 2, // 流动党员台账: a village without any
	"RUR-01-01-01": 4, // 35岁以下年轻干部: filled at the last election only
	"COM-01-01-01": 5, // 兼职委员
}

// judged are the marks of a judged point: three of the field team, or the one
// office that answers for it.
func judged(p *standard.Point, level int, d dice) (out []standard.Value) {
	top := number(p.Max.String(), 1)
	scorers := []string{p.Assessor}
	if p.Assessor == "观摩组" {
		scorers = []string{"观摩组1", "观摩组2", "观摩组3"}
	}
	for _, name := range scorers {
		mark := clamp((top*(level+d.bell(24))+500)/1000, 0, top)
		out = append(out, standard.Value{Text: decimal(mark, 1), Scorer: name})
	}
	return out
}

// checked are the lines that a unit passes.
func checked(code string, lines, level int, d dice) string {
	var out []string
	for n := 1; n <= lines; n++ {
		failed, away := d.chance(slip(level)), d.chance(120)
		switch {
		case conditional[code] == n && away:
			out = append(out, "~"+strconv.Itoa(n))
		case !failed || slices.Contains(spared[code], n):
			out = append(out, strconv.Itoa(n))
		}
	}
	return listed(out)
}

// deducted are the rules that cost a unit points, each with its count.
func deducted(code string, q params, level int, d dice) string {
	var out []string
	for i, rule := range q.Rules {
		happened, times := d.chance(slip(level)), 1
		if number(rule.Minus.String(), 2) <= 20 { // small matters come in numbers
			times = d.between(1, 3)
		}
		if happened && !slices.Contains(spared[code], i+1) {
			out = append(out, strconv.Itoa(i+1)+"*"+strconv.Itoa(times))
		}
	}
	return listed(out)
}

// matters are what a bonus may be for, by the last digits of its code.
var matters = map[string][]string{
	"01-01": {"平安建设示范", "乡村治理示范", "基层党建现场会", "文明实践示范"},
	"01-02": {"数字乡村试点", "移风易俗试点", "清单制试点"},
}

// rewarded is what a unit is rewarded for: seldom, mostly by the city, and now
// and then for one matter at two levels, of which the higher counts.
func rewarded(code string, d dice) standard.Value {
	those := matters[code[len("RUR-06-"):]]
	matter, document := those[d.below(len(those))], "合成〔2024〕"+strconv.Itoa(d.between(1, 60))+"号"
	lowest, rewarded, twice := 3, d.chance(90), d.chance(220)
	if strings.HasSuffix(code, "01-02") {
		lowest = 2
	}
	v := standard.Value{Text: strconv.Itoa(lowest) + "@" + matter, Document: document}
	switch {
	case !rewarded:
		return standard.Value{Text: "0"}
	case twice:
		v.Text = strconv.Itoa(lowest-1) + "@" + matter + ";" + v.Text
	}
	return v
}

func listed(out []string) string {
	if len(out) == 0 {
		return "0"
	}
	return strings.Join(out, ";")
}
