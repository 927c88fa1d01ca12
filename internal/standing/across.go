package standing

import (
	"slices"
	"strconv"

	"leitai/internal/fault"
	"leitai/internal/rules"
	"leitai/internal/score"
)

// correct makes totals of different batches comparable by the declared method:
// one factor a batch, from the totals of all ranked entries of the contest; then
// factor × total, rounded like the total. Without a method, or with one batch,
// totals stay as they are.
func (c *calculation) correct(rows []Row) {
	a := c.rules.Rank.Across
	if a == nil || a.Method == rules.NoMethod || c.rules.Rank.By == rules.ByBatch || len(c.batches) < 2 {
		return
	}
	factors := c.factors(a, rows)
	if len(c.faults) > 0 {
		return
	}
	for i := range rows {
		factor := factors[c.batch[rows[i].Entry]]
		if !rows[i].HasTotal() || factor == nil {
			continue // a batch without a ranked entry has no factor
		}
		rows[i].Figure = score.Figure{
			Kind: score.KindCorrected, Op: score.Product, From: []score.Figure{*factor, rows[i].Figure}, Round: c.rules.Total,
		}.Evaluated()
	}
}

// factors returns the factor of each batch, nil for one without a ranked entry.
func (c *calculation) factors(a *rules.Across, rows []Row) []*score.Figure {
	totals := make([][]score.Figure, len(c.batches))
	var all []score.Figure
	for i := range rows {
		if rows[i].Unranked == "" {
			leaf := score.Figure{Kind: score.KindTotal, Key: c.in.Entries[rows[i].Entry].ID, Weight: score.Int(1), Exact: rows[i].Figure.Value}.Evaluated()
			all = append(all, leaf)
			totals[c.batch[rows[i].Entry]] = append(totals[c.batch[rows[i].Entry]], leaf)
		}
	}
	var means []score.Figure
	of := make([]int, len(c.batches)) // index into means, −1 for none
	for b := range totals {
		if of[b] = -1; len(totals[b]) > 0 {
			of[b] = len(means)
			means = append(means, c.meanOf(a, score.KindBatchMean, c.batches[b], totals[b]))
		}
	}
	common := all
	if a.Method == rules.TwoStepMean {
		common = means
	}
	if len(common) == 0 {
		return make([]*score.Figure, len(c.batches))
	}
	top := c.meanOf(a, score.KindCommonMean, "", common)
	return c.quotients(a, top, means, of)
}

func (c *calculation) quotients(a *rules.Across, top score.Figure, means []score.Figure, of []int) []*score.Figure {
	factors := make([]*score.Figure, len(of))
	for b, m := range of {
		switch {
		case m < 0 || len(c.faults) > 0:
		case means[m].Value.Sign() <= 0 || top.Value.Sign() <= 0:
			c.faults = append(c.faults, fault.New(AcrossNotAbove, fault.At{}, means[m].Text(), "batch", c.batches[b]))
		default:
			f := score.Figure{Kind: score.KindFactor, Key: c.batches[b], Op: score.Quotient, From: []score.Figure{top, means[m]}, Round: a.Round}.Evaluated()
			factors[b] = &f
		}
	}
	return factors
}

// meanOf is a mean of figures; for a trimmed factor without so many of the
// highest and lowest, which keep weight 0 in its derivation.
func (c *calculation) meanOf(a *rules.Across, kind score.Kind, batch string, of []score.Figure) score.Figure {
	f := score.Figure{Kind: kind, Key: batch, Op: score.Blend, Weight: score.Int(1), From: slices.Clone(of)}
	if a.MeanDecimals != nil {
		f.Round = &score.Rounding{Decimals: *a.MeanDecimals}
	}
	if a.Method == rules.TrimmedFactor {
		if len(of) <= 2*a.Trim {
			code := AcrossTooFew
			if kind == score.KindCommonMean {
				code = AcrossTooFewAll
			}
			c.faults = append(c.faults, fault.New(code, fault.At{}, "", "batch", batch, "n", strconv.Itoa(len(of)), "trim", strconv.Itoa(a.Trim)))
			return f
		}
		slices.SortStableFunc(f.From, func(x, y score.Figure) int { return y.Value.Cmp(x.Value) })
		for i := range a.Trim {
			f.From[i].Weight, f.From[len(of)-1-i].Weight = score.Exact{}, score.Exact{}
		}
	}
	return f.Evaluated()
}
