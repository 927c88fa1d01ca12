// Package live knows, in memory only, who is watching what, how the phones of the
// panel are, which pages wait to be paired, where screens are pointed after the
// seal, and which phone answered a trial of the network. It holds no figure: what a
// watcher may see he reads himself. It imports the standard library.
package live
