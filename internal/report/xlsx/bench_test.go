package xlsx_test

import (
	"io"
	"testing"

	"leitai/internal/report/xlsx"
)

// BenchmarkWriteRanking writes the workbook of 110 entries in four parts, two of
// them marked point by point: 2,700 marks, 13,000 points.
func BenchmarkWriteRanking(b *testing.B) {
	r := jiaocheng(b)
	b.ReportAllocs()
	for b.Loop() {
		if err := xlsx.WriteRanking(io.Discard, r); err != nil {
			b.Fatal(err)
		}
	}
}
