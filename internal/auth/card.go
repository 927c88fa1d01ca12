package auth

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"fmt"
	"strconv"

	"leitai/internal/contest"
)

// ErrNoCode: so many cards are in the database that no short code was found free.
var ErrNoCode = errors.New("no short code is left")

// codeTries is how many codes are tried. Were 99 in 100 taken, one would be found
// all the same.
const codeTries = 10_000

// tokenBytes is the size of a card's token: 128 bits, 22 characters.
const tokenBytes = 16

// Secrets are what stands on a card (token, code) and what is handed out apart
// (PIN). They follow from the secret of the contest and are stored nowhere, but
// for the code.
type Secrets struct {
	Token string // 128 bits in base64url: behind the # of the link
	Code  string // six digits
	PIN   string // six digits; never printed with the other two
}

// URL is the address in the QR code of a card. base is the origin, without a
// slash at its end. The token is a fragment: no server and no log sees it.
func (s Secrets) URL(base string) string { return base + "/j#" + s.Token }

// MakeCard makes a new card of a contest, with the first short code that is free.
func MakeCard(e contest.Event, id contest.CardID, taken func(code string) (bool, error)) (contest.Card, error) {
	return issue(e, contest.Card{ID: id, Contest: e.ID}, taken)
}

// SecretsOf are the secrets of a card as it is issued now.
func SecretsOf(e contest.Event, c contest.Card) Secrets {
	return Secrets{
		Token: base64.RawURLEncoding.EncodeToString(derive(e, "token", string(c.ID), strconv.Itoa(c.Generation))[:tokenBytes]),
		Code:  c.Code,
		PIN:   digits(derive(e, "pin", string(c.ID), strconv.Itoa(c.Generation))),
	}
}

// issue fills in the digest and the code of a card.
func issue(e contest.Event, c contest.Card, taken func(code string) (bool, error)) (contest.Card, error) {
	c.TokenDigest = Digest(SecretsOf(e, c).Token)
	for n := range codeTries {
		c.Code = digits(derive(e, "code", string(c.ID), strconv.Itoa(c.Generation), strconv.Itoa(n)))
		used, err := taken(c.Code)
		if err != nil {
			return contest.Card{}, fmt.Errorf("short code: %w", err)
		}
		if !used {
			return c, nil
		}
	}
	return contest.Card{}, ErrNoCode
}

// derive is HMAC-SHA256 under the secret of a contest. Every part is preceded by
// its length: no two lists of parts are the same message.
func derive(e contest.Event, parts ...string) []byte {
	mac := hmac.New(sha256.New, e.Secret)
	for _, p := range parts {
		mac.Write(binary.BigEndian.AppendUint32(nil, uint32(len(p))))
		mac.Write([]byte(p))
	}
	return mac.Sum(nil)
}

// digits are six, each of the million nearly as likely as the others (2⁻⁴⁴).
func digits(sum []byte) string {
	return fmt.Sprintf("%06d", binary.BigEndian.Uint64(sum)%1_000_000)
}
