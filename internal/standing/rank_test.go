package standing_test

import (
	"testing"

	"leitai/internal/standing"
)

const (
	grouped = "parts:\n  - key: stage\n    name: 现场\n    aggregate:\n      groups: [{key: l, name: 领导, weight: 0.4}, {key: x, weight: 0.6}]\n      "
	sum     = "combine: sum\nparts: [{key: stage}, {key: field, weight: 0.5}]\n"
)

func TestTotals(t *testing.T) {
	tests := []struct{ name, rules, scores, adjust, want string }{
		{"one number is its own mean", "parts: [{key: stage}]\n", one(9.5), "", "e1 9.5"},
		{"a total that does not end is a fraction", "parts: [{key: stage}]\n", lines("a,1,9", "a,2,9", "a,3,8"), "", "a 26/3"},
		{"rounded where the rule says", "parts: [{key: stage, aggregate: {decimals: 2}}]\n", lines("a,1,9", "a,2,9", "a,3,8"), "", "a 8.67"},
		{"a total with the decimals of its rule", "parts: [{key: stage}]\ntotal: {decimals: 2}\n", one(9.5), "", "e1 9.50"},
		{"the highest and the lowest go", "parts: [{key: stage, aggregate: {trim_high: 1, trim_low: 1}}]\n", lines("a,1,1", "a,2,5", "a,3,6", "a,4,10"), "", "a 5.5"},
		{"the median", "parts: [{key: stage, aggregate: {mean: median}}]\n", lines("a,1,1", "a,2,5", "a,3,6", "a,4,20"), "", "a 5.5"},
		{"parts are weighed", "parts: [{key: stage, weight: 0.6}, {key: field, weight: 0.4}]\n", lines("entry,judge,score,part", "a,1,90,", "a,1,80,field"), "", "a 86"},
		{"and the products rounded", "parts: [{key: stage, weight: 0.6, weighted: {decimals: 0}}, {key: field, weight: 0.4, weighted: {decimals: 0, rounding: truncate}}]\n",
			lines("entry,judge,score,part", "a,1,90.9,", "a,1,81,field"), "", "a 87"},
		{"or added, a weight a factor", sum, lines("entry,judge,score,part", "a,1,90,", "a,1,81,field"), "", "a 130.5"},
		{"groups are weighed", grouped + "decimals: 2\n", lines("entry,judge,score,group", "a,1,90,l", "a,2,80,x", "a,3,81,x"), "", "a 84.3"},
		{"weights of the groups that are there", grouped + "empty_group: renormalise\n", lines("entry,judge,score,group", "a,1,90,l", "b,1,90,l", "b,2,80,x"), "", "a 90\nb 84"},
		{"adjustments of a part change its value before it is weighed", sum, lines("entry,judge,score,part", "a,1,90,", "a,1,80,field"), lines("entry,kind,points,part", "a,deduct,0.5,field", "a,bonus,0.125,field"), "a 129.8125"},
		{"caps bind the sums of the total only", sum + "adjust: {bonus_cap: 3, deduct_cap: 1}\n", lines("entry,judge,score,part", "a,1,90,", "a,1,80,field"),
			lines("entry,kind,points,part", "a,bonus,2,", "a,bonus,2,", "a,deduct,5,", "a,bonus,10,field"), "a 137"},
		{"without a cap nothing is capped", sum, lines("entry,judge,score,part", "a,1,90,", "a,1,80,field"), lines("entry,kind,points,part", "a,bonus,200,", "a,deduct,500,"), "a -170"},
		{"a total may be negative and is rounded away from zero", "parts: [{key: stage}]\ntotal: {decimals: 1}\n", one(1), lines("entry,kind,points", "e1,deduct,1.25"), "e1 -0.3"},
		{"zero has no sign", "parts: [{key: stage}]\ntotal: {decimals: 1, rounding: truncate}\n", one(1), lines("entry,kind,points", "e1,deduct,1.04"), "e1 0.0"},
		{"a true zero is a mark", "parts: [{key: stage}]\n", lines("a,1,0", "a,2,10"), "", "a 5"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := told(t, read(t, tt.rules, tt.scores, "", tt.adjust), total); got != tt.want {
				t.Errorf("got\n%s\nwant\n%s", got, tt.want)
			}
		})
	}
}

