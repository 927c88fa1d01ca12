package store_test

import (
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"unsafe"

	"modernc.org/libc"
	lib "modernc.org/sqlite/lib"
)

// disk is a file system that forgets what was not synced: SQLite's own calls go
// through it, and it remembers what each file below dir held when it was last
// synced. A power cut leaves that, and of everything written since any sectors
// or none.
type disk struct {
	dir string

	mu     sync.Mutex
	paths  map[uintptr]string // of open files
	synced map[string][]byte
	syncs  int

	kept []any // what SQLite holds by address only
}

// The signatures of the two calls that matter.
type (
	openCall func(tls *libc.TLS, vfs, name, file uintptr, flags int32, out uintptr) int32
	syncCall func(tls *libc.TLS, file uintptr, flags int32) int32
)

// forgetful puts a disk under everything that this process opens below dir, until
// the test ends.
func forgetful(t *testing.T, dir string) *disk {
	t.Helper()
	tls := libc.NewTLS()
	t.Cleanup(tls.Close)
	d := &disk{dir: dir, paths: map[uintptr]string{}, synced: map[string][]byte{}}
	found := lib.Xsqlite3_vfs_find(tls, 0)
	vfs := *(**lib.Tsqlite3_vfs)(unsafe.Pointer(&found))
	before := vfs.FxOpen
	open := *(*openCall)(unsafe.Pointer(&struct{ uintptr }{before}))
	tables := map[uintptr]uintptr{} // by the table each takes the place of
	hooked := openCall(func(tls *libc.TLS, vfs, name, file uintptr, flags int32, out uintptr) int32 {
		rc := open(tls, vfs, name, file, flags, out)
		path := ""
		if name != 0 {
			path = libc.GoString(name)
		}
		if rc == lib.SQLITE_OK && strings.HasPrefix(path, dir+"/") {
			d.mu.Lock()
			defer d.mu.Unlock()
			d.paths[file] = path
			f := *(**lib.Tsqlite3_file)(unsafe.Pointer(&file))
			if tables[f.FpMethods] == 0 {
				tables[f.FpMethods] = d.methods(tls, f.FpMethods)
			}
			f.FpMethods = tables[f.FpMethods]
		}
		return rc
	})
	d.kept = append(d.kept, hooked)
	vfs.FxOpen = *(*uintptr)(unsafe.Pointer(&hooked))
	t.Cleanup(func() {
		vfs.FxOpen = before
		clear(d.kept)
	})
	return d
}

// methods is the table at from with a sync of our own, in memory of C.
func (d *disk) methods(tls *libc.TLS, from uintptr) uintptr {
	to := libc.Xmalloc(tls, libc.Tsize_t(unsafe.Sizeof(lib.Tsqlite3_io_methods{})))
	table := *(**lib.Tsqlite3_io_methods)(unsafe.Pointer(&to))
	*table = **(**lib.Tsqlite3_io_methods)(unsafe.Pointer(&from))
	sync := *(*syncCall)(unsafe.Pointer(&struct{ uintptr }{table.FxSync}))
	hooked := syncCall(func(tls *libc.TLS, file uintptr, flags int32) int32 {
		rc := sync(tls, file, flags)
		if rc == lib.SQLITE_OK {
			d.sync(file)
		}
		return rc
	})
	d.kept = append(d.kept, hooked)
	table.FxSync = *(*uintptr)(unsafe.Pointer(&hooked))
	return to
}

func (d *disk) sync(file uintptr) {
	d.mu.Lock()
	defer d.mu.Unlock()
	content, err := os.ReadFile(d.paths[file])
	if err != nil {
		return // removed while it was open
	}
	d.synced[d.paths[file]] = content
	d.syncs++
}

// cut writes what a power cut at this moment leaves to another folder. torn tells
// of each sector written since the last sync whether it has reached the disk.
func (d *disk) cut(t *testing.T, to string, torn func() bool) {
	t.Helper()
	d.mu.Lock()
	synced := maps.Clone(d.synced)
	d.mu.Unlock()
	for path, content := range synced {
		now, err := os.ReadFile(path)
		if err != nil {
			continue // removed: what a removal leaves is either, and SQLite removes only what it no longer needs
		}
		must(t, os.WriteFile(filepath.Join(to, filepath.Base(path)), mixed(content, now, torn), 0o600))
	}
}

// mixed is synced with sectors of now here and there.
func mixed(synced, now []byte, torn func() bool) []byte {
	const sector = 512
	out := slices.Clone(synced)
	for at := 0; at < len(now); at += sector {
		if torn() {
			end := min(at+sector, len(now))
			if end > len(out) {
				out = append(out, make([]byte, end-len(out))...)
			}
			copy(out[at:end], now[at:end])
		}
	}
	return out
}

// dice is a torn that keeps about a share of the sectors.
func dice(seed uint64, share float64) func() bool {
	r := rand.New(rand.NewPCG(seed, 9))
	return func() bool { return r.Float64() < share }
}
