package intake

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"os"
	"strconv"
	"strings"
	"unicode/utf8"

	"leitai/internal/fault"
	"leitai/internal/rules"
	"leitai/internal/tabular"
)

// The faults of a rules file that is not even YAML or JSON.
const (
	NotYAML     fault.Code = "not_yaml"
	KeyTwice    fault.Code = "key_twice"
	Anchor      fault.Code = "yaml_anchor"
	TooDeep     fault.Code = "yaml_too_deep"
	FileTooBig  fault.Code = "file_too_big"
	RulesTooBig fault.Code = "rules_too_big"
	NotFinite   fault.Code = "not_finite" // .nan, .inf
	NotText     fault.Code = "rules_not_text"
	TabIndent   fault.Code = "yaml_tab"
	WideColon   fault.Code = "yaml_colon"
)

// maxRules and maxLines bound a rules file: the sheet of a contest is some
// kilobytes, and the time and the memory of the YAML parser grow with the square
// of the lines.
const (
	maxRules = 128 << 10
	maxLines = 5000
)

// Rules reads rules.yaml, or the same as JSON.
func Rules(path string) (*rules.Rules, fault.List, error) {
	data, err := readFile(path, 16<<20)
	if err != nil {
		return nil, nil, err
	}
	return ParseRules(path, data)
}

// readFile reads a file of at most so many bytes whole; what keeps it from being read is a fault.
func readFile(path string, most int64) (data []byte, err error) {
	f, err := os.Open(path)
	if err == nil {
		defer f.Close()
		data, err = io.ReadAll(io.LimitReader(f, most+1))
	}
	var p *fs.PathError
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, fault.List{fault.New(tabular.FileMissing, fault.At{File: path}, path)}
	case errors.As(err, &p):
		return nil, fault.List{fault.New(tabular.FileUnreadable, fault.At{File: path}, path, "reason", p.Err.Error())}
	case int64(len(data)) > most:
		return nil, fault.List{fault.New(FileTooBig, fault.At{File: path}, "", "limit", strconv.FormatInt(most>>20, 10))}
	default:
		return data, err
	}
}

// ParseRules reads a rule set from the bytes of a file of the given name.
func ParseRules(file string, data []byte) (*rules.Rules, fault.List, error) {
	root, err := rulesNode(file, data)
	if err != nil {
		return nil, nil, err
	}
	return rules.Parse(file, root)
}

// CanonicalRules is ParseRules with the RFC 8785 form of the rules as read, of
// which their hash is the SHA-256.
func CanonicalRules(file string, data []byte) (*rules.Rules, []byte, error) {
	root, err := rulesNode(file, data)
	if err != nil {
		return nil, nil, err
	}
	r, _, err := rules.Parse(file, root)
	if err != nil {
		return nil, nil, err
	}
	return r, root.Canonical(), nil
}

// rulesNode reads the values of a rules file.
func rulesNode(file string, data []byte) (*rules.Node, error) {
	if len(data) > maxRules {
		return nil, fault.List{fault.New(RulesTooBig, fault.At{File: file}, "")}
	}
	data = bytes.TrimPrefix(data, []byte("\xEF\xBB\xBF"))
	if bytes.IndexByte(data, 0) >= 0 || !utf8.Valid(data) {
		return nil, fault.List{fault.New(NotText, fault.At{File: file}, "")}
	}
	b := &builder{file: file}
	var root *rules.Node
	data = bytes.ReplaceAll(data, []byte("\r\n"), []byte("\n")) // as YAML folds them
	switch {
	case strings.HasSuffix(strings.ToLower(file), ".json") || json.Valid(data):
		root = b.json(data)
	case bytes.Count(data, []byte("\n")) > maxLines:
		b.fault(RulesTooBig, 0, "", "")
	default:
		root = b.yaml(data)
	}
	return root, b.faults.Err()
}

// builder makes Nodes.
type builder struct {
	file   string
	faults fault.List
	keys   map[place]bool // those of each object so far
}

// place is a key of an object.
type place struct {
	object *rules.Node
	key    string
}

// maxDepth bounds how deep values may stand in one another; rules need seven.
const maxDepth = 32

const tooDeep = "values stand too deep in one another"

func (b *builder) fault(code fault.Code, line int, path, found string, args ...string) {
	b.faults = append(b.faults, fault.New(code, fault.At{File: b.file, Row: line, Column: path}, found, append(args, "path", path)...))
}

// field adds a key to an object unless it is there already.
func (b *builder) field(n *rules.Node, f rules.Field) {
	if b.keys[place{n, f.Key}] {
		b.fault(KeyTwice, f.Line, f.Value.Path, f.Key)
		return
	}
	if b.keys == nil {
		b.keys = map[place]bool{}
	}
	b.keys[place{n, f.Key}] = true
	n.Fields = append(n.Fields, f)
}

func child(path, key string) string {
	if path == "" {
		return key
	}
	return path + "." + key
}
