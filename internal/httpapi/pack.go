package httpapi

import (
	"net/http"
	"strings"

	"github.com/gofiber/fiber/v3"
	"github.com/valyala/fasthttp"
)

// packFrom is the size from which an answer is sent as gzip: a smaller one fits
// a packet or two as it is.
const packFrom = 2048

// pack sends a long answer to a GET as gzip to whoever takes it: the log of a
// day is a tenth of its size on the air of a hall. Pages come packed already and
// streams are written as they go.
func pack(c fiber.Ctx) {
	answer := c.Response()
	if c.Method() != http.MethodGet || answer.StatusCode() != http.StatusOK || answer.IsBodyStream() ||
		!strings.HasPrefix(string(answer.Header.ContentType()), "application/json") {
		return
	}
	c.Set(fiber.HeaderVary, fiber.HeaderAcceptEncoding)
	body := answer.Body()
	if len(body) < packFrom || !strings.Contains(c.Get(fiber.HeaderAcceptEncoding), "gzip") {
		return
	}
	c.Set(fiber.HeaderContentEncoding, "gzip")
	answer.SetBodyRaw(fasthttp.AppendGzipBytesLevel(nil, body, fasthttp.CompressBestSpeed))
}
