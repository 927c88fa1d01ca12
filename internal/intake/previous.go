package intake

import (
	"encoding/json"

	"leitai/internal/fault"
	"leitai/internal/rules"
	"leitai/internal/score"
	"leitai/internal/standing"
)

// NotAResult is the fault of a file that leitai rank --json did not write.
const NotAResult fault.Code = "not_a_result"

// maxPrevious bounds an earlier result: a country's has some hundred megabytes.
const maxPrevious = 1 << 30

// earlierResult is what is read of such a file.
type earlierResult struct {
	Schema string
	Groups []struct {
		Rows []struct {
			Entry, Name string
			Rank        *int
			Total, Tier *string
		}
	}
}

// Previous reads the result of an earlier round or year, as leitai rank --json
// prints it, from a file.
func Previous(path string) ([]standing.Earlier, error) {
	data, err := readFile(path, maxPrevious)
	if err != nil {
		return nil, err
	}
	bad := func(why string) error {
		return fault.List{fault.New(NotAResult, fault.At{File: path}, "", "why", why)}
	}
	var result earlierResult
	if err := json.Unmarshal(data, &result); err != nil {
		return nil, bad(err.Error())
	}
	if result.Schema != rules.Schema {
		return nil, bad("schema " + result.Schema)
	}
	var before []standing.Earlier
	for _, g := range result.Groups {
		for _, row := range g.Rows {
			e := standing.Earlier{Entry: row.Entry, Name: row.Name, Place: valueOf(row.Rank), Tier: valueOf(row.Tier)}
			if row.Total != nil {
				total, ok := score.ParseFraction(*row.Total)
				if !ok {
					return nil, bad(row.Entry + " total " + *row.Total)
				}
				e.Total = &total
			}
			before = append(before, e)
		}
	}
	return before, nil
}

// valueOf is what p points to, or the zero value.
func valueOf[T any](p *T) (v T) {
	if p != nil {
		v = *p
	}
	return v
}
