package httpapi

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"html"
	"net/http"
	"strings"

	"github.com/gofiber/fiber/v3"

	"leitai/internal/lang"
	"leitai/web"
)

// page is a document of one file and what goes with it.
type page struct {
	html   []byte
	packed []byte // the same, gzip
	etag   string
	csp    string
}

// newPage packs a page once for all who take it packed.
func newPage(html []byte, etag, csp string) page {
	var b bytes.Buffer
	w, _ := gzip.NewWriterLevel(&b, gzip.BestCompression) // the level is one
	_, _ = w.Write(html)                                  // a buffer takes everything
	_ = w.Close()
	return page{html, b.Bytes(), etag, csp}
}

// builtPages are the pages of package web by their address; what is not built is
// not there.
var builtPages = map[string]string{"/j": "judge", "/console": "console", "/scrutineer": "scrutineer", "/screen": "screen", "/admin": "admin", "/play": "play"}

// loadPages takes the built pages, and makes the plain one that leads to them.
func loadPages() map[string]page {
	pages := map[string]page{"/": startPage()}
	for path, name := range builtPages {
		if body, ok := web.Page(name); ok {
			pages[path] = newPage(body, web.ETag(name), web.CSP(name))
		}
	}
	return pages
}

// startStyle is in the colours of the product (web/tokens.json).
const startStyle = `*{box-sizing:border-box}body{margin:0;background:#faf7f4;color:#1f1a17;font:18px/1.5 "PingFang SC","HarmonyOS Sans SC","Microsoft YaHei","Noto Sans CJK SC",system-ui,sans-serif}` +
	`header{background:#a50f15;color:#fff;padding:16px 20px}h1{margin:0 auto;max-width:560px;font-size:22px}main{max-width:560px;margin:24px auto;padding:0 20px}` +
	`a{display:block;margin:0 0 14px;padding:14px 18px;min-height:60px;background:#fff;border:1px solid #8c827b;border-radius:10px;color:#4a423d;text-decoration:none}` +
	`b{display:block;color:#a50f15;font-size:21px}a:focus-visible{outline:3px solid #1b4f8f;outline-offset:2px}`

// startPage leads to the others. It needs no script.
func startPage() page {
	var b strings.Builder
	t := func(key string) string { return html.EscapeString(lang.Chinese.T(key)) }
	b.WriteString(`<!doctype html><html lang="zh-CN"><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>` + t("page.title") +
		`</title><style>` + startStyle + `</style><header><h1>` + t("page.title") + `</h1></header><main>`)
	for _, link := range []struct{ path, words, why string }{
		{"/j", t("page.judge"), t("page.judge_why")}, {"/console", t("page.console"), t("page.console_why")}, {"/screen", t("page.screen"), t("page.screen_why")},
		{"/scrutineer", t("page.scrutineer"), t("page.scrutineer_why")},
	} {
		b.WriteString(`<a href="` + link.path + `"><b>` + link.words + `</b>` + link.why + `</a>`)
	}
	b.WriteString(`</main></html>`)
	style := sha256.Sum256([]byte(startStyle))
	body := []byte(b.String())
	sum := sha256.Sum256(body)
	return newPage(body, `"`+hex.EncodeToString(sum[:16])+`"`,
		"default-src 'none'; style-src 'sha256-"+base64.StdEncoding.EncodeToString(style[:])+"'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'")
}

// getPage answers with a page, or with nothing new.
func (s *Server) getPage(c fiber.Ctx) error {
	p, ok := s.pages[c.Route().Path]
	if !ok {
		return fiber.ErrNotFound
	}
	c.Set(fiber.HeaderETag, "W/"+p.etag) // packed or not, the same page
	c.Set(fiber.HeaderCacheControl, "no-cache")
	c.Set("Content-Security-Policy", p.csp)
	c.Set(fiber.HeaderContentType, "text/html; charset=utf-8")
	if strings.Contains(c.Get(fiber.HeaderIfNoneMatch), p.etag) {
		c.Status(http.StatusNotModified)
		return nil
	}
	c.Set(fiber.HeaderVary, fiber.HeaderAcceptEncoding)
	if strings.Contains(c.Get(fiber.HeaderAcceptEncoding), "gzip") {
		c.Set(fiber.HeaderContentEncoding, "gzip")
		return c.Send(p.packed)
	}
	return c.Send(p.html)
}
