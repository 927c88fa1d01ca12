package config_test

import (
	"errors"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"

	"leitai/internal/config"
	"leitai/internal/fault"
)

// sound are settings that nothing is wrong with.
var sound = config.Config{Data: "d", Listen: "0.0.0.0:8080", Metrics: "127.0.0.1:9464", LogLevel: "info", MaxStreams: 2000}

// found are the code and the place of each fault of err.
func found(t *testing.T, err error) (out []string) {
	t.Helper()
	var l fault.List
	if err != nil && !errors.As(err, &l) {
		t.Fatalf("not a list of faults: %v", err)
	}
	for _, f := range l {
		out = append(out, string(f.Code)+" "+f.At.Column)
	}
	return out
}

func TestWhatContradictsItselfIsRefused(t *testing.T) {
	for name, c := range map[string]struct {
		change func(*config.Config)
		want   string
	}{
		"nothing wrong":                     {func(*config.Config) {}, ""},
		"an origin with a port":             {func(c *config.Config) { c.Origin = "http://192.168.1.10:8080" }, ""},
		"an origin on IPv6":                 {func(c *config.Config) { c.Origin = "https://[fe80::1]:8443" }, ""},
		"no metrics":                        {func(c *config.Config) { c.Metrics = "" }, ""},
		"free ports for both":               {func(c *config.Config) { c.Listen, c.Metrics = "127.0.0.1:0", "127.0.0.1:0" }, ""},
		"every network card by its port":    {func(c *config.Config) { c.Listen = ":8080" }, ""},
		"no watchers without a session":     {func(c *config.Config) { c.MaxStreams = 0 }, ""},
		"a certificate with its key":        {func(c *config.Config) { c.TLSCert, c.TLSKey = "c", "k" }, ""},
		"a certificate without its key":     {func(c *config.Config) { c.TLSCert = "c" }, "config_tls_half tls-cert"},
		"a key without its certificate":     {func(c *config.Config) { c.TLSKey = "k" }, "config_tls_half tls-cert"},
		"an address without a port":         {func(c *config.Config) { c.Listen = "127.0.0.1" }, "config_address listen"},
		"a port that is none":               {func(c *config.Config) { c.Listen = "127.0.0.1:70000" }, "config_address listen"},
		"metrics without a port":            {func(c *config.Config) { c.Metrics = "localhost" }, "config_address metrics"},
		"metrics where the pages are":       {func(c *config.Config) { c.Metrics = "127.0.0.1:8080" }, "config_same metrics"},
		"an origin with a path":             {func(c *config.Config) { c.Origin = "http://a/b" }, "config_origin origin"},
		"an origin with a slash at its end": {func(c *config.Config) { c.Origin = "http://a:80/" }, "config_origin origin"},
		"an origin without a scheme":        {func(c *config.Config) { c.Origin = "192.168.1.10:8080" }, "config_origin origin"},
		"an origin of another kind":         {func(c *config.Config) { c.Origin = "ftp://a" }, "config_origin origin"},
		"an origin with a password in it":   {func(c *config.Config) { c.Origin = "http://u:p@a" }, "config_origin origin"},
		"an origin without a host":          {func(c *config.Config) { c.Origin = "http://:80" }, "config_origin origin"},
		"an origin that wants a port":       {func(c *config.Config) { c.Origin = "http://a:" }, "config_origin origin"},
		"fewer watchers than none":          {func(c *config.Config) { c.MaxStreams = -1 }, "config_below_zero max-streams"},
	} {
		t.Run(name, func(t *testing.T) {
			s := sound
			c.change(&s)
			if got := strings.Join(found(t, s.Check()), "; "); got != c.want {
				t.Errorf("%q; want %q", got, c.want)
			}
		})
	}
}

// TestEveryFieldSaysItsNames: flag, variable and explanation of each field, each
// in one form.
func TestEveryFieldSaysItsNames(t *testing.T) {
	fields := reflect.TypeOf(config.Config{})
	for i := range fields.NumField() {
		tag := fields.Field(i).Tag
		name := tag.Get("name")
		upper := strings.ToUpper(strings.ReplaceAll(name, "-", "_"))
		if name == "" || tag.Get("env") != "LEITAI_"+upper || tag.Get("help") != "config."+strings.ToLower(upper) {
			t.Errorf("%s: name %q, env %q, help %q", fields.Field(i).Name, name, tag.Get("env"), tag.Get("help"))
		}
	}
}

func TestSecretsAreMasked(t *testing.T) {
	type with struct {
		Open   string `name:"open"`
		Hidden string `name:"hidden" secret:""`
		Unset  string `name:"unset" secret:""`
		Flag   bool   `name:"flag"`
	}
	var got []string
	for _, s := range config.Describe(with{Open: "a", Hidden: "hunter2"}) {
		got = append(got, s.Name+"="+s.Value+","+s.Default)
	}
	if want := []string{"open=a,", "hidden=********,", "unset=,", "flag=false,false"}; !slices.Equal(got, want) {
		t.Errorf("%q; want %q", got, want)
	}
}

func TestTheFileIsRead(t *testing.T) {
	got, err := config.ReadFile("f", strings.NewReader("\uFEFF# 说明\n\nlisten = 0.0.0.0:80\r\n  origin=http://a:80\ndata = 数 据 = x\n"))
	want := map[string]string{"listen": "0.0.0.0:80", "origin": "http://a:80", "data": "数 据 = x"}
	if err != nil || !maps.Equal(got, want) {
		t.Errorf("%q, %v; want %q", got, err, want)
	}
}

func TestWhatIsWrongWithTheFileHasItsRow(t *testing.T) {
	_, err := config.ReadFile("f", strings.NewReader("data = a\nlisen = b\nwhat\ndata = c\n"))
	var l fault.List
	if !errors.As(err, &l) || len(l) != 3 {
		t.Fatalf("%v", err)
	}
	for i, want := range []struct {
		code fault.Code
		row  int
		said string
	}{{config.UnknownKey, 2, "lisen"}, {config.NoKey, 3, "what"}, {config.KeyTwice, 4, "data"}} {
		if f := l[i]; f.Code != want.code || f.At.Row != want.row || f.At.File != "f" || f.Found != want.said {
			t.Errorf("%+v; want %+v", f, want)
		}
	}
	if l[0].Args["meant"] != "listen" {
		t.Errorf("meant %q", l[0].Args["meant"])
	}
}

func TestTLSNeedsBoth(t *testing.T) {
	if (config.Config{TLSCert: "c"}).TLS() || !(config.Config{TLSCert: "c", TLSKey: "k"}).TLS() {
		t.Error("TLS with a half, or none with both")
	}
}
