package tabular_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"leitai/internal/tabular"
)

// whole is what the subprocess writes; large enough to be caught in the middle.
var whole = bytes.Repeat([]byte("石口村,91.2\r\n"), 1<<20)

// TestMain is also the subprocess that is killed while it writes.
func TestMain(m *testing.M) {
	path := os.Getenv("TABULAR_WRITE_TO")
	if path == "" {
		os.Exit(m.Run())
	}
	for {
		err := tabular.Create(path, func(w io.Writer) error {
			fmt.Println("writing")
			for part := range slices.Chunk(whole, 64<<10) {
				if _, err := w.Write(part); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			fmt.Println(err)
			os.Exit(1)
		}
	}
}

func text(s string) func(io.Writer) error {
	return func(w io.Writer) error {
		_, err := io.WriteString(w, s)
		return err
	}
}

func names(t *testing.T, dir string) (all []string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		all = append(all, e.Name())
	}
	return all
}

func wantFile(t *testing.T, path, want string) {
	t.Helper()
	got, err := os.ReadFile(path)
	if err != nil || string(got) != want {
		t.Errorf("%q %v, want %q", got, err, want)
	}
	if all := names(t, filepath.Dir(path)); len(all) != 1 {
		t.Errorf("the folder has %q", all)
	}
}

func TestCreateWritesAndReplaces(t *testing.T) {
	path := filepath.Join(t.TempDir(), strings.Repeat("总", 83)+".csv") // 253 bytes
	for _, s := range []string{"一", "二"} {
		if err := tabular.Create(path, text(s)); err != nil {
			t.Fatal(err)
		}
		wantFile(t, path, s)
	}
}

func TestCreateKeepsTheOldFileIfWritingFails(t *testing.T) {
	path := filepath.Join(t.TempDir(), "总成绩.csv")
	if err := tabular.Create(path, text("旧")); err != nil {
		t.Fatal(err)
	}
	broken := errors.New("broken")
	err := tabular.Create(path, func(w io.Writer) error {
		w.Write(whole)
		return broken
	})
	if err != broken {
		t.Errorf("error %v", err)
	}
	wantFile(t, path, "旧")

	func() {
		defer func() { recover() }()
		tabular.Create(path, func(w io.Writer) error { w.Write(whole); panic("broken") })
	}()
	wantFile(t, path, "旧")
}

func TestCreateInNoFolder(t *testing.T) {
	err := tabular.Create(filepath.Join(t.TempDir(), "无", "a.csv"), text("x"))
	if f := faultsOf(t, err)[0]; f.Code != tabular.FileUnwritable || !errors.Is(err, os.ErrNotExist) {
		t.Errorf("%v %v", f, err)
	}
	err = tabular.Create(t.TempDir(), text("x"))
	if f := faultsOf(t, err)[0]; f.Code != tabular.FileUnwritable {
		t.Errorf("%v", f)
	}
}

func TestCreateKeepsPermissionsAndLinks(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("links need a privilege there")
	}
	dir := t.TempDir()
	path, link := filepath.Join(dir, "a.csv"), filepath.Join(t.TempDir(), "b.csv")
	if err := os.WriteFile(path, nil, 0o640); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(path, link); err != nil {
		t.Fatal(err)
	}
	if err := tabular.Create(link, text("x")); err != nil {
		t.Fatal(err)
	}
	wantFile(t, path, "x")
	if info, _ := os.Stat(path); info.Mode().Perm() != 0o640 {
		t.Errorf("mode %v", info.Mode())
	}
	if info, _ := os.Lstat(link); info.Mode()&os.ModeSymlink == 0 {
		t.Error("the link is gone")
	}
}

// The device that is always full gives the real error of the system.
func TestFullDiskIsNamed(t *testing.T) {
	if _, err := os.Stat("/dev/full"); err != nil {
		t.Skip("no such device")
	}
	for name, size := range map[string]int{"at the end": 10, "in the middle": 10 << 20} {
		t.Run(name, func(t *testing.T) {
			err := tabular.Create("/dev/full", text(strings.Repeat("x", size)))
			if f := faultsOf(t, err)[0]; f.Code != tabular.DiskFull || !errors.Is(err, syscall.ENOSPC) {
				t.Errorf("%v %v", f, err)
			}
		})
	}
}

// The same on a real file: the limit on the size of files is met in the middle.
func TestFileThatMayNotGrow(t *testing.T) {
	sh, err := exec.LookPath("sh")
	if err != nil {
		t.Skip("no shell")
	}
	path := filepath.Join(t.TempDir(), "总成绩.csv")
	if err := os.WriteFile(path, []byte("旧"), 0o600); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(sh, "-c", `trap "" XFSZ; ulimit -f 2000 && exec "$0"`, os.Args[0])
	cmd.Env = append(os.Environ(), "TABULAR_WRITE_TO="+path)
	out, err := cmd.CombinedOutput()
	if err == nil || !strings.Contains(string(out), string(tabular.FileUnwritable)) {
		t.Errorf("%s %v", out, err)
	}
	wantFile(t, path, "旧")
}

func TestKilledWriterLeavesAWholeFileOrNone(t *testing.T) {
	path := filepath.Join(t.TempDir(), "总成绩.csv")
	caught := 0
	for i := range 12 {
		killWriter(t, path, time.Duration(i*7%30)*time.Millisecond)
		got, err := os.ReadFile(path)
		if err != nil && !errors.Is(err, os.ErrNotExist) || err == nil && !bytes.Equal(got, whole) {
			t.Fatalf("%d bytes of %d, %v", len(got), len(whole), err)
		}
		for _, name := range names(t, filepath.Dir(path)) {
			if name == filepath.Base(path) {
				continue
			}
			if caught++; name[0] != '.' {
				t.Errorf("a file %q is left in sight", name)
			}
		}
	}
	if caught == 0 {
		t.Log("no writer was caught in the middle")
	}
	if err := tabular.Create(path, text("新")); err != nil {
		t.Fatal(err)
	}
	wantFile(t, path, "新") // and nothing beside it
}

func killWriter(t *testing.T, path string, after time.Duration) {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), "TABULAR_WRITE_TO="+path)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	out.Read(make([]byte, 1)) // it has begun
	time.Sleep(after)
	cmd.Process.Kill()
	go io.Copy(io.Discard, out)
	cmd.Wait()
}

// Two writers of one file at a time: each whole, the last one stays.
func TestTwoWritersOfOneFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "总成绩.csv")
	err := tabular.Create(path, func(w io.Writer) error {
		io.WriteString(w, "外")
		return tabular.Create(path, text("内"))
	})
	if err != nil {
		t.Fatal(err)
	}
	wantFile(t, path, "外")
}
