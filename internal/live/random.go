package live

import (
	"crypto/rand"
	"encoding/binary"
)

// newID is 60 random bits in Crockford's base 32 after a prefix.
func newID(prefix string) string {
	const letters = "0123456789abcdefghjkmnpqrstvwxyz"
	id := []byte(prefix)
	for bits, n := randomBits(), 0; n < 12; n++ {
		id = append(id, letters[bits&31])
		bits >>= 5
	}
	return string(id)
}

func randomBits() uint64 {
	var b [8]byte
	_, _ = rand.Read(b[:]) // never fails
	return binary.NativeEndian.Uint64(b[:])
}
