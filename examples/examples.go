// Package examples holds the sample data that programs need at run time: the
// roster of Jiaocheng, the sample standards and the hand-written files of the
// Jiaocheng contest. The generated files beside them come from internal/demo.
// It computes nothing and imports only the standard library.
package examples

import "embed"

// Files are the embedded files by their path below this folder.
//
//go:embed standards/*.csv
//go:embed jiaocheng/README.md jiaocheng/roster.csv jiaocheng/townships.csv
//go:embed jiaocheng/rules.yaml jiaocheng/previous/rules.yaml
var Files embed.FS
