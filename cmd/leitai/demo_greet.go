package main

import (
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/skip2/go-qrcode"

	"leitai/internal/contest"
	"leitai/internal/demo"
	"leitai/internal/report"
)

// greeting is what the words for people depend on beside the line.
type greeting struct {
	dir  string // where the data are
	near bool   // no other machine reaches the server
}

// greet says that the demo is ready: one line of JSON, or three lines and a QR
// code for people.
func (c *demoCmd) greet(a *app, l *demo.Line, g greeting) error {
	if c.JSON {
		return writeJSON(a.out, l)
	}
	seat := l.Contests[0].Rounds[0].Seats[0]
	scan, first := seat.URL, a.lang.T("demo.judge", "seat", seat.Name, "url", seat.URL)
	if l.Play != "" {
		scan, first = l.Play, a.lang.T("demo.play", "url", l.Play)
	}
	scanned := "demo.scan"
	if g.near { // the code is drawn, as ever, but no phone gets anywhere with it
		scanned = "demo.scan_near"
	}
	code, err := qr(a.out, scan)
	if err != nil {
		return err
	}
	director, verifier := account(l, contest.Director), account(l, contest.Verifier)
	lines := []string{
		first + a.lang.T(scanned),
		a.lang.T("demo.hall", "screen", l.Screens[0].URL, "console", l.URL+"/console", "name", director.Name, "password", director.Password,
			"second", verifier.Name, "second_password", verifier.Password),
		c.kept(a, g.dir),
	}
	if _, err := fmt.Fprintln(a.out, code+strings.Join(lines, "\n")); err != nil {
		return err
	}
	if c.URLs {
		return everything(a, l)
	}
	return nil
}

// account is the first of a role.
func account(l *demo.Line, role contest.Role) demo.UserLine {
	i := slices.IndexFunc(l.Users, func(u demo.UserLine) bool { return u.Role == role })
	return l.Users[max(0, i)]
}

// kept says where the data are, how long, and what else there is to see.
func (c *demoCmd) kept(a *app, dir string) string {
	said := a.lang.T("demo.data", "dir", dir)
	if c.Data == "" {
		said = a.lang.T("demo.data_for_now", "dir", dir)
	}
	if !c.URLs {
		said += a.lang.T("demo.urls")
	}
	return said + a.lang.T("demo.ends")
}

// qr draws a QR code in half blocks. On a terminal its colours are given, so that
// it is dark on light whatever the terminal looks like.
func qr(out io.Writer, text string) (string, error) {
	q, err := qrcode.New(text, qrcode.Low)
	if err != nil {
		return "", fmt.Errorf("QR code: %w", err)
	}
	drawn := q.ToSmallString(false)
	if f, ok := out.(*os.File); ok {
		if info, err := f.Stat(); err == nil && info.Mode()&os.ModeCharDevice != 0 {
			drawn = strings.ReplaceAll("\x1b[40;97m"+strings.TrimSuffix(drawn, "\n"), "\n", "\x1b[0m\n\x1b[40;97m") + "\x1b[0m\n"
		}
	}
	return drawn, nil
}

// everything lists every account, card and screen.
func everything(a *app, l *demo.Line) error {
	b := &strings.Builder{}
	rows := [][]string{}
	for _, u := range l.Users {
		rows = append(rows, []string{"  " + u.Name, a.lang.Name("role", string(u.Role)), u.Password})
	}
	fmt.Fprintln(b, "\n"+a.lang.T("demo.users"))
	report.WriteColumns(b, rows, []bool{false, false, false})
	for _, c := range l.Contests {
		for _, r := range c.Rounds {
			fmt.Fprintln(b, "\n"+c.Name+" "+r.Name+" "+string(r.ID))
			rows = rows[:0]
			for _, s := range r.Seats {
				rows = append(rows, []string{"  " + s.Name, s.Code, "PIN " + s.PIN, s.URL})
			}
			report.WriteColumns(b, rows, []bool{false, false, false, false})
		}
	}
	fmt.Fprintln(b, "\n"+a.lang.T("demo.screens"))
	for _, s := range l.Screens {
		fmt.Fprintln(b, "  "+s.Name+"  "+s.URL)
	}
	fmt.Fprintln(b, "\n"+a.lang.T("demo.watch", "name", account(l, contest.Scrutineer).Name, "url", l.URL+"/scrutineer"))
	_, err := io.WriteString(a.out, b.String())
	return err
}
