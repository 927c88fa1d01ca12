package httpapi

import (
	"net/http"
	"reflect"
	"strconv"
	"strings"

	"github.com/danielgtaylor/huma/v2"
)

// describe adds to the document what huma cannot know: the event stream, the
// second status of what may be a repeat, and the shape of what package contest
// writes.
func (s *Server) describe() {
	s.describeRepeats()
	s.describeStream()
	s.describeBackdrops()
	s.describeAnswers()
}

func (s *Server) describeRepeats() {
	for _, path := range []string{"/entries/{entry}/ballot", "/entries/{entry}/words", "/rounds/{round}/commands", "/rounds/{round}/screens", "/seats/claim"} {
		item := s.doc.Paths[prefix+path]
		op := item.Put
		if op == nil {
			op = item.Post
		}
		repeat := *op.Responses["201"]
		repeat.Description = "A repeat: the same answer"
		op.Responses["200"] = &repeat
	}
}

func (s *Server) describeStream() {
	problems := s.doc.Paths[prefix+"/rounds/{round}/snapshot"].Get
	responses := map[string]*huma.Response{"200": {Description: "Events snapshot, version, count, screen, beat, presence, end",
		Content: map[string]*huma.MediaType{"text/event-stream": {Schema: &huma.Schema{Type: huma.TypeString}}}}}
	for _, status := range problems.Errors {
		responses[strconv.Itoa(status)] = problems.Responses[strconv.Itoa(status)]
	}
	s.doc.AddOperation(&huma.Operation{Method: http.MethodGet, Path: prefix + "/rounds/{round}/events", OperationID: "events",
		Parameters: problems.Parameters, Responses: responses})
}

// describeBackdrops tells of the pictures: their bodies are no JSON.
func (s *Server) describeBackdrops() {
	problems := s.doc.Paths[prefix+"/preflight"].Post.Responses
	said := func(statuses ...string) map[string]*huma.Response {
		out := map[string]*huma.Response{}
		for _, status := range statuses {
			out[status] = problems["401"]
		}
		return out
	}
	picture := map[string]*huma.MediaType{}
	for _, kind := range []string{"image/png", "image/jpeg", "image/webp"} {
		picture[kind] = &huma.MediaType{Schema: &huma.Schema{Type: huma.TypeString, Format: "binary"}}
	}
	posted := said("401", "403", "408", "413", "415", "500", "503", "507")
	posted["201"] = &huma.Response{Description: "Created", Content: map[string]*huma.MediaType{
		"application/json": {Schema: s.doc.Components.Schemas.Schema(reflect.TypeFor[backdropBody](), true, "")}}}
	s.doc.AddOperation(&huma.Operation{Method: http.MethodPost, Path: backdropsPath, OperationID: "uploadBackdrop",
		RequestBody: &huma.RequestBody{Required: true, Content: picture}, Responses: posted})
	got := said("404", "500", "503")
	got["200"] = &huma.Response{Description: "The picture; it never changes", Content: picture}
	s.doc.AddOperation(&huma.Operation{Method: http.MethodGet, Path: backdropsPath + "/{digest}", OperationID: "backdrop", Responses: got,
		Parameters: []*huma.Param{{Name: "digest", In: "path", Required: true, Schema: &huma.Schema{Type: huma.TypeString}}}})
}

// describeAnswers gives pictures and facts their shapes, and lets every answer
// gain fields: clients skip what they do not know. What later versions make has
// no answer yet.
func (s *Server) describeAnswers() {
	schemas := s.doc.Components.Schemas
	s.doc.Paths[prefix+"/rounds/{round}/snapshot"].Get.Responses["200"] = &huma.Response{Description: "The whole picture",
		Content: map[string]*huma.MediaType{"application/json": {Schema: schemas.Schema(reflect.TypeFor[Picture](), true, "")}}}
	*schemas.Map()["FactBody"] = *schemas.Schema(reflect.TypeFor[factShape](), false, "")
	asked := map[string]bool{}
	for _, item := range s.doc.Paths {
		for _, op := range []*huma.Operation{item.Put, item.Post} {
			if op != nil && op.RequestBody != nil && op.RequestBody.Content["application/json"] != nil {
				mark(schemas, op.RequestBody.Content["application/json"].Schema, asked)
			}
		}
	}
	for name, schema := range schemas.Map() {
		if !asked[name] && schema.AdditionalProperties == false {
			schema.AdditionalProperties = nil
		}
	}
	for _, later := range []string{"/analysis", "/package", "/reports/{file}"} {
		delete(s.doc.Paths[prefix+"/rounds/{round}"+later].Get.Responses, "200")
	}
}

// mark notes the schemas that a schema is made of.
func mark(r huma.Registry, s *huma.Schema, asked map[string]bool) {
	if s == nil {
		return
	}
	if name := strings.TrimPrefix(s.Ref, "#/components/schemas/"); s.Ref != "" && !asked[name] {
		asked[name] = true
		s = r.SchemaFromRef(s.Ref)
	}
	for _, p := range s.Properties {
		mark(r, p, asked)
	}
	mark(r, s.Items, asked)
}
