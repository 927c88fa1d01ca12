package standard

import (
	"encoding/json"
	"errors"
	"io"
	"strings"

	"leitai/internal/fault"
	"leitai/internal/score"
)

// params reads the JSON of a point: every getter reports what is wrong and
// returns something harmless, so that one pass finds every fault.
type params struct {
	object map[string]any
	max    score.Exact // of the point
	path   string      // where the object stands in the whole
	fault  func(code fault.Code, found string, args ...string)
}

// parseParams decodes text; numbers keep their decimal spelling.
func parseParams(text string, max score.Exact, report func(fault.Code, string, ...string)) *params {
	p := &params{max: max, fault: report}
	d := json.NewDecoder(strings.NewReader(text))
	d.UseNumber()
	err := d.Decode(&p.object)
	if err == nil {
		if _, more := d.Token(); !errors.Is(more, io.EOF) {
			err = errors.New("text after the object")
		}
	}
	if err != nil || p.object == nil {
		report(ParamsJSON, text)
		return nil
	}
	return p
}

func (p *params) at(key string) string {
	if p.path == "" {
		return key
	}
	return p.path + "." + key
}

// has tells whether a key is there.
func (p *params) has(key string) bool { _, ok := p.object[key]; return ok }

// value returns what stands under a key; absent is a fault.
func (p *params) value(key string) (any, bool) {
	v, ok := p.object[key]
	if !ok {
		p.fault(ParamsMissing, "", "path", p.at(key))
	}
	return v, ok
}

func (p *params) wrong(code fault.Code, path string, v any) {
	found, _ := json.Marshal(v) // decoded from JSON: it encodes
	p.fault(code, string(found), "path", path)
}

// text is a text that is not blank.
func (p *params) text(key string) string {
	v, ok := p.value(key)
	if !ok {
		return ""
	}
	s, isText := v.(string)
	if !isText || strings.TrimSpace(s) == "" {
		p.wrong(ParamsText, p.at(key), v)
	}
	return s
}

// optional is a text that may be left out.
func (p *params) optional(key string) string {
	if !p.has(key) {
		return ""
	}
	s, isText := p.object[key].(string)
	if !isText {
		p.wrong(ParamsText, p.at(key), p.object[key])
	}
	return s
}

// word is one of a few words.
func (p *params) word(key string, allowed ...string) string {
	s := p.text(key)
	for _, a := range allowed {
		if s == a {
			return s
		}
	}
	if s != "" {
		p.fault(ParamsWord, s, "path", p.at(key), "allowed", strings.Join(allowed, ", "), "meant", fault.Nearest(s, allowed))
	}
	return ""
}

// number is an exact number.
func (p *params) number(key string) score.Exact {
	v, ok := p.value(key)
	if !ok {
		return score.Exact{}
	}
	return p.exact(v, p.at(key))
}

func (p *params) exact(v any, path string) score.Exact {
	n, isNumber := v.(json.Number)
	if isNumber {
		if x, ok := score.ParseExact(n.String()); ok {
			return x
		}
	}
	p.wrong(ParamsNumber, path, v)
	return score.Exact{}
}

// positive is a number above zero.
func (p *params) positive(key string) score.Exact {
	before := p.object[key]
	x := p.number(key)
	if _, isNumber := before.(json.Number); isNumber && x.Sign() <= 0 {
		p.outside(p.at(key), x, "> 0")
	}
	return x
}

// within is a number in 0…max of the point.
func (p *params) within(key string) score.Exact {
	x := p.number(key)
	p.bound(x, p.at(key))
	return x
}

func (p *params) bound(x score.Exact, path string) {
	if x.Sign() < 0 || x.Cmp(p.max) > 0 {
		p.outside(path, x, "0…"+p.max.String())
	}
}

func (p *params) outside(path string, x score.Exact, allowed string) {
	p.fault(ParamsRange, x.String(), "path", path, "allowed", allowed)
}
