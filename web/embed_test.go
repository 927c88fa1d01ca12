package web_test

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/base64"
	"regexp"
	"strings"
	"testing"

	"leitai/web"
)

// budget is the most a page may weigh on the wire, in KB of gzip (ux §8).
var budget = map[string]int{"judge": 40, "console": 120, "scrutineer": 120, "screen": 150, "play": 150}

func page(t *testing.T, name string) string {
	t.Helper()
	html, ok := web.Page(name)
	if !ok {
		t.Fatalf("%s.html is not embedded: npm run build", name)
	}
	return string(html)
}

func TestPagesKeepTheirBudget(t *testing.T) {
	for name, kb := range budget {
		var packed bytes.Buffer
		w := gzip.NewWriter(&packed)
		if _, err := w.Write([]byte(page(t, name))); err != nil {
			t.Fatal(err)
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		if packed.Len() > kb<<10 {
			t.Errorf("%s.html weighs %d bytes of gzip, at most %d KB", name, packed.Len(), kb)
		}
	}
}

func TestAPageNeedsNoOtherHostAndNoOtherFile(t *testing.T) {
	foreign := regexp.MustCompile(`(?i)(src|href)="?(https?:)?//|url\((https?:)?//|<link[^>]+stylesheet|<script[^>]+src|@import`)
	unsafe := regexp.MustCompile(`\beval\(|new Function\(|<[a-z]+[^<>]* (style|on[a-z]+)=`)
	for name := range budget {
		html := page(t, name)
		if m := foreign.FindString(html); m != "" {
			t.Errorf("%s.html asks elsewhere: %q", name, m)
		}
		if m := unsafe.FindString(html); m != "" {
			t.Errorf("%s.html has what its policy forbids: %q", name, m)
		}
	}
}

func TestThePolicyNamesExactlyTheScriptAndStyleInside(t *testing.T) {
	for name := range budget {
		html, csp := page(t, name), web.CSP(name)
		for _, element := range []string{"script", "style"} {
			_, rest, found := strings.Cut(html, "<"+element+">")
			inside, _, closed := strings.Cut(rest, "</"+element+">")
			if !found || !closed {
				t.Fatalf("%s.html has no %s inside", name, element)
			}
			sum := sha256.Sum256([]byte(inside))
			want := element + "-src 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "';"
			if !strings.Contains(csp, want) {
				t.Errorf("policy of %s lacks %q: %s", name, want, csp)
			}
		}
		if strings.Contains(csp, "unsafe") || strings.Contains(csp, "*") {
			t.Errorf("policy of %s is open: %s", name, csp)
		}
	}
}

func TestTheETagIsQuotedAndTellsPagesApart(t *testing.T) {
	seen := map[string]string{}
	for name := range budget {
		tag := web.ETag(name)
		if !regexp.MustCompile(`^"[0-9a-f]{32}"$`).MatchString(tag) {
			t.Errorf("ETag of %s: %s", name, tag)
		}
		if other, twice := seen[tag]; twice {
			t.Errorf("%s and %s have the same ETag", name, other)
		}
		seen[tag] = name
	}
}

func TestAPageThatIsNotThereIsSaidToBe(t *testing.T) {
	if _, ok := web.Page("nobody"); ok || web.ETag("nobody") != "" || web.CSP("nobody") != "" {
		t.Error("a page of no name is there")
	}
}
