// Package config holds the settings of the service: one struct, whose tags are
// the names of flags and variables, the defaults and the keys of explanations in
// package lang. It reads the file of settings and says what contradicts itself. It
// does not know the command line, and it imports fault and the standard library.
package config

import (
	"net"
	"net/url"
	"strings"

	"leitai/internal/fault"
)

// Config is every setting of leitai serve. A flag goes before the variable, the
// variable before the file, the file before the default. A setting with the tag
// secret is masked where settings are printed.
type Config struct {
	// Data is the folder of the database; it is made if it is missing.
	Data string `name:"data" env:"LEITAI_DATA" default:"leitai-data" placeholder:"DIR" help:"config.data"`
	// Listen is the address and port of the pages and the API.
	Listen string `name:"listen" env:"LEITAI_LISTEN" default:"0.0.0.0:8080" placeholder:"ADDR" help:"config.listen"`
	// Origin is what stands on the cards before /j: scheme, host and port as
	// phones reach them, without a path. Phones keep what they have not sent yet
	// under it, so that it is chosen once. Empty: from Listen.
	Origin string `name:"origin" env:"LEITAI_ORIGIN" placeholder:"URL" help:"config.origin"`
	// TLSCert and TLSKey are PEM files; both or none. With them cookies are Secure.
	TLSCert string `name:"tls-cert" env:"LEITAI_TLS_CERT" placeholder:"FILE" help:"config.tls_cert"`
	// TLSKey belongs to TLSCert. It is a path: the key itself is never printed.
	TLSKey string `name:"tls-key" env:"LEITAI_TLS_KEY" placeholder:"FILE" help:"config.tls_key"`
	// Metrics is the address of /metrics, never that of the pages. Empty: none.
	Metrics string `name:"metrics" env:"LEITAI_METRICS" default:"127.0.0.1:9464" placeholder:"ADDR" help:"config.metrics"`
	// LogLevel is debug, info, warn or error.
	LogLevel string `name:"log-level" env:"LEITAI_LOG_LEVEL" default:"info" enum:"debug,info,warn,error" placeholder:"info" help:"config.log_level"`
	// MaxStreams is how many event streams without a session may be open at once.
	// Those of judges and desks are not counted.
	MaxStreams int `name:"max-streams" env:"LEITAI_MAX_STREAMS" default:"2000" placeholder:"N" help:"config.max_streams"`
	// ProxyHeader names the header in which a proxy in front tells the address of
	// the asker, for the log. Empty: no header is believed.
	ProxyHeader string `name:"proxy-header" env:"LEITAI_PROXY_HEADER" placeholder:"X-Forwarded-For" help:"config.proxy_header"`
	// PINWithToken asks judges for the PIN after the QR code too.
	PINWithToken bool `name:"pin-with-token" env:"LEITAI_PIN_WITH_TOKEN" help:"config.pin_with_token"`
}

// The codes of what is wrong with settings.
const (
	BadAddress fault.Code = "config_address"     // not host:port
	BadOrigin  fault.Code = "config_origin"      // not scheme://host[:port]
	TLSHalf    fault.Code = "config_tls_half"    // a certificate without its key, or the other way
	SameAddr   fault.Code = "config_same"        // metrics where the pages are
	BelowZero  fault.Code = "config_below_zero"  // a number of things that is negative
	UnknownKey fault.Code = "config_unknown_key" // of the file
	NoKey      fault.Code = "config_no_key"      // a line of the file that is not key = value
	KeyTwice   fault.Code = "config_key_twice"   // in the file
)

// TLS tells whether the service speaks https itself.
func (c Config) TLS() bool { return c.TLSCert != "" && c.TLSKey != "" }

// Check finds settings that cannot be meant, as a [fault.List].
func (c Config) Check() error {
	var l fault.List
	bad := func(code fault.Code, name, found string) {
		l = append(l, fault.New(code, fault.At{Column: name}, found))
	}
	if !address(c.Listen) {
		bad(BadAddress, "listen", c.Listen)
	}
	if c.Metrics != "" && !address(c.Metrics) {
		bad(BadAddress, "metrics", c.Metrics)
	}
	if port(c.Metrics) != "0" && port(c.Metrics) == port(c.Listen) {
		bad(SameAddr, "metrics", c.Metrics)
	}
	if c.Origin != "" && !origin(c.Origin) {
		bad(BadOrigin, "origin", c.Origin)
	}
	if (c.TLSCert == "") != (c.TLSKey == "") {
		bad(TLSHalf, "tls-cert", c.TLSCert)
	}
	if c.MaxStreams < 0 {
		bad(BelowZero, "max-streams", "")
	}
	return l.Err()
}

func address(s string) bool {
	_, p, err := net.SplitHostPort(s)
	if err != nil {
		return false
	}
	_, err = net.LookupPort("tcp", p)
	return err == nil
}

func port(s string) string {
	_, p, _ := net.SplitHostPort(s)
	return p
}

// origin takes http or https, a host, perhaps a port, and nothing else.
func origin(s string) bool {
	u, err := url.Parse(s)
	return err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Host != "" && u.Hostname() != "" &&
		u.Scheme+"://"+u.Host == s && !strings.HasSuffix(s, ":")
}
