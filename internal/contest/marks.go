package contest

import (
	"bytes"
	"encoding/json"
	"errors"
	"hash/fnv"

	"leitai/internal/score"
)

// marks are what a judge gave on each point, as the canonical JSON object of
// decimal strings that the log holds; nil where there are none. They are read
// when somebody needs them: of most ballots nobody ever does.
type marks []byte

// marksOf writes marks as they are kept, each in its shortest form.
func marksOf(m map[string]score.Points) marks {
	texts := make(map[string]string, len(m))
	for point, mark := range m {
		texts[point] = mark.String()
	}
	return appendValue(nil, texts)
}

// points reads them.
func (m marks) points() map[string]score.Points {
	out := map[string]score.Points{}
	_ = eachField(m, func(point, value []byte) {
		out[unquoted(point)], _ = score.ParsePoints(unquoted(value))
	})
	return out
}

// texts reads them as decimal strings.
func (m marks) texts() map[string]string {
	out := map[string]string{}
	for point, mark := range m.points() {
		out[point] = mark.String()
	}
	return out
}

// with is m with the points that change.
func (m marks) with(change marks) marks {
	all := m.points()
	for point, mark := range change.points() {
		all[point] = mark
	}
	return marksOf(all)
}

func (m marks) sum() (sum score.Points) {
	for _, mark := range m.points() {
		sum += mark
	}
	return sum
}

// contentOf is the hash by which the repeat of a deed is told from another deed
// under the same key. Who makes two deeds collide deceives only himself.
func contentOf(kind Kind, entry EntryID, seat SeatID, reason string, content []byte) uint64 {
	h := fnv.New64a()
	for _, text := range []string{string(kind), string(entry), string(seat), reason} {
		h.Write([]byte(text))
		h.Write([]byte{0})
	}
	h.Write(content)
	return h.Sum64()
}

// KeyOf is the idempotency key in the payload of a fact, empty if it has none.
func KeyOf(payload []byte) (found string) {
	_ = eachField(payload, func(key, value []byte) {
		if string(key) == `"key"` {
			found = unquoted(value)
		}
	})
	return found
}

var errNotCanonical = errors.New("not the canonical form of an object")

// eachField calls fn with every field of a canonical JSON object, keys in their
// quotes and values as they stand.
func eachField(b []byte, fn func(key, value []byte)) error {
	if len(b) < 2 || b[0] != '{' || b[len(b)-1] != '}' {
		if len(b) == 0 {
			return nil
		}
		return errNotCanonical
	}
	for b = b[1:]; len(b) > 1; {
		key := span(b)
		if key < 2 || key+1 >= len(b) || b[key] != ':' {
			return errNotCanonical
		}
		value := span(b[key+1:])
		if value == 0 || key+1+value >= len(b) {
			return errNotCanonical
		}
		fn(b[:key], b[key+1:key+1+value])
		b = b[key+1+value+1:] // past the value and its comma, or the closing brace
	}
	return nil
}

// span is the length of the value that b begins with.
func span(b []byte) int {
	depth, inText := 0, false
	for i := 0; i < len(b); i++ {
		switch c := b[i]; {
		case inText && c == '\\':
			i++
		case c == '"':
			inText = !inText
			if !inText && depth == 0 {
				return i + 1
			}
		case inText:
		case c == '{' || c == '[':
			depth++
		case c == '}' || c == ']':
			if depth == 0 {
				return i
			}
			if depth--; depth == 0 {
				return i + 1
			}
		case depth == 0 && (c == ',' || c == ':'):
			return i
		}
	}
	return len(b)
}

// unquoted is the text of a JSON string.
func unquoted(value []byte) string {
	if len(value) < 2 || value[0] != '"' {
		return ""
	}
	if bytes.IndexByte(value, '\\') < 0 {
		return string(value[1 : len(value)-1])
	}
	var s string
	_ = json.Unmarshal(value, &s)
	return s
}
