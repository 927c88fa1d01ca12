package intake

import (
	"errors"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/lexer"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"

	"leitai/internal/rules"
)

// yaml reads a YAML 1.2 document. The parser of the library keeps the text of
// every scalar and where it stands; what a plain scalar means is decided here by
// the core schema, for libraries differ (is "no" a word, is 1_000 a number?).
func (b *builder) yaml(data []byte) *rules.Node {
	tokens := lexer.Tokenize(string(data))
	if line, ok := bounded(tokens); !ok {
		b.fault(NotYAML, line, "", "", "why", tooDeep)
		return nil
	}
	file, err := parser.Parse(tokens, 0, parser.AllowDuplicateMapKey())
	if err != nil {
		line, msg := misread(err)
		if !b.slips(data) {
			b.fault(NotYAML, line, "", "", "why", msg)
		}
		return nil
	}
	docs := slices.DeleteFunc(file.Docs, func(d *ast.DocumentNode) bool {
		_, directive := d.Body.(*ast.DirectiveNode)
		return directive || d.Body == nil
	})
	if len(docs) != 1 {
		b.fault(NotYAML, 1, "", "", "why", strconv.Itoa(len(docs))+" documents")
		return nil
	}
	return b.node(docs[0].Body, "", 0)
}

// misread is where and why the parser gave up. The text of its error would draw
// the whole file, which for a hostile one takes seconds.
func misread(err error) (line int, why string) {
	var syntax interface {
		GetToken() *token.Token
		GetMessage() string
	}
	if !errors.As(err, &syntax) {
		return 1, err.Error()
	}
	if t := syntax.GetToken(); t != nil && t.Position != nil {
		return t.Position.Line, syntax.GetMessage()
	}
	return 1, syntax.GetMessage()
}

// maxOpen bounds how many brackets and dashes may stand in one another, and how
// many tags in the file, before any of it is parsed: the memory of the parser
// grows with their square.
const maxOpen = 200

func bounded(tokens token.Tokens) (line int, ok bool) {
	open, dashes, tags := 0, 0, 0
	for _, t := range tokens {
		if t.Type != token.SequenceEntryType {
			dashes = 0
		}
		switch t.Type {
		case token.SequenceStartType, token.MappingStartType:
			open++
		case token.SequenceEndType, token.MappingEndType:
			open--
		case token.SequenceEntryType:
			dashes++
		case token.TagType:
			tags++
		}
		if max(open, dashes, tags) > maxOpen {
			return t.Position.Line, false
		}
	}
	return 0, true
}

// slips finds the two commonest slips of those who seldom write YAML, of which
// parsers say strange things: a tab, and a colon of the Chinese keyboard.
func (b *builder) slips(data []byte) (found bool) {
	for i, line := range strings.Split(string(data), "\n") {
		text := strings.TrimLeft(line, " ")
		switch {
		case strings.HasPrefix(text, "\t"):
			b.fault(TabIndent, i+1, "", "")
		case strings.Contains(text, "：") && !strings.ContainsAny(text, ":#\"'"):
			b.fault(WideColon, i+1, "", strings.TrimSpace(text))
		default:
			continue
		}
		found = true
	}
	return found
}

func (b *builder) node(n ast.Node, path string, depth int) *rules.Node {
	out := &rules.Node{Path: path, Line: line(n)}
	if depth > maxDepth {
		b.fault(TooDeep, out.Line, path, "")
		return out
	}
	switch n := n.(type) {
	case *ast.MappingNode:
		out.Type = rules.Object
		for _, v := range n.Values {
			b.mapping(out, v, depth)
		}
	case *ast.MappingValueNode:
		out.Type = rules.Object
		b.mapping(out, n, depth)
	case *ast.SequenceNode:
		out.Type = rules.List
		for i, item := range n.Values {
			out.Items = append(out.Items, b.node(item, path+"["+strconv.Itoa(i)+"]", depth+1))
		}
	case *ast.AnchorNode, *ast.AliasNode, *ast.TagNode, *ast.MergeKeyNode:
		b.fault(Anchor, out.Line, path, n.GetToken().Value)
	case *ast.LiteralNode:
		out.Type, out.Text = rules.String, n.Value.Value
	case *ast.StringNode:
		out.Type, out.Text = rules.String, n.Value
		if t := n.Token.Type; t != token.DoubleQuoteType && t != token.SingleQuoteType {
			b.plain(out, n.Value)
		}
	default:
		b.plain(out, n.GetToken().Value)
	}
	return out
}

func line(n ast.Node) int {
	if t := n.GetToken(); t != nil && t.Position != nil {
		return t.Position.Line
	}
	return 1
}

func (b *builder) mapping(into *rules.Node, v *ast.MappingValueNode, depth int) {
	at := line(v.Key)
	if into.Fields == nil {
		into.Line = at
	}
	key, isText := v.Key.(ast.Node)
	if _, merge := key.(*ast.MergeKeyNode); merge || !isText {
		b.fault(Anchor, at, into.Path, "<<")
		return
	}
	k := b.node(key, into.Path, depth+1)
	if k.Type == rules.Object || k.Type == rules.List {
		b.fault(NotYAML, at, into.Path, "", "why", "a key must be a word")
		return
	}
	b.field(into, rules.Field{Key: k.Text, Line: at, Value: b.node(v.Value, child(into.Path, k.Text), depth+1)})
}

// The YAML 1.2 core schema (§10.3.2).
var (
	coreNull   = regexp.MustCompile(`^(null|Null|NULL|~|)$`)
	coreBool   = regexp.MustCompile(`^(true|True|TRUE|false|False|FALSE)$`)
	coreNumber = regexp.MustCompile(`^([-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|0o[0-7]+|0x[0-9a-fA-F]+)$`)
	coreOdd    = regexp.MustCompile(`^([-+]?(\.inf|\.Inf|\.INF)|\.nan|\.NaN|\.NAN)$`)
)

// plain resolves a scalar without quotes.
func (b *builder) plain(n *rules.Node, text string) {
	n.Text = text
	switch {
	case coreNull.MatchString(text):
		n.Type = rules.Null
	case coreBool.MatchString(text):
		n.Type = rules.Bool
	case coreNumber.MatchString(text):
		n.Type = rules.Number
	case coreOdd.MatchString(text):
		b.fault(NotFinite, n.Line, n.Path, text)
	default:
		n.Type = rules.String
	}
	if n.Type == rules.Number {
		b.number(n)
	}
}

// number reports a number that no two programs would read alike.
func (b *builder) number(n *rules.Node) {
	if !rules.Writable(n.Text) {
		b.fault(rules.TooPrecise, n.Line, n.Path, n.Text, "most", "15")
	}
}
