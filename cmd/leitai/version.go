package main

import (
	"fmt"
	"runtime"
	"runtime/debug"
)

// version is the release; the link may set it.
var version = "0.1.0-dev"

// versionCmd is leitai version.
type versionCmd struct{}

func (versionCmd) Run(a *app) error {
	commit := "unknown"
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, s := range info.Settings {
			if s.Key == "vcs.revision" {
				commit = s.Value
			}
		}
	}
	_, err := fmt.Fprintf(a.out, "leitai %s commit %s %s\n", version, commit, runtime.Version())
	return err
}
