package tabular

import (
	"bufio"
	"errors"
	"fmt"
	"hash/fnv"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"syscall"
	"time"

	"leitai/internal/fault"
)

// Create writes a file whole or not at all: aside in the same folder, synced,
// then renamed. On any error, of write too, an existing file is as it was and
// nothing new stays. What a killed process left aside the next Create of the
// same file removes. A pipe or device is written directly. An error of write
// comes back as it is; others hold a fault.List and the cause (errors.As,
// errors.Is).
func Create(path string, write func(io.Writer) error) error {
	if target, err := filepath.EvalSymlinks(path); err == nil {
		path = target
	}
	info, err := os.Stat(path)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return unwritable(path, err)
	}
	if err == nil && info.IsDir() {
		return unwritable(path, syscall.EISDIR)
	}
	if err == nil && !info.Mode().IsRegular() {
		return direct(path, write)
	}
	mode := fs.FileMode(0o666) // less the umask
	if err == nil {
		mode = info.Mode().Perm()
	}
	sweep(path)
	f, err := aside(path, mode)
	if err != nil {
		return unwritable(path, err)
	}
	done := false
	defer func() { // runs after a panic of write too
		if !done {
			f.Close()
			os.Remove(f.Name())
		}
	}()
	if info != nil {
		f.Chmod(mode) // the umask may have taken something; best effort
	}
	if err := fill(path, f, write); err != nil {
		return err
	}
	if err := errors.Join(f.Sync(), f.Close()); err != nil {
		return unwritable(path, err)
	}
	if err := os.Rename(f.Name(), path); err != nil {
		return unwritable(path, err)
	}
	done = true
	return syncFolder(path)
}

func direct(path string, write func(io.Writer) error) error {
	f, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		return unwritable(path, err)
	}
	if err := fill(path, f, write); err != nil {
		f.Close()
		return err
	}
	if err := f.Close(); err != nil {
		return unwritable(path, err)
	}
	return nil
}

// fill runs write and tells its own errors from those of the file.
func fill(path string, f io.Writer, write func(io.Writer) error) error {
	w := bufio.NewWriterSize(f, 64<<10)
	err := write(w)
	if full := w.Flush(); full != nil {
		return unwritable(path, full)
	}
	return err
}

const asideEnd = ".part"

// asideStart is of one length whatever the name, since a name in Chinese may
// fill what the file system allows.
func asideStart(path string) string {
	h := fnv.New64a()
	io.WriteString(h, filepath.Base(path))
	return fmt.Sprintf(".leitai-%016x.", h.Sum64())
}

// aside makes the temporary file; its name tells the process that owns it.
func aside(path string, mode fs.FileMode) (*os.File, error) {
	start := filepath.Join(filepath.Dir(path), asideStart(path)+strconv.Itoa(os.Getpid()))
	for i := 0; ; i++ {
		f, err := os.OpenFile(start+"."+strconv.Itoa(i)+asideEnd, os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode)
		if err == nil || !errors.Is(err, fs.ErrExist) {
			return f, err
		}
	}
}

// sweep removes what processes that are gone left of the same file.
func sweep(path string) {
	start := asideStart(path)
	names, _ := filepath.Glob(filepath.Join(escape(filepath.Dir(path)), start+"*"+asideEnd))
	for _, name := range names {
		owner, _, _ := strings.Cut(strings.TrimPrefix(filepath.Base(name), start), ".")
		if pid, err := strconv.Atoi(owner); err == nil && abandoned(name, pid) {
			os.Remove(name)
		}
	}
}

// began tells files of this process from those of an earlier one of the same
// number: in a container every process is number 1.
var began = time.Now()

func abandoned(name string, pid int) bool {
	if pid != os.Getpid() {
		return !alive(pid)
	}
	info, err := os.Stat(name)
	return err == nil && info.ModTime().Before(began.Add(-time.Second))
}

func alive(pid int) bool {
	p, err := os.FindProcess(pid)
	if err != nil {
		return false
	}
	defer p.Release()
	if runtime.GOOS == "windows" {
		return true // FindProcess has opened it
	}
	err = p.Signal(syscall.Signal(0))
	return err == nil || errors.Is(err, syscall.EPERM)
}

// escape keeps a folder named as a pattern from being one.
func escape(dir string) string {
	if runtime.GOOS == "windows" {
		return dir // there the backslash separates and the name cannot hold * or ?
	}
	return strings.NewReplacer(`\`, `\\`, `*`, `\*`, `?`, `\?`, `[`, `\[`).Replace(dir)
}

// syncFolder makes the new name last through a power cut.
func syncFolder(path string) error {
	if runtime.GOOS == "windows" {
		return nil // has no such call
	}
	d, err := os.Open(filepath.Dir(path))
	if err != nil {
		return unwritable(path, err)
	}
	defer d.Close()
	// Some network file systems refuse to sync a folder; the file is there.
	if err := d.Sync(); err != nil && !errors.Is(err, syscall.EINVAL) && !errors.Is(err, errors.ErrUnsupported) {
		return unwritable(path, err)
	}
	return nil
}

func unwritable(path string, err error) error {
	code := FileUnwritable
	if errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT) {
		code = DiskFull
	}
	return errors.Join(fault.List{fault.New(code, fault.At{File: path}, path, "reason", reason(err))}, err)
}
