package auth

import (
	"context"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"leitai/internal/contest"
)

// maxName is the greatest number of characters of a user's name.
const maxName = 64

// AddUser makes an account. Errors: UserExists, NameWrong, RoleUnknown,
// PasswordWeak, those of [Store].
func (g *Gate) AddUser(ctx context.Context, name string, role contest.Role, password string) error {
	if err := checkName(name); err != nil {
		return err
	}
	if !slices.Contains(contest.Roles, role) {
		return invalid(RoleUnknown)
	}
	if _, err := g.store.User(ctx, name); !errors.Is(err, contest.ErrNotFound) {
		if err != nil {
			return fmt.Errorf("user: %w", err)
		}
		return invalid(UserExists)
	}
	return g.saveUser(ctx, User{Name: name, Role: role}, password)
}

// SetPassword gives a user a new password and ends his sessions. Errors:
// [contest.ErrNotFound], PasswordWeak, those of [Store].
func (g *Gate) SetPassword(ctx context.Context, name, password string) error {
	u, err := g.store.User(ctx, name)
	if err != nil {
		return fmt.Errorf("user: %w", err)
	}
	if err := g.saveUser(ctx, u, password); err != nil {
		return err
	}
	return g.RemoveSessionsOf(ctx, name)
}

func (g *Gate) saveUser(ctx context.Context, u User, password string) error {
	if err := checkPassword(u.Name, password); err != nil {
		return err
	}
	var err error
	if u.Password, err = g.hasher.hash(ctx, password); err != nil {
		return err
	}
	return g.write(ctx, u)
}

func (g *Gate) write(ctx context.Context, u User) error {
	if err := g.store.SaveUser(ctx, u); err != nil {
		return fmt.Errorf("user: %w", err)
	}
	g.users.drop(u.Name)
	return nil
}

// SetRole changes what a user may do and ends his sessions: streams that he may no
// longer see are open in them. Errors: [contest.ErrNotFound], RoleUnknown, those of
// [Store].
func (g *Gate) SetRole(ctx context.Context, name string, role contest.Role) error {
	if !slices.Contains(contest.Roles, role) {
		return invalid(RoleUnknown)
	}
	u, err := g.store.User(ctx, name)
	if err != nil {
		return fmt.Errorf("user: %w", err)
	}
	u.Role = role
	if err := g.write(ctx, u); err != nil {
		return err
	}
	return g.RemoveSessionsOf(ctx, name)
}

// RemoveUser removes an account and ends its sessions. Errors:
// [contest.ErrNotFound], those of [Store].
func (g *Gate) RemoveUser(ctx context.Context, name string) error {
	if _, err := g.store.User(ctx, name); err != nil {
		return fmt.Errorf("user: %w", err)
	}
	if err := g.store.RemoveUser(ctx, name); err != nil {
		return fmt.Errorf("user: %w", err)
	}
	return g.RemoveSessionsOf(ctx, name)
}

// Users are all accounts.
func (g *Gate) Users(ctx context.Context) ([]User, error) { return g.store.Users(ctx) }

// seatForm is what ids of seats look like. Facts name who did them by his name or
// his seat's id in the same field, and keys belong to that: nobody is called so.
var seatForm = regexp.MustCompile(`^s[0-9a-hjkmnp-tv-z]{12}$`)

// checkName takes what can stand in a log and on a printed page: visible
// characters, single spaces between them.
func checkName(name string) error {
	visible := !strings.ContainsFunc(name, func(r rune) bool { return r != ' ' && (!unicode.IsGraphic(r) || unicode.IsSpace(r)) })
	n := utf8.RuneCountInString(name)
	if n == 0 || n > maxName || !visible || !utf8.ValidString(name) || strings.Join(strings.Fields(name), " ") != name || seatForm.MatchString(name) {
		return invalid(NameWrong)
	}
	return nil
}

// NewPassword makes a password of 80 random bits, in four groups that can be read
// out: no 0 and o, no 1 and l.
func NewPassword(random io.Reader) (string, error) {
	const letters, size, group = "23456789abcdefghijkmnpqrstuvwxyz", 16, 4
	b := make([]byte, size)
	if _, err := io.ReadFull(random, b); err != nil {
		return "", fmt.Errorf("password: %w", err)
	}
	var out strings.Builder
	for i, x := range b {
		if i > 0 && i%group == 0 {
			out.WriteByte('-')
		}
		out.WriteByte(letters[int(x)%len(letters)])
	}
	return out.String(), nil
}
