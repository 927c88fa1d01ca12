// Command document writes the OpenAPI document of the API to the file named.
package main

import (
	"fmt"
	"os"

	"leitai/internal/httpapi"
)

func main() {
	body, err := httpapi.New(httpapi.Options{}).Document()
	if err == nil && len(os.Args) == 2 {
		err = os.WriteFile(os.Args[1], append(body, '\n'), 0o644)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
