package httpapi

import (
	"context"
	"net/http"
	"regexp"
	"strconv"

	"github.com/gofiber/fiber/v3"
)

// A panel of 64 sends its ballots in the same second, and of all requests only
// they wait for the disk. huma reads every body twice, once to judge it and once
// to have it; a ballot as phones write it is read once here. Everything else
// about it, and every body that is not quite so, goes the way of all operations.

// quickBallot handles PUT /entries/{entry}/ballot where the body is plain.
func (s *Server) quickBallot(c fiber.Ctx) error {
	var in ballot
	if !quickSheet(bodyOf(c), &in) || !isJSON(c.Get(fiber.HeaderContentType)) {
		return c.Next()
	}
	in.Entry = c.Params("entry")
	ctx, cancel := context.WithTimeout(context.Background(), s.answer)
	defer cancel()
	out, err := s.putBallot(&request{Context: ctx, c: c}, &in)
	if err != nil {
		return err
	}
	body, err := encode(out.Body)
	if err != nil {
		return err
	}
	c.Status(out.Status).Response().SetBodyRaw(body)
	c.Set(fiber.HeaderContentType, "application/json")
	return nil
}

func isJSON(contentType string) bool {
	return contentType == "application/json" || contentType == "application/json; charset=utf-8"
}

var decimalText = regexp.MustCompile(decimalForm)

// quickSheet reads {"marks":{"POINT":"9.5",…},"based_on":0}, the fields in either
// order, nothing escaped, nothing twice. It reports false for anything else.
func quickSheet(body []byte, in *ballot) bool {
	r := reader{body: body, ok: true}
	marks, based := false, false
	r.object(func(name string) {
		switch {
		case name == "marks" && !marks:
			marks = true
			in.Body.Marks = make(map[string]decimal, 16)
			r.object(func(point string) {
				_, twice := in.Body.Marks[point]
				mark := r.text()
				r.ok = r.ok && !twice && decimalText.MatchString(mark)
				in.Body.Marks[point] = decimal(mark)
			})
		case name == "based_on" && !based:
			based = true
			in.Body.BasedOn = r.number()
		default:
			r.ok = false
		}
	})
	r.space()
	return r.ok && r.at == len(body) && marks && based
}

// reader walks over JSON that is as plain as it can be. Once it is not ok it
// stays so, and goes no further.
type reader struct {
	body []byte
	at   int
	ok   bool
}

func (r *reader) space() {
	for r.at < len(r.body) && (r.body[r.at] == ' ' || r.body[r.at] == '\n' || r.body[r.at] == '\t' || r.body[r.at] == '\r') {
		r.at++
	}
}

// next takes the byte c, after white space, if it is there.
func (r *reader) next(c byte) bool {
	r.space()
	if !r.ok || r.at >= len(r.body) || r.body[r.at] != c {
		return false
	}
	r.at++
	return true
}

// object calls field after each name and its colon.
func (r *reader) object(field func(name string)) {
	if !r.next('{') {
		r.ok = false
		return
	}
	if r.next('}') {
		return
	}
	for r.ok {
		name := r.text()
		if !r.next(':') {
			r.ok = false
			return
		}
		field(name)
		if r.next('}') {
			return
		}
		r.ok = r.next(',')
	}
}

// text is a string of visible ASCII without an escape.
func (r *reader) text() string {
	if !r.next('"') {
		r.ok = false
		return ""
	}
	for from := r.at; r.at < len(r.body); r.at++ {
		switch c := r.body[r.at]; {
		case c == '"':
			r.at++
			return string(r.body[from : r.at-1])
		case c < ' ' || c > '~' || c == '\\':
			r.ok = false
			return ""
		}
	}
	r.ok = false
	return ""
}

// number is an integer of at most 15 digits.
func (r *reader) number() int64 {
	r.space()
	from := r.at
	for r.at < len(r.body) && r.body[r.at] >= '0' && r.body[r.at] <= '9' {
		r.at++
	}
	digits := string(r.body[from:r.at])
	n, err := strconv.ParseInt(digits, 10, 64)
	r.ok = r.ok && err == nil && len(digits) <= 15 && (digits == "0" || digits[0] != '0')
	return n
}

// quickRoute is where quickBallot stands: before the operation of the same path.
func (s *Server) quickRoute() {
	s.app.Add([]string{http.MethodPut}, prefix+"/entries/:entry/ballot", s.quickBallot)
}
