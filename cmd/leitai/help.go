package main

import (
	"fmt"
	"strings"

	"github.com/alecthomas/kong"

	"leitai/internal/report"
)

// helpCmd is leitai help [COMMAND].
type helpCmd struct {
	Command []string `arg:"" optional:"" help:"help.help_command"`
}

func (c *helpCmd) Run(a *app) error {
	ctx, err := kong.Trace(a.kong, c.Command)
	if err != nil {
		return err
	}
	if ctx.Error != nil {
		return usage{"usage.no_command", nil}
	}
	return a.printHelp(kong.HelpOptions{}, ctx)
}

// printHelp writes the help of the selected command, or of all commands, in the
// user's language. Kong's own speaks English only.
func (a *app) printHelp(_ kong.HelpOptions, ctx *kong.Context) error {
	node := ctx.Selected()
	if node == nil {
		node = ctx.Model.Node
	}
	out := &strings.Builder{}
	path := strings.Join(strings.Fields(node.FullPath()), " ")
	if node.Type == kong.ApplicationNode {
		fmt.Fprintln(out, a.lang.T("help.leitai"))
	} else {
		fmt.Fprintln(out, path+"  "+a.lang.T(node.Help))
	}
	if len(node.Children) > 0 {
		fmt.Fprintln(out, "\n"+a.lang.T("help.commands"))
		a.commands(out, node, path)
	} else {
		fmt.Fprintln(out, "\n"+a.lang.T("help.flags"))
		a.flags(out, node)
	}
	if key := "example." + strings.ReplaceAll(strings.TrimPrefix(path, "leitai "), " ", "_"); a.lang.Has(key) {
		fmt.Fprintln(out, "\n"+a.lang.T("help.example")+"\n  "+a.lang.T(key))
	}
	_, err := fmt.Fprint(a.out, out.String())
	return err
}

func (a *app) commands(out *strings.Builder, node *kong.Node, path string) {
	var lines [][]string
	for _, child := range node.Children {
		if len(child.Children) == 0 {
			lines = append(lines, []string{"  " + path + " " + child.Name, a.lang.T(child.Help)})
		}
		for _, grandchild := range child.Children {
			lines = append(lines, []string{"  " + path + " " + child.Name + " " + grandchild.Name, a.lang.T(grandchild.Help)})
		}
	}
	report.WriteColumns(out, lines, []bool{false, false})
}

func (a *app) flags(out *strings.Builder, node *kong.Node) {
	var lines [][]string
	for _, p := range node.Positional {
		lines = append(lines, []string{"  " + p.Summary(), a.lang.T(p.Help)})
	}
	for _, group := range node.AllFlags(true) {
		for _, f := range group {
			if f.Name == "help" {
				continue
			}
			name := "  --" + f.Name
			if f.Short != 0 {
				name = "  -" + string(f.Short) + ", --" + f.Name
			}
			if !f.IsBool() {
				name += " " + f.FormatPlaceHolder()
			}
			lines = append(lines, []string{name, a.lang.T(f.Help)})
		}
	}
	report.WriteColumns(out, lines, []bool{false, false})
}
