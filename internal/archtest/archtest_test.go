// Package archtest holds the architecture as a test: which packages are pure,
// and who may import what. docs/architecture.md tells the same in words.
package archtest

import (
	"os/exec"
	"slices"
	"strings"
	"testing"
)

const module = "leitai/"

// pure packages import the standard library and one another, nothing else.
var pure = []string{"internal/fault", "internal/score", "internal/standard", "internal/rules", "internal/standing", "internal/lang", "internal/contest", "internal/live"}

// inward says of each pure package which of its own module it may import.
var inward = map[string][]string{
	"internal/fault":    {},
	"internal/score":    {},
	"internal/lang":     {"internal/fault"},
	"internal/standard": {"internal/fault", "internal/score"},
	"internal/rules":    {"internal/fault", "internal/score"},
	"internal/standing": {"internal/fault", "internal/score", "internal/rules"},
	"internal/contest":  {"internal/fault", "internal/score", "internal/rules", "internal/standing"},
	"internal/live":     {},
}

// importers says who may import what: nobody but the packages on the right.
// Tests are free, and so is bench, which measures everything.
var importers = map[string][]string{
	"github.com/xuri/excelize":            {"internal/tabular", "internal/report/xlsx"},
	"golang.org/x/text":                   {"internal/tabular"},
	"github.com/goccy/go-yaml":            {"internal/intake"},
	"github.com/alecthomas/kong":          {"cmd/leitai"},
	"github.com/schollz/progressbar":      {"cmd/leitai"},
	"entgo.io/ent":                        {"internal/store", "ent"},
	"modernc.org/sqlite":                  {"internal/store"},
	"github.com/jackc/pgx":                {"internal/store"},
	"github.com/pressly/goose":            {"internal/store"},
	"github.com/gofiber/fiber":            {"internal/httpapi"},
	"github.com/danielgtaylor/huma":       {"internal/httpapi"},
	"github.com/dop251/goja":              {"internal/chart"},
	"github.com/go-echarts/go-echarts":    {"internal/chart"},
	"codeberg.org/go-pdf/fpdf":            {"internal/report/pdf"},
	"git.sr.ht/~sbinet/gg":                {"internal/report/png"},
	"gonum.org/v1/gonum":                  {"internal/judges", "internal/index", "internal/inference"},
	"golang.org/x/crypto/argon2":          {"internal/auth"},
	"github.com/pquerna/otp":              {"internal/auth"},
	"github.com/skip2/go-qrcode":          {"internal/report", "cmd/leitai"},
	"github.com/nats-io/nats.go":          {"internal/live"},
	"github.com/prometheus/client_golang": {"internal/httpapi"},
	module + "internal/intake":            {"cmd/leitai", "internal/office", "internal/demo"},
	module + "internal/report/":           {"cmd/leitai", "internal/httpapi", "internal/office"},
	module + "internal/tabular":           {"cmd/leitai", "internal/intake", "internal/report"},
	module + "internal/demo":              {"cmd/leitai", "internal/demo/write"},
	"github.com/valyala/fasthttp":         {"internal/httpapi"},
	module + "ent":                        {"internal/store"},
	module + "internal/store":             {"cmd/leitai"},
	module + "internal/httpapi":           {"cmd/leitai", "internal/httpapi/write"},
	module + "internal/stage":             {"internal/store", "internal/httpapi", "cmd/leitai"},
	module + "internal/office":            {"internal/store", "internal/demo", "cmd/leitai"},
	module + "internal/auth":              {"internal/store", "internal/httpapi", "internal/demo", "cmd/leitai"},
	module + "internal/config":            {"cmd/leitai"},
	module + "web":                        {"internal/httpapi"},
	module + "cmd/":                       {},
}

// never says what a package must not import, whoever else may: score's trimming,
// means and weights are called by standing alone.
var never = map[string][]string{
	"internal/report": {module + "internal/intake"},
	"internal/intake": {module + "internal/lang", module + "internal/report"},
	"internal/demo":   {module + "internal/stage", module + "internal/httpapi"},
	"venue":           {module + "internal/", module + "ent", module + "web"},
}

func TestImports(t *testing.T) {
	out, err := exec.Command("go", "list", "-f", `{{.ImportPath}} {{join .Imports " "}}`, module+"...").Output()
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for line := range strings.Lines(string(out)) {
		path, imports, _ := strings.Cut(strings.TrimSpace(line), " ")
		pkg := strings.TrimPrefix(path, module)
		seen[pkg] = true
		for imp := range strings.FieldsSeq(imports) {
			for _, breach := range breaches(pkg, imp) {
				t.Error(breach)
			}
		}
	}
	for _, p := range pure {
		if !seen[p] {
			t.Errorf("%s is declared pure and does not exist", p)
		}
	}
}

// breaches says which rules the import of imp by pkg breaks.
func breaches(pkg, imp string) (found []string) {
	if allowed, isPure := inward[pkg]; isPure && !standard(imp) && !slices.Contains(allowed, strings.TrimPrefix(imp, module)) {
		found = append(found, pkg+" is pure; it must not import "+imp)
	}
	for guarded, allowed := range importers {
		if pkg == "bench" || strings.HasPrefix(pkg, "bench/") {
			break
		}
		if strings.HasPrefix(imp, guarded) && !slices.ContainsFunc(allowed, func(a string) bool { return pkg == a || strings.HasPrefix(pkg, a+"/") }) && !strings.HasPrefix(module+pkg, guarded) {
			found = append(found, pkg+" must not import "+imp)
		}
	}
	for _, forbidden := range never[pkg] {
		if strings.HasPrefix(imp, forbidden) {
			found = append(found, pkg+" must not import "+imp)
		}
	}
	return found
}

func standard(imp string) bool {
	first, _, _ := strings.Cut(imp, "/")
	return !strings.Contains(first, ".") && !strings.HasPrefix(imp, module)
}

func TestEachKindOfBreachIsFound(t *testing.T) {
	for _, c := range []struct{ pkg, imp string }{
		{"internal/score", "github.com/shopspring/decimal"},
		{"internal/score", module + "internal/rules"},
		{"internal/standing", module + "internal/tabular"},
		{"internal/rules", "github.com/goccy/go-yaml"},
		{"internal/report/html", "github.com/xuri/excelize/v2"},
		{"internal/intake", module + "internal/lang"},
		{"cmd/leitai", "modernc.org/sqlite"},
		{"internal/report", module + "internal/intake"},
		{"internal/office", module + "ent/round"},
	} {
		if len(breaches(c.pkg, c.imp)) == 0 {
			t.Errorf("%s importing %s is not found", c.pkg, c.imp)
		}
	}
	if found := breaches("internal/tabular", "github.com/xuri/excelize/v2"); len(found) > 0 {
		t.Errorf("an allowed import is refused: %v", found)
	}
}

func TestNoPackageHasANameThatSaysNothing(t *testing.T) {
	out, err := exec.Command("go", "list", "-f", "{{.Name}} {{.ImportPath}}", module+"...").Output()
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(out)) {
		name, path, _ := strings.Cut(strings.TrimSpace(line), " ")
		if slices.Contains([]string{"util", "utils", "common", "types", "model", "models", "service", "manager", "helpers"}, name) {
			t.Errorf("%s: a package called %s says nothing", path, name)
		}
	}
}
