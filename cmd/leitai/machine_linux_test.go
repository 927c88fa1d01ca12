package main

import (
	"os"
	"path/filepath"
	"testing"
)

func TestPowerIsWhatTheKernelSays(t *testing.T) {
	for want, supplies := range map[string]map[string]map[string]string{
		"":        {},
		"battery": {"AC": {"type": "Mains", "online": "0"}, "BAT0": {"type": "Battery", "status": "Discharging"}},
		"mains":   {"AC": {"type": "Mains", "online": "1"}, "BAT0": {"type": "Battery", "status": "Charging"}, "mouse": {"type": "Battery", "scope": "Device", "status": "Discharging"}},
	} {
		root := t.TempDir()
		for name, files := range supplies {
			if err := os.Mkdir(filepath.Join(root, name), 0o700); err != nil {
				t.Fatal(err)
			}
			for file, text := range files {
				if err := os.WriteFile(filepath.Join(root, name, file), []byte(text+"\n"), 0o600); err != nil {
					t.Fatal(err)
				}
			}
		}
		if got := powerOf(root); got != want {
			t.Errorf("%v: %q; want %q", supplies, got, want)
		}
	}
}

func TestThereIsRoomOnTheDisk(t *testing.T) {
	free, err := machine{t.TempDir()}.DiskFree()
	if err != nil || free <= 0 {
		t.Errorf("%d bytes, %v", free, err)
	}
	if _, err := (machine{filepath.Join(t.TempDir(), "nothing")}).DiskFree(); err == nil {
		t.Error("a folder that is not there has room")
	}
}
