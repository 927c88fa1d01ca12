package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"leitai/internal/contest"
	"leitai/internal/fault"
	"leitai/internal/office"
	"leitai/internal/store"
	"leitai/internal/tabular"
)

// exportCmd is leitai export: a round of a database as the files of leitai rank.
type exportCmd struct {
	Round    string `help:"help.export_round" placeholder:"ID"`
	dataFlag `embed:""`
	Output   string `short:"o" help:"help.export_output" placeholder:"DIR"`
}

// The faults of an export.
const (
	noSuchRound fault.Code = "no_such_round" // none of that id in the database
	noFacts     fault.Code = "round_no_facts"
)

func (c *exportCmd) Run(a *app) error {
	if c.Round == "" {
		return usage{"usage.export_round", nil}
	}
	if c.Output == "" {
		return usage{"usage.export_output", nil}
	}
	return c.read(func(ctx context.Context, s *store.Store) error {
		files, err := c.files(ctx, office.New(office.Options{Store: s, Log: s}))
		if err != nil {
			return err
		}
		return c.write(a, files)
	})
}

// files exports the round, or says which rounds there are.
func (c *exportCmd) files(ctx context.Context, o *office.Office) (*office.Files, error) {
	files, err := o.Export(ctx, contest.RoundID(c.Round))
	if !errors.Is(err, contest.ErrNotFound) {
		return files, err
	}
	if _, bad := o.Round(ctx, contest.RoundID(c.Round)); bad == nil {
		return nil, fault.List{fault.New(noFacts, fault.At{}, c.Round)}
	}
	rounds, bad := roundsOf(ctx, o)
	if bad != nil {
		return nil, bad
	}
	return nil, fault.List{fault.New(noSuchRound, fault.At{}, c.Round, "those", rounds)}
}

// roundsOf names every round with its id.
func roundsOf(ctx context.Context, o *office.Office) (names string, err error) {
	events, err := o.Events(ctx)
	if err != nil {
		return "", err
	}
	for _, e := range events {
		rounds, err := o.Rounds(ctx, e.ID)
		if err != nil {
			return "", err
		}
		for _, r := range rounds {
			names += fmt.Sprintf("\n  %s  %s %s", r.ID, e.Name, r.Name)
		}
	}
	return names, nil
}

// write writes the four files, each whole or not at all. The folder is made if
// it is not there.
func (c *exportCmd) write(a *app, f *office.Files) error {
	if err := os.MkdirAll(c.Output, 0o777); err != nil {
		return unwritable(c.Output, err)
	}
	for _, file := range []struct {
		name string
		rows [][]string
	}{{"rules.yaml", nil}, {"entries.csv", f.Entries}, {"scores.csv", f.Scores}, {"adjust.csv", f.Adjust}} {
		path := filepath.Join(c.Output, file.name)
		err := tabular.Create(path, func(w io.Writer) error {
			if file.rows == nil {
				_, err := w.Write(f.Rules)
				return err
			}
			out := tabular.NewCSV(w)
			for _, row := range file.rows {
				if err := out.Write(row); err != nil {
					return err
				}
			}
			return out.Flush()
		})
		if err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
	}
	_, err := fmt.Fprintln(a.err, a.lang.T("exported", "dir", c.Output, "version", fmt.Sprint(f.Version)))
	return err
}

// unwritable says of a folder what package tabular says of a file.
func unwritable(path string, err error) error {
	reason := err
	var p *os.PathError
	if errors.As(err, &p) {
		reason = p.Err
	}
	return fault.List{fault.New(tabular.FileUnwritable, fault.At{File: path}, path, "reason", reason.Error())}
}
