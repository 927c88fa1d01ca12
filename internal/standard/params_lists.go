package standard

import (
	"strconv"
	"strings"

	"leitai/internal/score"
)

// list is a list of at least one element; each reads one.
func (p *params) list(key string, each func(v any, path string)) {
	v, ok := p.value(key)
	if !ok {
		return
	}
	items, isList := v.([]any)
	if !isList || len(items) == 0 {
		p.wrong(ParamsList, p.at(key), v)
		return
	}
	for i, item := range items {
		each(item, p.at(key)+"["+strconv.Itoa(i)+"]")
	}
}

// texts is a list of texts.
func (p *params) texts(key string) (out []string) {
	p.list(key, func(v any, path string) {
		s, isText := v.(string)
		if !isText || strings.TrimSpace(s) == "" {
			p.wrong(ParamsText, path, v)
		}
		out = append(out, s)
	})
	return out
}

// cases is a list of objects with a text and an amount above zero.
func (p *params) cases(key, text, amount string) (out []namedAmount) {
	p.list(key, func(v any, path string) {
		object, isObject := v.(map[string]any)
		if !isObject {
			p.wrong(ParamsObject, path, v)
			return
		}
		in := &params{object: object, max: p.max, path: path, fault: p.fault}
		out = append(out, namedAmount{in.text(text), in.positive(amount)})
	})
	return out
}

// namedAmount is a case and the points it takes or gives.
type namedAmount struct {
	when   string
	points score.Exact
}

// tiers is a list of [threshold, points], the points never rising.
func (p *params) tiers(key string) (out []tier) {
	p.list(key, func(v any, path string) {
		pair, isList := v.([]any)
		if !isList || len(pair) != 2 {
			p.wrong(ParamsPair, path, v)
			return
		}
		t := tier{p.exact(pair[0], path+"[0]"), p.exact(pair[1], path+"[1]")}
		p.bound(t.points, path+"[1]")
		if n := len(out); n > 0 && t.points.Cmp(out[n-1].points) > 0 {
			p.disorder(path+"[1]", t.points, out[n-1].points, "≤")
		}
		out = append(out, t)
	})
	return out
}

func (p *params) disorder(path string, x, before score.Exact, sign string) {
	p.fault(ParamsOrder, x.String(), "path", path, "allowed", sign+" "+before.String())
}

// tier is a threshold and the points for reaching it.
type tier struct{ threshold, points score.Exact }