func TestPlaces(t *testing.T) {
	const chain = "parts: [{key: stage, weight: 0.5, aggregate: {mean: arithmetic}}, {key: field, weight: 0.5}]\ntotal: {decimals: 0}\n"
	two := func(s ...string) string { return lines(append([]string{"entry,judge,score,part"}, s...)...) }
	tests := []struct{ name, rules, scores, entries, adjust, want string }{
		{"sharers count", "parts: [{key: stage}]\n", one(95.1, 93.2, 93.2, 93.2, 90), "", "", lines("e1 1", "e2 2=", "e3 2=", "e4 2=", "e5 5")},
		{"or not", "parts: [{key: stage}]\nrank: {left_over: dense}\n", one(95.1, 93.2, 93.2, 93.2, 90), "", "", lines("e1 1", "e2 2=", "e3 2=", "e4 2=", "e5 3")},
		{"sharers stand in the order of the entries", "parts: [{key: stage}]\n", one(1, 1, 1), "entry,name\ne3,丙\ne1,甲\ne2,乙\n", "", lines("e3 1=", "e1 1=", "e2 1=")},
		{"without a list of entries in that of their ids", "parts: [{key: stage}]\n", lines("b,1,1", "a,1,1"), "", "", lines("a 1=", "b 1=")},
		{"equal as rounded is equal", chain, two("a,1,90.4,", "a,1,90,field", "b,1,90,", "b,1,90,field"), "", "", lines("a 1=", "b 1=")},
		{"unless the chain looks further", chain + "rank: {ties: [exact]}\n", two("a,1,90,", "a,1,90,field", "b,1,90.4,", "b,1,90,field"), "", "", lines("b 1 exact", "a 2 exact")},
		{"a part decides", chain + "rank: {ties: [part.field]}\n", two("a,1,91,", "a,1,90,field", "b,1,90,", "b,1,91,field"), "", "", lines("b 1 part.field", "a 2 part.field")},
		{"the first key that differs", chain + "rank: {ties: [exact, part.stage]}\n", two("a,1,91,", "a,1,90,field", "b,1,90,", "b,1,91,field"), "", "", lines("a 1 part.stage", "b 2 part.stage")},
		{"dates, the earlier first, an empty one last", "parts: [{key: stage}]\nrank: {ties: [field.founded_asc]}\n", one(1, 1, 1), "entry,founded\ne1,\ne2,2001-07-01\ne3,1958-10-01\n", "", lines("e3 1 field.founded_asc", "e2 2 field.founded_asc", "e1 3 field.founded_asc")},
		{"dates, the later first, an empty one last", "parts: [{key: stage}]\nrank: {ties: [field.founded_desc]}\n", one(1, 1, 1), "entry,founded\ne1,\ne2,2001-07-01\ne3,1958-10-01\n", "", lines("e2 1 field.founded_desc", "e3 2 field.founded_desc", "e1 3 field.founded_desc")},
		{"numbers by their size", "parts: [{key: stage}]\nrank: {ties: [field.members_desc]}\n", one(1, 1, 1), "entry,members\ne1,9\ne2,10\ne3,9.5\n", "", lines("e2 1 field.members_desc", "e3 2 field.members_desc", "e1 3 field.members_desc")},
		{"who is parted from above has that key, the first from below", "parts: [{key: stage}]\nrank: {ties: [field.a_asc, field.b_asc]}\n", one(1, 1, 1), "entry,a,b\ne1,1,1\ne2,1,2\ne3,2,1\n", "", lines("e1 1 field.b_asc", "e2 2 field.b_asc", "e3 3 field.a_asc")},
		{"of several reasons for no place the first counts", "parts: [{key: stage}]\n", "entry,judge,score,state\ne1,1,,absent\ne2,1,5,\ne3,1,4,\ne4,1,3,", "entry,exempt\ne1,是\ne2,yes\ne3,是\ne4,\n", lines("entry,kind,points", "e1,veto,", "e2,veto,"),
			lines("e4 1", "e1 part", "e2 veto", "e3 exempt")},
		{"one without any row is listed", "parts: [{key: stage}]\n", one(1), "entry,name\ne0,甲\ne1,乙\n", "", lines("e1 1", "e0 part")},
		{"each batch has its places", "parts: [{key: stage}]\n", "entry,judge,score,batch\ne1,1,1,二\ne2,1,2,一\ne3,1,3,二", "", "", lines("e3 1", "e1 2", "e2 1")},
		{"each class", "parts: [{key: stage}]\nrank: {by: class}\n", one(1, 2, 3), "entry,class\ne1,川\ne2,山\ne3,川\n", "", lines("e3 1", "e1 2", "e2 1")},
		{"each township", "parts: [{key: stage}]\nrank: {by: township}\n", one(1, 2, 3), "entry,township\ne1,甲\ne2,乙\ne3,甲\n", "", lines("e3 1", "e1 2", "e2 1")},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := told(t, read(t, tt.rules, tt.scores, tt.entries, tt.adjust), place); got != tt.want {
				t.Errorf("got\n%s\nwant\n%s", got, tt.want)
			}
		})
	}
}

