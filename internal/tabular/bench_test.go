package tabular_test

import (
	"bufio"
	"encoding/csv"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"testing"

	"leitai/internal/tabular"
)

// BenchmarkCSV compares reading a file with encoding/csv alone; the aim is at
// most 1.3 times its time, in constant memory.
func BenchmarkCSV(b *testing.B) {
	path := filepath.Join(b.TempDir(), "得分.csv")
	f, err := os.Create(path)
	if err != nil {
		b.Fatal(err)
	}
	w := bufio.NewWriter(f)
	fmt.Fprintln(w, "entry,judge,score,batch")
	for i := range 500_000 {
		fmt.Fprintf(w, "石口村%d,评委%d,%d.%d,第一批\n", i/9, i%9, 80+i%20, i%10)
	}
	w.Flush()
	size, _ := f.Seek(0, io.SeekCurrent)
	f.Close()

	b.Run("encoding_csv", func(b *testing.B) {
		b.SetBytes(size)
		for b.Loop() {
			f, err := os.Open(path)
			if err != nil {
				b.Fatal(err)
			}
			r := csv.NewReader(f)
			r.ReuseRecord = true
			for err == nil {
				_, err = r.Read()
			}
			f.Close()
		}
	})
	b.Run("tabular", func(b *testing.B) {
		b.SetBytes(size)
		b.ReportAllocs()
		for b.Loop() {
			r, err := tabular.Open(path, tabular.Options{})
			if err != nil {
				b.Fatal(err)
			}
			for err == nil {
				_, err = r.Next()
			}
			r.Close()
		}
	})
}
