package rules

import _ "embed"

//go:embed schema.json
var schema []byte

// JSONSchema is the JSON Schema of a rules file, for editors and for programs
// that write rules. A test proves that it knows the same keys as Parse.
func JSONSchema() []byte { return schema }