func TestWhatAllowsNoResultIsSaid(t *testing.T) {
	const all = "parts: [{key: stage, name: 现场}]\nrank: {by: all"
	batches := func(s ...string) string { return lines(append([]string{"entry,judge,score,batch"}, s...)...) }
	tests := []struct{ name, rules, scores, entries, want string }{
		{"a judge without a row", "parts: [{key: stage, name: 现场, aggregate: {missing: refuse}}]\n", lines("a,评委1,1", "a,评委2,1", "b,评委1,1"), "", "b：现场缺评委 评委2 的分，规则不允许"},
		{"not one who stepped aside", "parts: [{key: stage, aggregate: {missing: refuse}}]\n", "entry,judge,score,state\na,1,1,\nb,1,,回避\nb,2,1,\na,2,1,", "", "a 0\nb 0"},
		{"every entry of which that is true", "parts: [{key: stage, name: 现场, aggregate: {missing: {at_least: 2}}}]\n", lines("a,评委1,1", "b,评委2,1", "c,评委1,1", "c,评委2,1"), "",
			lines("a：现场只有 1 张有效票；应为：至少 2 张", "b：现场只有 1 张有效票；应为：至少 2 张")},
		{"a ballot that is not valid is none", "parts: [{key: stage, name: 现场, aggregate: {missing: {at_least: 2}}}]\n", "entry,judge,score,state\na,评委1,1,\na,评委2,,回避\na,评委3,,void\n", "", "a：现场只有 1 张有效票；应为：至少 2 张"},
		{"a group without a ballot", grouped + "mean: arithmetic\n", lines("entry,judge,score,group", "a,1,90,l", "b,1,90,l", "b,2,80,x"), "", "a：现场的“x”没有一张有效票"},
		{"no class to rank it in", "parts: [{key: stage}]\nrank: {by: class}\n", one(1, 2), "entry,name,class\ne1,甲,川\ne2,乙,\n", "e2 乙：没有填写 类别，无法按它排名"},
		{"several batches in one list, and no word on it", all + "}\n", batches("a,1,1,一", "b,1,1,二"), "", "有几个批次（一、二）而规则没有写怎样比较，不能排在一个名单里；应为：rank 里写明 across: {method: …}"},
		{"a mean that is not above zero", all + ", across: {method: factor_of_means}}\n", batches("a,1,0,一", "b,1,1,二"), "", "批次“一”的平均分是 0，不大于 0，算不出修正系数"},
		{"too few to trim", all + ", across: {method: trimmed_factor, trim: 1}}\n", batches("a,1,1,一", "b,1,1,一", "c,1,1,二", "d,1,1,二", "e,1,1,二"), "", "批次“一”只有 2 个有名次的单位，首尾各去掉 1 个后一个不剩"},
		{"a tie that is not allowed names all of them", "parts: [{key: stage}]\ntotal: {decimals: 1}\nrank: {left_over: refuse}\n", one(9, 8, 8, 7, 7), "",
			lines("e2：总分 8.0，并列第 2，规则不允许并列", "e3：总分 8.0，并列第 2，规则不允许并列", "e4：总分 7.0，并列第 4，规则不允许并列", "e5：总分 7.0，并列第 4，规则不允许并列")},
		{"what is found in one step is told together, ties not yet", "parts: [{key: stage, name: 现场, aggregate: {missing: {at_least: 2}}}]\nrank: {by: class, left_over: refuse}\n", one(1, 1), "entry,class\ne1,\ne2,川\n",
			lines("e1：现场只有 1 张有效票；应为：至少 2 张", "e2：现场只有 1 张有效票；应为：至少 2 张", "e1：没有填写 类别，无法按它排名")},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			show := func(*standing.Row) string { return "0" }
			if got := told(t, read(t, tt.rules, tt.scores, tt.entries, ""), show); got != tt.want {
				t.Errorf("said\n%s\nwant\n%s", got, tt.want)
			}
		})
	}
}
