package httpapi

import (
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"runtime/debug"
	"strings"
	"time"

	"github.com/gofiber/fiber/v3"

	"leitai/internal/fault"
)

// note is what the log will say of a request besides its route and status: who
// asked, and the code of a no. Never a value, a token or a PIN.
type note struct {
	who  string
	code fault.Code
	err  error // a fault of the program
}

type noteKey struct{}

func noteOf(c fiber.Ctx) *note {
	if n, ok := c.Locals(noteKey{}).(*note); ok {
		return n
	}
	return &note{}
}

// around is passed by every request: security headers, the body within its
// bounds, panics and errors turned into problems, one line of log.
func (s *Server) around(c fiber.Ctx) error {
	if c.RequestCtx().UserValue(wholeKey{}) == nil {
		return nil // fiber shows what was no request around first; outside answers and counts it
	}
	began, n := time.Now(), &note{}
	c.Locals(noteKey{}, n)
	s.secure(c)
	if err := s.within(c); err != nil {
		s.fail(c, err)
	}
	pack(c)
	s.finish(c, n, time.Since(began))
	return nil
}

// within runs the handler; a panic is an error of the program.
func (s *Server) within(c fiber.Ctx) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("panic: %v\n%s", r, debug.Stack())
		}
	}()
	if !isUpload(c) {
		if err := takeBody(c); err != nil {
			return err
		}
	}
	if c.Method() != http.MethodGet && s.foreign(c) {
		return newProblem(http.StatusForbidden, ForeignOrigin)
	}
	return c.Next()
}

// takeBody reads the body before anything else. A body that was not read to its
// end would be taken for the next request, so what is too large ends the
// connection.
func takeBody(c fiber.Ctx) error {
	r := c.Request()
	if !r.IsBodyStream() {
		return nil
	}
	body, err := io.ReadAll(io.LimitReader(r.BodyStream(), maxBody+1))
	switch {
	case err != nil:
		c.Response().Header.SetConnectionClose()
		return newProblem(http.StatusRequestTimeout, TooSlow)
	case len(body) > maxBody:
		c.Response().Header.SetConnectionClose()
		return newProblem(http.StatusRequestEntityTooLarge, TooLarge)
	}
	c.Locals(bodyKey{}, body)
	return nil
}

type bodyKey struct{}

func bodyOf(c fiber.Ctx) []byte {
	body, _ := c.Locals(bodyKey{}).([]byte)
	return body
}

// fail writes an error as a problem. It and [adapter] are the only writers of
// errors.
func (s *Server) fail(c fiber.Ctx, err error) {
	p := problemOf(err)
	n := noteOf(c)
	n.code, n.err = p.Code, p.cause
	for name, values := range p.GetHeaders() {
		c.Set(name, values[0])
	}
	c.Status(p.Status)
	body, _ := encode(p)
	c.Response().SetBodyRaw(body)
	c.Set(fiber.HeaderContentType, p.ContentType(""))
}

// outside answers what never came as far as [Server.around]: heads that are no
// HTTP, too large, too late.
func (s *Server) outside(c fiber.Ctx, err error) error {
	s.secure(c)
	c.Response().Header.SetConnectionClose()
	p := problemOf(err)
	s.fail(c, p)
	s.opt.Metrics.request("", "", p.Status, p.Code, 0)
	s.opt.Log.Info("no request", "status", p.Status, "code", p.Code, "from", s.from(c))
	return nil
}

// finish writes the line of the log and counts.
func (s *Server) finish(c fiber.Ctx, n *note, took time.Duration) {
	route, status := c.Route().Path, c.Response().StatusCode()
	if n.code == NotFound && route == "/" || n.code == MethodNot {
		route = "" // none
	}
	s.opt.Metrics.request(c.Method(), route, status, n.code, took)
	level := slog.LevelInfo
	if status >= http.StatusInternalServerError {
		level = slog.LevelError
	}
	// Whole microseconds: a decimal in the log could be taken for a mark.
	line := []any{"method", c.Method(), "route", route, "status", status, "us", took.Microseconds(), "who", n.who, "from", s.from(c)}
	if n.code != "" {
		line = append(line, "code", n.code)
	}
	if n.err != nil {
		line = append(line, "err", n.err)
	}
	s.opt.Log.Log(c, level, "request", line...)
}

// from is the address of the asker, as a proxy tells it if one is believed.
func (s *Server) from(c fiber.Ctx) string {
	if s.opt.ProxyHeader != "" {
		if told := c.Get(s.opt.ProxyHeader); told != "" && len(told) <= 200 {
			return told
		}
	}
	return c.RequestCtx().RemoteIP().String()
}

// secure sets what every answer carries. Pages set a policy of their own.
func (s *Server) secure(c fiber.Ctx) {
	c.Set("X-Content-Type-Options", "nosniff")
	c.Set("Referrer-Policy", "no-referrer")
	c.Set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
	c.Set("Cache-Control", "no-store")
	c.Set("Cross-Origin-Resource-Policy", "same-origin")
	if s.opt.TLS {
		c.Set("Strict-Transport-Security", "max-age=31536000")
	}
}

// foreign tells whether a page of another origin asks. Programs send no Origin.
func (s *Server) foreign(c fiber.Ctx) bool {
	origin := c.Get(fiber.HeaderOrigin)
	if origin == "" || s.opt.Origin != "" && origin == s.opt.Origin {
		return false
	}
	_, host, found := strings.Cut(origin, "://")
	return !found || host != string(c.Request().Header.Host())
}

var errNoRequest = errors.New("a handler without its request")
