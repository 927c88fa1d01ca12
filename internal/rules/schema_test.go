package rules_test

import (
	"encoding/json"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"

	"leitai/internal/fault"
	"leitai/internal/rules"
)

// schemaNode is what the test reads of a JSON Schema.
type schemaNode struct {
	Type       any                   `json:"type"`
	Ref        string                `json:"$ref"`
	Properties map[string]schemaNode `json:"properties"`
	Required   []string              `json:"required"`
	Closed     *bool                 `json:"additionalProperties"`
	Items      *schemaNode           `json:"items"`
	OneOf      []schemaNode          `json:"oneOf"`
	Enum       []string              `json:"enum"`
	Const      string                `json:"const"`
	Defs       map[string]schemaNode `json:"$defs"`
}

// walk calls visit for every value that the schema allows, with its path.
func (s schemaNode) walk(root *schemaNode, path string, visit func(string, schemaNode)) {
	if name, ok := strings.CutPrefix(s.Ref, "#/$defs/"); ok {
		s = root.Defs[name]
	}
	visit(path, s)
	for _, key := range slices.Sorted(maps.Keys(s.Properties)) {
		s.Properties[key].walk(root, strings.TrimPrefix(path+"."+key, "."), visit)
	}
	if s.Items != nil {
		s.Items.walk(root, path+"[0]", visit)
	}
	for _, one := range s.OneOf {
		one.walk(root, path, visit)
	}
}

func schema(t *testing.T) *schemaNode {
	t.Helper()
	var root schemaNode
	if err := json.Unmarshal(rules.JSONSchema(), &root); err != nil {
		t.Fatal(err)
	}
	return &root
}

// everything is a rule set in which every object of the schema stands, each with
// a key XX that it does not know.
const everything = `
XX: 1
schema: leitai.rules/1
score: {XX: 1}
parts:
  - key: stage
    XX: 1
    score: {XX: 1}
    sheet: [{point: p, max: 1, XX: 1}]
    aggregate:
      XX: 1
      groups: [{key: g, XX: 1}]
      missing: {at_least: 1, XX: 1}
    weighted: {XX: 1}
adjust: {XX: 1}
total: {XX: 1}
rank: {XX: 1, across: {XX: 1}}
tiers: [{key: top, XX: 1}]
awards: [{name: a, places: 1, XX: 1}]
screen: {XX: 1}
`

func TestSchemaAndDecoderKnowTheSameKeys(t *testing.T) {
	decoder := map[string]string{}
	_, _, faults := parse(t, everything)
	for _, f := range faults {
		if f.Code != rules.UnknownKey {
			t.Errorf("besides: %s", told(fault.List{f}))
			continue
		}
		decoder[f.Args["path"]] = f.Args["allowed"]
	}
	inSchema := map[string]string{}
	schema(t).walk(schema(t), "", func(path string, s schemaNode) {
		if len(s.Properties) == 0 {
			return
		}
		inSchema[path] = strings.Join(slices.Sorted(maps.Keys(s.Properties)), ", ")
		if s.Closed == nil || *s.Closed {
			t.Errorf("the schema leaves %q open to any key", path)
		}
	})
	for path, keys := range inSchema {
		if decoder[path] != keys {
			t.Errorf("%q: the schema has\n%s\nthe decoder\n%s", path, keys, decoder[path])
		}
	}
	for path := range decoder {
		if inSchema[path] == "" {
			t.Errorf("%q: the decoder has an object that the schema has not", path)
		}
	}
}

// lacking is the rule set above without any required key.
const lacking = "parts: [{aggregate: {groups: [{name: g}], missing: {}}, sheet: [{name: p}]}]\ntiers: [{name: t}]\nawards: [{}]\n"

func TestSchemaAndDecoderRequireTheSameKeys(t *testing.T) {
	decoder := map[string][]string{"": {"parts"}}
	_, _, faults := parse(t, lacking)
	for _, f := range faults {
		decoder[f.Args["path"]] = append(decoder[f.Args["path"]], f.Args["key"])
	}
	_, _, faults = parse(t, "schema: leitai.rules/1\n")
	if len(faults) != 1 || faults[0].Args["key"] != "parts" {
		t.Errorf("without parts: %s", told(faults))
	}
	inSchema := map[string][]string{}
	schema(t).walk(schema(t), "", func(path string, s schemaNode) {
		inSchema[path] = append(inSchema[path], s.Required...)
	})
	for path, required := range inSchema {
		slices.Sort(required)
		slices.Sort(decoder[path])
		if !slices.Equal(decoder[path], required) {
			t.Errorf("%q: the schema requires %q, the decoder %q", path, required, decoder[path])
		}
	}
}

// wordless is a rule set in which no word is one that the decoder knows.
const wordless = `
schema: ZZ
combine: ZZ
parts:
  - key: stage
    sheet: [{point: p, max: 1, bands: ZZ}]
    aggregate:
      mean: ZZ
      missing: ZZ
      empty_group: ZZ
      rounding: ZZ
      groups: [{key: g, ballot: ZZ, rounding: ZZ}]
    weighted: {rounding: ZZ}
adjust: {after: ZZ}
total: {rounding: ZZ}
rank: {by: ZZ, left_over: ZZ, across: {method: ZZ, rounding: ZZ}}
tiers: [{key: top, count_rounding: ZZ, boundary: ZZ}]
`

func TestSchemaAndDecoderKnowTheSameWords(t *testing.T) {
	decoder := map[string]string{}
	_, _, faults := parse(t, wordless)
	for _, f := range faults {
		decoder[f.Args["path"]] = f.Args["allowed"]
	}
	schema(t).walk(schema(t), "", func(path string, s schemaNode) {
		words := strings.Join(s.Enum, ", ") + s.Const
		if words != "" && decoder[path] != words {
			t.Errorf("%s: the schema knows %q, the decoder %q", path, words, decoder[path])
		}
		if words == "" && decoder[path] != "" && !strings.HasSuffix(path, "missing") {
			t.Errorf("%s: the decoder knows %q, the schema nothing", path, decoder[path])
		}
	})
}

func TestTheSchemaKnowsTheTieKeysThatTheDecoderKnows(t *testing.T) {
	var whole struct {
		Properties struct {
			Rank struct {
				Properties struct {
					Ties struct {
						Items struct{ Pattern string }
					}
				}
			}
		}
	}
	if err := json.Unmarshal(rules.JSONSchema(), &whole); err != nil {
		t.Fatal(err)
	}
	pattern := regexp.MustCompile(whole.Properties.Rank.Properties.Ties.Items.Pattern)
	for key, ok := range map[string]bool{
		"exact": true, "part.stage": true, "field.founded_asc": true, "field.a_b_desc": true,
		"exactly": false, "part.": false, "field.founded": false, "field._asc": false, "total": false, "": false,
	} {
		_, _, faults := parse(t, "schema: leitai.rules/1\nparts: [{key: stage}]\nrank: {ties: [\""+key+"\"]}\n")
		if (len(faults) == 0) != ok || pattern.MatchString(key) != ok {
			t.Errorf("%q: decoder %q, schema %v; want %v", key, told(faults), pattern.MatchString(key), ok)
		}
	}
}
