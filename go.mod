module leitai

go 1.26.0

require (
	codeberg.org/go-pdf/fpdf v0.12.0 // PDF files with an embedded Chinese font
	entgo.io/ent v0.14.6 // entities and SQL of internal/store
	git.sr.ht/~sbinet/gg v0.7.0 // PNG pictures of charts
	github.com/alecthomas/kong v1.17.0 // the command line
	github.com/danielgtaylor/huma/v2 v2.38.0 // OpenAPI 3.1 from the handlers
	github.com/dop251/goja v0.0.0-20260917113740-793a2a65c13b // runs ECharts on the server
	github.com/go-echarts/go-echarts/v2 v2.7.2 // types of ECharts options
	github.com/goccy/go-yaml v1.19.2 // rules.yaml, with positions and the text of numbers kept
	github.com/gofiber/fiber/v3 v3.5.0 // HTTP
	github.com/jackc/pgx/v5 v5.12.0 // PostgreSQL
	github.com/nats-io/nats-server/v2 v2.15.2 // a NATS server inside tests
	github.com/nats-io/nats.go v1.55.0 // word of changes between several copies
	github.com/pquerna/otp v1.5.0 // second factor of sign-in
	github.com/pressly/goose/v3 v3.29.0 // database migrations
	github.com/prometheus/client_golang v1.25.0 // metrics
	github.com/rogpeppe/go-internal v1.16.0 // testscript: tests of the command line
	github.com/schollz/progressbar/v3 v3.18.0 // progress of long work on a terminal
	github.com/skip2/go-qrcode v0.0.0-20200617195104-da1b6568686e // QR codes
	github.com/valyala/fasthttp v1.73.0 // the server under Fiber: its limits and its streams
	github.com/xuri/excelize/v2 v2.11.1 // reads and writes .xlsx
	golang.org/x/crypto v0.58.0 // argon2 for passwords
	golang.org/x/term v0.47.0 // passwords typed without echo
	golang.org/x/text v0.43.0 // GB 18030, width of characters on a terminal
	gonum.org/v1/gonum v0.17.0 // numerics of the analyses; never of the official result
	modernc.org/libc v1.80.1 // a file system that forgets, under SQLite in tests; the version that sqlite requires
	modernc.org/sqlite v1.62.0 // the embedded database, without cgo
	pgregory.net/rapid v1.3.0 // property tests
)

require (
	ariga.io/atlas v0.36.2-0.20250730182955-2c6300d0a3e1 // indirect
	github.com/agext/levenshtein v1.2.3 // indirect
	github.com/andybalholm/brotli v1.2.6 // indirect
	github.com/antithesishq/antithesis-sdk-go v0.8.0-default-no-op // indirect
	github.com/apparentlymart/go-textseg/v15 v15.0.0 // indirect
	github.com/beorn7/perks v1.0.1 // indirect
	github.com/bmatcuk/doublestar v1.3.4 // indirect
	github.com/boombuler/barcode v1.1.0 // indirect
	github.com/cespare/xxhash/v2 v2.3.0 // indirect
	github.com/dlclark/regexp2/v2 v2.5.2 // indirect
	github.com/dustin/go-humanize v1.1.0 // indirect
	github.com/go-openapi/inflect v0.19.0 // indirect
	github.com/go-sourcemap/sourcemap v2.1.3+incompatible // indirect
	github.com/gofiber/schema v1.8.3 // indirect
	github.com/gofiber/utils/v2 v2.4.1 // indirect
	github.com/golang/freetype v0.0.0-20170609003504-e2365dfdc4a0 // indirect
	github.com/google/go-cmp v0.7.0 // indirect
	github.com/google/go-tpm v0.9.8 // indirect
	github.com/google/pprof v0.0.0-20261016150608-1facf8f91b50 // indirect
	github.com/google/uuid v1.6.0 // indirect
	github.com/hashicorp/hcl/v2 v2.18.1 // indirect
	github.com/jackc/pgpassfile v1.0.0 // indirect
	github.com/jackc/pgservicefile v0.0.0-20240606120523-5a60cdf6a761 // indirect
	github.com/jackc/puddle/v2 v2.2.3 // indirect
	github.com/klauspost/compress v1.20.3 // indirect
	github.com/mattn/go-colorable v0.1.15 // indirect
	github.com/mattn/go-isatty v0.0.24 // indirect
	github.com/mfridman/interpolate v0.0.2 // indirect
	github.com/minio/highwayhash v1.0.4 // indirect
	github.com/mitchellh/colorstring v0.0.0-20190213212951-d06e56a500db // indirect
	github.com/mitchellh/go-wordwrap v1.0.1 // indirect
	github.com/munnerz/goautoneg v0.0.0-20191010083416-a7dc8b61c822 // indirect
	github.com/nats-io/jwt/v2 v2.8.2 // indirect
	github.com/nats-io/nkeys v0.4.16 // indirect
	github.com/nats-io/nuid v1.0.1 // indirect
	github.com/ncruces/go-strftime v1.1.0 // indirect
	github.com/philhofer/fwd v1.2.0 // indirect
	github.com/prometheus/client_model v0.6.3 // indirect
	github.com/prometheus/common v0.72.0 // indirect
	github.com/prometheus/procfs v0.22.0 // indirect
	github.com/remyoudompheng/bigfft v0.0.0-20230129092748-24d4a6f8daec // indirect
	github.com/richardlehane/mscfb v1.0.9 // indirect
	github.com/richardlehane/msoleps v1.0.6 // indirect
	github.com/rivo/uniseg v0.4.7 // indirect
	github.com/sethvargo/go-retry v0.5.0 // indirect
	github.com/tiendc/go-deepcopy v1.7.2 // indirect
	github.com/tinylib/msgp v1.6.4 // indirect
	github.com/valyala/bytebufferpool v1.0.0 // indirect
	github.com/xuri/efp v0.0.3-0.20260924042702-217b81952dec // indirect
	github.com/xuri/nfp v0.0.2-0.20250530014748-2ddeb826f9a9 // indirect
	github.com/zclconf/go-cty v1.14.4 // indirect
	github.com/zclconf/go-cty-yaml v1.1.0 // indirect
	go.uber.org/multierr v1.11.0 // indirect
	golang.org/x/image v0.44.0 // indirect
	golang.org/x/mod v0.42.0 // indirect
	golang.org/x/net v0.62.0 // indirect
	golang.org/x/sync v0.24.0 // indirect
	golang.org/x/sys v0.49.0 // indirect
	golang.org/x/time v0.16.0 // indirect
	golang.org/x/tools v0.52.0 // indirect
	google.golang.org/protobuf v1.36.12 // indirect
	gopkg.in/yaml.v3 v3.0.1 // indirect
	modernc.org/mathutil v1.7.1 // indirect
	modernc.org/memory v1.12.1 // indirect
)
