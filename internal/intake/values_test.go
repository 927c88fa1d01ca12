package intake_test

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"leitai/internal/fault"
	"leitai/internal/intake"
	"leitai/internal/standard"
)

// places lists the faults of err as "code column".
func places(err error) []string {
	var list fault.List
	errors.As(err, &list)
	var out []string
	for _, f := range list {
		out = append(out, string(f.Code)+" "+f.At.Column)
	}
	return out
}

func write(t *testing.T, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// small is a standard with a point of every kind.
const small = `standard_code,domain,dimension_code,dimension,dimension_points,item_code,item,item_points,point_code,point,max_points,score_type,rule,params,assessor
T,农村,T-01,甲,100,T-01-01,项,100,T-01-01-01,书记履职,90,judge,评分,"{""scheme"":""L4"",""step"":0.1}",观摩组
T,农村,T-01,甲,100,T-01-01,项,100,T-01-01-02,办结率,5,indicator,比率,"{""metric_key"":""close_rate"",""metric"":""网格事件办结率"",""unit"":""%"",""formula"":""between"",""target"":100,""floor"":80}",政法委
T,农村,T-01,甲,100,T-01-01,项,100,T-01-01-03,班子配备,2,check,核查,"{""checks"":[""一"",""二"",""三"",""四""]}",乡镇党委
T,农村,T-01,甲,100,T-01-01,项,100,T-01-01-04,三会一课,3,deduct,扣分,"{""base"":3,""rules"":[{""when"":""少开"",""minus"":0.5},{""when"":""补造"",""minus"":1}]}",乡镇党委
T,农村,T-02,附加,0,T-02-01,加,0,T-02-01-01,表彰,3,bonus,加分,"{""cap"":3,""rules"":[{""when"":""省级"",""plus"":2}]}",组织部
T,农村,T-02,附加,0,T-02-02,否,0,T-02-02-01,违纪,0,veto,否决,"{""effect"":""disqualify"",""whens"":[""一"",""二""]}",纪委
`

const smallEntries = "单位,名称,类别\nv1,成村村委会,川区\nv2,大辛村,山区\n"

// longTable is a sound table of v1 and v2.
const longTable = `entry,point,value
v1,T-01-01-01,80
v1,T-01-01-02,90
v1,T-01-01-03,1;~2
v1,T-01-01-04,1*2
v1,T-02-01-01,1@丰收节
v1,T-02-02-01,0
v2,T-01-01-01,70
v2,T-01-01-02,100
v2,T-01-01-03,0
v2,T-01-01-04,0
v2,T-02-01-01,0
v2,T-02-02-01,0
`

func smallStandard(t *testing.T) *standard.Standard {
	t.Helper()
	s, _, err := intake.Standard(write(t, "small.csv", small), "")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestWaysToWriteTheSameValues(t *testing.T) {
	s := smallStandard(t)
	read := func(t *testing.T, text string) string {
		in, _, err := intake.Values(s, intake.ValueFiles{Values: []string{write(t, "values.csv", text)}, Entries: write(t, "entries.csv", smallEntries)})
		if err != nil {
			t.Fatal(err)
		}
		return scores(t, s, in)
	}
	want := read(t, longTable)
	tests := []struct{ name, text string }{
		{"names for codes", strings.NewReplacer("v1", "成村", "v2", "大辛村", "T-01-01-01", "书记履职", "T-01-01-02", "网格事件办结率", "T-01-01-03", "班子配备").Replace(longTable)},
		{"keys of metrics", strings.ReplaceAll(longTable, "T-01-01-02", "close_rate")},
		{"Chinese headings", strings.Replace(longTable, "entry,point,value", "单位,评分点,数值", 1)},
		{"full-width signs", strings.NewReplacer("1;~2", "１；～２", "1*2", "１＊２", "v1,T-01-01-02,90", "v1,T-01-01-02,９０").Replace(longTable)},
		{"a comma as people write it, and times", strings.NewReplacer("1;~2", "1、~2", "1*2", "1×2").Replace(longTable)},
		{"a percent sign", strings.ReplaceAll(longTable, "T-01-01-02,90", "T-01-01-02,90%")},
		{"无 for none", strings.ReplaceAll(longTable, "v2,T-02-01-01,0", "v2,T-02-01-01,无")},
		{"points across", "单位,书记履职,办结率,T-01-01-03,三会一课（3分）,表彰,违纪\n成村,80,90,1;~2,1*2,1@丰收节,0\n大辛村,70,100,0,0,0,0\n"},
		{"metrics across, names down", "名称,序号,书记履职,网格事件办结率,班子配备,三会一课,表彰,违纪,备注\n成村,1,80,90,1;~2,1*2,1@丰收节,0,\n大辛村,2,70,100,0,0,0,0,\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := read(t, tt.text); got != want {
				t.Errorf("scores\n%s\nwant\n%s", got, want)
			}
		})
	}
}

