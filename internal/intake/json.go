package intake

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"strconv"

	"leitai/internal/rules"
)

// json reads the rules from JSON, keeping lines and the text of numbers.
func (b *builder) json(data []byte) *rules.Node {
	r := &jsonReader{b: b, data: data, d: json.NewDecoder(bytes.NewReader(data))}
	r.d.UseNumber()
	n, err := r.value("", 0)
	if err == nil {
		if _, more := r.d.Token(); !errors.Is(more, io.EOF) {
			err = errors.New("text after the end of the value")
		}
	}
	if err != nil {
		b.fault(NotYAML, r.line(), "", "", "why", err.Error())
	}
	return n
}

type jsonReader struct {
	b    *builder
	data []byte
	d    *json.Decoder
	seen int // how far lines are counted
	at   int // the line of seen
}

// line is the line of what was read last.
func (r *jsonReader) line() int {
	to := min(int(r.d.InputOffset()), len(r.data))
	r.at += bytes.Count(r.data[r.seen:max(to, r.seen)], []byte("\n"))
	r.seen = max(to, r.seen)
	return r.at + 1
}

func (r *jsonReader) value(path string, depth int) (*rules.Node, error) {
	t, err := r.d.Token()
	if err != nil {
		return nil, err
	}
	n := &rules.Node{Path: path, Line: r.line()}
	switch t := t.(type) {
	case json.Delim:
		if depth > maxDepth {
			return nil, errors.New(tooDeep)
		}
		if t == '{' {
			return n, r.object(n, depth)
		}
		return n, r.list(n, depth)
	case string:
		n.Type, n.Text = rules.String, t
	case json.Number:
		n.Type, n.Text = rules.Number, t.String()
		r.b.number(n)
	case bool:
		n.Type, n.Text = rules.Bool, strconv.FormatBool(t)
	}
	return n, nil
}

func (r *jsonReader) object(n *rules.Node, depth int) error {
	n.Type = rules.Object
	for r.d.More() {
		key, err := r.d.Token()
		if err != nil {
			return err
		}
		at := r.line()
		v, err := r.value(child(n.Path, key.(string)), depth+1)
		if err != nil {
			return err
		}
		r.b.field(n, rules.Field{Key: key.(string), Line: at, Value: v})
	}
	_, err := r.d.Token()
	return err
}

func (r *jsonReader) list(n *rules.Node, depth int) error {
	n.Type = rules.List
	for i := 0; r.d.More(); i++ {
		v, err := r.value(n.Path+"["+strconv.Itoa(i)+"]", depth+1)
		if err != nil {
			return err
		}
		n.Items = append(n.Items, v)
	}
	_, err := r.d.Token()
	return err
}
