package httpapi

import (
	"net/http"
	"strconv"
	"time"

	"github.com/gofiber/fiber/v3"
	"github.com/gofiber/fiber/v3/middleware/adaptor"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"leitai/internal/fault"
)

// Metrics count what the server does: requests, commits, streams, refusals. There
// is no score in them, and nothing that names a person.
type Metrics struct {
	registry *prometheus.Registry
	handler  http.Handler
	requests *prometheus.CounterVec
	seconds  *prometheus.HistogramVec
	refusals *prometheus.CounterVec
	commits  prometheus.Histogram
	batch    prometheus.Histogram
}

// NewMetrics makes metrics that have counted nothing.
func NewMetrics() *Metrics {
	m := &Metrics{
		registry: prometheus.NewRegistry(),
		requests: prometheus.NewCounterVec(prometheus.CounterOpts{Name: "leitai_requests_total", Help: "Requests by route and status."}, []string{"method", "route", "status"}),
		seconds: prometheus.NewHistogramVec(prometheus.HistogramOpts{Name: "leitai_request_seconds", Help: "Time to the answer, by route.",
			Buckets: []float64{.001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5}}, []string{"route"}),
		refusals: prometheus.NewCounterVec(prometheus.CounterOpts{Name: "leitai_refusals_total", Help: "Refused requests by code."}, []string{"code"}),
		commits: prometheus.NewHistogram(prometheus.HistogramOpts{Name: "leitai_commit_seconds", Help: "Time of a durable commit.",
			Buckets: []float64{.0005, .001, .0025, .005, .01, .025, .05, .1, .25, .5, 1}}),
		batch: prometheus.NewHistogram(prometheus.HistogramOpts{Name: "leitai_commit_facts", Help: "Facts in one commit.",
			Buckets: []float64{1, 2, 4, 8, 16, 32, 64, 128, 256}}),
	}
	m.registry.MustRegister(m.requests, m.seconds, m.refusals, m.commits, m.batch,
		collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	m.handler = promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{})
	return m
}

// Handler answers with the metrics, for a listener of its own.
func (m *Metrics) Handler() http.Handler { return m.handler }

// Committed counts a commit: how many facts it had and how long it took.
func (m *Metrics) Committed(facts int, took time.Duration) {
	m.commits.Observe(took.Seconds())
	m.batch.Observe(float64(facts))
}

// watch shows the open streams of a server.
func (m *Metrics) watch(s *Server) {
	for name, count := range map[string]func() int{
		"session":   func() int { known, _ := s.streams.Count(); return known },
		"anonymous": func() int { _, anonymous := s.streams.Count(); return anonymous },
	} {
		m.registry.MustRegister(prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: "leitai_streams", Help: "Open event streams.",
			ConstLabels: prometheus.Labels{"kind": name}}, func() float64 { return float64(count()) }))
	}
}

func (m *Metrics) request(method, route string, status int, code fault.Code, took time.Duration) {
	if route == "" {
		method, route = "", "none"
	}
	m.requests.WithLabelValues(method, route, strconv.Itoa(status)).Inc()
	m.seconds.WithLabelValues(route).Observe(took.Seconds())
	if code != "" {
		m.refusals.WithLabelValues(string(code)).Inc()
	}
}

func (m *Metrics) serve(c fiber.Ctx) error { return adaptor.HTTPHandler(m.handler)(c) }
