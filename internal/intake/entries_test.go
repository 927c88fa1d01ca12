package intake_test

import (
	"strings"
	"testing"

	"leitai/internal/score"
	"leitai/internal/standing"
)

// roll is a list of entries with two of one stem and one name that stands twice.
const roll = "单位编码,单位名称,乡镇,批次,类别,领域,出场顺序,不参加排名,曾用\n001,成村村委会,天宁镇,一,川,农村,1,,成家庄\n002,城内社区居民委员会,天宁镇,一,山,社区,2,是,\n003,义望村,义望镇,一,川,,3,否,\n004,义望村,夏家营镇,一,川,,4,,\n"

func TestEntriesAreReadColumnByColumn(t *testing.T) {
	in, _, faults := contest(t, map[string]string{"rules.yaml": plainRules, "entries.csv": roll, "scores.csv": long})
	if len(faults) > 0 {
		t.Fatal(told(faults))
	}
	first, second := in.Entries[0], in.Entries[1]
	first.Fields, second.Fields = nil, nil
	want := standing.Entry{ID: "001", Name: "成村村委会", Township: "天宁镇", Batch: "一", Class: "川", Domain: "农村", Order: "1", Former: "成家庄"}
	if got := in.Entries; len(got) != 4 || !same(first, want) || !second.Exempt || got[2].Exempt {
		t.Errorf("got %+v", got)
	}
}

func same(a, b standing.Entry) bool {
	return a.ID == b.ID && a.Name == b.Name && a.Township == b.Township && a.Batch == b.Batch && a.Class == b.Class && a.Domain == b.Domain && a.Order == b.Order && a.Former == b.Former && a.Exempt == b.Exempt
}

func TestEntriesAreFoundByCodeNameAndWhatPeopleSay(t *testing.T) {
	tests := []struct{ name, entry, want, note string }{
		{"the code", "001", "001", ""},
		{"the name", "城内社区居民委员会", "002", ""},
		{"村 for 村委会", "成村", "001", "scores.csv:2:entry “成村”按“成村村委会”（001）计"},
		{"村民委员会 for 村委会", "成村村民委员会", "001", "scores.csv:2:entry “成村村民委员会”按“成村村委会”（001）计"},
		{"社区 for 社区居民委员会", "城内社区", "002", "scores.csv:2:entry “城内社区”按“城内社区居民委员会”（002）计"},
		{"with a mark of writing direction in it", "\u200f成村村委会\u200e", "001", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			in, notes, faults := contest(t, map[string]string{"rules.yaml": plainRules, "entries.csv": roll, "scores.csv": long + tt.entry + ",李,9\n" + tt.entry + ",王,9\n"})
			if len(faults) > 0 {
				t.Fatal(told(faults))
			}
			for e, given := range in.Panels[0].Marks {
				if (len(given) == 2) != (in.Entries[e].ID == tt.want) {
					t.Errorf("%s has %d marks", in.Entries[e].ID, len(given))
				}
			}
			if got := told(notes); got != tt.note {
				t.Errorf("noted %q; want %q", got, tt.note)
			}
		})
	}
	_, _, faults := contest(t, map[string]string{"rules.yaml": plainRules, "entries.csv": roll, "scores.csv": long + "义望村,李,9\n"})
	if got := told(faults); got != "scores.csv:2:entry “义望村”可以是几个单位：003 义望镇义望村、004 夏家营镇义望村；应为：改写编码" {
		t.Errorf("a name of two: %s", got)
	}
}

func TestFieldsOfTheTieChainAreReadInItsOrder(t *testing.T) {
	rules := plainRules + "rank: {ties: [field.founded_asc, exact, field.members_desc]}\n"
	in, _, faults := contest(t, map[string]string{"rules.yaml": rules, "entries.csv": "entry,members,founded\na,12,1958-10-01\nb,,\nc,4.5,2001-07-01\n", "scores.csv": long})
	if len(faults) > 0 {
		t.Fatal(told(faults))
	}
	f := in.Entries[0].Fields
	if len(f) != 3 || f[0].Text != "1958-10-01" || f[0].Value.Cmp(score.Int(19581001)) != 0 || f[1].Set || f[2].Value.String() != "12" || in.Entries[1].Fields[0].Set || in.Entries[1].Fields[2].Set {
		t.Errorf("fields %+v", f)
	}
}

