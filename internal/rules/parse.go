package rules

import (
	"strconv"
	"strings"

	"leitai/internal/fault"
	"leitai/internal/score"
)

// Parse reads a rule set. file is the name that faults carry. If anything is
// wrong the error is a fault.List with everything that is, and no rules.
func Parse(file string, n *Node) (*Rules, fault.List, error) {
	d := &decoder{file: file}
	r := d.rules(n)
	if len(d.faults) > 0 {
		return nil, nil, d.faults
	}
	d.check(r, n)
	if len(d.faults) > 0 {
		return nil, nil, d.faults
	}
	r.Hash = n.Hash()
	return r, d.warnings(r, n), nil
}

func (d *decoder) rules(n *Node) *Rules {
	r := &Rules{Combine: Weighted, Rank: Ranking{By: ByBatch, LeftOver: Share}, Screen: Screen{Score: "total", Ranking: "total"}}
	var schema string
	d.object(n, fields{
		"schema":     word(d, &schema, Schema),
		"name":       d.text(&r.Name),
		"full_marks": func(n *Node) { x := d.exact(n, true); r.FullMarks = &x },
		"score":      func(n *Node) { r.Score = d.scale(n) },
		"combine":    word(d, &r.Combine, Weighted, Summed),
		"parts":      some(d, &r.Parts, d.part),
		"adjust":     func(n *Node) { r.Adjust = d.adjust(n) },
		"total":      func(n *Node) { r.Total = d.rounding(n) },
		"rank":       func(n *Node) { d.ranking(n, &r.Rank) },
		"tiers":      each(d, &r.Tiers, d.tier),
		"awards":     each(d, &r.Awards, d.award),
		"screen": func(n *Node) {
			d.object(n, fields{"score": d.text(&r.Screen.Score), "ranking": d.text(&r.Screen.Ranking)})
		},
		"hold_first": d.integer(&r.HoldFirst, 0, 1000),
		"release":    func(n *Node) { r.Release = d.release(n) },
	}, "schema", "parts")
	for i := range r.Parts {
		if r.Parts[i].Score == nil {
			r.Parts[i].Score = r.Score
		}
	}
	return r
}

func (d *decoder) scale(n *Node) *Scale {
	s := &Scale{}
	bound := func(into **score.Points) func(*Node) {
		return func(n *Node) { x := d.points(n); *into = &x }
	}
	d.object(n, fields{"min": bound(&s.Min), "max": bound(&s.Max), "step": d.positivePoints(&s.Step)})
	if s.Min != nil && s.Max != nil && *s.Max < *s.Min {
		d.fault(OutOfRange, n.Find("max"), "allowed", "≥ "+s.Min.String())
	}
	return s
}

func (d *decoder) part(n *Node) Part {
	p := Part{Weight: score.Int(1)}
	p.Aggregate = d.noAggregate()
	d.object(n, fields{
		"key":       d.text(&p.Key),
		"name":      d.text(&p.Name),
		"weight":    func(n *Node) { p.Weight = d.exact(n, false) },
		"score":     func(n *Node) { p.Score = d.scale(n) },
		"sheet":     some(d, &p.Sheet, d.point),
		"aggregate": func(n *Node) { p.Aggregate = d.aggregate(n) },
		"weighted":  func(n *Node) { p.Weighted = d.rounding(n) },
	}, "key")
	if p.Name == "" {
		p.Name = p.Key
	}
	return p
}

func (d *decoder) point(n *Node) Point {
	var p Point
	d.object(n, fields{
		"point": d.text(&p.Point), "name": d.text(&p.Name), "short": d.text(&p.Short), "part": d.text(&p.Part),
		"focus": d.text(&p.Focus), "bands": word(d, &p.Bands, "L4"),
		"max": d.positivePoints(&p.Max), "step": d.positivePoints(&p.Step),
	}, "point", "max")
	if p.Name == "" {
		p.Name = p.Point
	}
	return p
}

