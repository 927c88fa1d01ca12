package main

// machine is the machine that serves, as the preflight tells of it. Where an
// operating system does not say, it is silent.
type machine struct{ dir string } // where the data is

// DiskFree is how many bytes this process may still write where the data is.
func (m machine) DiskFree() (int64, error) { return diskFree(m.dir) }

// Power is mains or battery, empty where that cannot be known.
func (m machine) Power() string { return power() }
