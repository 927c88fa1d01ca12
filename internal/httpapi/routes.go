package httpapi

import (
	"context"
	"encoding/json"
	"net/http"
	"slices"

	"github.com/danielgtaylor/huma/v2"
	"github.com/gofiber/fiber/v3"
)

//go:generate go run leitai/internal/httpapi/document openapi.json

const prefix = "/api/v1"

// routes puts everything in its place.
func (s *Server) routes() {
	config := huma.Config{
		OpenAPI: &huma.OpenAPI{OpenAPI: "3.1.0", Info: &huma.Info{Title: "leitai", Version: "1",
			Description: "Scoring of a benchmarking contest of party branches. Decimals are strings, times RFC 3339."}},
		Formats: map[string]huma.Format{"application/json": jsonFormat, "json": jsonFormat} /* the latter is any +json */, DefaultFormat: "application/json",
	}
	api := huma.NewAPI(config, adapter{s})
	s.doc = api.OpenAPI()
	s.quickRoute()
	s.operations(api)
	s.describe()
	s.app.Get(streamPath, s.getEvents)
	if s.opt.Backdrops != nil {
		s.app.Post(backdropsPath, s.postBackdrop)
		s.app.Get(backdropsPath+"/:digest", s.getBackdrop)
	}
	s.app.Get("/api/openapi.json", s.getDocument)
	s.both("/healthz", s.getHealth)
	s.both("/readyz", s.getReady)
	s.app.Get("/metrics", s.getMetrics)
	s.pages = loadPages(s.opt.Play != nil)
	if s.opt.Play != nil {
		s.app.Get(playPath, s.getPlay)
	}
	for path := range builtPages {
		s.both(path, s.getPage)
	}
	s.both("/", s.getPage)
	s.app.Get(helloPath+":hello", s.getHelloPage)
}

// both answers GET, and HEAD for those who only want to know.
func (s *Server) both(path string, handler fiber.Handler) {
	s.app.Get(path, handler)
	s.app.Head(path, handler)
}

// operations are the requests with a JSON answer.
func (s *Server) operations(api huma.API) {
	const round, entry = "/rounds/{round}", "/entries/{entry}"
	add(s, api, post("/sessions", "signIn", 201, 401, 429), s.postSession)
	add(s, api, get("/sessions/current", "session", 401, 403), s.getSession)
	add(s, api, with(http.MethodDelete, "/sessions/current", "signOut", 204, 401, 403), s.deleteSession)
	add(s, api, post("/seats/claim", "claim", 201, 401, 404, 409, 423), s.postClaim)
	add(s, api, get("/seat", "seat", 401, 403, 404), s.getSeat)
	add(s, api, post("/seat/presence", "presence", 204, 401, 403), s.postPresence)
	add(s, api, with(http.MethodPut, entry+"/ballot", "ballot", 201, 401, 403, 404, 409, 507), s.putBallot)
	add(s, api, post(entry+"/words", "words", 201, 401, 403, 404, 409, 507), s.postWords)
	add(s, api, get(round+"/snapshot", "snapshot", 401, 403, 404), s.getSnapshot)
	add(s, api, post(round+"/commands", "command", 201, 401, 403, 404, 409, 507), s.postCommand)
	add(s, api, post("/screens", "screenArrives", 201), s.postArrival)
	add(s, api, get("/screens/{screen}", "screenWaits", 404), s.getArrival)
	add(s, api, post(round+"/screens", "pairScreen", 201, 401, 403, 404, 409, 507), s.postPairing)
	add(s, api, with(http.MethodPut, round+"/screens/{screen}", "pointScreen", 204, 401, 403, 404, 409), s.putPointing)
	add(s, api, get(round+"/pads", "pads", 401, 403, 404), s.getPads)
	add(s, api, get("/preflight", "preflight", 401, 403), s.getPreflight)
	add(s, api, post("/preflight", "newHello", 201, 401, 403), s.postHello)
	add(s, api, get("/preflight/{hello}", "hello", 401, 403, 404), s.getHello)
	add(s, api, get(round+"/facts", "facts", 401, 403, 404), s.getFacts)
	add(s, api, get(round+"/standings", "standings", 401, 404, 409), s.getStandings)
	add(s, api, get(round+"/analysis", "analysis", 401, 403, 404), s.getAnalysis)
	add(s, api, get(round+"/reports/{file}", "report", 401, 403, 404), s.getReport)
	add(s, api, get(round+"/package", "package", 401, 403, 404), s.getPackage)
}

func get(path, id string, errs ...int) huma.Operation {
	return with(http.MethodGet, path, id, http.StatusOK, errs...)
}

func post(path, id string, status int, errs ...int) huma.Operation {
	return with(http.MethodPost, path, id, status, errs...)
}

// with is an operation with every status that it can have. Any request may have a
// body that is too large or too late, and any may meet a full disk or a fault.
func with(method, path, id string, status int, errs ...int) huma.Operation {
	errs = append(errs, http.StatusRequestTimeout, http.StatusRequestEntityTooLarge, http.StatusUnprocessableEntity,
		http.StatusTooManyRequests, http.StatusInternalServerError, http.StatusServiceUnavailable)
	if method != http.MethodGet {
		errs = append(errs, http.StatusBadRequest, http.StatusForbidden, http.StatusUnsupportedMediaType, http.StatusInsufficientStorage)
	}
	slices.Sort(errs)
	return huma.Operation{Method: method, Path: prefix + path, OperationID: id, DefaultStatus: status, Errors: slices.Compact(errs),
		MaxBodyBytes: maxBody + 1, BodyReadTimeout: -1}
}

// add registers an operation; whatever its handler fails with becomes a problem.
func add[I, O any](s *Server, api huma.API, op huma.Operation, handler func(*request, *I) (*O, error)) {
	huma.Register(api, op, func(ctx context.Context, in *I) (*O, error) {
		r, ok := ctx.(*request)
		if !ok {
			return nil, problemOf(errNoRequest)
		}
		out, err := handler(r, in)
		if err != nil {
			p := problemOf(err)
			n := noteOf(r.c)
			n.code, n.err = p.Code, p.cause
			return nil, p
		}
		return out, nil
	})
}

// getDocument handles GET /api/openapi.json.
func (s *Server) getDocument(c fiber.Ctx) error {
	body, err := s.Document()
	if err != nil {
		return err
	}
	c.Set(fiber.HeaderContentType, "application/openapi+json")
	return c.Send(body)
}

// Document is the OpenAPI 3.1 document of this API, the same bytes for the same
// code.
func (s *Server) Document() ([]byte, error) { return json.MarshalIndent(s.doc, "", " ") }
