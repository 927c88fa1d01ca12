// Command leitai runs a county's benchmarking contest of party branches
// (擂台比武). This package wires flags, files and exit codes; no rule of a contest
// lives here.
package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"regexp"
	"slices"
	"strings"

	"github.com/alecthomas/kong"

	"leitai/internal/fault"
	"leitai/internal/lang"
)

// cli is the whole command line. Help texts are keys of package lang.
type cli struct {
	Lang     string      `enum:"zh,en" default:"${lang}" help:"help.lang"`
	Rank     rankCmd     `cmd:"" help:"help.rank"`
	Explain  explainCmd  `cmd:"" help:"help.explain"`
	Score    scoreCmd    `cmd:"" help:"help.score"`
	Standard standardCmd `cmd:"" help:"help.standard"`
	Rules    rulesCmd    `cmd:"" help:"help.rules"`
	Demo     demoCmd     `cmd:"" help:"help.demo"`
	Serve    serveCmd    `cmd:"" help:"help.serve"`
	Export   exportCmd   `cmd:"" help:"help.export"`
	Backup   backupCmd   `cmd:"" help:"help.backup"`
	Restore  restoreCmd  `cmd:"" help:"help.restore"`
	User     userCmd     `cmd:"" help:"help.user"`
	Config   configCmd   `cmd:"" help:"help.config"`
	Version  versionCmd  `cmd:"" help:"help.version"`
	Help     helpCmd     `cmd:"" help:"help.help"`
}

// app is what every command needs of the world around it.
type app struct {
	lang     lang.Lang
	out, err io.Writer
	kong     *kong.Kong
}

func main() { os.Exit(run(os.Args[1:], os.Stdout, os.Stderr)) }

// run is main without the process: 0 done, 1 the input does not allow it, 2
// wrong usage.
func run(args []string, out, errs io.Writer) int {
	a := &app{lang: language(args), out: out, err: errs}
	var c cli
	k, err := kong.New(&c, kong.Name("leitai"), kong.Vars{"lang": string(a.lang)}, kong.Writers(out, errs),
		kong.Help(a.printHelp), kong.Exit(func(int) {}), kong.ConfigureHelp(kong.HelpOptions{}))
	if err != nil {
		fmt.Fprintln(errs, err)
		return 2
	}
	a.kong = k
	if len(args) == 0 {
		args = []string{"help"}
	}
	ctx, err := k.Parse(args)
	switch {
	case wantsHelp(args):
		return 0 // kong has printed it
	case err != nil:
		return a.misused(err, args)
	}
	return a.report(ctx.Run(a), wantsJSON(args))
}

// language finds --lang before the flags are read, for help and for errors of
// usage; without it the variable LANG decides.
func language(args []string) lang.Lang {
	for i, arg := range args {
		if v, ok := strings.CutPrefix(arg, "--lang="); ok {
			return lang.Parse(v)
		}
		if arg == "--lang" && i+1 < len(args) {
			return lang.Parse(args[i+1])
		}
	}
	return lang.Parse(os.Getenv("LANG"))
}

func wantsHelp(args []string) bool {
	return slices.Contains(args, "--help") || slices.Contains(args, "-h")
}

func wantsJSON(args []string) bool {
	return slices.Contains(args, "--json") || slices.Contains(args, "--json=true")
}

// usage is an error of usage: exit status 2.
type usage struct {
	code string
	args []string // pairs of placeholder and word
}

func (u usage) Error() string { return u.code }

// misuses are what kong says of wrong usage, with the key of our own words for
// it; the group is what it is about.
var misuses = []struct {
	said *regexp.Regexp
	key  string
}{
	{regexp.MustCompile(`^unknown flag ([^,]+)`), "usage.unknown_flag"},
	{regexp.MustCompile(`^unexpected argument ([^,]+)`), "usage.unexpected"},
	{regexp.MustCompile(`^expected "?([^"]+)"?`), "usage.expected"},
	{regexp.MustCompile(`^(--[^:]+): expected .* value but got "-[^"]+"`), "usage.dash_value"},
	{regexp.MustCompile(`^(--[^:]+): expected a .*(?:float|int) but got`), "usage.no_number"},
	{regexp.MustCompile(`^(--[^:]+): (?:missing value|expected .* value)`), "usage.no_value"},
	{regexp.MustCompile(`^(--.+ must be one of .+)`), "usage.wrong"},
}

func (a *app) misused(err error, args []string) int {
	said := a.lang.T("usage.wrong", "what", err.Error())
	for _, m := range misuses {
		if found := m.said.FindStringSubmatch(err.Error()); found != nil {
			said = a.lang.T(m.key, "what", found[1])
			break
		}
	}
	fmt.Fprintln(a.err, said)
	command := "leitai"
	for _, child := range a.kong.Model.Children {
		if args[0] == child.Name {
			command += " " + child.Name
		}
	}
	fmt.Fprintln(a.err, a.lang.T("usage.see", "command", command))
	return 2
}

// report turns what a command returns into words and an exit status.
func (a *app) report(err error, asJSON bool) int {
	var u usage
	var faults fault.List
	switch {
	case err == nil:
		return 0
	case errors.As(err, &u):
		fmt.Fprintln(a.err, a.lang.T(u.code, u.args...))
		return 2
	case errors.As(err, &faults) && asJSON:
		a.faultsJSON(faults)
	case errors.As(err, &faults):
		a.faultsText(faults)
	case asJSON:
		a.faultsJSON(fault.List{fault.New("io", fault.At{}, "", "why", err.Error())})
	default:
		fmt.Fprintln(a.err, a.lang.T("io", "why", err.Error()))
	}
	return 1
}
