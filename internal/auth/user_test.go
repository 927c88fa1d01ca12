package auth_test

import (
	"bytes"
	"crypto/rand"
	"regexp"
	"strings"
	"testing"

	"leitai/internal/auth"
	"leitai/internal/contest"
)

func TestWhoMayHaveAnAccount(t *testing.T) {
	v := open(t)
	v.addUser("导播甲", contest.Director)
	for name, c := range map[string]struct {
		name     string
		role     contest.Role
		password string
		want     string
	}{
		"eight characters":                 {"甲", contest.Admin, "八个字的密码够长", ""},
		"seven characters of three bytes":  {"乙", contest.Admin, "七个字还不够长", "password_weak"},
		"the name as the password":         {"organiser1", contest.Organiser, "Organiser1", "password_weak"},
		"the name with blanks around it":   {"organiser1", contest.Organiser, " organiser1 ", "password_weak"},
		"somebody who is there":            {"导播甲", contest.Director, password, "user_exists"},
		"the id of a seat":                 {"sktnx8e7b2ew5", contest.Director, password, "user_name_wrong"},
		"no name":                          {"", contest.Director, password, "user_name_wrong"},
		"a blank at the end":               {"丙 ", contest.Director, password, "user_name_wrong"},
		"two blanks":                       {"丙  丁", contest.Director, password, "user_name_wrong"},
		"a blank between":                  {"Li Ming", contest.Director, password, ""},
		"a line break":                     {"丙\n丁", contest.Director, password, "user_name_wrong"},
		"a mark that turns the line round": {"丙\u202E丁", contest.Director, password, "user_name_wrong"},
		"bytes that are no text":           {"丙\xff", contest.Director, password, "user_name_wrong"},
		"64 characters":                    {strings.Repeat("丙", 64), contest.Director, password, ""},
		"65 characters":                    {strings.Repeat("丙", 65), contest.Director, password, "user_name_wrong"},
		"a role that there is not":         {"丁", "boss", password, "role_unknown"},
		"the role of a seat":               {"丁", contest.NoRole, password, "role_unknown"},
	} {
		if err := v.gate.AddUser(t.Context(), c.name, c.role, c.password); said(err) != c.want {
			t.Errorf("%s: %v; want %q", name, err, c.want)
		}
	}
}

func TestChangesOfAnAccount(t *testing.T) {
	v := open(t)
	v.addUser("导播甲", contest.Director)
	says(t, v.gate.SetPassword(t.Context(), "导播甲", "short"), "password_weak")
	v.signedIn("导播甲")
	v.ok(v.gate.SetPassword(t.Context(), "导播甲", "another-password"))
	if got := v.tries("导播甲", password); got != "wrong_credentials" {
		t.Errorf("the old password: %q", got)
	}
	says(t, v.gate.SetRole(t.Context(), "导播甲", "boss"), "role_unknown")
	v.ok(v.gate.SetRole(t.Context(), "导播甲", contest.Auditor))
	secret, _, u, err := v.gate.SignIn(t.Context(), "导播甲", "another-password", "")
	if err != nil || u.Role != contest.Auditor {
		t.Fatalf("%+v %v", u, err)
	}
	if _, u, err = v.gate.Find(t.Context(), secret); err != nil || u.Role != contest.Auditor {
		t.Errorf("%+v %v", u, err)
	}
	v.ok(v.gate.RemoveUser(t.Context(), "导播甲"))
	for name, err := range map[string]error{
		"a password": v.gate.SetPassword(t.Context(), "导播甲", password),
		"a role":     v.gate.SetRole(t.Context(), "导播甲", contest.Admin),
		"a removal":  v.gate.RemoveUser(t.Context(), "导播甲"),
	} {
		if got := said(err); !strings.HasSuffix(got, contest.ErrNotFound.Error()) {
			t.Errorf("%s of nobody: %q", name, got)
		}
	}
}

func TestANewPasswordCanBeReadOut(t *testing.T) {
	form := regexp.MustCompile(`^([2-9a-km-np-z]{4}-){3}[2-9a-km-np-z]{4}$`)
	seen := map[string]bool{}
	for range 100 {
		p, err := auth.NewPassword(rand.Reader)
		if err != nil || !form.MatchString(p) || seen[p] {
			t.Fatalf("%q %v", p, err)
		}
		seen[p] = true
	}
	var bits [256]byte
	for i := range bits {
		bits[i] = byte(i)
	}
	letters := map[rune]int{}
	for source := bytes.NewReader(bits[:]); source.Len() > 0; {
		p, err := auth.NewPassword(source)
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range strings.ReplaceAll(p, "-", "") {
			letters[r]++
		}
	}
	for r, n := range letters {
		if n != 8 || len(letters) != 32 {
			t.Errorf("%c comes %d times in 256; %d letters", r, n, len(letters))
		}
	}
}
