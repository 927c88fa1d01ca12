package tabular

import (
	"bytes"
	"io"
	"strconv"
	"unicode/utf16"
)

type kind int

const (
	plain kind = iota
	zipped
)

// signatures are the beginnings of files that people hand in by mistake; the
// names are the same in every language.
var signatures = []struct{ start, kind string }{
	{"%PDF-", "PDF"},
	{"\x89PNG", "PNG"},
	{"\xFF\xD8\xFF", "JPEG"},
	{"GIF8", "GIF"},
	{"Rar!", "RAR"},
	{"7z\xBC\xAF", "7z"},
	{"\x1F\x8B", "gzip"},
	{"{\\rtf", "RTF"},
	{"SQLite format 3", "SQLite"},
}

// markup opens what reporting systems save under the name .xls.
var markup = []struct{ start, kind string }{
	{"<!doctype", "HTML"},
	{"<html", "HTML"},
	{"<table", "HTML"},
	{"<meta", "HTML"},
	{"<?xml", "XML"},
}

const oleSignature = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"

// kind recognises the file by its first bytes.
func (in input) kind() (kind, error) {
	head, err := in.head(512)
	if err != nil {
		return plain, in.unreadable(err)
	}
	if bytes.HasPrefix(head, []byte("PK\x03\x04")) || bytes.HasPrefix(head, []byte("PK\x05\x06")) {
		return zipped, nil
	}
	if bytes.HasPrefix(head, []byte(oleSignature)) {
		return plain, in.compound()
	}
	for _, s := range signatures {
		if bytes.HasPrefix(head, []byte(s.start)) {
			return plain, in.fault(NotATable, "", "kind", s.kind)
		}
	}
	text := bytes.ToLower(bytes.TrimSpace(bytes.TrimPrefix(head, []byte(bom))))
	for _, s := range markup {
		if bytes.HasPrefix(text, []byte(s.start)) {
			return plain, in.fault(NotATable, "", "kind", s.kind)
		}
	}
	return plain, nil
}

// compound tells apart what shares the old Office container: an .xls, an .xlsx
// with a password, and everything else. The names of its streams are UTF-16.
func (in input) compound() error {
	old, buf := false, make([]byte, 64<<10+64)
	for at := int64(0); at < in.size && at < maxSpool; at += 64 << 10 {
		n, err := in.ReadAt(buf, at)
		if err != nil && err != io.EOF {
			return in.unreadable(err)
		}
		switch part := buf[:n]; {
		case bytes.Contains(part, wide("EncryptedPackage")):
			return in.fault(FileEncrypted, "")
		case bytes.Contains(part, wide("WordDocument")):
			return in.fault(NotATable, "", "kind", "Word")
		case bytes.Contains(part, wide("Workbook")), bytes.Contains(part, wide("Book")):
			old = true
		}
	}
	if old {
		return in.fault(OldExcel, "")
	}
	return in.fault(NotATable, "", "kind", "OLE")
}

// head is the beginning of the file, shorter if the file is.
func (in input) head(n int) ([]byte, error) {
	buf := make([]byte, n)
	n, err := in.ReadAt(buf, 0)
	if err == io.EOF {
		err = nil
	}
	return buf[:n], err
}

func wide(s string) []byte {
	var b []byte
	for _, u := range utf16.Encode([]rune(s)) {
		b = append(b, byte(u), byte(u>>8))
	}
	return b
}

func mib(n int64) string { return strconv.FormatInt(n>>20, 10) }