func TestStatesInTheCellsOfAWideTable(t *testing.T) {
	s := smallStandard(t)
	in, notes, err := intake.Values(s, intake.ValueFiles{Values: []string{write(t, "values.csv", "单位,书记履职,办结率,班子配备,三会一课,表彰,违纪,土地面积\nv1,不适用,≥90,缺失：未反馈,0,0,0,7\n")}})
	if err != nil {
		t.Fatal(err)
	}
	v := in.Values
	if v[0].State != standard.NA || v[1].Qualifier != standard.AtLeast || v[1].Text != "90" || v[2].State != standard.Missing || v[2].Note != "未反馈" {
		t.Errorf("values %+v", v)
	}
	if got := places(notes.Err()); !slices.Contains(got, "column_ignored 土地面积") {
		t.Errorf("notes %q; want one about the column that is no point", got)
	}
}

func TestABlankCellOfAWideTableIsAFault(t *testing.T) {
	s := smallStandard(t)
	in, _, err := intake.Values(s, intake.ValueFiles{Values: []string{write(t, "values.csv", "单位,书记履职,办结率,班子配备,三会一课,表彰,违纪\nv1,80,,0,0,0,0\n")}})
	if err != nil {
		t.Fatal(err)
	}
	_, err = s.Evaluate(in)
	if got := places(err); !slices.Equal(got, []string{"value_empty 办结率"}) {
		t.Errorf("faults %q; want the blank cell under its heading", got)
	}
}

func TestAStandardWithChineseHeadings(t *testing.T) {
	head, body, _ := strings.Cut(small, "\n")
	chinese := strings.NewReplacer("standard_code", "标准编码", "domain", "领域", "dimension_code", "维度编码", "dimension_points", "维度分值", "dimension", "维度",
		"item_code", "项目编码", "item_points", "项目分值", "item", "项目", "point_code", "评分点编码", "max_points", "分值", "score_type", "评分方式", "rule", "评分办法", "params", "参数", "assessor", "责任单位").Replace(head)
	chinese = strings.Replace(chinese, ",point,", ",评分点,", 1)
	body = strings.NewReplacer(",judge,", ",评委评分,", ",check,", ",逐项核查,").Replace(body)
	s, _, err := intake.Standard(write(t, "s.csv", chinese+"\n"+body), "")
	if err != nil {
		t.Fatalf("faults %q", places(err))
	}
	if s.Fingerprint() != smallStandard(t).Fingerprint() {
		t.Error("it is not the same standard")
	}
}

func TestColumnsThatAStandardLacks(t *testing.T) {
	_, _, err := intake.Standard(write(t, "s.csv", "point_code,point,max_points\nT-1,甲,100\n"), "")
	if got := places(err); !slices.Contains(got, "no_column params") || !slices.Contains(got, "no_column score_type") {
		t.Errorf("faults %q", got)
	}
}
