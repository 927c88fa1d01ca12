package httpapi

import (
	"bytes"
	"encoding/binary"
	"image"
	_ "image/jpeg" // the heads of the pictures that a backdrop may be
	_ "image/png"
)

// imageOf says which kind of picture data is, by its own first bytes, and how many
// pixels it has; empty for what is none of image/png, image/jpeg, image/webp.
func imageOf(data []byte) (kind string, width, height int) {
	if width, height, ok := webpSize(data); ok {
		return "image/webp", width, height
	}
	config, format, err := image.DecodeConfig(bytes.NewReader(data))
	if err != nil {
		return "", 0, 0
	}
	return "image/" + format, config.Width, config.Height
}

// webpSize reads the head of a WebP file (RFC 9649): RIFF, size, WEBP, then a
// chunk of one of three kinds that begins with the size of the picture.
func webpSize(data []byte) (width, height int, ok bool) {
	if len(data) < 30 || string(data[:4]) != "RIFF" || string(data[8:12]) != "WEBP" {
		return 0, 0, false
	}
	head := data[20:]
	switch string(data[12:16]) {
	case "VP8 ":
		if head[3] != 0x9d || head[4] != 0x01 || head[5] != 0x2a {
			return 0, 0, false
		}
		return int(binary.LittleEndian.Uint16(head[6:]) & 0x3fff), int(binary.LittleEndian.Uint16(head[8:]) & 0x3fff), true
	case "VP8L":
		if head[0] != 0x2f {
			return 0, 0, false
		}
		bits := binary.LittleEndian.Uint32(head[1:])
		return int(bits&0x3fff) + 1, int(bits>>14&0x3fff) + 1, true
	case "VP8X":
		three := func(b []byte) int { return int(b[0]) | int(b[1])<<8 | int(b[2])<<16 }
		return three(head[4:]) + 1, three(head[7:]) + 1, true
	}
	return 0, 0, false
}
