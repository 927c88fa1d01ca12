package venue

import (
	"os/exec"
	"syscall"
)

// bound ends the server with this process: a test that is stopped by its time
// limit runs no cleanup and would leave it behind.
func bound(cmd *exec.Cmd) { cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL} }
