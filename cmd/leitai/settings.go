package main

import (
	"errors"
	"io/fs"
	"os"

	"github.com/alecthomas/kong"

	"leitai/internal/config"
	"leitai/internal/fault"
	"leitai/internal/tabular"
)

// settings are the flags of leitai serve and leitai config: what
// [config.Config] holds, and the file that it may come from.
type settings struct {
	File string `name:"config" env:"LEITAI_CONFIG" placeholder:"leitai.conf" help:"help.config_file"`

	config.Config `embed:""`

	unread error // what was wrong with the file
}

// BeforeResolve reads the file, for what neither a flag nor a variable says. What
// is wrong with it is told by check, with the row: it is no wrong usage.
func (s *settings) BeforeResolve(ctx *kong.Context) error {
	path := s.File // of the variable
	for _, p := range ctx.Path {
		if p.Flag != nil && p.Flag.Name == "config" {
			path, _ = ctx.FlagValue(p.Flag).(string)
		}
	}
	if path == "" {
		return nil
	}
	f, err := os.Open(path)
	if err != nil {
		s.unread = unreadable(path, err)
		return nil
	}
	defer f.Close()
	found, err := config.ReadFile(path, f)
	if err != nil {
		s.unread = err
		return nil
	}
	ctx.AddResolver(kong.ResolverFunc(func(_ *kong.Context, _ *kong.Path, flag *kong.Flag) (any, error) {
		value, ok := found[flag.Name]
		if !ok || anySet(flag.Envs) {
			return nil, nil
		}
		return value, nil
	}))
	return nil
}

// anySet tells whether one of the variables is set.
func anySet(names []string) bool {
	for _, name := range names {
		if _, ok := os.LookupEnv(name); ok {
			return true
		}
	}
	return false
}

// check is what is wrong with the file or with the settings.
func (s *settings) check() error {
	if s.unread != nil {
		return s.unread
	}
	return s.Check()
}

// unreadable says of a file of settings what package tabular says of a table.
func unreadable(path string, err error) error {
	code := tabular.FileUnreadable
	if errors.Is(err, fs.ErrNotExist) {
		code = tabular.FileMissing
	}
	reason := err
	var p *fs.PathError
	if errors.As(err, &p) {
		reason = p.Err
	}
	return fault.List{fault.New(code, fault.At{}, path, "reason", reason.Error())}
}
