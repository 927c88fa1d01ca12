package intake

import (
	"slices"
	"strings"

	"leitai/internal/fault"
	"leitai/internal/rules"
	"leitai/internal/score"
	"leitai/internal/standing"
	"leitai/internal/tabular"
)

// The faults of adjust.csv.
const (
	UnknownPart    fault.Code = "unknown_part"
	PointsNegative fault.Code = "points_negative"
	VetoWithPoints fault.Code = "veto_with_points"
	VetoWithPart   fault.Code = "veto_with_part"
)

// readAdjust reads bonus points, deductions and vetoes.
func readAdjust(path string, opt tabular.Options, r *rules.Rules, who *roster, c *collector) ([]standing.Adjustment, error) {
	t, err := openTable(path, opt, []string{"entry", "kind", "points"}, []string{"name", "kind", "points"})
	if failed, err := c.absorb(err); failed {
		return nil, err
	}
	defer t.close()
	t.entryColumn()
	var out []standing.Adjustment
	err = t.each(c, func() {
		if a, ok := adjustment(t, r, who, c); ok {
			out = append(out, a)
		}
	})
	return out, err
}

func adjustment(t *table, r *rules.Rules, who *roster, c *collector) (a standing.Adjustment, ok bool) {
	before := len(c.faults) + c.more
	entry := t.cell("entry")
	bad := func(code fault.Code, column string, args ...string) {
		c.add(fault.New(code, t.where(column), t.cell(column), append(args, "entry", entry)...))
	}
	a = standing.Adjustment{Part: -1, Reason: strings.Clone(t.cell("reason"))}
	if _, known := who.byText[entry]; who.open && !known {
		bad(UnknownEntry, "entry") // an adjustment alone makes no entry
	} else if e, f := who.find(entry, t.where("entry")); f != nil {
		c.add(*f)
	} else {
		a.Entry = int(e)
	}
	kind, known := kinds[strings.ToLower(fold(t.cell("kind")))]
	if !known {
		bad(UnknownWord, "kind", "allowed", "bonus, deduct, veto, 加分, 扣分, 一票否决")
	}
	a.Kind = kind
	if part := t.cell("part"); part != "" {
		if a.Part = findPart(r, part); a.Part < 0 {
			bad(UnknownPart, "part", "allowed", partKeys(r), "meant", nearestPart(r, part))
		} else if kind == standing.Veto {
			bad(VetoWithPart, "part")
		}
	}
	points := fold(t.cell("points"))
	switch x, isNumber := score.ParseExact(points); {
	case kind == standing.Veto && points != "":
		bad(VetoWithPoints, "points")
	case kind == standing.Veto:
	case points == "":
		bad(EmptyCell, "points")
	case !isNumber:
		bad(NotANumber, "points", "meant", decimalMeant(points))
	case x.Sign() < 0:
		bad(PointsNegative, "points")
	default:
		a.Points = x
	}
	return a, before == len(c.faults)+c.more
}

// findPart finds a part by key or name; −1 if there is none.
func findPart(r *rules.Rules, text string) int {
	if i := r.PartIndex(text); i >= 0 {
		return i
	}
	return slices.IndexFunc(r.Parts, func(p rules.Part) bool { return p.Name == text })
}

func partKeys(r *rules.Rules) string {
	var keys []string
	for i := range r.Parts {
		keys = append(keys, r.Parts[i].Key)
	}
	return strings.Join(keys, ", ")
}

func nearestPart(r *rules.Rules, text string) string {
	var words []string
	for i := range r.Parts {
		words = append(words, r.Parts[i].Key, r.Parts[i].Name)
	}
	return fault.Nearest(text, words)
}
