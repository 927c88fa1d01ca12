// Package web carries the pages of the judge, the console, the scrutineer and the
// screen as they were built from src by build.mjs: one HTML document each, with
// its script and style inside. It serves nothing and routes nothing; httpapi
// does. It imports only the standard library.
package web

import (
	"crypto/sha256"
	"embed"
	"encoding/base64"
	"encoding/hex"
	"io/fs"
	"path"
	"regexp"
	"strings"
	"sync"
)

//go:embed dist/*.html
var dist embed.FS

// document is a page and what follows from its bytes.
type document struct {
	html []byte
	etag string
	csp  string
}

// documents are read at first use: most commands serve no page.
var documents = sync.OnceValue(func() map[string]document { return load(dist) })

// Page gives the document of that name ("judge", "console", "scrutineer", "screen"); ok is
// false where there is none. The bytes belong to the package: read them only.
func Page(name string) (html []byte, ok bool) {
	d, ok := documents()[name]
	return d.html, ok
}

// ETag is the strong validator of a page, quotes included, made of its content
// alone: two builds of the same source have the same. Empty for no page.
func ETag(name string) string { return documents()[name].etag }

// CSP is the value of the Content-Security-Policy header for a page: its own
// inline script and style by hash, its own server, nothing else. Empty for no
// page.
func CSP(name string) string { return documents()[name].csp }

func load(files fs.FS) map[string]document {
	names, err := fs.Glob(files, "dist/*.html")
	if err != nil {
		panic(err) // the pattern is a constant
	}
	pages := make(map[string]document, len(names))
	for _, name := range names {
		html, err := fs.ReadFile(files, name)
		if err != nil {
			panic(err) // embedded: it is there
		}
		sum := sha256.Sum256(html)
		pages[strings.TrimSuffix(path.Base(name), ".html")] = document{
			html: html,
			etag: `"` + hex.EncodeToString(sum[:16]) + `"`,
			csp:  policy(html),
		}
	}
	return pages
}

var (
	scripts = regexp.MustCompile(`(?s)<script>(.*?)</script>`)
	styles  = regexp.MustCompile(`(?s)<style>(.*?)</style>`)
)

// policy lets the page do what it does and no more: data: is its empty icon and
// small pictures in its style; frames only from the same origin, for /play.
func policy(html []byte) string {
	return "default-src 'none'; script-src" + hashes(scripts, html) + "; style-src" + hashes(styles, html) +
		"; img-src 'self' data:; connect-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
}

func hashes(element *regexp.Regexp, html []byte) string {
	var list strings.Builder
	for _, m := range element.FindAllSubmatch(html, -1) {
		sum := sha256.Sum256(m[1])
		list.WriteString(" 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'")
	}
	if list.Len() == 0 {
		return " 'none'"
	}
	return list.String()
}
