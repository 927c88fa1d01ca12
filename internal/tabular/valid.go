package tabular

import (
	"encoding/binary"
	"unicode/utf8"
)

const (
	ones  = 0x0101010101010101
	highs = 0x8080808080808080
)

// valid is utf8.Valid, several times as fast for Chinese, whose characters end
// anywhere in a word: eight bytes at a time it compares where continuation
// bytes stand with where the bytes before them call for one. The few first
// bytes after which not every continuation will do are left to utf8.Valid.
func valid(b []byte) bool {
	var wrong, rare, due uint64 // due is what the last word calls for in the next
	for rest := b; len(rest) > 0; {
		var x uint64
		if len(rest) >= 8 {
			x, rest = binary.LittleEndian.Uint64(rest), rest[8:]
		} else {
			var last [8]byte
			copy(last[:], rest)
			x, rest = binary.LittleEndian.Uint64(last[:]), nil
		}
		if x&highs == 0 {
			wrong |= due
			due = 0
			continue
		}
		lead := x & (x << 1) & highs // C0 and above
		three := lead & (x << 2)     // E0 and above
		wrong |= x&highs&^lead ^ (lead<<8 | three<<16 | due)
		due = lead>>56 | three>>48
		rare |= three&(x<<3) | zero(x^0xE0*ones) | zero(x^0xED*ones) | zero(x&(0xFE*ones)^0xC0*ones)
	}
	if rare&highs != 0 {
		return utf8.Valid(b)
	}
	return wrong|due == 0
}

// zero marks the bytes that are 0, and perhaps some above them.
func zero(x uint64) uint64 { return (x - ones) &^ x & highs }
