package auth

import (
	"time"

	"leitai/internal/contest"
	"leitai/internal/fault"
)

// Class says what a caller can do about an [Error]; the transport maps each once.
type Class uint8

// The classes.
const (
	Unauthorised Class = iota // 401: who are you?
	Denied                    // 403: known, and not allowed
	TooMany                   // 429: later, see RetryAfter
	Barred                    // 423: this seat takes no claim now, see RetryAfter
	Invalid                   // 422: a name or a password that is not allowed
)

// Error is a no at the gate.
type Error struct {
	Code       fault.Code
	Class      Class
	RetryAfter time.Duration // of TooMany and Barred, otherwise 0
}

func (e *Error) Error() string { return string(e.Code) }

// The codes of errors, and of what ends a stream.
const (
	WrongCredentials fault.Code = "wrong_credentials" // a name, password, token, code or PIN that is wrong; which one is not said
	TooManyTries     fault.Code = "too_many_tries"    // wrong passwords for this name
	NoSession                   = contest.NoSession   // none, or one that has ended
	TooOften         fault.Code = "too_often"         // a card takes seats faster than hands can
	PINNeeded        fault.Code = "pin_needed"
	SeatLocked       fault.Code = "seat_locked"     // ten wrong PINs in a row
	SeatMoved                   = contest.SeatMoved // another phone has the seat now
	RoundMoved       fault.Code = "round_moved"     // the card leads to another round now; ends a stream only
	SignedOut        fault.Code = "signed_out"      // ends a stream only
	NotASeat         fault.Code = "not_a_seat"      // a user asks for what only a seat may
	PasswordWeak     fault.Code = "password_weak"
	NameWrong        fault.Code = "user_name_wrong"
	RoleUnknown      fault.Code = "role_unknown"
	UserExists       fault.Code = "user_exists"
)

func unauthorised(code fault.Code) error { return &Error{Code: code, Class: Unauthorised} }

func invalid(code fault.Code) error { return &Error{Code: code, Class: Invalid} }
