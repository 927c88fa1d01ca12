// Command write writes the files of the sample contest into a folder. The
// hand-written ones are written as they are embedded, that is, not changed.
package main

import (
	"fmt"
	"os"
	"path/filepath"

	"leitai/internal/demo"
)

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: write FOLDER")
		os.Exit(2)
	}
	if err := write(os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func write(folder string) error {
	for path, content := range demo.Files(demo.Seed) {
		path = filepath.Join(folder, filepath.FromSlash(path))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return fmt.Errorf("folder: %w", err)
		}
		if err := os.WriteFile(path, content, 0o644); err != nil {
			return fmt.Errorf("file: %w", err)
		}
	}
	return nil
}
