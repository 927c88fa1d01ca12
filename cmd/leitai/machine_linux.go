package main

import (
	"os"
	"path/filepath"
	"strings"
	"syscall"
)

func diskFree(dir string) (int64, error) {
	var s syscall.Statfs_t
	if err := syscall.Statfs(dir, &s); err != nil {
		return 0, err
	}
	return int64(s.Bavail) * int64(s.Bsize), nil
}

// power asks the kernel: a battery that is being emptied is what the machine lives
// on. A machine without a battery, a server, says nothing.
func power() string { return powerOf("/sys/class/power_supply") }

func powerOf(root string) string {
	supplies, _ := filepath.Glob(filepath.Join(root, "*")) // the pattern is a constant
	said := ""
	for _, supply := range supplies {
		read := func(name string) string {
			text, _ := os.ReadFile(filepath.Join(supply, name)) // not there: empty
			return strings.TrimSpace(string(text))
		}
		switch {
		case read("type") == "Battery" && read("scope") != "Device": // no mouse's
			if read("status") == "Discharging" {
				return "battery"
			}
			said = "mains"
		case read("type") == "Mains" && read("online") == "1":
			said = "mains"
		}
	}
	return said
}
