package auth_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"leitai/internal/auth"
	"leitai/internal/contest"
)

// tries signs in and says what came of it.
func (v *venue) tries(name, password string) string {
	_, _, _, err := v.gate.SignIn(v.t.Context(), name, password, "")
	return said(err)
}

func TestWhoMaySignIn(t *testing.T) {
	v := open(t)
	v.addUser("导播甲", contest.Director)
	v.addUser("停用的人", contest.Director)
	u, err := v.store.User(t.Context(), "停用的人")
	v.ok(err)
	u.Disabled = true
	v.ok(v.store.SaveUser(t.Context(), u))
	for name, c := range map[string]struct{ name, password, want string }{
		"a name and its password":   {"导播甲", password, ""},
		"a wrong password":          {"导播甲", password + "x", "wrong_credentials"},
		"a password with a blank":   {"导播甲", password + " ", "wrong_credentials"},
		"no password":               {"导播甲", "", "wrong_credentials"},
		"nobody's name":             {"导播乙", password, "wrong_credentials"},
		"no name":                   {"", "", "wrong_credentials"},
		"a user who is disabled":    {"停用的人", password, "wrong_credentials"},
		"the hash for the password": {"停用的人", u.Password, "wrong_credentials"},
		"a name in another form":    {"导播甲 ", password, "wrong_credentials"},
	} {
		if got := v.tries(c.name, c.password); got != c.want {
			t.Errorf("%s: %q; want %q", name, got, c.want)
		}
	}
}

func TestAfterTenWrongPasswordsANameHasOneTryInTenSeconds(t *testing.T) {
	for name, who := range map[string]string{"of a user": "导播甲", "of nobody": "没有的人"} {
		t.Run(name, func(t *testing.T) {
			v := open(t)
			v.addUser("导播甲", contest.Director)
			v.addUser("复核员", contest.Verifier)
			before := v.signedIn("导播甲")
			for range 10 {
				if got := v.tries(who, "wrong-password"); got != "wrong_credentials" {
					t.Fatal(got)
				}
			}
			v.clock.pass(4 * time.Second)
			_, _, _, err := v.gate.SignIn(t.Context(), who, password, "")
			var no *auth.Error
			if !errors.As(err, &no) || no.Code != auth.TooManyTries || no.Class != auth.TooMany || no.RetryAfter != 6*time.Second {
				t.Fatalf("%+v", err)
			}
			_, _, err = v.gate.Find(t.Context(), before)
			says(t, err, "") // sessions that exist go on
			v.signedIn("复核员")
			v.clock.pass(6 * time.Second)
			if got := v.tries(who, "wrong-password"); got != "wrong_credentials" {
				t.Fatal(got)
			}
			if got := v.tries(who, password); got != "too_many_tries" {
				t.Fatal(got)
			}
			v.clock.pass(10 * time.Second)
			want := map[bool]string{true: "", false: "wrong_credentials"}[who == "导播甲"]
			if got := v.tries(who, password); got != want {
				t.Fatal(got)
			}
		})
	}
}

func TestARightPasswordEndsTheRow(t *testing.T) {
	v := open(t)
	v.addUser("导播甲", contest.Director)
	for range 3 {
		for range 9 {
			if got := v.tries("导播甲", "wrong-password"); got != "wrong_credentials" {
				t.Fatal(got)
			}
		}
		v.signedIn("导播甲")
	}
}

func TestAHundredWrongPasswordsAtOnceAreTen(t *testing.T) {
	v := open(t)
	v.addUser("导播甲", contest.Director)
	var mu sync.Mutex
	codes := map[string]int{}
	var all sync.WaitGroup
	for range 100 {
		all.Go(func() {
			got := v.tries("导播甲", "wrong-password")
			mu.Lock()
			defer mu.Unlock()
			codes[got]++
		})
	}
	all.Wait()
	if codes["wrong_credentials"] != 10 || codes["too_many_tries"] != 90 {
		t.Errorf("%v", codes)
	}
}

