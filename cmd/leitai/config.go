package main

import (
	"fmt"
)

// configCmd is leitai config: every setting with its value, in the form of the
// file, so that the output is one.
type configCmd struct {
	settings `embed:""`
	JSON     bool `name:"json" help:"help.json"`
}

func (c *configCmd) Run(a *app) error {
	if err := c.check(); err != nil {
		return err
	}
	all := c.Settings()
	if c.JSON {
		return writeJSON(a.out, map[string]any{"settings": all})
	}
	fmt.Fprintln(a.out, a.lang.T("config.head"))
	for _, s := range all {
		fmt.Fprintf(a.out, "\n# %s\n# %s\n", a.lang.T(s.Help), a.lang.T("config.origins", "flag", s.Name, "env", s.Env, "default", s.Default))
		line := s.Name + " = " + s.Value
		if s.Secret || s.Value == "" {
			line = "# " + line
		}
		if _, err := fmt.Fprintln(a.out, line); err != nil {
			return err
		}
	}
	return nil
}
