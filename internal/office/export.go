package office

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"

	"leitai/internal/contest"
	"leitai/internal/intake"
)

// Files are a round as leitai rank takes it; tables with their heading row.
type Files struct {
	Rules                   []byte // rules.yaml
	Entries, Scores, Adjust [][]string
	Version                 int64 // of the round
}

// Export makes the files of a round from its facts alone: entries not revealed
// are in none of them; withdrawn, absent and annulled ones are entries without
// marks. [contest.ErrNotFound] if there is no such round, or its cards have not
// been issued.
func (o *Office) Export(ctx context.Context, round contest.RoundID) (*Files, error) {
	row, err := o.store.Round(ctx, round)
	if err != nil {
		return nil, err
	}
	r, err := o.Fold(ctx, round)
	if err != nil {
		return nil, err
	}
	if r.Definition() == nil {
		return nil, fmt.Errorf("round %s has no facts yet: %w", round, contest.ErrNotFound)
	}
	x, err := r.Export()
	if err != nil {
		return nil, err
	}
	f := &Files{Entries: x.Entries, Scores: x.Scores, Adjust: x.Adjust, Version: r.Version()}
	f.Rules, err = readable(x.Rules, r.Definition().Rules.Hash, row.Rules)
	return f, err
}

// readable is the frozen rules as a person would read them: as they were
// imported, comments and all, while they still are the same rules; otherwise
// their canonical JSON, which is YAML too, on lines of its own.
func readable(canonical []byte, hash string, imported []byte) ([]byte, error) {
	if parsed, _, err := intake.ParseRules("rules.yaml", imported); err == nil && parsed.Hash == hash {
		return imported, nil
	}
	var b bytes.Buffer
	if err := json.Indent(&b, canonical, "", "  "); err != nil {
		return nil, fmt.Errorf("frozen rules: %w", err)
	}
	b.WriteByte('\n')
	return b.Bytes(), nil
}
