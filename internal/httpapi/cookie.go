package httpapi

import (
	"strings"
	"time"

	"github.com/gofiber/fiber/v3"

	"leitai/internal/contest"
)

// Cookies: one of the user and one of each seat, so that one browser can hold a
// director and several judges.
const (
	userCookieName = "leitai_user"
	seatCookieName = "leitai_seat_"
	hostPrefix     = "__Host-" // with TLS: this host alone, secure, path /
)

func (s *Server) userCookie() string { return s.cookiePrefix() + userCookieName }

func (s *Server) seatCookie(id contest.SeatID) string {
	return s.cookiePrefix() + seatCookieName + string(id)
}

func (s *Server) cookiePrefix() string {
	if s.opt.TLS {
		return hostPrefix
	}
	return ""
}

// cookies are the secrets that the browser sends: the user's, or, if a seat is
// named, that of its cookie first and those of the other seats after it.
func (s *Server) cookies(c fiber.Ctx, seat string) (secrets []string) {
	if seat == "" {
		if secret := c.Cookies(s.userCookie()); secret != "" {
			secrets = append(secrets, secret)
		}
		return secrets
	}
	own := s.cookiePrefix() + seatCookieName + seat
	if secret := c.Cookies(own); secret != "" {
		secrets = append(secrets, secret)
	}
	for name, value := range c.Request().Header.Cookies() {
		if n := string(name); strings.HasPrefix(n, s.cookiePrefix()+seatCookieName) && n != own && len(value) > 0 {
			secrets = append(secrets, string(value))
		}
	}
	return secrets
}

func (s *Server) isCookieOf(c fiber.Ctx, seat contest.SeatID, secret string) bool {
	return c.Cookies(s.seatCookie(seat)) == secret
}

func (s *Server) setCookie(c fiber.Ctx, name, secret string, expires time.Time) {
	age := int(expires.Sub(s.opt.Now()).Seconds())
	c.Cookie(&fiber.Cookie{Name: name, Value: secret, Path: "/", MaxAge: max(age, 1), HTTPOnly: true, Secure: s.opt.TLS, SameSite: fiber.CookieSameSiteStrictMode})
}

func (s *Server) dropCookie(c fiber.Ctx, name string) {
	c.Cookie(&fiber.Cookie{Name: name, Path: "/", Expires: time.Unix(1, 0), HTTPOnly: true, Secure: s.opt.TLS, SameSite: fiber.CookieSameSiteStrictMode})
}
