package main

import (
	"syscall"
	"unsafe"
)

var (
	kernel    = syscall.NewLazyDLL("kernel32.dll")
	freeSpace = kernel.NewProc("GetDiskFreeSpaceExW")
	powerCall = kernel.NewProc("GetSystemPowerStatus")
)

func diskFree(dir string) (int64, error) {
	path, err := syscall.UTF16PtrFromString(dir)
	if err != nil {
		return 0, err
	}
	var free uint64
	if ok, _, err := freeSpace.Call(uintptr(unsafe.Pointer(path)), uintptr(unsafe.Pointer(&free)), 0, 0); ok == 0 {
		return 0, err
	}
	return int64(free), nil
}

// powerStatus begins as SYSTEM_POWER_STATUS does; the rest is not read.
type powerStatus struct {
	line uint8 // 0 battery, 1 mains, 255 unknown
	rest [11]byte
}

func power() string {
	var s powerStatus
	if ok, _, _ := powerCall.Call(uintptr(unsafe.Pointer(&s))); ok == 0 {
		return ""
	}
	return map[uint8]string{0: "battery", 1: "mains"}[s.line]
}
