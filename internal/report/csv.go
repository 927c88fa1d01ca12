package report

import (
	"io"

	"leitai/internal/tabular"
)

// WriteCSV writes all lists of the ranking as one table, the list in the first
// column, streaming: a country has 690,000 rows.
func WriteCSV(w io.Writer, r *Ranking) error {
	out := tabular.NewCSV(w)
	for i := range r.Tables {
		t := &r.Tables[i]
		if i == 0 {
			head := []string{r.Lang.T("rank.list")}
			for _, c := range t.Columns {
				head = append(head, c.Head)
			}
			if err := out.Write(head); err != nil {
				return err
			}
		}
		line := make([]string, len(t.Columns)+1)
		line[0] = t.Title
		for j := range t.Rows {
			for k, cell := range t.Cells(j) {
				line[k+1] = cell.Text
			}
			if err := out.Write(line); err != nil {
				return err
			}
		}
	}
	return out.Flush()
}
