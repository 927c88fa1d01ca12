package auth

import (
	"context"
	"crypto/subtle"
	"encoding/base64"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/crypto/argon2"
)

// Cost of a password hash: argon2id with 19 MiB, two passes, one lane (OWASP's
// second choice, about 30 ms).
const (
	memoryKiB = 19 * 1024
	passes    = 2
	lanes     = 1
	saltBytes = 16
	hashBytes = 32
)

// minPassword is the least number of characters of a password (ASVS 6.2.1).
const minPassword = 8

// decoy is a hash in PHC form that fits no password: its digest is all zero.
var decoy = phc(make([]byte, saltBytes), make([]byte, hashBytes))

// checkPassword refuses what is too short, or the name itself.
func checkPassword(name, password string) error {
	if utf8.RuneCountInString(password) < minPassword || strings.EqualFold(strings.TrimSpace(password), name) {
		return invalid(PasswordWeak)
	}
	return nil
}

// hasher computes password hashes, at most one in each lane at once: 38 MiB. A
// flood of invented names fills the lane of the names that nobody has; that of the
// users' own it cannot, since each of them has ten tries and then few.
type hasher struct {
	random          io.Reader
	users, invented lane
}

// lane holds one token: whoever has put it in computes.
type lane chan struct{}

func newHasher(random io.Reader) *hasher {
	return &hasher{random: random, users: make(lane, 1), invented: make(lane, 1)}
}

// enter waits for the lane. The caller leaves it.
func (l lane) enter(ctx context.Context) error {
	select {
	case l <- struct{}{}:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (l lane) leave() { <-l }

// wait waits in the lane like one who computes there, and computes nothing.
func (l lane) wait(ctx context.Context) error {
	if err := l.enter(ctx); err != nil {
		return err
	}
	l.leave()
	return nil
}

// hash returns the PHC form of a new password.
func (h *hasher) hash(ctx context.Context, password string) (string, error) {
	salt := make([]byte, saltBytes)
	if _, err := io.ReadFull(h.random, salt); err != nil {
		return "", fmt.Errorf("salt: %w", err)
	}
	sum, err := h.compute(ctx, h.users, password, salt, memoryKiB, passes, lanes, hashBytes)
	if err != nil {
		return "", err
	}
	return phc(salt, sum), nil
}

// fits tells whether password is the one that was hashed, computed in a lane. A text that is no hash
// of ours fits nothing and is an error.
func (h *hasher) fits(ctx context.Context, in lane, password, hashed string) (bool, error) {
	var memory, time uint32
	var threads uint8
	parts := strings.Split(hashed, "$")
	if len(parts) != 6 || parts[1] != "argon2id" || parts[2] != "v=19" {
		return false, fmt.Errorf("password hash: unknown form")
	}
	if _, err := fmt.Sscanf(parts[3], "m=%d,t=%d,p=%d", &memory, &time, &threads); err != nil || threads == 0 || time == 0 || memory > 1<<20 {
		return false, fmt.Errorf("password hash: unknown cost")
	}
	salt, err := base64.RawStdEncoding.DecodeString(parts[4])
	if err != nil {
		return false, fmt.Errorf("password hash: salt: %w", err)
	}
	want, err := base64.RawStdEncoding.DecodeString(parts[5])
	if err != nil || len(want) == 0 {
		return false, fmt.Errorf("password hash: no digest")
	}
	got, err := h.compute(ctx, in, password, salt, memory, time, threads, uint32(len(want)))
	return err == nil && subtle.ConstantTimeCompare(got, want) == 1, err
}

func (h *hasher) compute(ctx context.Context, in lane, password string, salt []byte, memory, time uint32, threads uint8, length uint32) ([]byte, error) {
	if err := in.enter(ctx); err != nil {
		return nil, err
	}
	defer in.leave()
	return argon2.IDKey([]byte(password), salt, time, memory, threads, length), nil
}

func phc(salt, sum []byte) string {
	b64 := base64.RawStdEncoding.EncodeToString
	return fmt.Sprintf("$argon2id$v=19$m=%d,t=%d,p=%d$%s$%s", memoryKiB, passes, lanes, b64(salt), b64(sum))
}
