package main

import (
	"errors"
	"fmt"
	"net"
	"syscall"

	"leitai/internal/fault"
)

// cannotListen is the fault of an address that cannot be had.
const cannotListen fault.Code = "cannot_listen"

// listenAt opens an address to a crowd.
func listenAt(address string) (net.Listener, error) {
	l, err := net.Listen("tcp", address)
	if err != nil {
		return nil, fault.List{fault.New(cannotListen, fault.At{}, address, "reason", plainReason(err))}
	}
	return newCrowd(l, room()), nil
}

// origin is where phones reach the service: the address that it listens on, or,
// where it listens on all, the first one of this machine in a local network.
func origin(at net.Addr) string {
	host, port, err := net.SplitHostPort(at.String())
	if err != nil {
		return "http://" + at.String()
	}
	if ip := net.ParseIP(host); ip == nil || ip.IsUnspecified() {
		host = localAddress()
	}
	return "http://" + net.JoinHostPort(host, port)
}

// localAddress is the first private IPv4 address of this machine.
func localAddress() string {
	addresses, _ := net.InterfaceAddrs() // none: only this machine will reach it
	for _, a := range addresses {
		if network, ok := a.(*net.IPNet); ok && network.IP.IsPrivate() && network.IP.To4() != nil {
			return network.IP.String()
		}
	}
	return "127.0.0.1"
}

// plainReason is what the system says, without the address that the sentence
// around it has.
func plainReason(err error) string {
	var no syscall.Errno
	if errors.As(err, &no) {
		return no.Error()
	}
	return fmt.Sprint(err)
}
