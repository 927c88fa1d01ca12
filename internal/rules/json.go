package rules

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"

	"leitai/internal/fault"
)

// ParseJSON reads a rule set from JSON, as the first fact of a round holds it:
// the canonical form of the rules as they were read. Lines are all 1.
func ParseJSON(file string, data []byte) (*Rules, fault.List, error) {
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.UseNumber()
	root, err := readNode(dec, "")
	if err != nil {
		return nil, nil, fmt.Errorf("%s: %w", file, err)
	}
	if _, err := dec.Token(); err != io.EOF {
		return nil, nil, fmt.Errorf("%s: more than one value", file)
	}
	return Parse(file, root)
}

func readNode(dec *json.Decoder, path string) (*Node, error) {
	token, err := dec.Token()
	if err != nil {
		return nil, err
	}
	n := &Node{Line: 1, Path: path}
	switch t := token.(type) {
	case nil:
		n.Type = Null
	case bool:
		n.Type, n.Text = Bool, fmt.Sprint(t)
	case json.Number:
		n.Type, n.Text = Number, t.String()
	case string:
		n.Type, n.Text = String, t
	case json.Delim:
		if t == '[' {
			n.Type = List
			return n, n.readItems(dec)
		}
		n.Type = Object
		return n, n.readFields(dec)
	}
	return n, nil
}

func (n *Node) readItems(dec *json.Decoder) error {
	for dec.More() {
		item, err := readNode(dec, fmt.Sprintf("%s[%d]", n.Path, len(n.Items)))
		if err != nil {
			return err
		}
		n.Items = append(n.Items, item)
	}
	_, err := dec.Token()
	return err
}

func (n *Node) readFields(dec *json.Decoder) error {
	for dec.More() {
		key, err := dec.Token()
		if err != nil {
			return err
		}
		path := key.(string)
		if n.Path != "" {
			path = n.Path + "." + path
		}
		value, err := readNode(dec, path)
		if err != nil {
			return err
		}
		n.Fields = append(n.Fields, Field{Key: key.(string), Line: 1, Value: value})
	}
	_, err := dec.Token()
	return err
}
