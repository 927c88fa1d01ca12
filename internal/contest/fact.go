package contest

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"strings"
	"time"
)

// Genesis is the Prev of the first fact of a log.
var Genesis = strings.Repeat("0", 64)

// Fact is one line of the log of a round: something that happened and will not
// un-happen. Facts are chained: Hash is over the header with Digest and Prev, so
// the chain can be shown while payloads are withheld.
type Fact struct {
	Seq     int64   // 1, 2, 3 … without a gap
	Kind    Kind    // what it is
	Entry   EntryID // empty where none applies
	Seat    SeatID  // empty where none applies
	At      string  // RFC 3339 with zone, as it is hashed
	By      string  // the user's name or the seat's id
	Reason  string  // empty where none was given
	Payload []byte  // RFC 8785 form of an object with its salt; never encoded again
	Digest  string  // SHA-256 of Payload, lower-case hex
	Prev    string  // Hash of the fact before, Genesis for the first
	Hash    string  // SHA-256 of the header, lower-case hex
}

// TimeLayout is how facts write time: RFC 3339 with milliseconds and zone.
const TimeLayout = "2006-01-02T15:04:05.000Z07:00"

// Sealed returns f with Digest, Prev and Hash computed, prev being the hash of
// the fact before it.
func (f Fact) Sealed(prev string) Fact {
	f.Prev = prev
	f.Digest = hexSum(f.Payload)
	f.Hash = hexSum(f.header())
	return f
}

// Intact tells whether f is what its hash says and follows prev.
func (f Fact) Intact(prev string) bool {
	return f.Prev == prev && f.Digest == hexSum(f.Payload) && f.Hash == hexSum(f.header())
}

// header is the RFC 8785 form of {seq,kind,entry,seat,at,by,reason,digest,prev}.
func (f *Fact) header() []byte {
	b := make([]byte, 0, 320)
	b = append(b, `{"at":`...)
	b = appendText(b, f.At)
	b = append(b, `,"by":`...)
	b = appendOrNull(b, f.By)
	b = append(b, `,"digest":`...)
	b = appendText(b, f.Digest)
	b = append(b, `,"entry":`...)
	b = appendOrNull(b, string(f.Entry))
	b = append(b, `,"kind":`...)
	b = appendText(b, string(f.Kind))
	b = append(b, `,"prev":`...)
	b = appendText(b, f.Prev)
	b = append(b, `,"reason":`...)
	b = appendOrNull(b, f.Reason)
	b = append(b, `,"seat":`...)
	b = appendOrNull(b, string(f.Seat))
	b = append(b, `,"seq":`...)
	b = appendInt(b, f.Seq)
	return append(b, '}')
}

// Receipt is the first four characters of the fact's hash in Crockford's base
// 32: what the phone shows, so that it holds a piece of the log.
func (f *Fact) Receipt() string { return receipt(f.Hash) }

func receipt(hash string) string {
	const crockford = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
	raw, err := hex.DecodeString(hash[:6])
	if err != nil {
		return ""
	}
	bits := uint32(raw[0])<<16 | uint32(raw[1])<<8 | uint32(raw[2])
	out := make([]byte, 4)
	for i := range out {
		out[i] = crockford[bits>>(19-5*i)&31]
	}
	return string(out)
}

// Time is At as a time; the zero time if it is none.
func (f *Fact) Time() time.Time {
	t, _ := time.Parse(time.RFC3339Nano, f.At)
	return t
}

// MarshalJSON writes f as the API shows it.
func (f Fact) MarshalJSON() ([]byte, error) {
	payload := f.Payload
	if payload == nil {
		payload = []byte("null")
	}
	return json.Marshal(struct {
		Seq     int64           `json:"seq"`
		Kind    Kind            `json:"kind"`
		Entry   *EntryID        `json:"entry"`
		Seat    *SeatID         `json:"seat"`
		At      string          `json:"at"`
		By      *string         `json:"by"`
		Reason  *string         `json:"reason"`
		Payload json.RawMessage `json:"payload"`
		Digest  string          `json:"digest"`
		Prev    string          `json:"prev"`
		Hash    string          `json:"hash"`
	}{f.Seq, f.Kind, orNil(f.Entry), orNil(f.Seat), f.At, orNil(f.By), orNil(f.Reason), payload, f.Digest, f.Prev, f.Hash})
}

// orNil is a pointer to v, or nil for the empty string: what does not apply is null.
func orNil[T ~string](v T) *T {
	if v == "" {
		return nil
	}
	return &v
}

func hexSum(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}
