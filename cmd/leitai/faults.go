package main

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"leitai/internal/fault"
)

// faultWire is one fault as --json prints it.
type faultWire struct {
	File     string `json:"file"`
	Row      int    `json:"row"`
	Column   string `json:"column"`
	Code     string `json:"code"`
	Found    string `json:"found"`
	Expected string `json:"expected"`
	Message  string `json:"message"`
}

func (a *app) faultsJSON(faults fault.List) {
	wires := make([]faultWire, len(faults))
	for i, f := range faults {
		wires[i] = faultWire{f.At.File, f.At.Row, f.At.Column, string(f.Code), f.Found, a.lang.Expected(f), a.lang.Fault(f)}
	}
	e := json.NewEncoder(a.err)
	e.SetEscapeHTML(false)
	_ = e.Encode(map[string]any{"faults": wires})
}

// faultsText prints a line a fault: 文件:行:列 what is wrong; what is allowed.
func (a *app) faultsText(faults fault.List) {
	for _, f := range faults {
		fmt.Fprintln(a.err, a.place(f.At)+a.sentence(f))
	}
	if len(faults) > 1 {
		fmt.Fprintln(a.err, a.lang.T("faults.count", "n", strconv.Itoa(len(faults))))
	}
}

func (a *app) sentence(f fault.Fault) string {
	s := a.lang.Fault(f)
	if e := a.lang.Expected(f); e != "" {
		s += a.lang.T("faults.expected", "expected", e)
	}
	return s
}

func (a *app) place(at fault.At) string {
	var parts []string
	if at.File != "" {
		parts = append(parts, at.File)
	}
	if at.Row > 0 {
		parts = append(parts, strconv.Itoa(at.Row))
	}
	if at.Column != "" {
		parts = append(parts, a.lang.Column(at.Column))
	}
	if len(parts) == 0 {
		return ""
	}
	return strings.Join(parts, ":") + " "
}

// notes prints how files were read and what is worth a second look.
func (a *app) notes(notes fault.List) {
	for _, f := range notes {
		fmt.Fprintln(a.err, a.place(f.At)+a.sentence(f))
	}
}
