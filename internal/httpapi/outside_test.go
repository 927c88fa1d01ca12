package httpapi_test

import (
	"io"
	"net"
	"strings"
	"testing"
	"time"
)

func TestWhatIsNoRequestIsNotLoggedAsOne(t *testing.T) {
	r := newRig(t)
	conn, err := net.Dial("tcp", strings.TrimPrefix(r.url, "http://"))
	r.must(err)
	defer conn.Close()
	r.must(conn.SetDeadline(time.Now().Add(5 * time.Second)))
	_, err = conn.Write([]byte("GET / HTTP/1.1\r\nHost: a\r\nno header\r\n\r\n"))
	r.must(err)
	text, err := io.ReadAll(conn)
	r.must(err)
	if !strings.HasPrefix(string(text), "HTTP/1.1 400 ") {
		t.Errorf("answered %.60q", text)
	}
	if log := r.log.String(); strings.Contains(log, `"msg":"request"`) || !strings.Contains(log, `"msg":"no request"`) {
		t.Errorf("logged %s", log)
	}
}
