//go:build pins

// Package pins holds the modules of the design at their chosen versions before
// the code that uses them is written: without an importer the first
// "go mod tidy" would drop them and later bring other versions back. It is
// never built. A line goes when real code imports the module.
package pins

import (
	_ "codeberg.org/go-pdf/fpdf"
	_ "entgo.io/ent"
	_ "git.sr.ht/~sbinet/gg"
	_ "github.com/alecthomas/kong"
	_ "github.com/danielgtaylor/huma/v2"
	_ "github.com/dop251/goja"
	_ "github.com/go-echarts/go-echarts/v2/opts"
	_ "github.com/goccy/go-yaml"
	_ "github.com/gofiber/fiber/v3"
	_ "github.com/jackc/pgx/v5/stdlib"
	_ "github.com/nats-io/nats-server/v2/server"
	_ "github.com/nats-io/nats.go"
	_ "github.com/pquerna/otp/totp"
	_ "github.com/pressly/goose/v3"
	_ "github.com/prometheus/client_golang/prometheus"
	_ "github.com/rogpeppe/go-internal/testscript"
	_ "github.com/schollz/progressbar/v3"
	_ "github.com/skip2/go-qrcode"
	_ "github.com/valyala/fasthttp"
	_ "github.com/xuri/excelize/v2"
	_ "golang.org/x/crypto/argon2"
	_ "golang.org/x/term"
	_ "golang.org/x/text/encoding/simplifiedchinese"
	_ "gonum.org/v1/gonum/stat"
	_ "modernc.org/libc"
	_ "modernc.org/sqlite"
	_ "pgregory.net/rapid"
)
