package xlsx

import (
	"io"

	"leitai/internal/report"
	"leitai/internal/score"
	"leitai/internal/standard"
)

// WriteStandard writes the table of a standard as a workbook: codes as text,
// points as numbers.
func WriteStandard(w io.Writer, rows []standard.Row) error {
	x, columns := newSheets(), report.StandardColumns(rows)
	name := "standard"
	if len(rows) > 0 {
		name = sheetTitle(rows[0].Cells)
	}
	x.open(name)
	for i, c := range columns {
		x.text(1, i+1, c, x.style.head)
		x.width(i+1, standardWidths[c])
	}
	for r := range rows {
		for i, c := range columns {
			text := rows[r].Cells[c]
			if n, ok := score.ParseExact(text); ok && numeric[c] {
				x.number(r+2, i+1, n.Float(), x.style.cell)
				continue
			}
			x.text(r+2, i+1, text, x.style.textCell)
		}
	}
	x.freeze(0, 1)
	x.printed(1, 1, 2)
	return x.writeTo(w)
}

func sheetTitle(cells map[string]string) string {
	if cells["domain"] == "" {
		return cells["standard_code"]
	}
	return cells["standard_code"] + " " + cells["domain"]
}

var numeric = map[string]bool{"dimension_points": true, "item_points": true, "max_points": true, "line": true}

var standardWidths = map[string]float64{
	"standard_code": 8, "domain": 8, "dimension_code": 10, "dimension": 16, "dimension_points": 8, "item_code": 13, "item": 16, "item_points": 8,
	"point_code": 16, "point": 22, "max_points": 8, "score_type": 10, "rule": 60, "params": 30, "source": 8, "assessor": 16, "period": 8,
	"evidence": 30, "basis": 30, "line": 8,
}
