package intake_test

import (
	"strings"
	"testing"
)

// TestAUnitStandsForNoOther: what another unit of a like name was given must
// never be counted for one of the list.
func TestAUnitStandsForNoOther(t *testing.T) {
	for _, stranger := range []string{"成社区", "东风党委", "东风", "成"} {
		_, _, faults := contest(t, map[string]string{
			"rules.yaml":  plainRules,
			"entries.csv": "entry,name\nE1,成村村委会\nE2,东风党支部\n",
			"scores.csv":  long + "E1,李,9\nE2,李,8\n" + stranger + ",王,1\n",
		})
		if len(faults) != 1 || faults[0].Code != "unknown_entry" {
			t.Errorf("%s: %s", stranger, told(faults))
		}
	}
	in, _, faults := contest(t, map[string]string{
		"rules.yaml":  plainRules,
		"entries.csv": "entry,name\nE1,成村村委会\n",
		"scores.csv":  long + "成村,李,9\n成村村民委员会,王,8\n",
	})
	if len(faults) > 0 || len(in.Panels[0].Marks[0]) != 2 {
		t.Errorf("成村 is 成村村委会: %s", told(faults))
	}
}

func TestAKeyGoesBeforeANameOfAnother(t *testing.T) {
	in, _, faults := contest(t, map[string]string{
		"rules.yaml": "schema: leitai.rules/1\nparts:\n  - {key: stage, name: field, weight: 0.5}\n  - {key: field, weight: 0.5}\n",
		"scores.csv": "entry,judge,score,part\nA,j,80,stage\nA,k,60,field\n",
	})
	if len(faults) > 0 || len(in.Panels[0].Marks[0]) != 1 || len(in.Panels[1].Marks[0]) != 1 {
		t.Errorf("each part has one mark: %s", told(faults))
	}
}

func TestTheStateOfAWideRowHoldsForAllItsCells(t *testing.T) {
	in, _, faults := contest(t, map[string]string{"rules.yaml": plainRules, "scores.csv": "单位,评委1,评委2,状态\nA,9,8,\nB,9.9,9.9,作废\n"})
	if len(faults) > 0 {
		t.Fatal(told(faults))
	}
	for _, m := range in.Panels[0].Marks[1] {
		if m.Left.Valid() {
			t.Errorf("a void row counts: %+v", m)
		}
	}
}

func TestTheFootOfATableIsNoUnit(t *testing.T) {
	in, notes, faults := contest(t, map[string]string{"rules.yaml": plainRules, "scores.csv": "单位,评委1\n甲村,9\n平均分,9\n备注：无,\n"})
	if len(faults) > 0 || len(in.Entries) != 1 || !strings.Contains(told(notes), "平均分") {
		t.Errorf("%d entries, noted %s, faults %s", len(in.Entries), told(notes), told(faults))
	}
}

func TestOneHashMeansOneRule(t *testing.T) {
	a, _, _ := contest(t, map[string]string{"rules.yaml": "schema: leitai.rules/1\nname: 1.0\nparts: [{key: stage}]\n", "scores.csv": long + "A,j,9\n"})
	b, _, _ := contest(t, map[string]string{"rules.yaml": "schema: leitai.rules/1\r\nname: 1\r\nparts: [{key: stage}]\r\n", "scores.csv": long + "A,j,9\n"})
	if a.Rules.Hash != b.Rules.Hash || a.Rules.Name != b.Rules.Name {
		t.Errorf("%s %q, %s %q", a.Rules.Hash, a.Rules.Name, b.Rules.Hash, b.Rules.Name)
	}
}

func TestRulesInAnotherEncodingAreRefused(t *testing.T) {
	_, _, faults := contest(t, map[string]string{"rules.yaml": "schema: leitai.rules/1\nname: \xd3\xc5\nparts: [{key: stage}]\n", "scores.csv": long + "A,j,9\n"})
	if len(faults) != 1 || faults[0].Code != "rules_not_text" {
		t.Error(told(faults))
	}
}
