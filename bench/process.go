package main

import (
	"bufio"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
)

// binary builds leitai once into dir, and built the yardstick.
func binary(dir string) (string, error) { return builtOnce(dir, "./cmd/leitai") }
func built(dir string) (string, error)  { return builtOnce(dir, "./bench/yardstick") }

func builtOnce(dir, program string) (string, error) {
	path := filepath.Join(dir, filepath.Base(program))
	if _, err := os.Stat(path); err == nil {
		return path, nil
	}
	out, err := exec.Command("go", "build", "-o", path, program).CombinedOutput()
	if err != nil {
		return "", fmt.Errorf("build: %w: %s", err, out)
	}
	return path, nil
}

// process runs a command to its end and returns its peak memory in bytes.
func process(name string, args ...string) (int64, error) {
	cmd := exec.Command(name, args...)
	if err := cmd.Run(); err != nil {
		return 0, fmt.Errorf("%s: %w", name, err)
	}
	usage, ok := cmd.ProcessState.SysUsage().(*syscall.Rusage)
	if !ok {
		return 0, errors.New("no usage of resources on this system")
	}
	return usage.Maxrss * 1024, nil
}

const bigEntries, bigJudges = 690_000, 9

// rankCSV ranks every village of the country from one file.
func rankCSV(dir string) (result, error) {
	r := result{name: "`leitai rank`, CSV of 6.2 million rows to CSV, whole process", limit: "8 × yardstick, 1.2 GiB", yard: "encoding/csv reads the file"}
	bin, err := binary(dir)
	if err != nil {
		return r, err
	}
	marks, rules := filepath.Join(dir, "scores.csv"), filepath.Join(dir, "rules.yaml")
	if err := errors.Join(writeMarks(marks), os.WriteFile(rules, []byte(trimmedRules), 0o644)); err != nil {
		return r, err
	}
	peak := int64(0)
	r.ours, r.yardstick, err = turns(3, func() error {
		used, err := process(bin, "rank", "--rules", rules, "--scores", marks, "-o", filepath.Join(dir, "result.csv"))
		peak = max(peak, used)
		return err
	}, func() error { return readCSV(marks) })
	r.note = fmt.Sprintf("peak memory %d MiB", peak>>20)
	return r, err
}

func writeMarks(path string) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	w := bufio.NewWriter(f)
	fmt.Fprintln(w, "entry,judge,score")
	rng := rand.New(rand.NewPCG(1, 2))
	for e := range bigEntries {
		for j := range bigJudges {
			tenths := 600 + rng.IntN(401)
			fmt.Fprintf(w, "14%010d,J%d,%d.%d\n", e, j+1, tenths/10, tenths%10)
		}
	}
	return errors.Join(w.Flush(), f.Close())
}

// readCSV is the yardstick: read every record and do nothing.
func readCSV(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	r := csv.NewReader(f)
	for {
		if _, err := r.Read(); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return err
		}
	}
}

// jiaocheng are the arguments that rank the Jiaocheng example.
func jiaocheng(args ...string) []string {
	dir := filepath.Join("examples", "jiaocheng")
	out := []string{"rank", "--rules", filepath.Join(dir, "rules.yaml"), "--entries", filepath.Join(dir, "entries.csv"), "--adjust", filepath.Join(dir, "adjust.csv")}
	for _, name := range []string{"stage.csv", "field.csv", "daily.csv", "survey.csv"} {
		out = append(out, "--scores", filepath.Join(dir, name))
	}
	return append(out, args...)
}

// jiaochengProcess is one whole run on the example.
func jiaochengProcess(dir string) (result, error) {
	r := result{name: "`leitai rank --json`, Jiaocheng example, whole process", limit: "5 × yardstick", yard: "`leitai version`"}
	bin, err := binary(dir)
	if err != nil {
		return r, err
	}
	r.ours, r.yardstick, err = turns(31,
		func() error { _, err := process(bin, jiaocheng("--json")...); return err },
		func() error { _, err := process(bin, "version"); return err })
	return r, err
}

// writeExcel is what the .xlsx costs beyond the ranking itself, inside one
// process.
func writeExcel(string) (result, error) {
	r := result{name: "110-row result to .xlsx", limit: "50 ms", yard: "the same to .html"}
	ranking, err := jiaochengRanking()
	if err != nil {
		return r, err
	}
	r.ours, r.yardstick, err = turns(11, ranking.excel, ranking.page)
	return r, err
}
