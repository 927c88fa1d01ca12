package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"leitai/internal/auth"
	"leitai/internal/contest"
	"leitai/internal/fault"
	"leitai/internal/report"
	"leitai/internal/store"
)

// userCmd is leitai user: the accounts of a database.
type userCmd struct {
	Add      userAddCmd      `cmd:"" help:"help.user_add"`
	List     userListCmd     `cmd:"" help:"help.user_list"`
	Role     userRoleCmd     `cmd:"" help:"help.user_role"`
	Password userPasswordCmd `cmd:"" help:"help.user_password"`
	Remove   userRemoveCmd   `cmd:"" help:"help.user_remove"`
	Roles    userRolesCmd    `cmd:"" help:"help.user_roles"`
}

// noSuchUser is the fault of naming a user whom there is not.
const noSuchUser fault.Code = "no_such_user"

type userAddCmd struct {
	dataFlag      `embed:""`
	passwordFlags `embed:""`
	Name          string `arg:"" help:"help.user_name"`
	Role          string `help:"help.user_role_flag" placeholder:"director"`
}

func (c *userAddCmd) Run(a *app) error {
	role, err := roleOf(c.Role)
	if err != nil {
		return err
	}
	return c.accounts(c.Name, true, func(ctx context.Context, g *auth.Gate) error {
		password, err := c.password(a)
		if err != nil {
			return err
		}
		if err := g.AddUser(ctx, c.Name, role, password); err != nil {
			return err
		}
		return c.told(a, "user.added", c.Name, password)
	})
}

type userPasswordCmd struct {
	dataFlag      `embed:""`
	passwordFlags `embed:""`
	Name          string `arg:"" help:"help.user_name"`
}

func (c *userPasswordCmd) Run(a *app) error {
	return c.accounts(c.Name, false, func(ctx context.Context, g *auth.Gate) error {
		password, err := c.password(a)
		if err != nil {
			return err
		}
		if err := g.SetPassword(ctx, c.Name, password); err != nil {
			return err
		}
		return c.told(a, "user.changed", c.Name, password)
	})
}

type userRoleCmd struct {
	dataFlag `embed:""`
	Name     string `arg:"" help:"help.user_name"`
	Role     string `arg:"" help:"help.user_role_flag"`
}

func (c *userRoleCmd) Run(a *app) error {
	role, err := roleOf(c.Role)
	if err != nil {
		return err
	}
	return c.accounts(c.Name, false, func(ctx context.Context, g *auth.Gate) error {
		if err := g.SetRole(ctx, c.Name, role); err != nil {
			return err
		}
		return a.say("user.changed", c.Name)
	})
}

type userRemoveCmd struct {
	dataFlag `embed:""`
	Name     string `arg:"" help:"help.user_name"`
}

func (c *userRemoveCmd) Run(a *app) error {
	return c.accounts(c.Name, false, func(ctx context.Context, g *auth.Gate) error {
		if err := g.RemoveUser(ctx, c.Name); err != nil {
			return err
		}
		return a.say("user.removed", c.Name)
	})
}

type userListCmd struct {
	dataFlag `embed:""`
	JSON     bool `name:"json" help:"help.json"`
}

// accountWire is one account as --json prints it.
type accountWire struct {
	Name     string       `json:"name"`
	Role     contest.Role `json:"role"`
	Disabled bool         `json:"disabled"`
}

func (c *userListCmd) Run(a *app) error {
	var users []auth.User
	err := c.read(func(ctx context.Context, s *store.Store) (err error) {
		users, err = s.Users(ctx)
		return err
	})
	if err != nil {
		return err
	}
	wires := make([]accountWire, len(users))
	lines := [][]string{{a.lang.T("user.name"), a.lang.T("user.role"), ""}}
	for i, u := range users {
		wires[i] = accountWire{u.Name, u.Role, u.Disabled}
		lines = append(lines, []string{u.Name, string(u.Role), a.lang.Name("role", string(u.Role))})
	}
	if c.JSON {
		return writeJSON(a.out, map[string]any{"users": wires})
	}
	return a.columns(lines)
}

type userRolesCmd struct{}

func (c *userRolesCmd) Run(a *app) error {
	lines := [][]string{}
	for _, r := range contest.Roles {
		lines = append(lines, []string{string(r), a.lang.Name("role", string(r)), a.lang.Name("may", string(r))})
	}
	return a.columns(lines)
}

func (a *app) columns(lines [][]string) error {
	var out strings.Builder
	report.WriteColumns(&out, lines, make([]bool, len(lines[0])))
	_, err := fmt.Fprint(a.out, out.String())
	return err
}

// accounts opens a database, or makes one if that is wanted, does something to the
// account of that name, and puts what went wrong into words.
func (d dataFlag) accounts(name string, anew bool, do func(context.Context, *auth.Gate) error) error {
	if !anew { // a mistyped folder is not made
		if err := d.read(func(context.Context, *store.Store) error { return nil }); err != nil {
			return err
		}
	}
	err := with(store.Options{Dir: d.Data, Beside: true}, func(ctx context.Context, s *store.Store) error { // the service may be running
		return do(ctx, auth.New(s, nil, auth.Options{}))
	})
	var no *auth.Error
	switch {
	case errors.As(err, &no):
		return fault.List{fault.New(no.Code, fault.At{}, name)}
	case errors.Is(err, contest.ErrNotFound):
		return fault.List{fault.New(noSuchUser, fault.At{}, name)}
	}
	return err
}

func (a *app) say(key, name string) error {
	_, err := fmt.Fprintln(a.err, a.lang.T(key, "name", name))
	return err
}

// roleOf is the role of that name, or says which there are.
func roleOf(s string) (contest.Role, error) {
	if role := contest.Role(s); slices.Contains(contest.Roles, role) {
		return role, nil
	}
	words := make([]string, len(contest.Roles))
	for i, r := range contest.Roles {
		words[i] = string(r)
	}
	return "", usage{"usage.role", []string{"roles", strings.Join(words, ", ")}}
}
