package httpapi

import (
	"net/http"
)

type reportOf struct {
	Round string `path:"round" maxLength:"400"`
	File  string `path:"file" maxLength:"100" doc:"KIND.xlsx, .pdf, .docx, .html or .csv"`
}

// getReport, getAnalysis and getPackage answer for what later versions make: the
// right is asked for as it will be, and then there is nothing there.
func (s *Server) getReport(r *request, _ *reportOf) (*nothing, error) { return s.notBuilt(r) }

func (s *Server) getAnalysis(r *request, _ *ofRound) (*nothing, error) { return s.notBuilt(r) }

func (s *Server) getPackage(r *request, _ *ofRound) (*nothing, error) { return s.notBuilt(r) }

func (s *Server) notBuilt(r *request) (*nothing, error) {
	if _, err := s.withRole(r, reporters); err != nil {
		return nil, err
	}
	return nil, newProblem(http.StatusNotFound, NotBuilt)
}
