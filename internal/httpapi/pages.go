package httpapi

import (
	"bytes"
	"compress/gzip"
	"net/http"
	"strings"

	"github.com/gofiber/fiber/v3"

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

// loadPages takes the built pages, that of the minute only where one is played,
// and makes the plain one that leads to them.
func loadPages(played bool) map[string]page {
	pages := map[string]page{"/": startPage(played)}
	for path, name := range builtPages {
		if body, ok := web.Page(name); ok && (played || path != "/play") {
			pages[path] = newPage(body, web.ETag(name), web.CSP(name))
		}
	}
	return pages
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
