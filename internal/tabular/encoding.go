package tabular

import (
	"bytes"
	"encoding/binary"
	"io"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// bom marks UTF-8; Excel takes a CSV without it for the system's own encoding.
const bom = "\uFEFF"

// enough is the number of characters after which an encoding is no longer in
// question.
const enough = 1000

// charset is how the text of a CSV is encoded.
type charset int

const (
	utf8Text   charset = iota
	utf8Broken         // UTF-8 with bytes that are not
	gb18030
	utf16Text
)

// charset recognises the encoding by the whole file, since the first Chinese
// character may stand after megabytes of digits. seen is what
// may be in it besides.
func (in input) charset() (cs charset, seen signs, err error) {
	seen = signs{nul: true, quote: true}
	head, err := in.head(3)
	if err != nil {
		return utf8Text, seen, in.unreadable(err)
	}
	if bytes.HasPrefix(head, []byte("\xFF\xFE")) || bytes.HasPrefix(head, []byte("\xFE\xFF")) {
		return utf16Text, seen, nil
	}
	var c census
	if err := c.take(io.NewSectionReader(in, 0, in.size)); err != nil {
		return utf8Text, seen, in.unreadable(err)
	}
	if c.wrong > 0 && string(head) == bom {
		return utf8Broken, seen, nil
	}
	if cs = c.verdict(); cs == utf8Text { // otherwise the rest was not looked at
		seen = c.signs
	}
	return cs, seen, nil
}

// decode gives the text as UTF-8 without a mark at its head.
func (c charset) decode(r io.Reader) io.Reader {
	switch c {
	case gb18030:
		return transform.NewReader(r, simplifiedchinese.GB18030.NewDecoder())
	case utf16Text:
		return transform.NewReader(r, unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewDecoder())
	}
	return r
}

// census counts what speaks for UTF-8 and what against it.
type census struct {
	two   int  // well-formed sequences of two bytes: Latin, Greek, a middle dot
	three int  // of three or four: Chinese
	wrong int  // bytes in no sequence
	pairs bool // whatever is not ASCII would be common Chinese in GB 18030
	words bool // and somewhere two such characters follow each other
	signs
}

// signs are bytes that a whole file may do without, and most do: then no cell
// need be searched for them.
type signs struct{ nul, quote bool }

func (c *census) take(r io.Reader) error {
	buf, kept := make([]byte, 256<<10), 0
	c.pairs = true
	for {
		n, err := io.ReadFull(r, buf[kept:])
		last := err == io.EOF || err == io.ErrUnexpectedEOF
		if err != nil && !last {
			return err
		}
		c.nul = c.nul || bytes.IndexByte(buf[kept:kept+n], 0) >= 0
		c.quote = c.quote || bytes.IndexByte(buf[kept:kept+n], '"') >= 0
		rest := c.chunk(buf[:kept+n], last)
		if last || c.decided() {
			return nil
		}
		kept = copy(buf, rest)
	}
}

// decided is true when the rest of the file cannot change the verdict.
func (c *census) decided() bool {
	return c.wrong > enough && c.wrong > 4*c.three || c.wrong > 0 && c.three > enough && c.three > 4*c.wrong
}

// chunk counts and returns the beginning of a character that the chunk cuts.
func (c *census) chunk(b []byte, last bool) []byte {
	whole, rest := b, []byte(nil)
	if !last {
		whole, rest = cutRune(b)
	}
	if c.three > enough && c.wrong == 0 && valid(whole) {
		return rest
	}
	if whole = fromHigh(whole); len(whole) > 0 {
		pairs, words := hanzi(whole)
		c.pairs, c.words = c.pairs && pairs, c.words || words
	}
	for len(whole) > 0 {
		if whole[0] < utf8.RuneSelf {
			whole = fromHigh(whole)
			continue
		}
		r, n := utf8.DecodeRune(whole)
		switch {
		case r == utf8.RuneError && n == 1:
			c.wrong++
		case n == 2:
			c.two++
		default:
			c.three++
		}
		whole = whole[n:]
	}
	return rest
}

// verdict weighs the counts. About two in a hundred of GB 18030's characters
// happen to look like three bytes of UTF-8, so where those are the majority the
// file is UTF-8 with damage. The reverse trap is a text that is well-formed
// UTF-8 by chance, as the name 谭颖 in a table of otherwise English words: no
// Chinese in it as UTF-8, nothing but common Chinese in it as GB 18030.
func (c *census) verdict() charset {
	switch {
	case c.wrong > 0 && c.three > c.wrong:
		return utf8Broken
	case c.wrong > 0:
		return gb18030
	case c.two >= 2 && c.three == 0 && c.pairs && c.words:
		return gb18030
	}
	return utf8Text
}

// fromHigh skips the ASCII at the head of b, eight bytes at a time.
func fromHigh(b []byte) []byte {
	for len(b) >= 8 && binary.LittleEndian.Uint64(b)&0x8080808080808080 == 0 {
		b = b[8:]
	}
	for len(b) > 0 && b[0] < utf8.RuneSelf {
		b = b[1:]
	}
	return b
}

// cutRune parts b before a character that may go on in the next chunk.
func cutRune(b []byte) (whole, rest []byte) {
	for i := 1; i <= utf8.UTFMax && i <= len(b); i++ {
		if c := b[len(b)-i]; utf8.RuneStart(c) {
			if !utf8.FullRune(b[len(b)-i:]) {
				return b[:len(b)-i], b[len(b)-i:]
			}
			break
		}
	}
	return b, nil
}

// hanzi tells whether all that is not ASCII is characters of GB 2312's Chinese
// rows, and whether two of them ever follow each other. Without that the text
// is left to UTF-8, where é and × are common.
func hanzi(b []byte) (pairs, words bool) {
	for b = fromHigh(b); len(b) > 0; b = fromHigh(b) {
		n := 0
		for ; n+1 < len(b) && b[n] >= utf8.RuneSelf; n += 2 {
			if b[n] < 0xB0 || b[n] > 0xF7 || b[n+1] < 0xA1 || b[n+1] == 0xFF {
				return false, false
			}
		}
		if n == 0 {
			return false, false
		}
		words = words || n >= 4
		b = b[n:]
	}
	return true, words
}
