package main

import (
	"bufio"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"golang.org/x/term"

	"leitai/internal/auth"
	"leitai/internal/fault"
)

// passwordFlags say where a new password comes from; without one of them it is
// asked for, twice and without echo. It is never an argument: those stand in
// lists of processes and in histories.
type passwordFlags struct {
	Stdin    bool `name:"password-stdin" xor:"password" help:"help.password_stdin"`
	Generate bool `name:"generate" xor:"password" help:"help.password_generate"`
}

// passwordsDiffer is the fault of typing two different passwords.
const passwordsDiffer fault.Code = "passwords_differ"

func (p *passwordFlags) password(a *app) (string, error) {
	switch {
	case p.Generate:
		return auth.NewPassword(rand.Reader)
	case p.Stdin:
		line, err := bufio.NewReader(os.Stdin).ReadString('\n')
		if err != nil && !errors.Is(err, io.EOF) {
			return "", err
		}
		return strings.TrimRight(line, "\r\n"), nil
	case !term.IsTerminal(int(os.Stdin.Fd())):
		return "", usage{"usage.password", nil}
	}
	first, err := a.ask("password.ask")
	if err != nil {
		return "", err
	}
	again, err := a.ask("password.again")
	if err == nil && first != again {
		err = fault.List{fault.New(passwordsDiffer, fault.At{}, "")}
	}
	return first, err
}

// ask reads a line from the terminal without echo.
func (a *app) ask(key string) (string, error) {
	fmt.Fprint(a.err, a.lang.T(key))
	line, err := term.ReadPassword(int(os.Stdin.Fd()))
	fmt.Fprintln(a.err)
	return string(line), err
}

// told says what was done, and a generated password, which stands nowhere else.
func (p *passwordFlags) told(a *app, key, name, password string) error {
	if p.Generate {
		if _, err := fmt.Fprintln(a.out, password); err != nil {
			return err
		}
	}
	return a.say(key, name)
}
