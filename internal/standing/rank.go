package standing

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"leitai/internal/fault"
	"leitai/internal/rules"
	"leitai/internal/score"
)

// Rank computes the official result. If the marks allow none, the error is a
// fault.List: everything that the calculation found, or, if that went through,
// every tie that the rules refuse to leave.
func Rank(in *Input) (*Result, error) {
	c := &calculation{in: in, rules: in.Rules, warned: slices.Clone(in.Warnings)}
	c.prepare()
	c.emptyParts()
	rows := make([]Row, len(in.Entries))
	for e := range rows {
		rows[e] = c.row(e)
	}
	c.checkLists()
	if err := c.faults.Err(); err != nil {
		return nil, err
	}
	c.correct(rows)
	if err := c.faults.Err(); err != nil {
		return nil, err
	}
	lists := c.lists(rows)
	for i := range lists {
		c.place(lists[i].Rows)
	}
	if err := c.faults.Err(); err != nil {
		return nil, err
	}
	for i := range lists {
		assignTiers(c.rules.Tiers, placed(lists[i].Rows))
		assignAwards(c.rules.Awards, placed(lists[i].Rows))
		c.screenPlaces(lists[i].Rows)
	}
	return &Result{Input: in, Lists: lists, Warnings: c.warned}, nil
}

// emptyParts warns of parts in which nobody has a row, before it is said of
// every entry that it has no place.
func (c *calculation) emptyParts() {
	for p := range c.in.Panels {
		if len(c.in.Panels[p].Judges) == 0 {
			c.warned = append(c.warned, fault.New(PartEmpty, fault.At{}, "", "part", c.rules.Parts[p].Name))
		}
	}
}

// listKey is the key of the list that an entry is ranked in.
func (c *calculation) listKey(e int) string {
	entry := &c.in.Entries[e]
	switch c.rules.Rank.By {
	case rules.ByClass:
		return entry.Class
	case rules.ByTownship:
		return entry.Township
	case rules.ByBatch:
		if entry.Batch != "" {
			return entry.Batch
		}
	}
	return "all"
}

// checkLists finds entries that no list takes, and lists that would compare
// what no rule makes comparable.
func (c *calculation) checkLists() {
	by := c.rules.Rank.By
	batchOf := map[string]int{}
	mixed := false
	for e := range c.in.Entries {
		key := c.listKey(e)
		if key == "" {
			c.fault(NoListKey, e, "by", string(by))
		}
		if b, seen := batchOf[key]; seen && b != c.batch[e] {
			mixed = true
		}
		batchOf[key] = c.batch[e]
	}
	switch {
	case !mixed || c.rules.Rank.Across != nil:
	case by == rules.ByAll:
		c.faults = append(c.faults, fault.New(AcrossUnsaid, fault.At{}, "", "batches", strings.Join(c.batches, "、")))
	default:
		c.warned = append(c.warned, fault.New(BatchesMixed, fault.At{}, "", "batches", strings.Join(c.batches, "、"), "by", string(by)))
	}
}

func (c *calculation) lists(rows []Row) []List {
	var lists []List
	index := map[string]int{}
	for e := range rows {
		key := c.listKey(e)
		i, ok := index[key]
		if !ok {
			i = len(lists)
			index[key] = i
			lists = append(lists, List{Key: key})
		}
		lists[i].Rows = append(lists[i].Rows, &rows[e])
	}
	return lists
}

// placed is the part of an ordered list that has places.
func placed(rows []*Row) []*Row {
	n := 0
	for n < len(rows) && rows[n].Unranked == "" {
		n++
	}
	return rows[:n]
}

// place orders the rows of a list and gives places to blocks of equals.
func (c *calculation) place(rows []*Row) {
	slices.SortFunc(rows, func(a, b *Row) int {
		order := boolCmp(a.Unranked != "", b.Unranked != "")
		if order == 0 && a.Unranked == "" {
			order, _ = c.compare(a, b)
		}
		return cmp.Or(order, cmp.Compare(a.Entry, b.Entry))
	})
	in := placed(rows)
	above := "" // the key that parted this block from the one above it
	for start, level := 0, 1; start < len(in); level++ {
		end, below := start+1, ""
		for order := 0; end < len(in); end++ {
			if order, below = c.compare(in[start], in[end]); order != 0 {
				break
			}
		}
		for _, r := range in[start:end] {
			r.Place, r.Shared, r.TieBrokenBy = start+1, end-start > 1, cmp.Or(above, below)
			if c.rules.Rank.LeftOver == rules.Dense {
				r.Place = level
			}
		}
		above, start = below, end
	}
	c.refuseTies(in)
}

func (c *calculation) refuseTies(in []*Row) {
	if c.rules.Rank.LeftOver != rules.Refuse {
		return
	}
	for i := range in {
		if in[i].Shared {
			c.fault(TieLeft, in[i].Entry, "place", strconv.Itoa(in[i].Place), "total", in[i].Figure.Text())
		}
	}
}

// compare orders two entries: negative if a stands above b. key is the word of
// the tie chain that decided, empty if the totals did or nothing does.
func (c *calculation) compare(a, b *Row) (order int, key string) {
	if d := b.Figure.Value.Cmp(a.Figure.Value); d != 0 {
		return d, ""
	}
	for i := range c.rules.Rank.Ties {
		k := &c.rules.Rank.Ties[i]
		if d := c.compareBy(k, i, a, b); d != 0 {
			return d, k.Text
		}
	}
	return 0, ""
}

func (c *calculation) compareBy(k *rules.TieKey, i int, a, b *Row) int {
	switch k.Kind {
	case rules.TieExact:
		return b.Figure.Exact.Cmp(a.Figure.Exact)
	case rules.TiePart:
		x, _ := a.PartValue(k.Name)
		y, _ := b.PartValue(k.Name)
		return y.Value.Cmp(x.Value)
	}
	x, y := c.in.Entries[a.Entry].Fields[i], c.in.Entries[b.Entry].Fields[i]
	switch {
	case !x.Set || !y.Set:
		return boolCmp(!x.Set, !y.Set)
	case k.Desc:
		return y.Value.Cmp(x.Value)
	default:
		return x.Value.Cmp(y.Value)
	}
}

// screenPlaces ranks the list by the figure that the hall is shown: the total,
// or a part by its value, equal ones shared.
func (c *calculation) screenPlaces(rows []*Row) {
	part := c.rules.Screen.Ranking
	if part == "total" {
		for i := range rows {
			rows[i].ScreenPlace = rows[i].Place
		}
		return
	}
	var shown []*Row
	for i := range rows {
		if rows[i].Weighted(part) != nil && !c.vetoed(rows[i].Entry) && !c.in.Entries[rows[i].Entry].Exempt {
			shown = append(shown, rows[i])
		}
	}
	value := func(r *Row) score.Exact { v, _ := r.PartValue(part); return v.Value }
	slices.SortStableFunc(shown, func(a, b *Row) int { return value(b).Cmp(value(a)) })
	for i, r := range shown {
		r.ScreenPlace = i + 1
		if i > 0 && value(shown[i-1]).Cmp(value(r)) == 0 {
			r.ScreenPlace = shown[i-1].ScreenPlace
		}
	}
}

// boolCmp puts false before true.
func boolCmp(a, b bool) int {
	switch {
	case a == b:
		return 0
	case b:
		return -1
	default:
		return 1
	}
}
