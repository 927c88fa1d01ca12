package main

import (
	"bytes"
	"net"
	"strings"
	"testing"

	"leitai/internal/demo"
	"leitai/internal/lang"
)

func TestATakenPortIsSaid(t *testing.T) {
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	var out, errs bytes.Buffer
	if code := run([]string{"demo", "--lang", "zh", "--listen", taken.Addr().String()}, &out, &errs); code != 1 {
		t.Errorf("exit status %d", code)
	}
	if said := errs.String(); !strings.HasPrefix(said, "不能在 "+taken.Addr().String()+" 上监听") || !strings.Contains(said, "--listen "+otherPort(taken.Addr().String())+"；") || out.Len() > 0 {
		t.Errorf("said %s%s", said, out.String())
	}
}

// TestTheTerminalShowsThreeLinesAndOneCode, and with --urls everything.
func TestTheTerminalShowsThreeLinesAndOneCode(t *testing.T) {
	seat := demo.SeatLine{ID: "s1", Name: "评委1", Code: "123456", PIN: "654321", URL: "http://hall.test/j#token"}
	line := &demo.Line{URL: "http://hall.test", Users: []demo.UserLine{{Role: "organiser", Name: "组织甲", Password: "aaaa"}, {Role: "director", Name: "导播甲", Password: "bbbb"}, {Role: "verifier", Name: "复核甲", Password: "cccc"}, {Role: "scrutineer", Name: "监察甲", Password: "dddd"}},
		Contests: []demo.ContestLine{{Name: "比武", Rounds: []demo.RoundLine{{ID: "r1", Name: "第一批", Seats: []demo.SeatLine{seat}}}}},
		Screens:  []demo.ScreenLine{{Name: "大屏", URL: "http://hall.test/screen?round=r1"}}}
	for _, l := range []lang.Lang{lang.Chinese, lang.English} {
		var out bytes.Buffer
		a := &app{lang: l, out: &out, err: &out}
		if err := (&demoCmd{}).greet(a, line, greeting{dir: "/tmp/data"}); err != nil {
			t.Fatal(err)
		}
		lines := strings.Split(strings.TrimSuffix(out.String(), "\n"), "\n")
		code := 0
		for _, text := range lines {
			if strings.Trim(text, " █▀▄") == "" {
				code++
			}
		}
		if code < 15 || len(lines) != code+3 {
			t.Errorf("%s: %d lines of code among %d:\n%s", l, code, len(lines), out.String())
		}
		for _, want := range []string{seat.URL, "http://hall.test/screen?round=r1", "http://hall.test/console", "导播甲", "bbbb", "复核甲", "cccc", "/tmp/data", "--data", "--urls"} {
			if !strings.Contains(out.String(), want) {
				t.Errorf("%s: it does not say %s", l, want)
			}
		}
		if strings.Contains(out.String(), "654321") || strings.Contains(out.String(), "\x1b") {
			t.Errorf("%s: a PIN, or colours in a pipe:\n%s", l, out.String())
		}
		out.Reset()
		played := *line
		played.Play = "http://hall.test/play"
		if err := (&demoCmd{Play: true}).greet(a, &played, greeting{dir: "/tmp/data", near: true}); err != nil {
			t.Fatal(err)
		}
		lines = strings.Split(strings.TrimSuffix(out.String(), "\n"), "\n")
		if last := lines[len(lines)-3:]; !strings.Contains(last[0], "http://hall.test/play") || strings.Contains(out.String(), seat.URL) || len(lines) < 15 || !strings.Contains(last[0], "--listen 0.0.0.0:8080") {
			t.Errorf("%s: with --play it says\n%s", l, out.String())
		}
		out.Reset()
		if err := (&demoCmd{URLs: true, Data: "/tmp/data"}).greet(a, line, greeting{dir: "/tmp/data"}); err != nil {
			t.Fatal(err)
		}
		for _, want := range []string{"组织甲", "aaaa", "r1", "123456", "654321", "http://hall.test/scrutineer", "监察甲", "dddd"} {
			if !strings.Contains(out.String(), want) {
				t.Errorf("%s: --urls does not say %s", l, want)
			}
		}
		if strings.Contains(out.String(), "--urls") || strings.Contains(out.String(), "--data") {
			t.Errorf("%s: it advises what has been done:\n%s", l, out.String())
		}
	}
}
