package archtest

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

const root = "../.."

// namedTest is how a document names a test: `file:name`.
var namedTest = regexp.MustCompile("`([a-z0-9_/.]+(?:_test\\.go|\\.test\\.ts|\\.mjs)):([^`]+)`")

func TestEveryTestThatReliabilityNamesExists(t *testing.T) {
	text, err := os.ReadFile(filepath.Join(root, "docs", "reliability.md"))
	if err != nil {
		t.Fatal(err)
	}
	named := namedTest.FindAllStringSubmatch(string(text), -1)
	if colons := strings.Count(string(text), ".go:") + strings.Count(string(text), ".ts:") + strings.Count(string(text), ".mjs:"); len(named) != colons || colons == 0 {
		t.Errorf("%d tests are named, %d were understood", colons, len(named))
	}
	for _, n := range named {
		if file, test := n[1], n[2]; !declared(t, file, test) {
			t.Errorf("%s has no test %q", file, test)
		}
	}
}

// declared tells whether a file of the project has a test of that name.
func declared(t *testing.T, file, test string) bool {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(root, file))
	if err != nil {
		t.Error(err)
		return false
	}
	if strings.HasSuffix(file, ".go") {
		return strings.Contains(string(text), "\nfunc "+test+"(t *testing.T)")
	}
	return strings.Contains(string(text), "test('"+test+"'")
}

func TestATestThatIsNotThereIsFound(t *testing.T) {
	for file, test := range map[string]string{
		"internal/archtest/named_test.go": "TestNothing",
		"web/test/live.test.ts":           "beats keep it",
	} {
		if declared(t, file, test) {
			t.Errorf("%s is said to have %q", file, test)
		}
	}
}