func TestInventedNamesFillNoMemoryAndFreeNoUser(t *testing.T) {
	v := open(t)
	v.addUser("导播甲", contest.Director)
	for range 10 {
		v.tries("导播甲", "wrong-password")
	}
	for i := range auth.MaxNames + 500 {
		v.gate.Count(fmt.Sprintf("没有的人%d", i))
	}
	if n := v.gate.CountedNames(); n != auth.MaxNames {
		t.Errorf("%d names are counted", n)
	}
	if got := v.tries("导播甲", password); got != "too_many_tries" {
		t.Errorf("after the flood: %q", got)
	}
}

func TestWithoutLimitsNothingIsCounted(t *testing.T) {
	v := open(t, func(o *auth.Options) { o.Unlimited = true })
	v.addUser("导播甲", contest.Director)
	for range 12 {
		if got := v.tries("导播甲", "wrong-password"); got != "wrong_credentials" {
			t.Fatal(got)
		}
	}
	v.signedIn("导播甲")
}

func TestWhoWaitsTooLongForHisTurnIsToldToComeAgain(t *testing.T) {
	v := open(t)
	v.addUser("导播甲", contest.Director)
	free := v.gate.Occupy(true, true)
	soon, cancel := context.WithTimeout(t.Context(), 10*time.Millisecond)
	defer cancel()
	_, _, _, err := v.gate.SignIn(soon, "导播甲", password, "")
	if !errors.Is(err, contest.ErrUnavailable) {
		t.Errorf("%v", err) // no third password is computed beside two
	}
	free()
	v.signedIn("导播甲")
}

func TestAFloodOfInventedNamesKeepsNoUserOut(t *testing.T) {
	v := open(t)
	v.addUser("导播甲", contest.Director)
	defer v.gate.Occupy(true, false)()
	v.signedIn("导播甲")
}

func TestAWrongPasswordTakesAsLongAsAnInventedName(t *testing.T) {
	v := open(t)
	v.addUser("导播甲", contest.Director)
	free := v.gate.Occupy(true, false)
	for _, name := range []string{"导播甲", "没有这个人"} {
		ctx, cancel := context.WithTimeout(t.Context(), 300*time.Millisecond)
		_, _, _, err := v.gate.SignIn(ctx, name, "wrong", "")
		cancel()
		if !errors.Is(err, contest.ErrUnavailable) {
			t.Errorf("%s is answered while invented names wait: %v", name, err)
		}
	}
	free()
	_, _, _, err := v.gate.SignIn(t.Context(), "导播甲", "wrong", "")
	says(t, err, "wrong_credentials")
}

func TestPasswordsAreKeptAsArgon2id(t *testing.T) {
	v := open(t)
	v.addUser("导播甲", contest.Director)
	v.addUser("导播乙", contest.Director)
	a, err := v.store.User(t.Context(), "导播甲")
	v.ok(err)
	b, err := v.store.User(t.Context(), "导播乙")
	v.ok(err)
	const cost = "$argon2id$v=19$m=19456,t=2,p=1$"
	if !strings.HasPrefix(a.Password, cost) || a.Password == b.Password {
		t.Errorf("%s\n%s", a.Password, b.Password)
	}
	// A name that there is not takes the work that one of ours takes.
	if !strings.HasPrefix(auth.Decoy, cost) || len(auth.Decoy) != len(a.Password) {
		t.Errorf("%s", auth.Decoy)
	}
}

func TestAHashThatIsNoneOfOursLetsNobodyIn(t *testing.T) {
	v := open(t, func(o *auth.Options) { o.Unlimited = true })
	for _, hash := range []string{"", password, "$argon2id$v=19$m=19456,t=2,p=1$$", "$argon2id$v=19$m=19456,t=2,p=1$AAAA$", "$argon2id$v=19$m=19456,t=0,p=1$AAAA$AAAA",
		"$argon2id$v=19$m=99999999,t=2,p=1$AAAA$AAAA", "$argon2id$v=19$m=19456,t=2,p=0$AAAA$AAAA", "$argon2i$v=19$m=19456,t=2,p=1$AAAA$AAAA", "$2a$10$abc"} {
		v.ok(v.store.SaveUser(t.Context(), auth.User{Name: "导播甲", Role: contest.Director, Password: hash}))
		if got := v.tries("导播甲", password); got == "" {
			t.Errorf("%q lets in", hash)
		}
	}
}
