package httpapi

import (
	"net"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/gofiber/fiber/v3"

	"leitai/internal/contest"
)

// preparers prove before the day that the hall can work.
var preparers = []contest.Role{contest.Director, contest.Organiser}

type preflight struct{ Body preflightBody }

type preflightBody struct {
	Addresses []string  `json:"addresses" doc:"where phones may reach this server, the best first"`
	TLS       bool      `json:"tls"`
	DiskFree  *int64    `json:"disk_free" doc:"bytes where the data is; null where that cannot be known"`
	Writable  bool      `json:"writable" doc:"the database takes data"`
	Now       time.Time `json:"now"`
	Power     *string   `json:"power" enum:"mains,battery" doc:"null where that cannot be known"`
	Streams   int       `json:"streams" doc:"open event streams"`
}

// getPreflight handles GET /preflight.
func (s *Server) getPreflight(r *request, _ *nothing) (*preflight, error) {
	if _, err := s.withRole(r, preparers); err != nil {
		return nil, err
	}
	known, anonymous := s.streams.Count()
	out := &preflight{preflightBody{Addresses: s.addresses(r), TLS: s.opt.TLS, Writable: s.opt.Ready == nil || s.opt.Ready(r) == nil,
		Now: s.opt.Now(), Streams: known + anonymous}}
	if s.opt.Machine != nil {
		if free, err := s.opt.Machine.DiskFree(); err == nil {
			out.Body.DiskFree = &free
		}
		if power := s.opt.Machine.Power(); power != "" {
			out.Body.Power = &power
		}
	}
	return out, nil
}

// addresses are where phones may reach this server: the address that is printed
// on the cards, and if it listens on all, those of this machine in its networks.
func (s *Server) addresses(r *request) []string {
	out := []string{s.origin(r)}
	s.mu.Lock()
	ln := s.ln
	s.mu.Unlock()
	if ln == nil {
		return out
	}
	host, port, err := net.SplitHostPort(ln.Addr().String())
	if ip := net.ParseIP(host); err != nil || ip != nil && !ip.IsUnspecified() {
		return out
	}
	scheme, _, _ := strings.Cut(out[0], "://")
	for _, ip := range ownAddresses() {
		if ip.IsLoopback() || ip.IsLinkLocalUnicast() || ip.To4() == nil {
			continue
		}
		if at := scheme + "://" + net.JoinHostPort(ip.String(), port); !slices.Contains(out, at) {
			out = append(out, at)
		}
	}
	return out
}

// ownAddresses are those of this machine.
func ownAddresses() (out []net.IP) {
	list, _ := net.InterfaceAddrs() // none: then nobody is ourselves
	for _, a := range list {
		if network, ok := a.(*net.IPNet); ok {
			out = append(out, network.IP)
		}
	}
	return out
}

// isOwn tells whether an address is this machine's own.
func isOwn(address string) bool {
	ip := net.ParseIP(address)
	return ip == nil || ip.IsLoopback() || slices.ContainsFunc(ownAddresses(), ip.Equal)
}

// helloPath is where a phone proves that it reaches this server.
const helloPath = "/hello/"

type newHello struct {
	Body struct {
		ID  string `json:"id"`
		URL string `json:"url" doc:"a page for a phone to open"`
	}
}

// postHello handles POST /preflight.
func (s *Server) postHello(r *request, _ *nothing) (*newHello, error) {
	if _, err := s.withRole(r, preparers); err != nil {
		return nil, err
	}
	out := &newHello{}
	out.Body.ID = s.hellos.New(s.opt.Now()).ID
	out.Body.URL = s.origin(r) + helloPath + url.PathEscape(out.Body.ID)
	return out, nil
}

type ofHello struct {
	Hello string `path:"hello" maxLength:"400"`
}

type helloSeen struct {
	Body struct {
		Seen bool       `json:"seen" doc:"opened from another machine than this one"`
		From *string    `json:"from" doc:"its address"`
		At   *time.Time `json:"at"`
	}
}

// getHello handles GET /preflight/{hello}.
func (s *Server) getHello(r *request, in *ofHello) (*helloSeen, error) {
	if _, err := s.withRole(r, preparers); err != nil {
		return nil, err
	}
	h, ok := s.hellos.Look(in.Hello, s.opt.Now())
	if !ok {
		return nil, contest.ErrNotFound
	}
	out := &helloSeen{}
	if h.From != "" {
		out.Body.Seen, out.Body.From, out.Body.At = true, &h.From, &h.At
	}
	return out, nil
}

// getHelloPage handles GET /hello/ID: what the phone shows. Opened on this very
// machine it proves nothing, and nothing is noted.
func (s *Server) getHelloPage(c fiber.Ctx) error {
	id, from, now := c.Params("hello"), s.from(c), s.opt.Now()
	_, there := s.hellos.Look(id, now)
	title, why := "hello.title", "hello.why"
	if !there {
		title, why = "hello.gone", "hello.gone_why"
		c.Status(http.StatusNotFound)
	} else if !isOwn(from) {
		s.hellos.Come(id, from, now)
	}
	c.Set("Content-Security-Policy", plainPolicy())
	c.Set(fiber.HeaderContentType, "text/html; charset=utf-8")
	return c.SendString(plainPage(title, `<p>`+said(why)+`</p>`))
}
