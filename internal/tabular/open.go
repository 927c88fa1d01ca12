package tabular

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"os"

	"leitai/internal/fault"
)

// maxSpool bounds what is kept of a pipe, which cannot be read twice.
const maxSpool = 64 << 20

// input is the file under a reader: it can be read from any place, so that its
// encoding is known before the first row.
type input struct {
	io.ReaderAt
	name string
	size int64
	file io.Closer
}

func (in input) close() error {
	if in.file == nil {
		return nil
	}
	return in.file.Close()
}

func (in input) fault(code fault.Code, found string, args ...string) fault.List {
	return fault.List{fault.New(code, fault.At{File: in.name}, found, args...)}
}

// Open opens the table in a file: a zip archive is an .xlsx, other text a CSV.
// Errors are a fault.List.
func Open(path string, opt Options) (*Reader, error) {
	in := input{name: path}
	f, err := os.Open(path)
	if err != nil {
		return nil, in.unreadable(err)
	}
	info, err := f.Stat()
	if err == nil && info.IsDir() {
		err = errors.New("is a folder")
	}
	if err != nil {
		f.Close()
		return nil, in.unreadable(err)
	}
	if !info.Mode().IsRegular() {
		defer f.Close()
		return spool(in, f, opt)
	}
	in.ReaderAt, in.size, in.file = f, info.Size(), f
	if opt.Progress != nil {
		in.ReaderAt = counted{f, opt.Progress}
	}
	return open(in, opt)
}

// counted tells how much is read of a file.
type counted struct {
	io.ReaderAt
	tell func(bytes int)
}

// ReadAt reads and tells.
func (c counted) ReadAt(p []byte, off int64) (int, error) {
	n, err := c.ReaderAt.ReadAt(p, off)
	c.tell(n)
	return n, err
}

// NewReader opens a table held in memory, such as an upload; name is what
// faults call it.
func NewReader(name string, data []byte, opt Options) (*Reader, error) {
	return open(input{ReaderAt: bytes.NewReader(data), name: name, size: int64(len(data))}, opt)
}

func spool(in input, r io.Reader, opt Options) (*Reader, error) {
	data, err := io.ReadAll(io.LimitReader(r, maxSpool+1))
	if err != nil {
		return nil, in.unreadable(err)
	}
	if len(data) > maxSpool {
		return nil, in.fault(FileTooLarge, "", "limit", mib(maxSpool), "part", in.name)
	}
	return NewReader(in.name, data, opt)
}

func open(in input, opt Options) (*Reader, error) {
	src, err := newSource(in, opt)
	if err != nil {
		in.close()
		return nil, err
	}
	return &Reader{src: src, name: in.name}, nil
}

func newSource(in input, opt Options) (source, error) {
	kind, err := in.kind()
	if err != nil {
		return nil, err
	}
	if kind == zipped {
		return newBook(in, opt)
	}
	return newCSVSource(in)
}

func (in input) unreadable(err error) fault.List {
	if errors.Is(err, fs.ErrNotExist) {
		return in.fault(FileMissing, in.name)
	}
	return in.fault(FileUnreadable, in.name, "reason", reason(err))
}

// reason is the cause without the path, which the fault has already.
func reason(err error) string {
	var p *fs.PathError
	if errors.As(err, &p) {
		return p.Err.Error()
	}
	return err.Error()
}
