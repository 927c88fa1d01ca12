package main

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"os/signal"
	"syscall"
	"time"

	"leitai/internal/auth"
	"leitai/internal/demo"
	"leitai/internal/httpapi"
	"leitai/internal/store"
)

// serveCmd is leitai serve: the service.
type serveCmd struct {
	settings  `embed:""`
	NewOrigin bool `help:"help.new_origin"`
}

// seatRate is how many requests a second a seat may make.
const seatRate = 50

func (c *serveCmd) Run(a *app) (err error) {
	if err := c.check(); err != nil {
		return err
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	s, err := store.Open(ctx, store.Options{Dir: c.Data})
	if err != nil {
		return databaseFault(c.Data, err)
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	listener, err := c.listen()
	if err != nil {
		return err
	}
	defer listener.Close() // closed by the server in the end; before that, on an error
	base := c.base(listener.Addr())
	if err := keepOrigin(ctx, s, base, c.NewOrigin); err != nil {
		return err
	}
	if err := c.greet(ctx, a, s, base); err != nil {
		return err
	}
	return c.serve(ctx, s, listener, base, slog.New(slog.NewJSONHandler(a.err, &slog.HandlerOptions{Level: c.level()})))
}

// listen opens the address, with TLS if there is a certificate.
func (c *serveCmd) listen() (net.Listener, error) {
	l, err := listenAt(c.Listen)
	if err != nil || !c.TLS() {
		return l, err
	}
	pair, err := tls.LoadX509KeyPair(c.TLSCert, c.TLSKey)
	if err != nil {
		return nil, errors.Join(fmt.Errorf("certificate: %w", err), l.Close())
	}
	return tls.NewListener(l, &tls.Config{Certificates: []tls.Certificate{pair}, MinVersion: tls.VersionTLS12, NextProtos: []string{"http/1.1"}}), nil
}

// base is the address as phones see it, without a slash at its end.
func (c *serveCmd) base(at net.Addr) string {
	switch {
	case c.Origin != "":
		return c.Origin
	case c.TLS():
		return "https" + origin(at)[len("http"):]
	}
	return origin(at)
}

func (c *serveCmd) level() slog.Level {
	var l slog.Level
	if err := l.UnmarshalText([]byte(c.LogLevel)); err != nil {
		return slog.LevelInfo
	}
	return l
}

// greet says where the service is, that a demo is no contest, and how to make the
// first account.
func (c *serveCmd) greet(ctx context.Context, a *app, s *store.Store, base string) error {
	users, err := s.Users(ctx)
	if err != nil {
		return err
	}
	events, err := s.Events(ctx)
	if err != nil {
		return err
	}
	fmt.Fprintln(a.out, a.lang.T("serve.ready", "url", base))
	if demo.Made(events) {
		fmt.Fprintln(a.out, a.lang.T("serve.demo", "dir", c.Data))
	}
	if len(users) == 0 {
		fmt.Fprintln(a.out, a.lang.T("serve.no_users", "dir", c.Data))
	}
	return nil
}

// serve wires the parts and answers until the process is told to end.
func (c *serveCmd) serve(ctx context.Context, s *store.Store, listener net.Listener, base string, log *slog.Logger) error {
	v := newService(s, c.Data, auth.Options{PINWithToken: c.PINWithToken}, httpapi.Options{MetricsElsewhere: true, Log: log,
		Origin: base, TLS: c.secure(base), ProxyHeader: c.ProxyHeader, AnonymousStreams: c.MaxStreams, SeatRate: seatRate})
	defer v.day.Close()
	defer c.showMetrics(v.metrics, log)()
	return v.run(ctx, listener, func() error {
		log.Info("serving", "origin", base, "listen", listener.Addr().String())
		return nil
	})
}

// secure tells whether browsers speak TLS, to us or to a proxy in front.
func (c *serveCmd) secure(base string) bool { return c.TLS() || len(base) > 5 && base[:5] == "https" }

// showMetrics answers with the metrics on an address of their own. That it cannot
// be had stops no contest.
func (c *serveCmd) showMetrics(m *httpapi.Metrics, log *slog.Logger) (stop func()) {
	if c.Metrics == "" {
		return func() {}
	}
	mux := http.NewServeMux()
	mux.Handle("GET /metrics", m.Handler())
	h := &http.Server{Addr: c.Metrics, Handler: mux, ReadHeaderTimeout: 10 * time.Second}
	go func() {
		if err := h.ListenAndServe(); !errors.Is(err, http.ErrServerClosed) {
			log.Warn("no metrics", "err", err)
		}
	}()
	return func() { _ = h.Close() } // nobody waits for it
}
