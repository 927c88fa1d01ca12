package demo

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"strings"

	"leitai/examples"
)

// table is a file in the making: a heading and rows.
type table struct{ rows [][]string }

func newTable(heading string) *table {
	return &table{rows: [][]string{strings.Split(heading, ",")}}
}

func (t *table) add(cells ...string) { t.rows = append(t.rows, cells) }

// bytes is the table as CSV: UTF-8 without BOM, LF.
func (t *table) bytes() []byte {
	var b bytes.Buffer
	if err := csv.NewWriter(&b).WriteAll(t.rows); err != nil {
		panic(err) // a buffer takes everything
	}
	return b.Bytes()
}

// embedded is a file of package examples; that it is there is decided when the
// program is built.
func embedded(path string) []byte {
	data, err := examples.Files.ReadFile(path)
	if err != nil {
		panic(err)
	}
	return data
}

// records reads an embedded CSV file as one map a row, heading to cell.
func records(path string) []map[string]string {
	rows, err := csv.NewReader(bytes.NewReader(embedded(path))).ReadAll()
	if err != nil {
		panic(err)
	}
	var out []map[string]string
	for _, row := range rows[1:] {
		r := map[string]string{}
		for i, name := range rows[0] {
			r[name] = row[i]
		}
		out = append(out, r)
	}
	return out
}

// decimal writes n units of 10^−places in its shortest form: 63 tenths are 6.3.
func decimal(n, places int) string {
	sign := ""
	if n < 0 {
		sign, n = "-", -n
	}
	unit := 1
	for range places {
		unit *= 10
	}
	if places == 0 || n%unit == 0 {
		return fmt.Sprintf("%s%d", sign, n/unit)
	}
	return strings.TrimRight(fmt.Sprintf("%s%d.%0*d", sign, n/unit, places, n%unit), "0")
}

// clamp holds n within low…high.
func clamp(n, low, high int) int { return max(low, min(n, high)) }
