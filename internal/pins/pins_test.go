package pins_test

import (
	"os"
	"regexp"
	"strings"
	"testing"
)

// TestEveryPinnedModuleIsRequired proves that each module that pins.go imports
// is required directly in go.mod, at a version and with a comment saying what it
// is for, and that go.mod requires no other directly but those.
func TestEveryPinnedModuleIsRequired(t *testing.T) {
	mod, err := os.ReadFile("../../go.mod")
	if err != nil {
		t.Fatal(err)
	}
	source, err := os.ReadFile("pins.go")
	if err != nil {
		t.Fatal(err)
	}
	var imports []string
	for _, m := range regexp.MustCompile(`_ "([^"]+)"`).FindAllStringSubmatch(string(source), -1) {
		imports = append(imports, m[1])
	}
	used := map[string]bool{}
	for _, m := range regexp.MustCompile(`(?m)^\t(\S+) (v\S+)( //.*)?$`).FindAllStringSubmatch(string(mod), -1) {
		module, comment := m[1], m[3]
		if strings.HasPrefix(comment, " // indirect") {
			continue
		}
		if len(strings.TrimSpace(strings.TrimPrefix(comment, " //"))) < 4 {
			t.Errorf("go.mod: %s has no comment saying what it is for", module)
		}
		found := false
		for _, imp := range imports {
			if imp == module || strings.HasPrefix(imp, module+"/") {
				used[imp], found = true, true
			}
		}
		if !found {
			t.Errorf("go.mod requires %s, which pins.go does not import", module)
		}
	}
	for _, imp := range imports {
		if !used[imp] {
			t.Errorf("pins.go imports %s, which go.mod does not require directly", imp)
		}
	}
}
