package demo

import (
	"encoding/json"
	"testing"
)

// TestTablesNameWhatIsThere: a misspelt code would spare nobody.
func TestTablesNameWhatIsThere(t *testing.T) {
	lines := map[string]int{}
	for _, file := range []string{"01_rural.csv", "02_community.csv"} {
		for _, r := range records("standards/" + file) {
			var q params
			if err := json.Unmarshal([]byte(r["params"]), &q); err != nil {
				t.Fatal(err)
			}
			lines[r["point_code"]] = max(len(q.Checks), len(q.Rules))
		}
	}
	for code, numbers := range spared {
		for _, n := range numbers {
			if n > lines[code] {
				t.Errorf("spared: %s has no line %d", code, n)
			}
		}
	}
	for code, n := range conditional {
		if n > lines[code] {
			t.Errorf("conditional: %s has no line %d", code, n)
		}
	}
	for _, file := range []string{"20_sheet_stage.csv", "22_sheet_field.csv"} {
		for _, r := range records("standards/" + file) {
			if _, ok := facetOf[r["point_code"]]; !ok {
				t.Errorf("facetOf lacks %s", r["point_code"])
			}
		}
	}
}

func TestDecimal(t *testing.T) {
	for _, tt := range []struct {
		n, places int
		want      string
	}{{63, 1, "6.3"}, {100, 1, "10"}, {-5, 1, "-0.5"}, {7405, 2, "74.05"}, {921429, 4, "92.1429"}, {12, 0, "12"}, {0, 1, "0"}, {105, 2, "1.05"}} {
		if got := decimal(tt.n, tt.places); got != tt.want {
			t.Errorf("decimal(%d, %d) = %s; want %s", tt.n, tt.places, got, tt.want)
		}
	}
}
