package main

import (
	"errors"
	"fmt"
	"net"
	"slices"
	"strconv"
	"syscall"

	"leitai/internal/fault"
)

// What is wrong with an address to listen on: it is none, or cannot be had.
const (
	wrongAddress fault.Code = "wrong_address"
	cannotListen fault.Code = "cannot_listen"
)

// listenAt opens an address to a crowd.
func listenAt(address string) (net.Listener, error) {
	if _, port, err := net.SplitHostPort(address); err != nil || !isPort(port) {
		return nil, fault.List{fault.New(wrongAddress, fault.At{}, address)}
	}
	l, err := net.Listen("tcp", address)
	if err != nil {
		return nil, fault.List{fault.New(cannotListen, fault.At{}, address, "reason", plainReason(err), "other", otherPort(address))}
	}
	return newCrowd(l, room()), nil
}

func isPort(s string) bool {
	_, err := strconv.ParseUint(s, 10, 16)
	return err == nil
}

// otherPort is the address with the port after its own, 8081 where that is none.
func otherPort(address string) string {
	host, port, err := net.SplitHostPort(address)
	n, bad := strconv.Atoi(port)
	if err != nil {
		host = "127.0.0.1"
	}
	if err != nil || bad != nil || n < 1 || n >= 1<<16-1 {
		n = 8080
	}
	return net.JoinHostPort(host, strconv.Itoa(n+1))
}

// origin is where phones reach the service: the address that it listens on, or,
// where it listens on all, one of this machine.
func origin(at net.Addr) string {
	host, port, err := net.SplitHostPort(at.String())
	if err != nil {
		return "http://" + at.String()
	}
	if ip := net.ParseIP(host); ip == nil || ip.IsUnspecified() {
		addresses, _ := net.InterfaceAddrs() // none: only this machine will reach it
		host = reachable(addresses)
	}
	return "http://" + net.JoinHostPort(host, port)
}

// reachable is the IPv4 address under which others find this machine: one of a
// private network (RFC 1918) before any other, 127.0.0.1 if there is none.
func reachable(addresses []net.Addr) string {
	found := []net.IP{nil, nil, nil}
	for _, a := range addresses {
		network, ok := a.(*net.IPNet)
		if !ok || network.IP.To4() == nil || network.IP.IsLoopback() {
			continue
		}
		kind := 2 // link-local: better than nothing
		switch {
		case network.IP.IsPrivate():
			kind = 0
		case network.IP.IsGlobalUnicast():
			kind = 1
		}
		if found[kind] == nil {
			found[kind] = network.IP
		}
	}
	if i := slices.IndexFunc(found, func(ip net.IP) bool { return ip != nil }); i >= 0 {
		return found[i].String()
	}
	return "127.0.0.1"
}

// onlyHere tells whether nobody but this machine reaches an address of a server.
func onlyHere(at net.Addr) bool {
	tcp, ok := at.(*net.TCPAddr)
	return ok && tcp.IP.IsLoopback()
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
