package auth_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"leitai/internal/auth"
	"leitai/internal/contest"
)

func TestAUsersSessionLastsTwelveHours(t *testing.T) {
	v := open(t)
	v.addUser("导播甲", contest.Director)
	secret, s, u, err := v.gate.SignIn(t.Context(), "导播甲", password, "")
	if err != nil || u.Role != contest.Director || s.User != "导播甲" || s.Seat != "" || !s.Expires.Equal(v.clock.now().Add(12*time.Hour)) {
		t.Fatalf("%+v %+v %v", s, u, err)
	}
	v.clock.pass(12*time.Hour - time.Second)
	_, u, err = v.gate.Find(t.Context(), secret)
	if err != nil || u.Name != "导播甲" {
		t.Fatalf("%+v %v", u, err)
	}
	stream, err := v.gate.Watch(t.Context(), secret)
	v.ok(err)
	v.clock.pass(time.Second)
	_, _, err = v.gate.Find(t.Context(), secret)
	says(t, err, "no_session")
	v.gate.Sweep(t.Context())
	if got := ended(stream); got != "signed_out" {
		t.Errorf("its stream: %q", got)
	}
}

func TestSessionsSurviveARestart(t *testing.T) {
	v := open(t)
	v.addUser("导播甲", contest.Director)
	user, judge := v.signedIn("导播甲"), v.seated(0)
	v.clock.pass(time.Hour)
	v.restart()
	s, _, err := v.gate.Find(t.Context(), user)
	if err != nil || !s.Expires.Equal(v.clock.now().Add(11*time.Hour)) {
		t.Errorf("%+v %v", s, err)
	}
	if _, row, err := v.gate.Seat(t.Context(), judge.Secret); err != nil || row.ID != "r1s1" {
		t.Errorf("%+v %v", row, err)
	}
}

func TestASecretIs256RandomBitsAndOnlyItsDigestIsStored(t *testing.T) {
	v := open(t)
	v.addUser("导播甲", contest.Director)
	user, judge := v.signedIn("导播甲"), v.seated(0)
	if again := v.signedIn("导播甲"); len(user) != 43 || len(judge.Secret) != 43 || again == user {
		t.Fatalf("%q %q", user, again)
	}
	v.stop()
	defer v.start()
	files, err := filepath.Glob(filepath.Join(v.dir, "*"))
	v.ok(err)
	var all []byte
	for _, f := range files {
		data, err := os.ReadFile(f)
		v.ok(err)
		all = append(all, data...)
	}
	card := v.secrets(0)
	for name, secret := range map[string]string{"a user's secret": user, "a seat's secret": judge.Secret, "a token": card.Token, "a password": password} {
		if bytes.Contains(all, []byte(secret)) {
			t.Errorf("%s stands in the database", name)
		}
	}
	for _, digest := range []string{auth.Digest(user), auth.Digest(judge.Secret), auth.Digest(card.Token)} {
		if !bytes.Contains(all, []byte(digest)) {
			t.Error("a digest does not stand in the database: the search above finds nothing")
		}
	}
}

func TestWhatEndsASession(t *testing.T) {
	for name, end := range map[string]func(v *venue, secret string) error{
		"signing out":                   func(v *venue, secret string) error { return v.gate.SignOut(v.t.Context(), secret) },
		"ending all sessions of a user": func(v *venue, _ string) error { return v.gate.RemoveSessionsOf(v.t.Context(), "导播甲") },
		"a new password": func(v *venue, _ string) error {
			return v.gate.SetPassword(v.t.Context(), "导播甲", "another-password")
		},
		"another role":      func(v *venue, _ string) error { return v.gate.SetRole(v.t.Context(), "导播甲", contest.Auditor) },
		"removing the user": func(v *venue, _ string) error { return v.gate.RemoveUser(v.t.Context(), "导播甲") },
	} {
		t.Run(name, func(t *testing.T) {
			v := open(t)
			v.addUser("导播甲", contest.Director)
			v.addUser("复核员", contest.Verifier)
			secret, other := v.signedIn("导播甲"), v.signedIn("复核员")
			stream, err := v.gate.Watch(t.Context(), secret)
			v.ok(err)
			v.ok(end(v, secret))
			if got := ended(stream); got != "signed_out" {
				t.Errorf("its stream: %q", got)
			}
			_, _, err = v.gate.Find(t.Context(), secret)
			says(t, err, "no_session")
			_, err = v.gate.Watch(t.Context(), secret)
			says(t, err, "no_session")
			v.restart()
			_, _, err = v.gate.Find(t.Context(), secret)
			says(t, err, "no_session")
			_, _, err = v.gate.Find(t.Context(), other)
			says(t, err, "")
		})
	}
}

