package httpapi

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"html"
	"strings"

	"leitai/internal/lang"
)

// plainStyle is in the colours of the product (web/tokens.json).
const plainStyle = `*{box-sizing:border-box}body{margin:0;background:#faf7f4;color:#1f1a17;font:18px/1.5 "PingFang SC","HarmonyOS Sans SC","Microsoft YaHei","Noto Sans CJK SC",system-ui,sans-serif}` +
	`header{background:#a50f15;color:#fff;padding:16px 20px}h1{margin:0 auto;max-width:560px;font-size:22px}main{max-width:560px;margin:24px auto;padding:0 20px}` +
	`a{display:block;margin:0 0 14px;padding:14px 18px;min-height:60px;background:#fff;border:1px solid #8c827b;border-radius:10px;color:#4a423d;text-decoration:none}` +
	`b{display:block;color:#a50f15;font-size:21px}a:focus-visible{outline:3px solid #1b4f8f;outline-offset:2px}`

// plainPolicy lets a plain page have its style and nothing else.
func plainPolicy() string {
	style := sha256.Sum256([]byte(plainStyle))
	return "default-src 'none'; style-src 'sha256-" + base64.StdEncoding.EncodeToString(style[:]) + "'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
}

// plainPage is a heading and what stands below it, as HTML. It needs no script.
func plainPage(title, below string) string {
	return `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>` + said(title) +
		`</title><style>` + plainStyle + `</style><header><h1>` + said(title) + `</h1></header><main>` + below + `</main></html>`
}

// said is a sentence of the catalogue as HTML.
func said(key string) string { return html.EscapeString(lang.Chinese.T(key)) }

// startPage leads to the others; to the minute too where one is played.
func startPage(played bool) page {
	var b strings.Builder
	for _, link := range []struct{ path, words, why string }{
		{"/play", "page.play", "page.play_why"},
		{"/j", "page.judge", "page.judge_why"}, {"/console", "page.console", "page.console_why"}, {"/screen", "page.screen", "page.screen_why"},
		{"/scrutineer", "page.scrutineer", "page.scrutineer_why"},
	} {
		if link.path == "/play" && !played {
			continue
		}
		b.WriteString(`<a href="` + link.path + `"><b>` + said(link.words) + `</b>` + said(link.why) + `</a>`)
	}
	body := []byte(plainPage("page.title", b.String()))
	sum := sha256.Sum256(body)
	return newPage(body, `"`+hex.EncodeToString(sum[:16])+`"`, plainPolicy())
}
