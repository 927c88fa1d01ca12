package main

import (
	"encoding/json"
	"os"
	"strings"
	"testing"

	"leitai/internal/rules"
)

// TestTheGuideNamesEveryKeyOfTheRules keeps docs/guide/rules.md complete.
func TestTheGuideNamesEveryKeyOfTheRules(t *testing.T) {
	guide, err := os.ReadFile("../../docs/guide/rules.md")
	if err != nil {
		t.Fatal(err)
	}
	var schema map[string]any
	if err := json.Unmarshal(rules.JSONSchema(), &schema); err != nil {
		t.Fatal(err)
	}
	keys := map[string]bool{}
	collect(schema, keys)
	if len(keys) < 40 {
		t.Fatalf("only %d keys in the schema", len(keys))
	}
	for key := range keys {
		if !strings.Contains(string(guide), key) {
			t.Errorf("docs/guide/rules.md does not name %s", key)
		}
	}
}

// collect gathers the names of all properties.
func collect(schema any, keys map[string]bool) {
	switch x := schema.(type) {
	case map[string]any:
		if properties, ok := x["properties"].(map[string]any); ok {
			for key := range properties {
				keys[key] = true
			}
		}
		for _, v := range x {
			collect(v, keys)
		}
	case []any:
		for _, v := range x {
			collect(v, keys)
		}
	}
}
