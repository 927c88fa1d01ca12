package lang

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// use is one place where a sentence is asked for.
type use struct {
	at   string
	key  string
	args []string // the words given to it; nil where they cannot be known
}

// source is what the code of the module says of sentences.
type source struct {
	set      *token.FileSet
	codes    map[string]string // of each package and constant: "rules.WrongType" → "rules_type"
	uses     []use
	literals map[string]bool // every string literal
	begins   map[string]bool // what a key begins with where a code is added to it
}

// read walks all Go files and templates of the module, but for tests and for the
// catalogues themselves.
func read(t *testing.T) *source {
	t.Helper()
	s := &source{set: token.NewFileSet(), codes: map[string]string{}, literals: map[string]bool{}, begins: map[string]bool{}}
	var parsed []*ast.File
	for _, root := range []string{"../../internal", "../../cmd"} {
		err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
			switch {
			case err != nil || d.IsDir() || strings.HasSuffix(path, "_test.go"):
				return err
			case filepath.Ext(path) == ".tmpl":
				return s.template(path)
			case filepath.Ext(path) != ".go" || strings.Contains(path, "internal/lang/") && filepath.Base(path) != "lang.go":
				return nil
			}
			file, err := parser.ParseFile(s.set, path, nil, parser.SkipObjectResolution)
			if err == nil {
				parsed = append(parsed, file)
				s.declared(file)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, file := range parsed {
		ast.Inspect(file, func(n ast.Node) bool { s.node(file.Name.Name, n); return true })
	}
	return s
}

var inTemplate = regexp.MustCompile(`\bT [.$\w]+ "([^"]+)"((?: "\w+" [^"{}]+)*)`)

func (s *source) template(path string) error {
	text, err := os.ReadFile(path)
	for _, m := range inTemplate.FindAllStringSubmatch(string(text), -1) {
		u := use{at: path, key: m[1], args: []string{}}
		for _, arg := range regexp.MustCompile(`"(\w+)"`).FindAllStringSubmatch(m[2], -1) {
			u.args = append(u.args, arg[1])
		}
		s.uses = append(s.uses, u)
		s.literals[m[1]] = true
	}
	return err
}

// declared notes the constants of type fault.Code.
func (s *source) declared(file *ast.File) {
	for _, decl := range file.Decls {
		g, ok := decl.(*ast.GenDecl)
		if !ok || g.Tok != token.CONST {
			continue
		}
		for _, spec := range g.Specs {
			v := spec.(*ast.ValueSpec)
			sel, ok := v.Type.(*ast.SelectorExpr)
			if !ok || sel.Sel.Name != "Code" {
				continue
			}
			for i, name := range v.Names {
				code := text(v.Values[i])
				s.codes[file.Name.Name+"."+name.Name] = code
				s.uses = append(s.uses, use{at: s.place(v), key: code})
			}
		}
	}
}

func (s *source) place(n ast.Node) string { return s.set.Position(n.Pos()).String() }

// node notes what a call, a tag or a literal says.
func (s *source) node(pkg string, n ast.Node) {
	switch n := n.(type) {
	case *ast.BasicLit:
		s.literals[text(n)] = true
	case *ast.Field:
		if n.Tag != nil {
			if key := reflect.StructTag(text(n.Tag)).Get("help"); key != "" {
				s.uses = append(s.uses, use{at: s.place(n), key: key})
				s.literals[key] = true
			}
		}
	case *ast.CompositeLit:
		if id, ok := n.Type.(*ast.Ident); ok && id.Name == "usage" && len(n.Elts) == 1 {
			s.uses = append(s.uses, use{at: s.place(n), key: text(n.Elts[0]), args: []string{}})
		}
	case *ast.BinaryExpr:
		if lit := text(n.X); n.Op == token.ADD && keyed.MatchString(lit) {
			s.begins[lit] = true
		}
	case *ast.CallExpr:
		s.call(pkg, n)
	}
}

// keyed is the beginning of a key: "left.", "prose.across_".
var keyed = regexp.MustCompile(`^[a-z]+(\.[a-z_]*)+$`)

func (s *source) call(pkg string, n *ast.CallExpr) {
	sel, ok := n.Fun.(*ast.SelectorExpr)
	if !ok || len(n.Args) == 0 {
		return
	}
	switch x, _ := sel.X.(*ast.Ident); {
	case sel.Sel.Name == "T" && text(n.Args[0]) != "":
		s.uses = append(s.uses, use{s.place(n), text(n.Args[0]), names(n, 1)})
	case sel.Sel.Name == "Name" && len(n.Args) == 2 && text(n.Args[0]) != "":
		s.begins[text(n.Args[0])+"."] = true
	case sel.Sel.Name == "New" && x != nil && x.Name == "fault" && len(n.Args) >= 3:
		key := text(n.Args[0])
		switch code := n.Args[0].(type) {
		case *ast.Ident:
			key = s.codes[pkg+"."+code.Name]
		case *ast.SelectorExpr:
			key = s.codes[code.X.(*ast.Ident).Name+"."+code.Sel.Name]
		}
		if key != "" {
			s.uses = append(s.uses, use{s.place(n), key, names(n, 3)})
		}
	}
}

// names are the placeholders that a call fills, from argument first on.
func names(n *ast.CallExpr, first int) []string {
	if n.Ellipsis.IsValid() {
		return nil
	}
	filled := []string{}
	for i := first; i+1 < len(n.Args); i += 2 {
		filled = append(filled, text(n.Args[i]))
	}
	return filled
}

// text is the value of a string literal, "" for anything else.
func text(e ast.Expr) string {
	lit, ok := e.(*ast.BasicLit)
	if !ok || lit.Kind != token.STRING {
		return ""
	}
	s, _ := strconv.Unquote(lit.Value)
	return s
}

var placeholder = regexp.MustCompile(`\{(\w+)\}`)

func placeholders(sentence string) []string {
	var found []string
	for _, m := range placeholder.FindAllStringSubmatch(sentence, -1) {
		found = append(found, m[1])
	}
	slices.Sort(found)
	return slices.Compact(found)
}

func TestBothLanguagesSayTheSameThings(t *testing.T) {
	for key, sentence := range zh {
		other, ok := en[key]
		switch {
		case !ok:
			t.Errorf("%s has no English sentence", key)
		case !slices.Equal(placeholders(sentence), placeholders(other)):
			t.Errorf("%s: %s, in English %s", key, placeholders(sentence), placeholders(other))
		case strings.TrimSpace(sentence) == "" || strings.TrimSpace(other) == "":
			t.Errorf("%s is empty", key)
		}
	}
	for key := range en {
		if _, ok := zh[key]; !ok {
			t.Errorf("%s has no Chinese sentence", key)
		}
	}
}

func TestEverythingSaidHasItsSentence(t *testing.T) {
	s := read(t)
	if len(s.codes) < 50 || len(s.uses) < 200 {
		t.Fatalf("only %d codes and %d uses found", len(s.codes), len(s.uses))
	}
	for _, u := range s.uses {
		if _, ok := zh[u.key]; !ok {
			t.Errorf("%s: %s has no sentence", u.at, u.key)
		}
	}
}

// TestEverySentenceIsFilled: of what is written beside the key of a sentence
// every placeholder in it is filled.
func TestEverySentenceIsFilled(t *testing.T) {
	known := []string{"found", "row", "column", "file"} // of every fault
	checked := 0
	for _, u := range read(t).uses {
		if u.args == nil {
			continue
		}
		checked++
		for _, sentence := range []string{zh[u.key], zh[u.key+".expected"]} {
			for _, p := range placeholders(sentence) {
				if !slices.Contains(u.args, p) && !slices.Contains(known, p) {
					t.Errorf("%s: nothing fills {%s} of %s", u.at, p, u.key)
				}
			}
		}
	}
	if checked < 100 {
		t.Errorf("only %d uses checked", checked)
	}
}

// TestNoSentenceIsLeftOver: every key is written out somewhere, or begins with
// what is written out and has a code added to it.
func TestNoSentenceIsLeftOver(t *testing.T) {
	s := read(t)
	for _, key := range slices.Sorted(maps.Keys(zh)) {
		plain := strings.TrimSuffix(strings.TrimSuffix(key, ".expected"), "_free")
		if s.literals[key] || s.literals[plain] {
			continue
		}
		begun := false
		for begin := range s.begins {
			begun = begun || strings.HasPrefix(key, begin)
		}
		if !begun {
			t.Errorf("nothing says %s", key)
		}
	}
}

// TestEveryAreaOfNamesHasOne: what a key begins with begins some key.
func TestEveryAreaOfNamesHasOne(t *testing.T) {
	paths := []string{"part.", "groups[].", "marks."} // of fields, not of sentences
	for begin := range read(t).begins {
		named := false
		for key := range zh {
			named = named || strings.HasPrefix(key, begin)
		}
		if !named && strings.HasSuffix(begin, ".") && !slices.Contains(paths, begin) {
			t.Errorf("no sentence begins with %s", begin)
		}
	}
}
