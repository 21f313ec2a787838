// The shop of the end-to-end tests: one program, whose argument says which of its services it is. The services call each other by
// gRPC at the addresses in their variables, and know nothing of certificates.
package main

import (
	"fmt"
	"log"
	"os"
	"strings"
)

var version = os.Getenv("PLATFORM_VERSION")

// The address of another service: CATALOG_ADDRESS and the like.
func addressOf(service string) string {
	return os.Getenv(strings.ToUpper(service) + "_ADDRESS")
}

func main() {
	log.SetFlags(0)
	if len(os.Args) < 2 {
		log.Fatal("which service?")
	}
	role := os.Args[1]
	switch role {
	case "call":
		callOnce(os.Args[2:])
	case "ping":
		pingOnce(os.Args[2:])
	case "request":
		requestOnce(os.Args[2:])
	case "frontend":
		serveWeb()
	case "load":
		generateLoad()
	default:
		methods, ready := service(role)
		if methods == nil {
			log.Fatal(fmt.Sprintf("no service %q", role))
		}
		serve(role, methods, ready)
	}
}
