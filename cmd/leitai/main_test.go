package main

import (
	"bytes"
	"encoding/csv"
	"errors"
	"flag"
	"os"
	"os/exec"
	"strconv"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/simplifiedchinese"
)

var update = flag.Bool("update", false, "write what the scripts compare with anew; to be read before it is kept")

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"leitai": main})
}

func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:           "testdata/script",
		UpdateScripts: *update,
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"exits":   exits,
			"gb18030": gb18030,
			"ready":   ready,
			"xlsx":    workbook,
		},
	})
}

// exits runs a command that must end with the given status:
//
//	exits 1 leitai rank …
func exits(ts *testscript.TestScript, _ bool, args []string) {
	if len(args) < 2 {
		ts.Fatalf("usage: exits STATUS COMMAND …")
	}
	status := 0
	var failed *exec.ExitError
	if err := ts.Exec(args[1], args[2:]...); errors.As(err, &failed) {
		status = failed.ExitCode()
	} else if err != nil {
		ts.Fatalf("%v", err)
	}
	if strconv.Itoa(status) != args[0] {
		ts.Fatalf("exit status %d; want %s", status, args[0])
	}
}

// ready waits until a file has its first line, as a server in the background
// writes it:
//
//	ready line.json
func ready(ts *testscript.TestScript, _ bool, args []string) {
	for deadline := time.Now().Add(time.Minute); time.Now().Before(deadline); time.Sleep(20 * time.Millisecond) {
		if text, err := os.ReadFile(ts.MkAbs(args[0])); err == nil && bytes.ContainsRune(text, '\n') {
			return
		}
	}
	ts.Fatalf("%s has no line", args[0])
}

// gb18030 writes a file anew as the programs of many offices save it:
//
//	gb18030 scores.csv
func gb18030(ts *testscript.TestScript, _ bool, args []string) {
	text, err := simplifiedchinese.GB18030.NewEncoder().String(ts.ReadFile(args[0]))
	ts.Check(err)
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(text), 0o600))
}

// workbook makes an .xlsx of CSV files, one a sheet:
//
//	xlsx book.xlsx 现场 stage.csv 观摩 field.csv
func workbook(ts *testscript.TestScript, _ bool, args []string) {
	book := excelize.NewFile()
	defer book.Close()
	for i := 1; i+1 < len(args); i += 2 {
		_, err := book.NewSheet(args[i])
		ts.Check(err)
		file, err := os.Open(ts.MkAbs(args[i+1]))
		ts.Check(err)
		rows, err := csv.NewReader(file).ReadAll()
		ts.Check(errors.Join(err, file.Close()))
		for r, row := range rows {
			for c, text := range row {
				cell, err := excelize.CoordinatesToCellName(c+1, r+1)
				ts.Check(err)
				ts.Check(book.SetCellValue(args[i], cell, value(text)))
			}
		}
	}
	ts.Check(book.DeleteSheet("Sheet1"))
	ts.Check(book.SaveAs(ts.MkAbs(args[0])))
}

// value is a number where the text is one, as somebody would type it.
func value(text string) any {
	if f, err := strconv.ParseFloat(text, 64); err == nil {
		return f
	}
	return text
}
