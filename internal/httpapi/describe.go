package httpapi

import (
	"net/http"
	"strconv"

	"github.com/danielgtaylor/huma/v2"
)

// describe adds to the document what huma cannot know: the event stream, and the
// second status of what may be a repeat.
func (s *Server) describe() {
	for _, path := range []string{"/entries/{entry}/ballot", "/entries/{entry}/words", "/rounds/{round}/commands", "/seats/claim"} {
		item := s.doc.Paths[prefix+path]
		op := item.Put
		if op == nil {
			op = item.Post
		}
		repeat := *op.Responses["201"]
		repeat.Description = "A repeat: the same answer"
		op.Responses["200"] = &repeat
	}
	problems := s.doc.Paths[prefix+"/rounds/{round}/snapshot"].Get
	responses := map[string]*huma.Response{"200": {Description: "Events snapshot, version, count, beat, presence, end",
		Content: map[string]*huma.MediaType{"text/event-stream": {Schema: &huma.Schema{Type: huma.TypeString}}}}}
	for _, status := range problems.Errors {
		responses[strconv.Itoa(status)] = problems.Responses[strconv.Itoa(status)]
	}
	s.doc.AddOperation(&huma.Operation{Method: http.MethodGet, Path: prefix + "/rounds/{round}/events", OperationID: "events",
		Parameters: problems.Parameters, Responses: responses})
}
