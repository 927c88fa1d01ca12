package venue

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
)

// Fact is one fact of the log as the wire has it. Values that go into the hash
// are kept raw. Payload is null while a mark must not be seen.
type Fact struct {
	Seq     json.RawMessage `json:"seq"`
	Kind    json.RawMessage `json:"kind"`
	Entry   json.RawMessage `json:"entry"`
	Seat    json.RawMessage `json:"seat"`
	At      json.RawMessage `json:"at"`
	By      json.RawMessage `json:"by"`
	Reason  json.RawMessage `json:"reason"`
	Payload json.RawMessage `json:"payload"`
	Digest  string          `json:"digest"`
	Prev    string          `json:"prev"`
	Hash    string          `json:"hash"`
}

// Number is the seq of the fact, 0 when it is not a number.
func (f Fact) Number() int {
	var n int
	if json.Unmarshal(f.Seq, &n) != nil {
		return 0
	}
	return n
}

// Is says whether the fact is of the kind.
func (f Fact) Is(kind string) bool { return text(f.Kind) == kind }

// On is the entry of the fact, empty for none.
func (f Fact) On() string { return text(f.Entry) }

// From is the seat of the fact, empty for none.
func (f Fact) From() string { return text(f.Seat) }

// Who is the user or the seat that made the fact.
func (f Fact) Who() string { return text(f.By) }

// Why is the reason, empty for none.
func (f Fact) Why() string { return text(f.Reason) }

// When is the time of the fact as written.
func (f Fact) When() string { return text(f.At) }

// Open says that the payload may be seen.
func (f Fact) Open() bool { return len(f.Payload) > 0 && !bytes.Equal(f.Payload, []byte("null")) }

func text(raw json.RawMessage) string {
	var s string
	if json.Unmarshal(raw, &s) != nil {
		return ""
	}
	return s
}

// BallotPayload is the payload of a fact of kind ballot.
type BallotPayload struct {
	Salt    string `json:"salt"`
	Key     string `json:"key"`
	Version int    `json:"version"`
	BasedOn int    `json:"based_on"`
	Marks   Marks  `json:"marks"`
	Total   string `json:"total"`
}

// Ballot reads the payload of a ballot.
func (f Fact) Ballot() (BallotPayload, error) {
	var p BallotPayload
	if err := json.Unmarshal(f.Payload, &p); err != nil {
		return p, fmt.Errorf("payload of fact %d: %w", f.Number(), err)
	}
	return p, nil
}

var salted = regexp.MustCompile(`^[0-9a-f]{32}$`)

// CheckChain checks a log from its first fact: numbers without a gap, every
// payload that is shown against its digest, every header against its hash,
// every hash in the next header. It names the first fact that does not hold.
func CheckChain(facts []Fact) error {
	prev := strings.Repeat("0", 64)
	for i, f := range facts {
		if err := checkFact(f, i+1, prev); err != nil {
			return fmt.Errorf("fact %d of %d: %w", i+1, len(facts), err)
		}
		prev = f.Hash
	}
	return nil
}

func checkFact(f Fact, seq int, prev string) error {
	if f.Number() != seq {
		return fmt.Errorf("seq is %s", f.Seq)
	}
	if f.Prev != prev {
		return fmt.Errorf("prev is %q, the hash before is %q", f.Prev, prev)
	}
	if f.Open() {
		if err := checkPayload(f); err != nil {
			return err
		}
	}
	hash, err := f.HeaderHash()
	if err != nil {
		return err
	}
	if hash != f.Hash {
		return fmt.Errorf("hash is %q, the header's %q", f.Hash, hash)
	}
	return nil
}

func checkPayload(f Fact) error {
	var salt struct {
		Salt string `json:"salt"`
	}
	if err := json.Unmarshal(f.Payload, &salt); err != nil || !salted.MatchString(salt.Salt) {
		return fmt.Errorf("salt is not 128 bits in hex: %q", salt.Salt)
	}
	digest, err := Digest(f.Payload)
	if err != nil {
		return err
	}
	if digest != f.Digest {
		return fmt.Errorf("digest is %q, the payload's %q", f.Digest, digest)
	}
	return nil
}

// Digest is SHA-256 in lower-case hex of the RFC 8785 form of a JSON value.
func Digest(value []byte) (string, error) {
	canonical, err := Canonical(value)
	if err != nil {
		return "", err
	}
	sum := sha256.Sum256(canonical)
	return hex.EncodeToString(sum[:]), nil
}

// HeaderHash is the hash of the fact computed from its header.
func (f Fact) HeaderHash() (string, error) {
	header, err := json.Marshal(map[string]any{
		"seq": f.Seq, "kind": f.Kind, "entry": orNull(f.Entry), "seat": orNull(f.Seat), "at": f.At,
		"by": orNull(f.By), "reason": orNull(f.Reason), "digest": f.Digest, "prev": f.Prev,
	})
	if err != nil {
		return "", fmt.Errorf("header: %w", err)
	}
	return Digest(header)
}

func orNull(raw json.RawMessage) json.RawMessage {
	if len(raw) == 0 {
		return json.RawMessage("null")
	}
	return raw
}

const crockford = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

// ReceiptOf is the receipt that a phone holds of the fact with this hash: the
// first four characters, twenty bits, in Crockford's base 32.
func ReceiptOf(hash string) (string, error) {
	if len(hash) != 64 {
		return "", fmt.Errorf("hash of %d characters", len(hash))
	}
	head, err := hex.DecodeString(hash[:6])
	if err != nil {
		return "", fmt.Errorf("hash: %w", err)
	}
	bits := uint32(head[0])<<12 | uint32(head[1])<<4 | uint32(head[2])>>4
	out := make([]byte, 4)
	for i := range out {
		out[i] = crockford[bits>>(15-5*i)&31]
	}
	return string(out), nil
}
