package main

import (
	"net"
	"testing"
)

// TestPhonesAreSentToAnAddressThatTheyReach: whatever the machine has, it is not
// its own loopback while there is another one.
func TestPhonesAreSentToAnAddressThatTheyReach(t *testing.T) {
	for _, c := range []struct {
		has  []string
		want string
	}{
		{[]string{"127.0.0.1/8", "::1/128", "203.0.113.9/24", "192.168.1.10/24", "10.0.0.3/8"}, "192.168.1.10"},
		{[]string{"127.0.0.1/8", "169.254.3.4/16", "100.64.0.5/10"}, "100.64.0.5"},
		{[]string{"127.0.0.1/8", "203.0.113.9/24"}, "203.0.113.9"},
		{[]string{"127.0.0.1/8", "169.254.3.4/16"}, "169.254.3.4"},
		{[]string{"127.0.0.1/8", "127.0.1.1/8", "fe80::1/64", "2001:db8::1/64"}, "127.0.0.1"},
		{nil, "127.0.0.1"},
	} {
		var addresses []net.Addr
		for _, text := range c.has {
			ip, network, err := net.ParseCIDR(text)
			if err != nil {
				t.Fatal(err)
			}
			addresses = append(addresses, &net.IPNet{IP: ip, Mask: network.Mask})
		}
		if got := reachable(addresses); got != c.want {
			t.Errorf("of %v it takes %s; want %s", c.has, got, c.want)
		}
	}
}

func TestTheOtherPortKeepsTheHost(t *testing.T) {
	for address, want := range map[string]string{
		"0.0.0.0:8080": "0.0.0.0:8081", "127.0.0.1:9000": "127.0.0.1:9001", ":8080": ":8081", "127.0.0.1:99999": "127.0.0.1:8081",
		"127.0.0.1:65535": "127.0.0.1:8081", "192.168.1.10:http": "192.168.1.10:8081", "[::]:80": "[::]:81", "nowhere": "127.0.0.1:8081",
	} {
		if got := otherPort(address); got != want {
			t.Errorf("beside %s it names %s; want %s", address, got, want)
		}
	}
}
