// Package xlsx renders reports as workbooks that offices go on working with:
// numbers are numbers, and formulas recompute every total from the marks. It
// computes no figure itself, and equal results are equal bytes.
package xlsx

import (
	"io"
	"time"

	"github.com/xuri/excelize/v2"

	"leitai/internal/report"
)

// WriteRanking writes an official result as a workbook: a sheet for each list,
// the rules in words, the sheet 重算 in which the spreadsheet's own formulas
// recompute every total from the marks, and the marks point by point. Of a
// result with more cells than a spreadsheet recalculates with ease only the
// lists and the rules are written, and the sheet 说明 says so.
func WriteRanking(out io.Writer, r *report.Ranking) error {
	w := newSheets()
	w.foot = r.Lang.T("rank.hash", "hash", r.Hash)
	for i := range r.Tables {
		w.list(r, &r.Tables[i])
	}
	c := newRecount(w, r)
	w.notes(r, c)
	c.write()
	w.keep(w.book.SetDocProps(&excelize.DocProperties{Creator: "Leitai", Created: stamp, Modified: stamp, Title: r.Title}))
	return w.writeTo(out)
}

// stamp is the time that every workbook carries: that of the result is not known
// here, and a clock would make equal results differ.
var stamp = time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC).Format(time.RFC3339)