// noAggregate is what holds where the rules do not say how marks are combined:
// their mean.
func (d *decoder) noAggregate() Aggregate {
	return Aggregate{Groups: []Group{{Weight: score.Int(1)}}, EmptyGroup: RefuseEmpty}
}

func (d *decoder) aggregate(n *Node) Aggregate {
	a := d.noAggregate()
	var named []Group
	var mean string
	only := &a.Groups[0] // without groups the trims stand in the aggregate itself
	known := d.roundingFields(&a.Round)
	d.trimFields(known, only)
	known["groups"] = some(d, &named, d.group)
	known["mean"] = word(d, &mean, "arithmetic", "median")
	known["missing"] = func(n *Node) { a.Missing = d.missing(n) }
	known["empty_group"] = word(d, &a.EmptyGroup, RefuseEmpty, Renormalise)
	d.object(n, known)
	a.Median = mean == "median"
	d.checkTrim(n, only)
	if named == nil {
		only.Round, a.Round = a.Round, nil
		return a
	}
	for _, key := range []string{"trim_high", "trim_low", "trim_min"} {
		if v := n.Find(key); v != nil {
			d.faults = append(d.faults, fault.New(UnknownKey, fault.At{File: d.file, Row: v.Line, Column: v.Path}, key, "path", n.Path, "allowed", "groups[]."+key))
		}
	}
	a.Groups = named
	return a
}

func (d *decoder) group(n *Node) Group {
	g := Group{Weight: score.Int(1)}
	var ballot string
	known := d.roundingFields(&g.Round)
	d.trimFields(known, &g)
	known["key"] = d.text(&g.Key)
	known["name"] = d.text(&g.Name)
	known["weight"] = func(n *Node) { g.Weight = d.exact(n, true) }
	known["ballot"] = word(d, &ballot, "points", "total")
	d.object(n, known, "key")
	d.checkTrim(n, &g)
	if g.Total = ballot == "total"; g.Name == "" {
		g.Name = g.Key
	}
	return g
}

// maxTrim bounds how many marks a rule may drop at one end.
const maxTrim = 1000

func (d *decoder) trimFields(known fields, g *Group) {
	known["trim_high"] = d.integer(&g.Trim.High, 0, maxTrim)
	known["trim_low"] = d.integer(&g.Trim.Low, 0, maxTrim)
	known["trim_min"] = d.integer(&g.Trim.Min, 1, 3*maxTrim)
}

func (d *decoder) checkTrim(n *Node, g *Group) {
	least := g.Trim.High + g.Trim.Low + 1
	if g.Trim.Min == 0 {
		g.Trim.Min = least
	}
	if g.Trim.Min < least {
		d.fault(TrimLeavesNone, n.Find("trim_min"), "least", strconv.Itoa(least))
	}
}

func (d *decoder) missing(n *Node) (m Missing) {
	if n.Type == Object {
		d.object(n, fields{"at_least": d.integer(&m.AtLeast, 1, 100_000)}, "at_least")
		return m
	}
	var said string
	word(d, &said, "exclude", "refuse")(n)
	return Missing{Refuse: said == "refuse"}
}

// roundingFields reads decimals and rounding into one Rounding, which stays nil
// where decimals are not named: without them a figure is kept exact.
func (d *decoder) roundingFields(into **score.Rounding) fields {
	var r score.Rounding
	return fields{
		"decimals": func(n *Node) {
			d.integer(&r.Decimals, 0, score.MaxDecimals)(n)
			*into = &r
		},
		"rounding": func(n *Node) {
			var name string
			word(d, &name, score.ModeNames()...)(n)
			r.Mode, _ = score.ParseMode(name)
		},
	}
}

func (d *decoder) rounding(n *Node) (r *score.Rounding) {
	d.object(n, d.roundingFields(&r))
	return r
}

