package config

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"leitai/internal/fault"
)

// ReadFile reads a file of settings: a line "name = value" each, names as those of
// the flags; blank lines and lines that begin with # say nothing. file is its name
// for faults, which are a [fault.List]; any other error is of reading.
func ReadFile(file string, r io.Reader) (map[string]string, error) {
	names := map[string]bool{}
	var words []string
	for _, s := range (Config{}).Settings() {
		names[s.Name], words = true, append(words, s.Name)
	}
	found, faults := map[string]string{}, fault.List{}
	lines := bufio.NewScanner(r)
	for row := 1; lines.Scan(); row++ {
		line := strings.TrimSpace(strings.TrimPrefix(lines.Text(), "\uFEFF"))
		if line == "" || line[0] == '#' {
			continue
		}
		name, value, ok := strings.Cut(line, "=")
		name, at := strings.TrimSpace(name), fault.At{File: file, Row: row}
		_, twice := found[name]
		switch {
		case !ok:
			faults = append(faults, fault.New(NoKey, at, line))
		case !names[name]:
			faults = append(faults, fault.New(UnknownKey, at, name, "meant", fault.Nearest(name, words)))
		case twice:
			faults = append(faults, fault.New(KeyTwice, at, name))
		default:
			found[name] = strings.TrimSpace(value)
		}
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	return found, faults.Err()
}
