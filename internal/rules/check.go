package rules

import (
	"strings"

	"leitai/internal/fault"
	"leitai/internal/score"
)

// check finds what is wrong between the values of a rule set, each of which may
// stand by itself.
func (d *decoder) check(r *Rules, n *Node) {
	parts := n.Find("parts")
	d.checkParts(r, parts)
	for i := range r.Parts {
		d.checkGroups(&r.Parts[i].Aggregate, parts.Items[i])
		d.unique(parts.Items[i].Find("sheet"), "point")
	}
	d.unique(parts, "key")
	d.unique(n.Find("tiers"), "key")
	d.unique(n.Find("awards"), "name")
	d.checkTiers(r.Tiers, n.Find("tiers"))
	d.checkPartNames(r, n)
}

func (d *decoder) checkParts(r *Rules, n *Node) {
	var sum score.Exact
	for i := range r.Parts {
		sum = sum.Add(r.Parts[i].Weight)
	}
	if r.Combine == Weighted && sum.Cmp(score.Int(1)) != 0 {
		d.fault(WeightsOfParts, n, "sum", sum.String())
	}
}

func (d *decoder) checkGroups(a *Aggregate, part *Node) {
	if !a.Grouped() {
		return
	}
	groups := part.Find("aggregate").Find("groups")
	var sum score.Exact
	for i := range a.Groups {
		sum = sum.Add(a.Groups[i].Weight)
	}
	if sum.Cmp(score.Int(1)) != 0 {
		d.fault(WeightsOfGroup, groups, "sum", sum.String())
	}
	d.unique(groups, "key")
}

// unique reports items of a list that share the value of a key.
func (d *decoder) unique(list *Node, key string) {
	if list == nil {
		return
	}
	seen := map[string]bool{}
	for _, item := range list.Items {
		v := item.Find(key)
		if seen[v.Text] {
			d.fault(SameKey, v)
		}
		seen[v.Text] = true
	}
}

func (d *decoder) checkTiers(tiers []Tier, n *Node) {
	open := -1
	for i := range tiers {
		t := &tiers[i]
		sizes := 0
		for _, set := range []bool{t.Share != nil, t.Count != nil, t.Min != nil} {
			if set {
				sizes++
			}
		}
		switch {
		case sizes > 1:
			d.fault(TwoSizes, n.Items[i], "key", t.Key)
		case sizes == 0 && open >= 0:
			d.fault(TwoOpenTiers, n.Items[i], "key", t.Key, "other", tiers[open].Key)
		case sizes == 0:
			open = i
		case t.Min != nil && open >= 0:
			d.fault(MinBelowOpen, n.Items[i], "key", t.Key)
		}
	}
}

// checkPartNames finds words that should name a part and do not.
func (d *decoder) checkPartNames(r *Rules, n *Node) {
	keys := make([]string, len(r.Parts))
	for i := range r.Parts {
		keys[i] = r.Parts[i].Key
	}
	if rank := n.Find("rank"); rank != nil {
		for i, k := range r.Rank.Ties {
			if k.Kind == TiePart && r.PartIndex(k.Name) < 0 {
				d.noPart(rank.Find("ties").Items[i], k.Name, keys, "part.")
			}
		}
	}
	if screen := n.Find("screen"); screen != nil {
		for _, f := range screen.Fields {
			if f.Value.Text != "total" && r.PartIndex(f.Value.Text) < 0 {
				d.noPart(f.Value, f.Value.Text, append(keys, "total"), "")
			}
		}
	}
}

func (d *decoder) noPart(n *Node, key string, keys []string, prefix string) {
	meant := fault.Nearest(key, keys)
	if meant != "" {
		meant = prefix + meant
	}
	d.fault(UnknownWord, n, "allowed", prefix+strings.Join(keys, ", "+prefix), "meant", meant)
}

// warnings are what a valid rule set still makes one wonder about.
func (d *decoder) warnings(r *Rules, n *Node) fault.List {
	highest, bounded := r.Highest()
	if r.FullMarks == nil || !bounded || highest.Cmp(*r.FullMarks) == 0 {
		return nil
	}
	d.fault(FullMarksOff, n.Find("full_marks"), "sum", highest.String())
	return d.faults
}
