//go:build unix

package main

import "syscall"

// room is how many connections this process may hold.
func room() int {
	var limit syscall.Rlimit
	if syscall.Getrlimit(syscall.RLIMIT_NOFILE, &limit) != nil {
		return crowdAnyway
	}
	return roomOf(uint64(limit.Cur))
}