func TestWhatAnotherProcessEndsIsSeenInTime(t *testing.T) {
	if auth.Late >= time.Second {
		t.Fatalf("open streams learn of it after %v", auth.Late)
	}
	for name, end := range map[string]func(v *venue, digest string) error{
		"a session removed": func(v *venue, digest string) error { return v.store.RemoveSession(v.t.Context(), digest) },
		"a user removed":    func(v *venue, _ string) error { return v.store.RemoveUser(v.t.Context(), "导播甲") },
		"a user disabled": func(v *venue, _ string) error {
			return v.store.SaveUser(v.t.Context(), auth.User{Name: "导播甲", Role: contest.Director, Disabled: true})
		},
	} {
		t.Run(name, func(t *testing.T) {
			v := open(t)
			v.addUser("导播甲", contest.Director)
			secret := v.signedIn("导播甲")
			stream, err := v.gate.Watch(t.Context(), secret)
			v.ok(err)
			v.ok(end(v, auth.Digest(secret)))
			v.clock.pass(auth.Late)
			_, _, err = v.gate.Find(t.Context(), secret)
			says(t, err, "no_session")
			v.gate.Sweep(t.Context())
			if got := ended(stream); got != "signed_out" {
				t.Errorf("its stream: %q", got)
			}
		})
	}
}

// TestRunLooksByItself: the only test here that waits.
func TestRunLooksByItself(t *testing.T) {
	v := open(t, func(o *auth.Options) { o.Now = time.Now })
	v.addUser("导播甲", contest.Director)
	secret := v.signedIn("导播甲")
	stream, err := v.gate.Watch(t.Context(), secret)
	v.ok(err)
	go v.gate.Run(t.Context())
	v.ok(v.store.RemoveSession(t.Context(), auth.Digest(secret)))
	select {
	case <-stream.Done():
	case <-time.After(time.Minute):
		t.Fatal("nobody looked")
	}
}

func TestAClosedWatchIsNotEnded(t *testing.T) {
	v := open(t)
	judge := v.seated(0)
	stream, err := v.gate.Watch(t.Context(), judge.Secret)
	v.ok(err)
	stream.Close()
	stream.Close()
	v.ok(v.gate.SignOut(t.Context(), judge.Secret))
	if got := ended(stream); got != "" {
		t.Errorf("%q", got)
	}
}

func TestASecretThatIsNoneIsNoSession(t *testing.T) {
	v := open(t)
	judge := v.seated(0)
	for name, secret := range map[string]string{
		"nothing":                 "",
		"an invented one":         strings.Repeat("A", 43),
		"the digest of a session": judge.Session.Digest,
		"a secret with a blank":   judge.Secret + " ",
		"a secret in capitals":    strings.ToUpper(judge.Secret),
		"half a secret":           judge.Secret[:20],
		"the token of the card":   v.secrets(0).Token,
	} {
		if _, _, err := v.gate.Find(t.Context(), secret); said(err) != "no_session" {
			t.Errorf("%s: %v", name, err)
		}
		if _, _, err := v.gate.Seat(t.Context(), secret); said(err) != "no_session" {
			t.Errorf("%s: %v", name, err)
		}
	}
}