func (d *decoder) adjust(n *Node) (a Adjust) {
	var after string
	d.object(n, fields{"bonus_cap": d.optional(&a.BonusCap), "deduct_cap": d.optional(&a.DeductCap), "after": word(d, &after, "parts")})
	return a
}

func (d *decoder) ranking(n *Node, r *Ranking) {
	d.object(n, fields{
		"by":        word(d, &r.By, ByBatch, ByClass, ByTownship, ByAll),
		"across":    func(n *Node) { r.Across = d.across(n) },
		"ties":      func(n *Node) { r.Ties = d.ties(n) },
		"left_over": word(d, &r.LeftOver, Share, Dense, Refuse),
	})
}

func (d *decoder) across(n *Node) *Across {
	a := &Across{Method: NoMethod, Trim: 2}
	known := d.roundingFields(&a.Round)
	known["method"] = word(d, &a.Method, NoMethod, FactorOfMeans, TwoStepMean, TrimmedFactor)
	known["trim"] = d.integer(&a.Trim, 0, maxTrim)
	known["mean_decimals"] = func(n *Node) { a.MeanDecimals = new(int); d.integer(a.MeanDecimals, 0, score.MaxDecimals)(n) }
	d.object(n, known)
	return a
}

func (d *decoder) ties(n *Node) (keys []TieKey) {
	if !d.is(n, List) {
		return nil
	}
	for _, item := range n.Items { // an empty chain is a chain
		keys = append(keys, d.tieKey(item))
	}
	return keys
}

func (d *decoder) tieKey(n *Node) TieKey {
	k := TieKey{Text: n.Text}
	part, isPart := strings.CutPrefix(n.Text, "part.")
	field, isField := strings.CutPrefix(n.Text, "field.")
	up, isUp := strings.CutSuffix(field, "_asc")
	down, isDown := strings.CutSuffix(field, "_desc")
	switch {
	case n.Text == "exact":
	case isPart && part != "":
		k.Kind, k.Name = TiePart, part
	case isField && isUp && up != "":
		k.Kind, k.Name = TieField, up
	case isField && isDown && down != "":
		k.Kind, k.Name, k.Desc = TieField, down, true
	default:
		d.fault(UnknownWord, n, "allowed", "exact, part.KEY, field.NAME_asc, field.NAME_desc")
	}
	return k
}

func (d *decoder) tier(n *Node) Tier {
	t := Tier{CountRounding: CountHalfUp}
	boundary := "include"
	d.object(n, fields{
		"key": d.text(&t.Key), "name": d.text(&t.Name), "min": func(n *Node) { x, _ := d.number(n); t.Min = &x },
		"share":          func(n *Node) { t.Share = d.share(n) },
		"count":          func(n *Node) { t.Count = new(int); d.integer(t.Count, 1, 1_000_000)(n) },
		"count_rounding": word(d, &t.CountRounding, CountHalfUp, CountFloor, CountCeil),
		"boundary":       word(d, &boundary, "include", "exclude"),
	}, "key")
	if t.Exclude = boundary == "exclude"; t.Name == "" {
		t.Name = t.Key
	}
	return t
}

func (d *decoder) share(n *Node) *score.Exact {
	x, ok := d.number(n)
	if ok && (x.Sign() <= 0 || x.Cmp(score.Int(1)) > 0) {
		d.fault(OutOfRange, n, "allowed", "0 < share ≤ 1")
	}
	return &x
}

func (d *decoder) award(n *Node) (a Award) {
	d.object(n, fields{"name": d.text(&a.Name), "places": d.integer(&a.Places, 1, 1_000_000)}, "name", "places")
	return a
}

func (d *decoder) release(n *Node) map[string]string {
	if !d.is(n, Object) {
		return nil
	}
	release := map[string]string{}
	for _, f := range n.Fields {
		release[f.Key] = f.Value.Text
	}
	return release
}
