// Package live knows who is watching what, and how the phones of the panel are.
// It holds no figure: what a watcher may see he reads himself. It imports the
// standard library.
package live
