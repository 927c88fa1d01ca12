package httpapi

import (
	"bufio"
	"net"
	"time"

	"github.com/gofiber/fiber/v3"
)

const playPath = "/play/events"

// Play is what the page /play shows.
type Play interface {
	// Events are those after the first n, each JSON without line breaks; changed
	// is closed when there are more.
	Events(n int) (events [][]byte, changed <-chan struct{})
}

// getPlay handles GET /play/events: everything from the beginning, then what
// comes. Anybody may watch: nothing in it is true.
func (s *Server) getPlay(c fiber.Ctx) error {
	release, ok := s.streams.Open("")
	if !ok {
		return newProblem(fiber.StatusServiceUnavailable, TooManyStreams)
	}
	c.Set(fiber.HeaderContentType, "text/event-stream")
	c.Set("X-Accel-Buffering", "no")
	c.Response().Header.SetConnectionClose()
	conn := c.RequestCtx().Conn()
	return c.SendStreamWriter(func(w *bufio.Writer) {
		defer release()
		s.play(conn, w)
	})
}

// play tells, and every beat that it is still there, until the watcher has gone or the server stops. It stays open when
// all has been told: a browser would ask again for a stream that ends.
func (s *Server) play(conn net.Conn, w *bufio.Writer) {
	beat := time.NewTicker(s.opt.Beat)
	defer beat.Stop()
	for n := 0; ; {
		events, changed := s.opt.Play.Events(n)
		n += len(events)
		if err := conn.SetWriteDeadline(time.Now().Add(stuck)); err != nil {
			return
		}
		for _, e := range events {
			_, _ = w.WriteString("data: ") // errors of a bufio.Writer stay: Flush has them
			_, _ = w.Write(e)
			_, _ = w.WriteString("\n\n")
		}
		if w.Flush() != nil {
			return
		}
		select {
		case <-changed:
		case <-beat.C:
			_, _ = w.WriteString("event: beat\ndata: {}\n\n")
		case <-s.closing:
			return
		}
	}
}