func TestWhatIsWrongWithEntriesAndAdjustmentsIsSaid(t *testing.T) {
	ties := plainRules + "rank: {ties: [field.founded_asc]}\n"
	tests := []struct{ name, rules, entries, adjust, want string }{
		{"an entry twice", plainRules, "entry\nc1\nc1\n", "", "entries.csv:3:entry “c1”与第 2 行重复"},
		{"an empty code", plainRules, "entry,name\n,甲\nc1,乙\n", "", "entries.csv:2:entry “单位”是空的"},
		{"no column of entries", plainRules, "代码,乡镇\n1,甲\n", "", "entries.csv:1:entry 表头缺少“单位”列（现有：代码, township）"},
		{"a column that the chain needs", ties, "entry,fonded\nc1,1958\n", "", "entries.csv:1:founded 同分规则 field.founded_asc 需要名单里的“founded”列，名单里没有（是不是想写“fonded”？）"},
		{"a field neither number nor date", ties, "entry,founded\nc1,解放前\n", "", "entries.csv:2:founded c1：“解放前”既不是数字也不是日期；应为：数字，或 2001-07-01 这样的日期"},
		{"a date of another kind", ties, "entry,founded\nc1,1958/7/1\n", "", "entries.csv:2:founded c1：“1958/7/1”既不是数字也不是日期；应为：数字，或 2001-07-01 这样的日期"},
		{"numbers and dates in one column", ties, "entry,founded\nc1,1958-07-01\nc2,1958\n", "", "entries.csv:3:founded c2：“1958”与本列其他行不同类，数字和日期不能混在一列"},
		{"a batch for some", plainRules, "entry,batch\nc1,一\nc2,\n", "", "c2：没有批次，而其他单位有"},
		{"a kind that is none", plainRules, "entry\nc1\n", "entry,kind,points\nc1,奖励,1\n", "adjust.csv:2:kind c1：不认识“奖励”；应为：bonus, deduct, veto, 加分, 扣分, 一票否决"},
		{"negative points", plainRules, "entry\nc1\n", "单位,类型,分值\nc1,扣分,-1\n", "adjust.csv:2:points c1：分值 -1 是负数；应为：正数；是加是扣由类型列决定"},
		{"points that are none", plainRules, "entry\nc1\n", "entry,kind,points\nc1,bonus,1分\n", "adjust.csv:2:points c1：“1分”不是数字（是不是想写“1”？）；应为：普通写法的数字，如 9.5"},
		{"no points", plainRules, "entry\nc1\n", "entry,kind,points\nc1,bonus,\n", "adjust.csv:2:points c1：“分值”是空的"},
		{"a veto with points", plainRules, "entry\nc1\n", "entry,kind,points\nc1,一票否决,5\n", "adjust.csv:2:points c1：一票否决不写分值（写了 5）"},
		{"a veto with a part", plainRules, "entry\nc1\n", "entry,kind,points,part\nc1,veto,,stage\n", "adjust.csv:2:part c1：一票否决不属于某个部分（写了 stage）"},
		{"a part that is not there", plainRules, "entry\nc1\n", "entry,kind,points,part\nc1,bonus,1,staeg\n", "adjust.csv:2:part c1：没有“staeg”这个部分（是不是想写“stage”？）；应为：stage"},
		{"an entry that is not there", plainRules, "entry\nc1\n", "entry,kind,points\nc9,bonus,1\n", "adjust.csv:2:entry 名单里没有“c9”（是不是想写“c1”？）"},
		{"an entry without a mark where there is no list", plainRules, "", "entry,kind,points\nc9,bonus,1\n", "adjust.csv:2:entry 名单里没有“c9”"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			files := map[string]string{"rules.yaml": tt.rules, "scores.csv": long}
			for name, text := range map[string]string{"entries.csv": tt.entries, "adjust.csv": tt.adjust} {
				if text != "" {
					files[name] = text
				}
			}
			_, _, faults := contest(t, files)
			if got := told(faults); got != tt.want {
				t.Errorf("said\n%s\nwant\n%s", got, tt.want)
			}
		})
	}
	_, _, faults := contest(t, map[string]string{"rules.yaml": ties, "scores.csv": long})
	if got := told(faults); got != "rules.yaml:founded 同分规则 field.founded_asc 需要名单里的“founded”列，名单里没有" {
		t.Errorf("without a list of entries: %s", got)
	}
}

func TestAdjustmentsAreReadAsPeopleWriteThem(t *testing.T) {
	in, _, faults := contest(t, map[string]string{
		"rules.yaml": plainRules, "scores.csv": long + "c1,李,9\n",
		"adjust.csv": "单位,类型,分值,原因,部分\nc1,加分,0.5,获奖,\nc1,Deduct,１．２５,超时,现场\nc1,一票否决,,,\n",
	})
	if len(faults) > 0 {
		t.Fatal(told(faults))
	}
	a := in.Adjust
	if len(a) != 3 || a[0].Kind != standing.Bonus || a[0].Part != -1 || a[0].Reason != "获奖" || a[1].Kind != standing.Deduct || a[1].Part != 0 || a[1].Points.String() != "1.25" || a[2].Kind != standing.Veto || a[2].Points.Sign() != 0 {
		t.Errorf("got %+v", a)
	}
}

func TestGuessingEnds(t *testing.T) {
	var rows strings.Builder
	for i := range 150 {
		name := "义望" + string(rune('一'+i)) + "村,李,9\n"
		rows.WriteString(name + name)
	}
	_, _, faults := contest(t, map[string]string{"rules.yaml": plainRules, "entries.csv": "entry,name\n001,义望大村\n", "scores.csv": long + rows.String()})
	guessed := 0
	for _, f := range faults {
		if f.Args["meant"] != "" {
			guessed++
		}
	}
	if len(faults) != 300 || guessed != 200 || faults[299].Args["meant"] != "" {
		t.Errorf("%d faults, %d with a guess", len(faults), guessed)
	}
}
