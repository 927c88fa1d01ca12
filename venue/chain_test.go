package venue_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"leitai/venue"
)

// chain is a small log whose hashes are made here, member by member in the
// order of RFC 8785, so that the checker is not asked about itself.
func chain(t *testing.T, payloads ...string) []venue.Fact {
	t.Helper()
	prev := strings.Repeat("0", 64)
	var facts []venue.Fact
	for i, payload := range payloads {
		digest := sha(payload)
		header := fmt.Sprintf(`{"at":"2026-11-24T09:00:00+08:00","by":"王建国","digest":"%s","entry":"e1","kind":"call","prev":"%s","reason":null,"seat":null,"seq":%d}`, digest, prev, i+1)
		hash := sha(header)
		wire := strings.TrimSuffix(header, "}") + fmt.Sprintf(`,"payload":%s,"hash":"%s"}`, payload, hash)
		var f venue.Fact
		if err := json.Unmarshal([]byte(wire), &f); err != nil {
			t.Fatal(err)
		}
		facts, prev = append(facts, f), hash
	}
	return facts
}

const salt = `"salt":"00112233445566778899aabbccddeeff"`

func TestCheckChain(t *testing.T) {
	good := chain(t, `{`+salt+`}`, `{"marks":{"a":"9.5"},`+salt+`}`, `{`+salt+`,"total":"9.5"}`)
	if err := venue.CheckChain(good); err != nil {
		t.Fatal(err)
	}
	good[1].Payload = json.RawMessage("null")
	if err := venue.CheckChain(good); err != nil {
		t.Errorf("a payload that is withheld breaks the chain: %v", err)
	}
}

func TestCheckChainFinds(t *testing.T) {
	for name, breakIt := range map[string]func(f []venue.Fact) []venue.Fact{
		"a mark altered":     func(f []venue.Fact) []venue.Fact { f[1].Payload = json.RawMessage(`{"a":2,` + salt + `}`); return f },
		"a reason altered":   func(f []venue.Fact) []venue.Fact { f[1].Reason = json.RawMessage(`"x"`); return f },
		"a name altered":     func(f []venue.Fact) []venue.Fact { f[1].By = json.RawMessage(`"x"`); return f },
		"a time altered":     func(f []venue.Fact) []venue.Fact { f[1].At = json.RawMessage(`"x"`); return f },
		"a kind altered":     func(f []venue.Fact) []venue.Fact { f[1].Kind = json.RawMessage(`"x"`); return f },
		"an entry altered":   func(f []venue.Fact) []venue.Fact { f[1].Entry = json.RawMessage(`"x"`); return f },
		"a seat altered":     func(f []venue.Fact) []venue.Fact { f[1].Seat = json.RawMessage(`"x"`); return f },
		"a fact deleted":     func(f []venue.Fact) []venue.Fact { return append(f[:1], f[2]) },
		"two facts swapped":  func(f []venue.Fact) []venue.Fact { f[1], f[2] = f[2], f[1]; return f },
		"the first one gone": func(f []venue.Fact) []venue.Fact { return f[1:] },
		"a salt too short":   func([]venue.Fact) []venue.Fact { return chain(t, `{"salt":"00"}`) },
		"a digest altered": func(f []venue.Fact) []venue.Fact {
			f[2].Payload, f[2].Digest = json.RawMessage("null"), f[1].Digest
			return f
		},
	} {
		facts := breakIt(chain(t, `{`+salt+`}`, `{"a":1,`+salt+`}`, `{"b":1,`+salt+`}`))
		if err := venue.CheckChain(facts); err == nil {
			t.Errorf("%s: not found", name)
		}
	}
}

func TestReceiptOf(t *testing.T) {
	rest := strings.Repeat("0", 58)
	for hash, want := range map[string]string{
		"000000" + rest: "0000",
		"fffff0" + rest: "ZZZZ",
		"084210" + rest: "1111", // 00001 00001 00001 00001
		"00000f" + rest: "0000", // the twenty-first bit says nothing
		"c6b5a0" + rest: "RTTT", // 11000 11010 11010 11010
	} {
		if got, err := venue.ReceiptOf(hash); err != nil || got != want {
			t.Errorf("%.6s…: %s %v, want %s", hash, got, err, want)
		}
	}
	if _, err := venue.ReceiptOf("00"); err == nil {
		t.Error("half a hash gave a receipt")
	}
}
