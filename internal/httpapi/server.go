// Package httpapi is the HTTP contract: routes, wire types, sessions, the mapping
// of every no to a status, and event streams. It decides nothing: handlers
// decode, ask the day, the gate or the rows of the office through the interfaces
// of parts.go, and answer. What a body may look like is declared by its Go type,
// from which huma makes both the check and the OpenAPI document. It is the only
// importer of fiber, huma and prometheus; of ours it imports what it puts on the
// wire, and neither storage nor the office.
package httpapi

import (
	"context"
	"log/slog"
	"net"
	"slices"
	"sync"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/gofiber/fiber/v3"
	"github.com/valyala/fasthttp"

	"leitai/internal/contest"
	"leitai/internal/live"
)

// The limits of the contract (http.md, Load).
const (
	maxBody     = 64 << 10
	headWithin  = 10 * time.Second
	bodyWithin  = 20 * time.Second
	idleWithin  = 60 * time.Second
	writeWithin = 20 * time.Second // an answer that nobody fetches
	answerIn    = 5 * time.Second
	eachStreams = 64 // of one session: no browser has so many tabs
)

// Options are the parts that a server needs and how it shall behave.
type Options struct {
	Stage     Stage
	Gate      Gate
	Contests  Contests
	Ready     func(context.Context) error // nil: always
	Machine   Machine                     // nil: nothing is known of it
	Backdrops Backdrops                   // nil: none can be uploaded
	Metrics   *Metrics                    // nil: its own
	Play      Play                        // nil: there is no page /play
	Log       *slog.Logger                // nil: slog.Default
	Now       func() time.Time            // nil: time.Now

	Origin string // as the phones see it, "http://192.168.1.10:8080"; printed on cards
	TLS    bool   // cookies get Secure and __Host-, answers HSTS

	ProxyHeader      string // in which a proxy tells the address of the asker, for the log; empty: none is believed
	MetricsElsewhere bool   // /metrics is not answered here

	AnonymousStreams int           // streams without a session; 0: no limit
	SeatRate         int           // requests a second of one seat; 0: no limit
	Beat             time.Duration // of event streams; 0: 5 s
}

// Server answers the requests of one process.
type Server struct {
	opt      Options
	app      *fiber.App
	doc      *huma.OpenAPI
	presence live.Presence
	streams  live.Streams
	waiting  live.Waiting
	pointed  live.Pointed[contest.Screen]
	hellos   live.Hellos
	shown    shownBackdrop
	pace     pace
	pages    map[string]page
	body     time.Duration // how long a body may take
	answer   time.Duration // how long an answer may take

	closing chan struct{} // closed when open streams shall end
	once    sync.Once

	mu   sync.Mutex
	ln   net.Listener
	over bool // shut down
}

// New makes a server that does not listen yet.
func New(opt Options) *Server {
	if opt.Metrics == nil {
		opt.Metrics = NewMetrics()
	}
	if opt.Log == nil {
		opt.Log = slog.Default()
	}
	if opt.Now == nil {
		opt.Now = time.Now
	}
	if opt.Beat == 0 {
		opt.Beat = 5 * time.Second
	}
	s := &Server{opt: opt, body: bodyWithin, answer: answerIn, closing: make(chan struct{})}
	if s.streams.Limit = opt.AnonymousStreams; s.streams.Limit > 0 {
		s.streams.Each = eachStreams
	}
	s.pace.limit = opt.SeatRate
	s.app = fiber.New(fiber.Config{
		Immutable: true, CaseSensitive: true, StrictRouting: true, DisableHeadAutoRegister: true,
		StreamRequestBody: true, DisablePreParseMultipartForm: true, BodyLimit: maxBody,
		ReadTimeout: headWithin, IdleTimeout: idleWithin,
		ErrorHandler: s.outside,
	})
	s.app.Server().Handler = s.knownMethods(s.app.Server().Handler)
	s.app.Server().HeaderReceived = s.afterHead
	s.app.Hooks().OnPreShutdown(s.endStreams)
	s.app.Use(s.around)
	s.routes()
	s.opt.Metrics.watch(s)
	return s
}

// wholeKey marks what came as a whole request.
type wholeKey struct{}

// knownMethods answers methods that are none of HTTP's, which fiber would do
// without a problem.
func (s *Server) knownMethods(next fasthttp.RequestHandler) fasthttp.RequestHandler {
	return func(ctx *fasthttp.RequestCtx) {
		if slices.Contains(fiber.DefaultMethods, string(ctx.Method())) {
			ctx.SetUserValue(wholeKey{}, true)
			next(ctx)
			return
		}
		c := s.app.AcquireCtx(ctx)
		defer s.app.ReleaseCtx(c)
		_ = s.outside(c, fiber.ErrNotImplemented) // it writes the answer and has no error
	}
}

// afterHead gives the body its time once the head is there, and every answer but
// a stream an end.
func (s *Server) afterHead(h *fasthttp.RequestHeader) fasthttp.RequestConfig {
	c := fasthttp.RequestConfig{ReadTimeout: s.body}
	if !isStream(h.RequestURI()) {
		c.WriteTimeout = writeWithin
	}
	return c
}

// Serve answers on a listener until [Server.Shutdown]. It closes the listener.
func (s *Server) Serve(ln net.Listener) error {
	s.mu.Lock()
	over := s.over
	s.ln = ln
	s.mu.Unlock()
	if over {
		return ln.Close()
	}
	return s.app.Listener(ln, fiber.ListenConfig{DisableStartupMessage: true})
}

// Shutdown takes no more connections, ends every stream with end shutdown, and
// waits for the requests under way, until ctx ends. A Serve that has only just
// begun, or begins later, ends too.
func (s *Server) Shutdown(ctx context.Context) error {
	s.mu.Lock()
	s.over = true
	ln := s.ln
	s.mu.Unlock()
	err := s.app.ShutdownWithContext(ctx)
	if ln != nil {
		_ = ln.Close() // fiber has, unless it had not taken it yet
	}
	return err
}

func (s *Server) endStreams() error {
	s.once.Do(func() { close(s.closing) })
	return nil
}

// SeatLocked is told that wrong PINs have locked a card; the console shows it at
// once. It does not block.
func (s *Server) SeatLocked(card contest.CardID, until time.Time) {
	go func() {
		ctx, cancel := context.WithTimeout(context.Background(), answerIn)
		defer cancel()
		seats, err := s.opt.Contests.SeatsOfCard(ctx, card)
		if err != nil {
			s.opt.Log.Error("seats of a card", "card", card, "err", err)
		}
		for _, seat := range seats {
			s.presence.Lock(string(seat.Round), string(seat.ID), until)
		}
	}()
}
