package main

import (
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"leitai/internal/report"
	"leitai/internal/report/html"
	"leitai/internal/report/xlsx"
	"leitai/internal/tabular"
)

// formats says how to write a T for each ending of a file name.
type formats[T any] map[string]func(io.Writer, T) error

var rankFormats = formats[*report.Ranking]{
	".csv":  report.WriteCSV,
	".html": html.WriteRanking,
	".xlsx": xlsx.WriteRanking,
	".json": func(w io.Writer, r *report.Ranking) error { return writeJSON(w, report.RankJSON(r.Lang, r.Result)) },
}

// checkOutput refuses an ending that cannot be written before any work is done.
func checkOutput[T any](path string, f formats[T]) error {
	ending := strings.ToLower(filepath.Ext(path))
	switch _, ok := f[ending]; {
	case path == "" || ok:
		return nil
	case ending == ".pdf" || ending == ".docx":
		return usage{"usage.later", nil}
	default:
		return usage{"usage.format", []string{"formats", strings.Join(slices.Sorted(maps.Keys(f)), ", ")}}
	}
}

// checkInputs refuses to write over a file that is read.
func checkInputs(output string, inputs ...string) error {
	out, err := os.Stat(output)
	if output == "" || err != nil {
		return nil
	}
	for _, path := range inputs {
		if in, err := os.Stat(path); err == nil && os.SameFile(in, out) {
			return usage{"usage.overwrite", []string{"file", path}}
		}
	}
	return nil
}

// save writes a file whole or not at all, and says that it did.
func save[T any](a *app, path string, f formats[T], v T) error {
	write := f[strings.ToLower(filepath.Ext(path))]
	if err := tabular.Create(path, func(w io.Writer) error { return write(w, v) }); err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	fmt.Fprintln(a.err, a.lang.T("saved", "file", path))
	return nil
}
