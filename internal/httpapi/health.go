package httpapi

import (
	"context"
	"net"
	"net/http"

	"github.com/gofiber/fiber/v3"
)

// getHealth handles GET /healthz: the process is alive.
func (s *Server) getHealth(c fiber.Ctx) error { return c.JSON(map[string]bool{"alive": true}) }

// getReady handles GET /readyz: the database can be written.
func (s *Server) getReady(c fiber.Ctx) error {
	if s.opt.Ready == nil {
		return c.JSON(map[string]bool{"ready": true})
	}
	ctx, cancel := context.WithTimeout(context.Background(), answerIn)
	defer cancel()
	if err := s.opt.Ready(ctx); err != nil {
		p := newProblem(http.StatusServiceUnavailable, NotReady)
		p.cause = err
		return p
	}
	return c.JSON(map[string]bool{"ready": true})
}

// getMetrics handles GET /metrics, for this machine alone. A proxy on it asks for
// others.
func (s *Server) getMetrics(c fiber.Ctx) error {
	addr, ok := c.RequestCtx().RemoteAddr().(*net.TCPAddr)
	if s.opt.MetricsElsewhere || !ok || !addr.IP.IsLoopback() || c.Get("X-Forwarded-For") != "" || c.Get("Forwarded") != "" {
		return fiber.ErrNotFound
	}
	return s.opt.Metrics.serve(c)
}
