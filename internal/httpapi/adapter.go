package httpapi

import (
	"bytes"
	"context"
	"crypto/tls"
	"encoding/json"
	"io"
	"mime/multipart"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/gofiber/fiber/v3"
)

// adapter puts huma's operations on a fiber app. huma's own adapter sets a read
// deadline on the connection that outlives the request, and links a second fiber.
type adapter struct{ s *Server }

// Handle registers an operation.
func (a adapter) Handle(op *huma.Operation, handler func(huma.Context)) {
	path := strings.NewReplacer("{", ":", "}", "").Replace(op.Path)
	a.s.app.Add([]string{op.Method}, path, func(c fiber.Ctx) error {
		ctx, cancel := context.WithTimeout(context.Background(), a.s.answer)
		defer cancel()
		handler(&exchange{op: op, c: c, request: &request{Context: ctx, c: c}})
		return nil
	})
}

// ServeHTTP is for huma's own tests; requests come through fiber.
func (a adapter) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	res, err := a.s.app.Test(r)
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	defer res.Body.Close()
	for name, values := range res.Header {
		w.Header()[name] = values
	}
	w.WriteHeader(res.StatusCode)
	_, _ = io.Copy(w, res.Body) // a test that has gone reads no more
}

// request is what a handler may know of a request beyond its decoded input.
type request struct {
	context.Context // ends after five seconds
	c               fiber.Ctx
}

// exchange is one request and its answer as huma sees them.
type exchange struct {
	op      *huma.Operation
	c       fiber.Ctx
	request *request
	status  int
}

func (x *exchange) Operation() *huma.Operation { return x.op }
func (x *exchange) Context() context.Context   { return x.request }
func (x *exchange) TLS() *tls.ConnectionState  { return x.c.RequestCtx().TLSConnectionState() }
func (x *exchange) Version() huma.ProtoVersion {
	return huma.ProtoVersion{Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1}
}
func (x *exchange) Method() string              { return x.c.Method() }
func (x *exchange) Host() string                { return x.c.Hostname() }
func (x *exchange) RemoteAddr() string          { return x.c.RequestCtx().RemoteAddr().String() }
func (x *exchange) Param(name string) string    { return x.c.Params(name) }
func (x *exchange) Query(name string) string    { return x.c.Query(name) }
func (x *exchange) Header(name string) string   { return x.c.Get(name) }
func (x *exchange) BodyReader() io.Reader       { return bytes.NewReader(bodyOf(x.c)) }
func (x *exchange) Status() int                 { return x.status }
func (x *exchange) SetHeader(name, v string)    { x.c.Set(name, v) }
func (x *exchange) AppendHeader(name, v string) { x.c.Response().Header.Add(name, v) }
func (x *exchange) BodyWriter() io.Writer       { return x.c.RequestCtx() }

// SetReadDeadline does nothing: the body is there before any handler runs.
func (x *exchange) SetReadDeadline(time.Time) error { return nil }

// GetMultipartForm has none: uploads are raw bodies.
func (x *exchange) GetMultipartForm() (*multipart.Form, error) { return nil, errNoForm }

func (x *exchange) SetStatus(code int) {
	x.status = code
	x.c.Status(code)
}

func (x *exchange) URL() url.URL {
	u, err := url.ParseRequestURI(string(x.c.Request().RequestURI()))
	if err != nil {
		return url.URL{}
	}
	return *u
}

func (x *exchange) EachHeader(cb func(name, value string)) {
	for name, value := range x.c.Request().Header.All() {
		cb(string(name), string(value))
	}
}

var errNoForm = newProblem(http.StatusUnsupportedMediaType, WrongType)

// jsonFormat reads and writes application/json.
var jsonFormat = huma.Format{
	Marshal: func(w io.Writer, v any) error {
		body, err := encode(v)
		if err != nil {
			return err
		}
		_, err = w.Write(body)
		return err
	},
	Unmarshal: json.Unmarshal,
}

// encode writes JSON as it is read by people too: < stays <.
func encode(v any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return nil, err
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), nil
}
